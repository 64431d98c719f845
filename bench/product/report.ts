/** One line of the page: what was measured, the figure, and how often. */
export interface Line {
  what: string
  figure: string
  /** Sample count and conditions. */
  how: string
}

export interface Part {
  title: string
  lines: Line[]
}

export function printPart({ title, lines }: Part): void {
  const what = Math.max(...lines.map((line) => line.what.length))
  const figure = Math.max(...lines.map((line) => line.figure.length))
  console.log(`\n${title}`)
  for (const line of lines) console.log(`  ${line.what.padEnd(what)}  ${line.figure.padStart(figure)}  ${line.how}`)
}

/** The value below which the share lies, by nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export const median = (values: readonly number[]) => quantile(values, 0.5)

export const ms = (value: number) => `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ms`
export const kB = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`
export const MB = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
