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
 * @param at the figure when each input, in the order given, is multiplied by its factor; the list is reused, so it must not be kept
 * @returns the 68 % interval in the figure's unit, and the input with the largest effect
 */
export function propagate(
  inputs: readonly Uncertain[],
  at: (factors: readonly number[]) => number,
): NonNullable<Figure['propagated']> | null {
  // One list of factors for all: this runs for every figure at every keystroke.
  const factors = inputs.map(() => 1)
  const moved: { place: number; logSd: number; up: number; down: number }[] = []
  // A figure that reaches nothing has no logarithm: differences take its place.
  let isPositive = true
  for (const [place, { logSd }] of inputs.entries()) {
    if (!(logSd > 0)) continue
    const factor = Math.exp(logSd)
    factors[place] = factor
    const up = at(factors)
    factors[place] = 1 / factor
    const down = at(factors)
    factors[place] = 1
    if (!(up > 0 && down > 0)) isPositive = false
    moved.push({ place, logSd, up, down })
  }
  if (moved.length < 2) return null

  const effects = moved.map(({ up, down }) => (isPositive ? Math.log(up / down) : up - down))
  const whole = Math.hypot(...effects)
  if (!(whole > 0) || !Number.isFinite(whole)) return null
  const together = (sign: 1 | -1): number => {
    for (const [order, { place, logSd }] of moved.entries())
      factors[place] = Math.exp((sign * logSd * (effects[order] ?? 0)) / whole)
    return at(factors)
  }
  const low = together(-1)
  const high = together(1)
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null
  const sizes = effects.map(Math.abs)
  const dominant = moved[sizes.indexOf(Math.max(...sizes))]
  return { low, high, dominantInput: inputs[dominant?.place ?? 0]?.name ?? '' }
}
