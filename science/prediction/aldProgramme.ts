import type { AldRecipe, SubCycle } from '../recipe/recipe'
import type { FigureInput, FigureOrNone } from './figure'

/**
 * How long an ALD programme runs, s: supercycles × Σ repeats × (pulse + exposure + purge), each time being that of one whole
 * sub-cycle, precursor and co-reactant together. Heating, loading and pumping down are not counted. Rule 22 of the model.
 */
export function programmeTime(recipe: Pick<AldRecipe, 'supercycles' | 'subCycles'>): FigureOrNone {
  const { supercycles, subCycles = [] } = recipe
  if (supercycles === undefined) return { unavailable: 'the number of supercycles is not given' }
  if (subCycles.length === 0) return { unavailable: 'the sub-cycles are not given' }
  let perSupercycle = 0
  const inputs: FigureInput[] = [
    { name: 'supercycles', symbol: 'N', value: supercycles, unit: '', basis: 'measured', source: 'the recipe' },
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
      source: 'the recipe',
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

export type Ratio = { ok: true; ratio: Record<string, number> } | { ok: false; reason: string }

/**
 * Cations that one supercycle lays down, as fractions by oxide that add up to 1, from the yield of each sub-cycle (cations per
 * nm², for this tool). It does not know how one oxide's surface changes the growth of the next.
 */
export function subCycleRatio(subCycles: readonly SubCycle[]): Ratio {
  if (subCycles.length === 0) return { ok: false, reason: 'the sub-cycles are not given' }
  const amounts: Record<string, number> = {}
  let total = 0
  for (const [place, { oxide, repeats, cationsPerCycle }] of subCycles.entries()) {
    const name = oxide ?? `${place + 1}`
    if (repeats === undefined) return { ok: false, reason: `the repeats of sub-cycle ${name} are not given` }
    if (cationsPerCycle === undefined) return { ok: false, reason: `the yield of sub-cycle ${name} is not known` }
    amounts[name] = (amounts[name] ?? 0) + repeats * cationsPerCycle
    total += repeats * cationsPerCycle
  }
  for (const name of Object.keys(amounts)) amounts[name] = (amounts[name] ?? 0) / total
  return { ok: true, ratio: amounts }
}
