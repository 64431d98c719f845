/**
 * Thickness of a closed shell on smooth spheres, in nm: l_c = r [(1 + v)^{1/3} − 1] (rule 18 of the model).
 * It assumes that every gram forms the shell, so it is an upper bound: 51 nm where TEM shows 15 nm (feng2023). Never throws.
 *
 * @param radiusUm radius of the core, µm, above 0
 * @param volumeRatio v = coating volume / core volume, at least 0
 */
export function shellOnSphere(radiusUm: number, volumeRatio: number): number {
  // expm1 and log1p keep the digits where the coating is thin.
  return radiusUm * 1000 * Math.expm1(Math.log1p(volumeRatio) / 3)
}

/**
 * Thickness of the same shell on a powder of known surface, in nm: l_c = m_coat / (ρ_coat A_BET) (rule 18 of the model).
 *
 * @param volumePerGram coating volume per gram of core, cm³ g⁻¹, at least 0
 * @param betAreaM2PerG surface of the core, m² g⁻¹, above 0
 */
export function shellOnArea(volumePerGram: number, betAreaM2PerG: number): number {
  return (volumePerGram / (betAreaM2PerG * 1e4)) * 1e7
}

/**
 * Thickness of an ALD coating, nm: l_c = supercycles × growth per supercycle (rule 17 of the model). Never throws.
 *
 * @param supercycles a whole number, at least 0
 * @param growthPerSupercycleNm nm, above 0; of this tool, nucleation included (LZPO of ma2026: 2 nm)
 */
export function aldThickness(supercycles: number, growthPerSupercycleNm: number): number {
  return supercycles * growthPerSupercycleNm
}
