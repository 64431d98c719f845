/**
 * A positive quantity as far as it is known: a value with or without a range, or one-sided. Without a value, a missing `low`
 * means that it may be anything down to nothing, a missing `high` that it may be anything up.
 */
export interface Bounded {
  value?: number
  low?: number
  high?: number
}

/** A quantity that is taken as exact. */
export const exactly = (value: number): Bounded => ({ value })

/** The least that it can be; undefined when nothing is known of that side. */
export function leastOf({ low, value }: Bounded): number | undefined {
  return low ?? value
}

/** The most that it can be; undefined when nothing is known of that side. */
export function mostOf({ high, value }: Bounded): number | undefined {
  return high ?? value
}

/**
 * A function of several quantities that rises or falls with each, over all that they can be: the corners decide. A side that
 * rests on something unbounded is left out, and so the result is one-sided in the right direction.
 *
 * @param compute monotonic in each quantity; where it leaves the numbers, that side is left out
 * @param quantities in the order of its arguments
 * @param rises for each quantity, whether the function rises with it
 * @returns value, low and high in the function's unit; without low and high where every quantity is exact; never throws
 */
export function across(
  compute: (...values: number[]) => number,
  quantities: readonly Bounded[],
  rises: readonly boolean[],
): Bounded {
  const values: number[] = []
  const lows: number[] = []
  const highs: number[] = []
  let isRanged = false
  for (const [place, quantity] of quantities.entries()) {
    const least = leastOf(quantity)
    const most = mostOf(quantity)
    const [down, up] = rises[place] ? [least, most] : [most, least]
    if (quantity.value !== undefined) values.push(quantity.value)
    if (down !== undefined) lows.push(down)
    if (up !== undefined) highs.push(up)
    if (least !== most) isRanged = true
  }
  const count = quantities.length
  const result: Bounded = {}
  const value = values.length === count ? finite(compute(...values)) : undefined
  if (value !== undefined) result.value = value
  if (!isRanged) return result
  const low = lows.length === count ? finite(compute(...lows)) : undefined
  const high = highs.length === count ? finite(compute(...highs)) : undefined
  if (low !== undefined) result.low = low
  if (high !== undefined) result.high = high
  return result
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined
}

/** Nothing known: neither a value nor a bound. */
export function isUnknown({ value, low, high }: Bounded): boolean {
  return value === undefined && low === undefined && high === undefined
}
