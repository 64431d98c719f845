/** Lithium through the coating. Extensions of cheng2024, rules 11 to 13 of the model. Pure arithmetic: no function here throws. */

/** C */
const elementaryCharge = 1.602176634e-19
const cmPerNm = 1e-7
const cmPerUm = 1e-4

/**
 * Conductivity of the coating for Li⁺, S cm⁻¹: σ = e L_LiLi. Rule 11 of the model.
 *
 * @param onsager L_LiLi, eV⁻¹ cm⁻¹ s⁻¹, at least 0
 */
export function lithiumConductivity(onsager: number): number {
  return elementaryCharge * onsager
}

/**
 * Current density at the surface of smooth spheres, A cm⁻²: i = q C ρ r / 3. Rule 12 of the model.
 *
 * @param capacityMAhPerG q, mAh g⁻¹, above 0
 * @param cRate C, 1/h, above 0
 * @param densityGPerCm3 ρ of the cathode, g cm⁻³, above 0
 * @param radiusUm r, µm, above 0
 */
export function currentOnSphere(
  capacityMAhPerG: number,
  cRate: number,
  densityGPerCm3: number,
  radiusUm: number,
): number {
  return ((capacityMAhPerG / 1000) * cRate * densityGPerCm3 * (radiusUm * cmPerUm)) / 3
}

/**
 * Current density at a surface that was measured, A cm⁻²: i = q C / A_BET. Rule 12 of the model.
 *
 * @param capacityMAhPerG q, mAh g⁻¹, above 0
 * @param cRate C, 1/h, above 0
 * @param betAreaM2PerG A_BET, m² g⁻¹, above 0; 0 gives Infinity
 */
export function currentOnArea(capacityMAhPerG: number, cRate: number, betAreaM2PerG: number): number {
  return ((capacityMAhPerG / 1000) * cRate) / (betAreaM2PerG * 1e4)
}

/**
 * Overpotential across the coating, mV: η = i l_c / σ. Rule 13 of the model.
 *
 * @param currentACm2 i, A cm⁻², at least 0
 * @param thicknessNm l_c, nm, at least 0
 * @param onsager L_LiLi, eV⁻¹ cm⁻¹ s⁻¹; 0 gives Infinity
 */
export function overpotential(currentACm2: number, thicknessNm: number, onsager: number): number {
  return ((currentACm2 * thicknessNm * cmPerNm) / lithiumConductivity(onsager)) * 1000
}
