import type { Library, Material } from '../library/library'
import type { CoatedRecipe, PhaseFraction } from '../recipe/recipe'
import { solidStateMasses } from './thickness'
import type { Phase } from './transport'

/** Fractions of one coating may miss 1 by this much: thirds are written as 0.333. */
export const fractionTolerance = 2e-3

export interface PhasesReading {
  phases: readonly Phase[]
  /** Why there are none; null when there are. */
  reason: string | null
}

const none = (reason: string): PhasesReading => ({ phases: [], reason })

/** The phases of a coating with their volume fractions, each looked up in the library. */
export function phasesOf(recipe: CoatedRecipe, library: Library): PhasesReading {
  const { coating } = recipe
  if (coating === undefined) return none('no coating is chosen')
  if (typeof coating !== 'string') return composite(coating, library)
  const material = library.materialById.get(coating)
  if (material === undefined) return none(`the library has no coating “${coating}”`)
  return material.phases === null
    ? { phases: [{ material, fraction: 1 }], reason: null }
    : mosaic(recipe, material, library)
}

function composite(fractions: readonly PhaseFraction[], library: Library): PhasesReading {
  const phases: Phase[] = []
  let sum = 0
  for (const { id, volumeFraction } of fractions) {
    const material = library.materialById.get(id)
    if (material === undefined) return none(`the library has no coating “${id}”`)
    if (material.phases !== null) return none(`${id} is a mosaic itself: name its phases instead`)
    sum += volumeFraction
    if (volumeFraction > 0) phases.push({ material, fraction: volumeFraction })
  }
  if (fractions.length === 0) return none('no coating is chosen')
  // Put so that a sum that is no number is refused too.
  if (!(Math.abs(sum - 1) <= fractionTolerance))
    return none(`the volume fractions add up to ${Number(sum.toPrecision(4))}, not to 1`)
  return { phases: phases.map((phase) => ({ ...phase, fraction: phase.fraction / sum })), reason: null }
}

/** The shares of a titanate and a borate follow from what is weighed in. */
function mosaic(recipe: CoatedRecipe, material: Material, library: Library): PhasesReading {
  const names = (material.phases ?? []).join(' and ')
  const masses = recipe.process === 'solid-state' ? solidStateMasses(recipe) : null
  if (masses === null || masses.length === 0) return none(`the shares of ${names} in the coating are not given`)
  const volumes: { material: Material; volume: number }[] = []
  for (const { formula, gramsPerGram } of masses) {
    const own = library.materialById.get(formula)
    const density = own?.densityGPerCm3?.value
    if (own === undefined || density === undefined) return none(`the library has no density of ${formula}`)
    volumes.push({ material: own, volume: gramsPerGram / density })
  }
  const total = volumes.reduce((sum, { volume }) => sum + volume, 0)
  return { phases: volumes.map((one) => ({ material: one.material, fraction: one.volume / total })), reason: null }
}
