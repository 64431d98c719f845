/**
 * How far two quantities go together. Pearson's r asks for a straight line; the rank correlations ask only whether what is
 * larger in one is larger in the other, which is all that a model of the transport limit claims of retention.
 *
 * Intervals (95 %) are by Fisher's z = artanh of the coefficient, with the variance that belongs to each:
 * - Pearson 1 / (n − 3) (Fisher 1921)
 * - Spearman (1 + ρ² / 2) / (n − 3) (Bonett & Wright 2000, Psychometrika 65, 23)
 * - Kendall 0.437 / (n − 4) (Fieller, Hartley & Pearson 1957, Biometrika 44, 470)
 *
 * They need n ≥ 4, for Kendall n ≥ 5. Where all ranks agree (±1) z is infinite and there is no interval.
 */
export interface Correlation {
  n: number
  /** −1 to 1 */
  value: number
  /** Null where n is too small, or all ranks agree. */
  interval: { low: number; high: number } | null
}

export type Pair = readonly [x: number, y: number]

/** Of the standard normal distribution, two-sided 95 %. */
const z95 = 1.959963984540054

/** Product-moment correlation; null for fewer than three pairs, or when one side does not vary. */
export function pearson(pairs: readonly Pair[]): Correlation | null {
  const value = productMoment(pairs)
  return value === null ? null : { n: pairs.length, value, interval: fisher(value, 1, pairs.length - 3) }
}

/** Rank correlation ρ: Pearson's of the ranks, ties sharing their mean rank. */
export function spearman(pairs: readonly Pair[]): Correlation | null {
  const x = ranks(pairs.map((pair) => pair[0]))
  const y = ranks(pairs.map((pair) => pair[1]))
  const value = productMoment(x.map((rank, at): Pair => [rank, y[at] as number]))
  return value === null
    ? null
    : { n: pairs.length, value, interval: fisher(value, 1 + value ** 2 / 2, pairs.length - 3) }
}

/** Rank correlation τ-b: pairs in the same order less pairs in opposite order, corrected for ties on either side. */
export function kendall(pairs: readonly Pair[]): Correlation | null {
  const n = pairs.length
  if (n < 3) return null
  let agreeing = 0
  let tiedX = 0
  let tiedY = 0
  for (let one = 0; one < n; one++)
    for (let other = one + 1; other < n; other++) {
      const [x1, y1] = pairs[one] as Pair
      const [x2, y2] = pairs[other] as Pair
      agreeing += Math.sign(x1 - x2) * Math.sign(y1 - y2)
      if (x1 === x2) tiedX += 1
      if (y1 === y2) tiedY += 1
    }
  const all = (n * (n - 1)) / 2
  const whole = Math.sqrt((all - tiedX) * (all - tiedY))
  if (whole === 0) return null
  const value = clamp(agreeing / whole)
  return { n, value, interval: fisher(value, 0.437, n - 4) }
}

/** Ranks from 1; equal values share the mean of the ranks that they take up together. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((_, at) => at).sort((a, b) => (values[a] as number) - (values[b] as number))
  const found = new Array<number>(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to + 1 < order.length && values[order[to + 1] as number] === values[order[from] as number]) to++
    for (let at = from; at <= to; at++) found[order[at] as number] = (from + to) / 2 + 1
    from = to + 1
  }
  return found
}

function productMoment(pairs: readonly Pair[]): number | null {
  const n = pairs.length
  if (n < 3) return null
  const mean = (side: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[side], 0) / n
  const [meanX, meanY] = [mean(0), mean(1)]
  let [xx, yy, xy] = [0, 0, 0]
  for (const [x, y] of pairs) {
    xx += (x - meanX) ** 2
    yy += (y - meanY) ** 2
    xy += (x - meanX) * (y - meanY)
  }
  return xx > 0 && yy > 0 ? clamp(xy / Math.sqrt(xx * yy)) : null
}

/** Rounding may carry a coefficient past what one can be. */
function clamp(value: number): number {
  const near = Math.max(-1, Math.min(1, value))
  return 1 - Math.abs(near) < 1e-12 ? Math.sign(near) : near
}

function fisher(value: number, spread: number, freedom: number): Correlation['interval'] {
  if (freedom < 1 || Math.abs(value) === 1) return null
  const z = Math.atanh(value)
  const reach = z95 * Math.sqrt(spread / freedom)
  return { low: Math.tanh(z - reach), high: Math.tanh(z + reach) }
}
