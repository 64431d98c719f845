/** Lithium through the coating. Extensions of cheng2024, rules 11 to 13 of the model. */

/** C */
const elementaryCharge = 1.602176634e-19
const cmPerNm = 1e-7
const cmPerUm = 1e-4

/**
 * Conductivity of the coating for Li⁺, S cm⁻¹: σ = e L_LiLi.
 *
 * @param onsager L_LiLi, eV⁻¹ cm⁻¹ s⁻¹
 */
export function lithiumConductivity(onsager: number): number {
  return elementaryCharge * onsager
}

/**
 * Current density at the surface of smooth spheres, A cm⁻²: i = q C ρ r / 3.
 *
 * @param capacityMAhPerG q, mAh g⁻¹
 * @param cRate C, 1/h
 * @param densityGPerCm3 ρ of the cathode
 * @param radiusUm r, µm
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
 * Current density at a surface that was measured, A cm⁻²: i = q C / A_BET.
 *
 * @param betAreaM2PerG A_BET, m² g⁻¹
 */
export function currentOnArea(capacityMAhPerG: number, cRate: number, betAreaM2PerG: number): number {
  return ((capacityMAhPerG / 1000) * cRate) / (betAreaM2PerG * 1e4)
}

/**
 * Overpotential across the coating, mV: η = i l_c / σ.
 *
 * @param currentACm2 i, A cm⁻²
 * @param thicknessNm l_c, nm
 * @param onsager L_LiLi, eV⁻¹ cm⁻¹ s⁻¹; 0 gives Infinity
 */
export function overpotential(currentACm2: number, thicknessNm: number, onsager: number): number {
  return ((currentACm2 * thicknessNm * cmPerNm) / lithiumConductivity(onsager)) * 1000
}
