import type { Figure } from './figure'

/** An input that is uncertain. */
export interface Uncertain {
  name: string
  /** Standard deviation of the input's natural logarithm, 0 or above; 0 where it is taken as exact. */
  logSd: number
}

/**
 * Standard deviation of ln x from a range around it: half of ln(high/low). The published bounds are taken as the 68 % interval.
 *
 * @param low and high in one unit, above 0; 0 comes back where either is missing or the range is none
 */
export function logSdOfRange(low: number | undefined, high: number | undefined): number {
  return low === undefined || high === undefined || !(low > 0) || !(high > low) ? 0 : Math.log(high / low) / 2
}

/**
 * Log-normal propagation of independent inputs. What each does to the figure is found by moving it one standard deviation of its
 * logarithm either way; effects add in quadrature, and the interval is the figure where all inputs are moved together, each
 * as far as its share of the whole effect. For a product of powers this is exact; a figure that has limits stays within them.
 *
 * Null while fewer than two inputs are uncertain, because then the range says it all, and where none of them moves the figure.
 *
 * @param at the figure when each input, in the order given, is multiplied by its factor
 * @returns the 68 % interval in the figure's unit, and the input with the largest effect
 */
export function propagate(
  inputs: readonly Uncertain[],
  at: (factors: readonly number[]) => number,
): NonNullable<Figure['propagated']> | null {
  if (inputs.filter(({ logSd }) => logSd > 0).length < 2) return null
  const moved = inputs.map(({ logSd }, place) => {
    const by = (factor: number) => at(inputs.map((_, other) => (other === place ? factor : 1)))
    return { up: by(Math.exp(logSd)), down: by(Math.exp(-logSd)) }
  })
  // A figure that reaches nothing has no logarithm: differences take its place.
  const isPositive = moved.every(({ up, down }) => up > 0 && down > 0)
  const alone = moved.map(({ up, down }) => (isPositive ? Math.log(up / down) / 2 : (up - down) / 2))
  const whole = Math.hypot(...alone)
  if (!(whole > 0) || !Number.isFinite(whole)) return null
  const together = (sign: 1 | -1) =>
    at(inputs.map(({ logSd }, place) => Math.exp((sign * logSd * (alone[place] ?? 0)) / whole)))
  const low = together(-1)
  const high = together(1)
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null
  const sizes = alone.map(Math.abs)
  const dominantInput = inputs[sizes.indexOf(Math.max(...sizes))]?.name ?? ''
  return { low, high, dominantInput }
}
