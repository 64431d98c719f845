import { studentQuantile } from './student'

/** What several measurements of one thing say of it. One measurement has no spread, and none is made up for it. */
export interface Summary {
  n: number
  mean: number
  /** s, sample standard deviation (n − 1); null for n = 1 */
  sd: number | null
  /** 95 % interval of the mean by Student's t; null for n = 1 */
  interval: { low: number; high: number } | null
  least: number
  most: number
}

/** Mean and spread of replicates, in their unit; null when there are none. Values that are not finite are left out. */
export function summarise(values: readonly number[]): Summary | null {
  const found = values.filter(Number.isFinite)
  const n = found.length
  if (n === 0) return null
  const mean = found.reduce((sum, value) => sum + value, 0) / n
  const bounds = { least: Math.min(...found), most: Math.max(...found) }
  if (n === 1) return { n, mean, sd: null, interval: null, ...bounds }
  const sd = Math.sqrt(found.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1))
  const reach = (studentQuantile(n - 1) * sd) / Math.sqrt(n)
  return { n, mean, sd, interval: { low: mean - reach, high: mean + reach }, ...bounds }
}

/** The middle one by size, of an even number the mean of the two in the middle; null when there are none. */
export function median(values: readonly number[]): number | null {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}
