/**
 * Oxygen through the coating: the Onsager transport model of cheng2024. All lengths are in cm inside, in the units of their
 * names outside. Pure arithmetic: no function here throws.
 */

/** Shell that is called rocksalt: what cheng2024 saw after 10 cycles. */
export const referenceShellNm = 2

const cmPerNm = 1e-7
const cmPerUm = 1e-4

/**
 * Oxygen flux through the coating at steady state, O²⁻ cm⁻² s⁻¹: J_O = L_OO (µ_c − µ_e) / l_c, eq. 2 of cheng2024.
 *
 * @param onsager L_OO of the coating, eV⁻¹ cm⁻¹ s⁻¹, at least 0
 * @param driveEv µ_c − µ_e, eV, above 0
 * @param thicknessNm l_c, nm, above 0
 */
export function oxygenFlux(onsager: number, driveEv: number, thicknessNm: number): number {
  return (onsager * driveEv) / (thicknessNm * cmPerNm)
}

export interface Particle {
  /** r, µm, above 0 */
  radiusUm: number
  /** c_max, O²⁻ cm⁻³ in the delithiated surface phase */
  surfaceOxygenPerCm3: number
  /** φ, 0 to 1 */
  lostFraction: number
}

/**
 * Time to turn a shell of the particle to rocksalt, s: t = φ c_max [r³ − (r − l_s)³] / (3 (r + l_c)² J_O), eqs. 4 and 5 of
 * cheng2024. Grows with the coating's thickness while that is less than the radius.
 *
 * @param shellNm l_s, nm, from 0 to the radius
 * @param thicknessNm l_c, nm, above 0
 * @param flux J_O, cm⁻² s⁻¹, above 0; 0 gives Infinity
 */
export function timeToTurn(particle: Particle, shellNm: number, thicknessNm: number, flux: number): number {
  const radius = particle.radiusUm * cmPerUm
  const shell = shellNm * cmPerNm
  const outer = radius + thicknessNm * cmPerNm
  // r³ − (r − l_s)³, multiplied out: the difference of two large cubes would cost digits.
  const cubes = shell * (3 * radius * radius - 3 * radius * shell + shell * shell)
  return (particle.lostFraction * particle.surfaceOxygenPerCm3 * cubes) / (3 * outer * outer * flux)
}

/**
 * Shell that has turned to rocksalt after a time at high voltage, nm:
 * l_s = r − [r³ − 3 (r + l_c)² J_O t / (φ c_max)]^{1/3}, at most r. Extension of cheng2024, rule 8 of the model.
 *
 * @param thicknessNm l_c, nm, above 0
 * @param flux J_O, cm⁻² s⁻¹, at least 0
 * @param seconds N τ, s, at least 0
 */
export function shellAfter(particle: Particle, thicknessNm: number, flux: number, seconds: number): number {
  const radius = particle.radiusUm * cmPerUm
  const outer = radius + thicknessNm * cmPerNm
  const lost = (3 * outer * outer * flux * seconds) / (particle.lostFraction * particle.surfaceOxygenPerCm3)
  const share = lost / (radius * radius * radius)
  if (!(share < 1)) return radius / cmPerNm
  // r (1 − ∛(1 − share)), without losing digits where the shell is thin.
  return (-radius * Math.expm1(Math.log1p(-share) / 3)) / cmPerNm
}

/**
 * Surface oxygen retention in the reference shell, %: R_O = 100 (1 − φ min(1, l_s / d)). From 100 down to 100 (1 − φ).
 * Extension of cheng2024, rule 9 of the model.
 *
 * @param shellNm l_s, nm, at least 0
 * @param lostFraction φ, 0 to 1
 */
export function oxygenRetention(shellNm: number, lostFraction: number): number {
  return 100 * (1 - lostFraction * Math.min(1, shellNm / referenceShellNm))
}

/** Share of charge and discharge that a cell is taken to stand at high voltage, without a recorded test. */
export const assumedDwellShare = 0.25

/**
 * Time per cycle at or above the dwell voltage, s: τ = f · 2 h / C-rate with f = 0.25. Rule 6 of the model; assumed.
 *
 * @param cRate 1/h, above 0
 */
export function assumedDwell(cRate: number): number {
  return (assumedDwellShare * 2 * 3600) / cRate
}
