import {
  isTitanate,
  massFromBoron,
  massFromMolPercent,
  type PhaseMass,
  titanateAndBorate,
} from '../chemistry/coatingMass'
import { aldThickness, shellOnArea, shellOnSphere } from '../chemistry/shell'
import type { Cathode, Library, Sourced } from '../library/library'
import type { BallMillingRecipe, CoatedRecipe, SolGelRecipe, SolidStateRecipe } from '../recipe/recipe'
import { weakest } from './basis'
import type { Bounded } from './bounded'
import { leastOf, mostOf } from './bounded'
import type { Basis, FigureInput } from './figure'
import type { Phase } from './transport'

export interface Thickness {
  nm: Bounded
  basis: Basis
  equation: string
  inputs: readonly FigureInput[]
  notes?: readonly string[]
  /** True when it follows from masses, and so is an upper bound. */
  isFromMass: boolean
}

export type ThicknessOrNone = { ok: true; thickness: Thickness } | { ok: false; reason: string }

export interface Known {
  library: Library
  cathode: Cathode | null
  /** Empty when the coating is unknown, or a mosaic whose shares are. */
  phases: readonly Phase[]
}

const recipeSource = 'as the recipe has it'
const none = (reason: string): ThicknessOrNone => ({ ok: false, reason })

/** The borate that is mixed in; the catalogue's default is that of feng2023. */
export function borateOf(recipe: SolidStateRecipe): string {
  return recipe.lboFormula ?? 'Li3BO3'
}

/**
 * Thickness of the coating, nm, by the strongest basis there is (rule 16 of the model): measured beats entered beats estimated
 * from the process: rule 17 for ALD, rule 18 for masses. Estimates from masses are upper bounds: `high` alone.
 *
 * @returns the reason where neither a thickness is given nor one follows; never throws
 */
export function thicknessOf(recipe: CoatedRecipe, known: Known): ThicknessOrNone {
  const { thicknessNm: value, thicknessUncertaintyNm: half = 0, thicknessBasis } = recipe
  if (value !== undefined) {
    const isMeasured = thicknessBasis === 'measured'
    const nm: Bounded =
      half > 0 ? { value, low: value > half ? value - half : undefined, high: value + half } : { value }
    const basis = isMeasured ? 'measured' : 'computed'
    const input: FigureInput = {
      name: 'coating thickness',
      symbol: 'l_c',
      ...nm,
      value,
      unit: 'nm',
      basis,
      source: recipeSource,
      note: isMeasured ? 'measured' : 'as entered, not measured',
    }
    // A half range as wide as the value leaves nothing known below.
    const isBound = nm.low === undefined && half > 0
    return {
      ok: true,
      thickness: {
        nm: isBound ? { high: value + half } : nm,
        basis: isBound ? 'bound' : basis,
        equation: isMeasured ? 'l_c, measured' : 'l_c, entered',
        inputs: [input],
        isFromMass: false,
      },
    }
  }
  switch (recipe.process) {
    case 'ald': {
      const { supercycles, growthPerSupercycleNm } = recipe
      if (supercycles === undefined) return none('neither the thickness nor the number of supercycles is given')
      const published = soleMaterial(known)?.growthPerSupercycleNm ?? null
      const growth: Sourced | null =
        growthPerSupercycleNm === undefined
          ? published
          : { value: growthPerSupercycleNm, kind: 'computed', source: recipeSource }
      if (growth === null) return none('neither the thickness nor the growth per supercycle is given')
      const nm = aldThickness(supercycles, growth.value)
      return {
        ok: true,
        thickness: {
          nm: { value: nm },
          basis: growth.kind,
          equation: 'l_c = supercycles × growth per supercycle',
          inputs: [
            { name: 'supercycles', symbol: 'N', value: supercycles, unit: '', basis: 'measured', source: recipeSource },
            sourced('growth per supercycle', 'g', growth, 'nm'),
          ],
          isFromMass: false,
        },
      }
    }
    case 'solid-state': {
      const masses = solidStateMasses(recipe)
      return masses === null
        ? none('neither the thickness nor the TiO₂ and borate contents are given')
        : fromMasses(recipe, known, masses)
    }
    case 'wet': {
      const { value: content, basis } = recipe.boronContent ?? {}
      if (content === undefined || basis === undefined)
        return none('neither the thickness nor the boron content with its basis is given')
      const material = soleMaterial(known)
      const formula = material?.formsFromBoron ?? material?.formula ?? null
      if (formula === null) return none('no thickness is given, and what the boron becomes is not known')
      const mass = massFromBoron(content, basis, formula, known.cathode?.molarMass ?? null)
      return mass === null
        ? none(`no thickness is given, and it does not follow from boron in ${formula}`)
        : fromMasses(recipe, known, [mass], material?.densityGPerCm3 ?? null)
    }
    case 'sol-gel':
    case 'ball-milling': {
      const { mol, wt } = amountOf(recipe)
      if (wt === undefined && mol === undefined) return none('neither the thickness nor the amount of coating is given')
      const material = soleMaterial(known)
      if (mol === undefined)
        return fromMasses(
          recipe,
          known,
          [{ formula: material?.id ?? 'the coating', gramsPerGram: (wt ?? 0) / 100 }],
          material?.densityGPerCm3 ?? mixedDensity(known.phases),
        )
      if (known.cathode === null) return none('no cathode is chosen, and the amount of coating is in mol%')
      const mass = material?.formula == null ? null : massFromMolPercent(mol, material.formula, known.cathode.molarMass)
      return mass === null
        ? none('no thickness is given, and the coating has no formula to count moles of')
        : fromMasses(recipe, known, [mass], material?.densityGPerCm3 ?? null)
    }
  }
}

/** Amount of coating: mol% beats wt% where both are given, here as in the weigh-out. */
function amountOf(recipe: SolGelRecipe | BallMillingRecipe): { mol?: number; wt?: number } {
  return recipe.process === 'sol-gel' && recipe.coatingMolPercent !== undefined
    ? { mol: recipe.coatingMolPercent }
    : { wt: recipe.coatingWtPercent }
}

function soleMaterial({ phases }: Known): Phase['material'] | null {
  return phases.length === 1 ? (phases[0]?.material ?? null) : null
}

/** Titanate and borate (rule 18 of the model), g per g of cathode, from the amounts of a solid-state recipe; null while either amount is missing. */
export function solidStateMasses(recipe: SolidStateRecipe): PhaseMass[] | null {
  const { tio2WtPercent, lboWtPercent } = recipe
  if (tio2WtPercent === undefined || lboWtPercent === undefined) return null
  return titanateAndBorate(tio2WtPercent, titanateOf(recipe), lboWtPercent, borateOf(recipe))
}

/** Li₄Ti₅O₁₂ when the coating says so, otherwise Li₂TiO₃. */
export function titanateOf(recipe: SolidStateRecipe): 'Li2TiO3' | 'Li4Ti5O12' {
  const { coating } = recipe
  const ids = typeof coating === 'string' ? [coating] : (coating ?? []).map((phase) => phase.id)
  return ids.find(isTitanate) ?? 'Li2TiO3'
}

/** Density of one phase: what the recipe says, then the material's, then that of the borate. */
function densityOf(formula: string, library: Library): Sourced | null {
  return library.materialById.get(formula)?.densityGPerCm3 ?? library.borateDensities[formula] ?? null
}

/** By volume; null when any phase has none. */
function mixedDensity(phases: readonly Phase[]): Sourced | null {
  let value = 0
  let low = 0
  let high = 0
  for (const { material, fraction } of phases) {
    const own = material.densityGPerCm3
    if (own === null) return null
    value += fraction * own.value
    low += fraction * (own.low ?? own.value)
    high += fraction * (own.high ?? own.value)
  }
  return phases.length === 0 ? null : { value, low, high, kind: 'assumed', source: 'the phases’ densities, by volume' }
}

const closedShell = 'every gram is taken to form a closed shell: an upper bound'

function fromMasses(
  recipe: CoatedRecipe,
  { library, cathode }: Known,
  masses: readonly PhaseMass[],
  density?: Sourced | null,
): ThicknessOrNone {
  const inputs: FigureInput[] = []
  let volume = 0
  for (const { formula, gramsPerGram } of masses) {
    const own: Sourced | null =
      recipe.coatingDensityGPerCm3 !== undefined
        ? { value: recipe.coatingDensityGPerCm3, kind: 'measured', source: recipeSource }
        : density === undefined
          ? densityOf(formula, library)
          : density
    if (own === null) return none(`no thickness is given, and the density of ${formula} is not known`)
    // The largest volume that the mass can have, because the result is an upper bound.
    volume += gramsPerGram / (leastOf(own) ?? own.value)
    inputs.push(
      {
        name: `${formula} per g of cathode`,
        symbol: 'm',
        value: gramsPerGram,
        unit: 'g g⁻¹',
        basis: 'computed',
        source: recipeSource,
      },
      sourced(`density of ${formula}`, 'ρ_c', own, 'g cm⁻³'),
    )
  }
  if (volume === 0) return none('no thickness is given, and the recipe brings no coating')
  const area = betAreaOf(recipe)
  if (area !== null) {
    // The smallest surface that the powder can have, because the result is an upper bound.
    const least = leastArea(area)
    if (least === undefined) return none(`no thickness is given, and ${areaUnbounded}`)
    inputs.push(sourced('BET area', 'A_BET', area, 'm² g⁻¹'))
    return upperBound(shellOnArea(volume, least), 'l_c ≤ m_coat / (ρ_coat A_BET)', inputs)
  }
  const radius = radiusOf(recipe, cathode)
  const core = cathodeDensityOf(recipe, cathode)
  if (radius === null) return none('no thickness is given, and the particle radius is not known')
  if (core === null) return none('no thickness is given, and the density of the cathode is not known')
  inputs.push(sourced('particle radius', 'r', radius, 'µm'), sourced('density of the cathode', 'ρ', core, 'g cm⁻³'))
  const ratio = volume * (mostOf(core) ?? core.value)
  return upperBound(shellOnSphere(mostOf(radius) ?? radius.value, ratio), 'l_c ≤ r [(1 + v)^{1/3} − 1]', inputs)
}

function upperBound(nm: number, equation: string, inputs: readonly FigureInput[]): ThicknessOrNone {
  const basis = weakest([...inputs, { basis: 'bound' }])
  return {
    ok: true,
    thickness: { nm: { high: nm }, basis, equation, inputs, notes: [closedShell], isFromMass: true },
  }
}

/** A value of the library as an input of a figure, in `unit`, with its range, basis and source. */
export function sourced(name: string, symbol: string, found: Sourced, unit: string): FigureInput {
  const { value, low, high, kind, source } = found
  return {
    name,
    symbol,
    value,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    unit,
    basis: kind,
    source,
  }
}

/** A value of the recipe as an input of a figure, in `unit`. */
export function given(name: string, symbol: string, value: number, unit: string): FigureInput {
  return { name, symbol, value, unit, basis: 'measured', source: recipeSource }
}

const own = (value: number): Sourced => ({ value, kind: 'measured', source: recipeSource })

/** r, µm: the recipe's own, then the library's. */
export function radiusOf(recipe: { cathodeRadiusUm?: number }, cathode: Cathode | null): Sourced | null {
  return recipe.cathodeRadiusUm === undefined ? (cathode?.radiusUm ?? null) : own(recipe.cathodeRadiusUm)
}

export const areaUnbounded = 'the measured BET area may be anything down to nothing'

/**
 * A_BET, m² g⁻¹, with the range that its uncertainty leaves; null where the recipe has none. Without `low` where half the range is
 * as wide as the value: nothing is known below then.
 */
export function betAreaOf(recipe: { betAreaM2PerG?: number; betAreaUncertaintyM2PerG?: number }): Sourced | null {
  const { betAreaM2PerG: value, betAreaUncertaintyM2PerG: half = 0 } = recipe
  if (value === undefined) return null
  if (half === 0) return own(value)
  return { ...own(value), ...(value > half ? { low: value - half } : {}), high: value + half }
}

/** The least surface that there can be, m² g⁻¹; undefined where its range goes down to nothing. */
export function leastArea({ value, low, high }: Sourced): number | undefined {
  return high === undefined ? value : low
}

/** ρ of the cathode, g cm⁻³: the recipe's own, then the library's. */
export function cathodeDensityOf(recipe: { cathodeDensityGPerCm3?: number }, cathode: Cathode | null): Sourced | null {
  return recipe.cathodeDensityGPerCm3 === undefined ? (cathode?.density ?? null) : own(recipe.cathodeDensityGPerCm3)
}
