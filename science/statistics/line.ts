import type { Pair } from './correlation'
import { studentQuantile } from './student'

/** A least-squares line through a group's own points, y = intercept + slope · x, with how well it is known. */
export interface Line {
  n: number
  slope: number
  intercept: number
  /** 95 % intervals by Student's t with n − 2 degrees of freedom */
  slopeInterval: { low: number; high: number }
  /** s, standard deviation of the residuals, in the unit of y */
  residualSd: number
  at: (x: number) => {
    y: number
    /** half width of the 95 % band of the mean */
    mean: number
    /** half width of the 95 % band of one new observation */
    observation: number
  }
}

/** Null for fewer than three points, or when all have one x: then no line says anything. */
export function fitLine(pairs: readonly Pair[]): Line | null {
  const n = pairs.length
  if (n < 3) return null
  const meanX = pairs.reduce((sum, [x]) => sum + x, 0) / n
  const meanY = pairs.reduce((sum, [, y]) => sum + y, 0) / n
  const spread = pairs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  if (!(spread > 0)) return null
  const slope = pairs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread
  const intercept = meanY - slope * meanX
  const residual = pairs.reduce((sum, [x, y]) => sum + (y - intercept - slope * x) ** 2, 0)
  const residualSd = Math.sqrt(residual / (n - 2))
  const t = studentQuantile(n - 2)
  const slopeReach = (t * residualSd) / Math.sqrt(spread)
  return {
    n,
    slope,
    intercept,
    slopeInterval: { low: slope - slopeReach, high: slope + slopeReach },
    residualSd,
    at: (x) => {
      const share = 1 / n + (x - meanX) ** 2 / spread
      return {
        y: intercept + slope * x,
        mean: t * residualSd * Math.sqrt(share),
        observation: t * residualSd * Math.sqrt(1 + share),
      }
    },
  }
}
