import type { AldRecipe, SubCycle } from '../recipe/recipe'
import type { CationRatio, FigureInput, FigureOrNone } from './figure'

const recipeSource = 'as the recipe has it'

/**
 * How long an ALD programme runs, s: supercycles × Σ repeats × (pulse + exposure + purge), each time being that of one whole
 * sub-cycle, precursor and co-reactant together. Heating, loading and pumping down are not counted. Rule 22 of the model.
 * The reason where repeats, pulse or purge of a sub-cycle are missing; a missing exposure counts as none. Never throws.
 */
export function programmeTime(recipe: Pick<AldRecipe, 'supercycles' | 'subCycles'>): FigureOrNone {
  const { supercycles, subCycles = [] } = recipe
  if (supercycles === undefined) return { unavailable: 'the number of supercycles is not given' }
  if (subCycles.length === 0) return { unavailable: 'the sub-cycles are not given' }
  let perSupercycle = 0
  const inputs: FigureInput[] = [
    { name: 'supercycles', symbol: 'N', value: supercycles, unit: '', basis: 'measured', source: recipeSource },
  ]
  for (const [place, { oxide, repeats, pulseS, exposureS, purgeS }] of subCycles.entries()) {
    const name = oxide ?? `${place + 1}`
    if (repeats === undefined) return { unavailable: `the repeats of sub-cycle ${name} are not given` }
    if (pulseS === undefined || purgeS === undefined)
      return { unavailable: `pulse and purge of sub-cycle ${name} are not given` }
    const each = pulseS + (exposureS ?? 0) + purgeS
    perSupercycle += repeats * each
    inputs.push({
      name: `sub-cycle ${name}, ${repeats} ×`,
      symbol: 't',
      value: each,
      unit: 's',
      basis: 'measured',
      source: recipeSource,
      ...(exposureS === undefined ? { note: 'no exposure is given: none is counted' } : {}),
    })
  }
  return {
    value: supercycles * perSupercycle,
    unit: 's',
    basis: 'computed',
    equation: 't = supercycles × Σ repeats × (pulse + exposure + purge)',
    inputs,
    notes: ['heating, loading and pumping down are not counted'],
  }
}

export type RatioReading = { ok: true; ratio: CationRatio } | { ok: false; reason: string }

/**
 * Cations that one supercycle lays down, as fractions by oxide that add up to 1, from the yield of each sub-cycle (cations per
 * nm², for this tool): x_k = Σ repeats × yield of oxide k / Σ repeats × yield. Rule 17 of the model leaves growth to the tool. It
 * does not know how one oxide's surface changes the growth of the next.
 *
 * @returns the reason where there are no sub-cycles, or one lacks its repeats or its yield
 */
export function subCycleRatio(subCycles: readonly SubCycle[]): RatioReading {
  if (subCycles.length === 0) return { ok: false, reason: 'the sub-cycles are not given' }
  const amounts = new Map<string, number>()
  const inputs: FigureInput[] = []
  let total = 0
  for (const [place, { oxide, repeats, cationsPerCycle }] of subCycles.entries()) {
    const name = oxide ?? `${place + 1}`
    if (repeats === undefined) return { ok: false, reason: `the repeats of sub-cycle ${name} are not given` }
    if (cationsPerCycle === undefined) return { ok: false, reason: `the yield of sub-cycle ${name} is not known` }
    amounts.set(name, (amounts.get(name) ?? 0) + repeats * cationsPerCycle)
    total += repeats * cationsPerCycle
    inputs.push({
      name: `cations per sub-cycle ${name}, ${repeats} ×`,
      symbol: 'y',
      value: cationsPerCycle,
      unit: 'nm⁻²',
      basis: 'measured',
      source: recipeSource,
    })
  }
  const fractions = Object.fromEntries([...amounts].map(([name, amount]) => [name, amount / total]))
  return {
    ok: true,
    ratio: {
      fractions,
      basis: 'computed',
      equation: 'x = repeats × yield / Σ repeats × yield',
      inputs,
    },
  }
}
