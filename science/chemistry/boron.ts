import type { BoronBasis } from '../recipe/parameters'
import { boronBases } from '../recipe/parameters'
import { knownSubstance } from './formula'

/** `wt% H3BO3`: what is counted, and how. `mol% B` counts atoms, every other basis formula units or grams of a compound. */
function taken(basis: BoronBasis): { counts: 'wt' | 'mol'; molarMass: number; boronAtoms: number } {
  const known = takenApart.get(basis)
  if (known !== undefined) return known
  const [counts, formula = ''] = basis.split('% ')
  const { molarMass, atoms } = knownSubstance(formula)
  const found = { counts: counts === 'wt' ? 'wt' : 'mol', molarMass, boronAtoms: atoms.get('B') ?? 0 } as const
  takenApart.set(basis, found)
  return found
}

const takenApart = new Map<BoronBasis, ReturnType<typeof taken>>()

/** Whether a basis counts per formula unit of cathode, so that converting it needs the cathode's molar mass. */
export function needsCathode(basis: BoronBasis): boolean {
  return taken(basis).counts === 'mol'
}

/**
 * Moles of boron per gram of uncoated cathode powder.
 *
 * wt%: x/100 · n_B / M(compound). mol%: x/100 · n_B / M(cathode). Rule 20 of the model; weight percent means grams per 100 g of
 * uncoated powder, as the papers use it.
 *
 * @param value percent, at least 0
 * @param cathodeMolarMass g/mol; only needed for mol%
 */
export function boronPerGram(value: number, basis: BoronBasis, cathodeMolarMass: number): number {
  const { counts, molarMass, boronAtoms } = taken(basis)
  return ((value / 100) * boronAtoms) / (counts === 'wt' ? molarMass : cathodeMolarMass)
}

/**
 * The same boron, counted in another way; exact but for rounding.
 *
 * @param value percent, at least 0
 * @param cathodeMolarMass g/mol; only needed when either basis is mol%
 */
export function convertBoron(value: number, from: BoronBasis, to: BoronBasis, cathodeMolarMass: number): number {
  if (from === to) return value
  const { counts, molarMass, boronAtoms } = taken(to)
  return (
    ((boronPerGram(value, from, cathodeMolarMass) * (counts === 'wt' ? molarMass : cathodeMolarMass)) / boronAtoms) *
    100
  )
}

export type BoronEquivalents = Partial<Record<BoronBasis, number>>

/** One boron content in every way it can be counted; without a cathode only in those that need none. */
export function boronEquivalents(value: number, basis: BoronBasis, cathodeMolarMass: number | null): BoronEquivalents {
  const equivalents: BoronEquivalents = {}
  if (needsCathode(basis) && cathodeMolarMass === null) return { [basis]: value }
  for (const { value: to } of boronBases)
    if (cathodeMolarMass !== null || !needsCathode(to))
      equivalents[to] = convertBoron(value, basis, to, cathodeMolarMass ?? Number.NaN)
  return equivalents
}
