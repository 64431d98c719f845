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
 * @param tio2WtPercent g TiO₂ per 100 g of uncoated cathode, at least 0
 * @param borateWtPercent g borate per 100 g of uncoated cathode, at least 0
 * @returns g per g of cathode, without what is not there; never throws
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

/** Whether a library id is that of a titanate that TiO₂ can become. */
export function isTitanate(id: string): id is Titanate {
  return Object.hasOwn(titanates, id)
}

/**
 * Coating of one formula from a boron content: every boron ends in it, m = n_B / (B per formula) × M. Rules 18 and 20 of the
 * model. In g per g of uncoated cathode; never throws.
 *
 * @param value boron content, percent of `basis`, at least 0
 * @param cathodeMolarMass g/mol; only needed for mol%
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

/**
 * Coating from moles of its formula, g per g of uncoated cathode: m = x/100 × M / M(cathode).
 *
 * @param molPercent formula units of coating per 100 of cathode, at least 0
 * @param cathodeMolarMass g/mol, above 0
 * @returns null when the formula cannot be read
 */
export function massFromMolPercent(molPercent: number, formula: string, cathodeMolarMass: number): PhaseMass | null {
  const found = substance(formula)
  return found === null ? null : { formula, gramsPerGram: ((molPercent / 100) * found.molarMass) / cathodeMolarMass }
}
