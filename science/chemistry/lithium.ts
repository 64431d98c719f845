import { knownSubstance, substance } from './formula'

/** What TiO₂ turns into on the cathode, and how many lithium atoms each titanium takes for it. */
export const titanates = { Li2TiO3: 2, Li4Ti5O12: 0.8 } as const
export type Titanate = keyof typeof titanates

export interface LithiumAmounts {
  /** µmol Ti per g of cathode */
  titaniumUmolPerG: number
  /** µmol Li per g of cathode that the TiO₂ takes for this titanate */
  neededUmolPerG: Record<Titanate, number>
  /** µmol Li per g of cathode in the borate */
  broughtUmolPerG: number
}

/**
 * Lithium that TiO₂ takes and that a lithium borate brings, per gram of uncoated cathode (rule 19 of the model, after feng2023):
 * TiO₂ needs 2 Li for Li₂TiO₃ and 0.8 for Li₄Ti₅O₁₂. What the borate does not bring is taken from the cathode's surface.
 *
 * @param tio2WtPercent g TiO₂ per 100 g of cathode, at least 0
 * @param borateWtPercent g borate per 100 g of cathode, at least 0
 * @param borateFormula for example Li3BO3
 * @returns null when the borate's formula cannot be read
 */
export function lithiumAmounts(
  tio2WtPercent: number,
  borateWtPercent: number,
  borateFormula: string,
): LithiumAmounts | null {
  const borate = substance(borateFormula)
  if (borate === null) return null
  const titanium = (tio2WtPercent / 100 / knownSubstance('TiO2').molarMass) * 1e6
  return {
    titaniumUmolPerG: titanium,
    neededUmolPerG: { Li2TiO3: titanates.Li2TiO3 * titanium, Li4Ti5O12: titanates.Li4Ti5O12 * titanium },
    broughtUmolPerG: (borateWtPercent / 100 / borate.molarMass) * (borate.atoms.get('Li') ?? 0) * 1e6,
  }
}
