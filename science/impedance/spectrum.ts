import type { ImpedanceTable } from '@/science/cycler/columns'

/** One sweep, high frequency first. Re Z and Im Z in Ω; Im Z is negative when capacitive. */
export interface Spectrum {
  frequencyHz: Float64Array
  reZOhm: Float64Array
  imZOhm: Float64Array
  /** the file's own number of the sweep, where it numbers them */
  number: number | null
}

/**
 * The sweeps of a file, each sorted from high to low frequency. Where the file does not number them, a sweep ends where the
 * frequency turns back over more than half of the range that it has run through.
 */
export function spectraOf(table: ImpedanceTable): Spectrum[] {
  const groups: number[][] = []
  let group: number[] = []
  let way = 0
  const f = table.frequencyHz
  for (let point = 0; point < table.pointCount; point++) {
    if (group.length > 0 && begins(table, point, group, way)) {
      groups.push(group)
      group = []
      way = 0
    }
    const previous = group.at(-1)
    if (previous !== undefined && way === 0) way = Math.sign((f[point] as number) - (f[previous] as number))
    group.push(point)
  }
  if (group.length > 0) groups.push(group)
  return groups.map((points) => {
    const sorted = points.toSorted((a, b) => (f[b] as number) - (f[a] as number))
    return {
      frequencyHz: Float64Array.from(sorted, (point) => f[point] as number),
      reZOhm: Float64Array.from(sorted, (point) => table.reZOhm[point] as number),
      imZOhm: Float64Array.from(sorted, (point) => table.imZOhm[point] as number),
      number: table.spectrum?.[points[0] as number] ?? null,
    }
  })
}

function begins(table: ImpedanceTable, point: number, group: readonly number[], way: number): boolean {
  const { spectrum, frequencyHz } = table
  if (spectrum !== null && spectrum[point] !== spectrum[point - 1]) return true
  const first = Math.log(frequencyHz[group[0] as number] as number)
  const last = Math.log(frequencyHz[group.at(-1) as number] as number)
  const here = Math.log(frequencyHz[point] as number)
  const turnedBack = Math.sign(here - last) * way < 0
  return turnedBack && group.length > 3 && Math.abs(here - last) > 0.5 * Math.abs(last - first)
}
