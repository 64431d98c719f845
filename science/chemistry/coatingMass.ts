import type { BoronBasis } from '../recipe/parameters'
import { boronPerGram, needsCathode } from './boron'
import { knownSubstance, substance } from './formula'
import { type Titanate, titanates } from './lithium'

/** Grams of one phase per gram of uncoated cathode. */
export interface PhaseMass {
  formula: string
  gramsPerGram: number
}

/**
 * Titanate that TiO₂ becomes, and the borate beside it (rule 18 of the model): every titanium ends in the titanate, the borate
 * stays what it was.
 *
 * @param tio2WtPercent and borateWtPercent g per 100 g of cathode, at least 0
 */
export function titanateAndBorate(
  tio2WtPercent: number,
  titanate: Titanate,
  borateWtPercent: number,
  borateFormula: string,
): PhaseMass[] {
  const { molarMass, atoms } = knownSubstance(titanate)
  const titanium = tio2WtPercent / 100 / knownSubstance('TiO2').molarMass
  return [
    { formula: titanate, gramsPerGram: (titanium / (atoms.get('Ti') ?? Number.NaN)) * molarMass },
    { formula: borateFormula, gramsPerGram: borateWtPercent / 100 },
  ].filter(({ gramsPerGram }) => gramsPerGram > 0)
}

export function isTitanate(id: string): id is Titanate {
  return Object.hasOwn(titanates, id)
}

/**
 * Coating of one formula from a boron content: every boron ends in it.
 *
 * @returns null when the formula has no boron or cannot be read, or when mol% is meant and the cathode is unknown
 */
export function massFromBoron(
  value: number,
  basis: BoronBasis,
  formula: string,
  cathodeMolarMass: number | null,
): PhaseMass | null {
  const found = substance(formula)
  const boron = found?.atoms.get('B')
  if (found === null || boron === undefined || (needsCathode(basis) && cathodeMolarMass === null)) return null
  const moles = boronPerGram(value, basis, cathodeMolarMass ?? Number.NaN)
  return { formula, gramsPerGram: (moles / boron) * found.molarMass }
}

/** Coating from moles of its formula per 100 formula units of cathode; null when the formula cannot be read. */
export function massFromMolPercent(molPercent: number, formula: string, cathodeMolarMass: number): PhaseMass | null {
  const found = substance(formula)
  return found === null ? null : { formula, gramsPerGram: ((molPercent / 100) * found.molarMass) / cathodeMolarMass }
}
