import { differentialCapacity, smooth } from './differentialCapacity'

/** How a dQ/dV curve was made: said beside every curve. */
export interface DqdvSmoothing {
  /** V, width of a bin */
  binV: number
  /** bins that the Savitzky–Golay filter looks at; odd; 1 smooths nothing */
  windowBins: number
  /** of the polynomial fitted to the window */
  order: number
}

/** Bins of 10 mV, smoothed by Savitzky–Golay over five bins with a polynomial of second order. */
export const usualSmoothing: DqdvSmoothing = { binV: 0.01, windowBins: 5, order: 2 }

/** `bins of 10 mV, Savitzky–Golay over 5 bins, order 2` */
export function smoothingWords({ binV, windowBins, order }: DqdvSmoothing): string {
  const bins = `bins of ${Number((binV * 1000).toPrecision(3))} mV`
  return windowBins > 1 && windowBins > order
    ? `${bins}, Savitzky–Golay over ${windowBins} bins, order ${order}`
    : `${bins}, not smoothed`
}

/** dQ/dV on an even grid of voltage. */
export interface DqdvCurve {
  /** number of the first bin: its lower edge is firstBin · binV */
  firstBin: number
  binV: number
  /** capacity per volt, in the unit of the capacity handed in; a bin that nothing fell into is 0 */
  slopes: Float64Array
}

/** More bins than this are a fault of the voltage, not a curve. */
const mostBins = 100_000

/**
 * dQ/dV of one half cycle.
 *
 * @param voltageV of the rows that flowed one way, in their order
 * @param capacity charge passed at each of them
 * @returns null of fewer than two bins, or of a voltage that no cell has
 */
export function dqdvCurve(
  voltageV: ArrayLike<number>,
  capacity: ArrayLike<number>,
  { binV, windowBins, order }: DqdvSmoothing,
): DqdvCurve | null {
  const bins = differentialCapacity(voltageV, capacity, { binV })
  const lowest = bins[0]
  const highest = bins.at(-1)
  if (lowest === undefined || highest === undefined) return null
  const firstBin = Math.round(lowest.fromV / binV)
  // Bins that nothing fell into are empty, not absent: a smoothing window must not jump over them.
  const count = Math.round(highest.fromV / binV) - firstBin + 1
  if (count < 2 || count > mostBins) return null
  const slopes = new Float64Array(count)
  for (const bin of bins) slopes[Math.round(bin.fromV / binV) - firstBin] = bin.slope
  return { firstBin, binV, slopes: smooth(slopes, windowBins, order) }
}

/** V, the middle of a bin. */
export function binMiddleV({ firstBin, binV }: DqdvCurve, at: number): number {
  return (firstBin + at + 0.5) * binV
}

/**
 * One curve less another, in the bins that both reach: what appeared between two cycles is positive. Both must be of the same width.
 * Null where they have no bin in common.
 */
export function dqdvDifference(one: DqdvCurve, other: DqdvCurve): DqdvCurve | null {
  if (one.binV !== other.binV) throw new Error(`Curves of ${one.binV} and ${other.binV} V bins have no difference.`)
  const firstBin = Math.max(one.firstBin, other.firstBin)
  const end = Math.min(one.firstBin + one.slopes.length, other.firstBin + other.slopes.length)
  if (end <= firstBin) return null
  const slopes = new Float64Array(end - firstBin)
  for (let bin = firstBin; bin < end; bin++)
    slopes[bin - firstBin] = (one.slopes[bin - one.firstBin] as number) - (other.slopes[bin - other.firstBin] as number)
  return { firstBin, binV: one.binV, slopes }
}

/**
 * V of the highest peak. The outermost bins are not searched: what passes at constant voltage piles up there and is no peak of the
 * material. The place is that of a parabola through the highest bin and its neighbours. Null of fewer than eight bins, or without a
 * peak inside.
 */
export function highestPeakV(curve: DqdvCurve): number | null {
  const { slopes, binV } = curve
  const count = slopes.length
  if (count < 8) return null
  const edge = 2
  let best = edge
  for (let at = edge; at < count - edge; at++) if ((slopes[at] as number) > (slopes[best] as number)) best = at
  const here = slopes[best] as number
  const before = slopes[best - 1] as number
  const after = slopes[best + 1] as number
  if (!(here > 0) || here < before || here < after) return null
  const bend = before - 2 * here + after
  const shift = bend < 0 ? (before - after) / (2 * bend) : 0
  return binMiddleV(curve, best) + shift * binV
}
