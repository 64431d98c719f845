import type { Figure } from './figure'

/** An input that is uncertain, as far as a figure follows from it. */
export interface Uncertain {
  name: string
  /** Standard deviation of the logarithm of the figure that this input alone would give it. */
  logSd: number
}

/**
 * Standard deviation of ln x from a range around it: half of ln(high/low). The published bounds are taken as the 68 % interval.
 *
 * @param low and high above 0
 */
export function logSdOfRange(low: number | undefined, high: number | undefined): number {
  return low === undefined || high === undefined || !(low > 0) || !(high > low) ? 0 : Math.log(high / low) / 2
}

/**
 * Log-normal propagation: independent inputs, their standard deviations of the logarithm added in quadrature. Returns null
 * while fewer than two inputs are uncertain, because then the range says it all.
 *
 * @param at the figure when all that drives it is multiplied by a factor; must be monotonic
 */
export function propagate(inputs: readonly Uncertain[], at: (factor: number) => number): Figure['propagated'] | null {
  let square = 0
  let count = 0
  let dominant: Uncertain | null = null
  for (const input of inputs) {
    if (!(input.logSd > 0)) continue
    count += 1
    square += input.logSd * input.logSd
    if (dominant === null || input.logSd > dominant.logSd) dominant = input
  }
  if (dominant === null || count < 2) return null
  const factor = Math.exp(Math.sqrt(square))
  const one = at(factor)
  const other = at(1 / factor)
  if (!Number.isFinite(one) || !Number.isFinite(other)) return null
  return { low: Math.min(one, other), high: Math.max(one, other), dominantInput: dominant.name }
}
