import { type CyclerTable, emptyCyclerTable, type FullTable, fullTable, type NumericColumn } from './columns'
import { integrateCurrent } from './counters'
import type { ReadingWarning } from './reading'

/** Counts as a reader's version does: what an earlier one put together can be put together anew. */
export const stitchVersion = 'together 2'

/** One file's record, and how people call it. */
export interface RecordPart {
  name: string
  table: CyclerTable
}

/** Where one file ends and the next begins. */
export interface Gap {
  /** row of the stitched record (from 0) that the later file begins with */
  row: number
  before: string
  after: string
  /** s between the last row of one file and the first of the next; null where their clocks are not known */
  seconds: number | null
}

/** Where the rows of one file stand in the stitched record. */
export interface PlacedPart {
  /** which of the files, in the order that they were given */
  part: number
  /** row of the stitched record (from 0) that it begins with */
  row: number
  /** rows of the file that were left out at its begin, told already by the one before */
  skipped: number
  rowCount: number
}

export interface Stitched {
  table: CyclerTable
  /** the files in the order that they were put in */
  names: string[]
  gaps: Gap[]
  /** in the order of the record; a file of which all was told already is not there */
  places: PlacedPart[]
  warnings: ReadingWarning[]
}

/**
 * Several files of one cell as one record, in the order of their clocks (in the order given where one has no clock, with a warning).
 *
 * Test time runs on: by the clock where all files have one, else without a gap. Cycle and step numbers run on where a file counts
 * anew; capacities and energies run on, so that a gap passes no charge: of a file without capacities the integral of its current takes their
 * place, as that of the whole would run across the gaps. Rows of a file that lie before the end of the one before it are
 * left out as told twice. Other columns that not every file has are left out.
 */
export function stitchRecords(parts: readonly RecordPart[]): Stitched {
  const warnings: ReadingWarning[] = []
  const filled = parts
    .map(({ name, table }, part) => ({ name, table: counted(fullTable(table)), part }))
    .filter(({ table }) => table.rowCount > 0)
  const haveClock = filled.every(({ table }) => startOf(table) !== null)
  const ordered = haveClock
    ? filled.toSorted((a, b) => (startOf(a.table) as number) - (startOf(b.table) as number))
    : filled
  if (!haveClock && filled.length > 1)
    warnings.push({
      code: 'no-clock',
      message:
        'Not every file says when it began; they are put in the order given, and gaps between them are not known.',
    })
  const kept: { name: string; table: FullTable; from: number }[] = []
  const places: PlacedPart[] = []
  const gaps: Gap[] = []
  let end = Number.NEGATIVE_INFINITY
  let rowCount = 0
  for (const { name, table, part } of ordered) {
    const from = haveClock ? firstRowAfter(table, end) : 0
    if (from > 0)
      warnings.push({
        code: 'told-twice',
        message: `${from === table.rowCount ? 'All' : `The first ${from}`} of ${table.rowCount} rows of ${name} lie before the end of ${kept.at(-1)?.name ?? 'an earlier file'} and were left out.`,
      })
    if (from === table.rowCount) continue
    const before = kept.at(-1)
    if (before)
      gaps.push({
        row: rowCount,
        before: before.name,
        after: name,
        seconds: haveClock ? (table.unixTimeS?.[from] as number) - end : null,
      })
    kept.push({ name, table, from })
    places.push({ part, row: rowCount, skipped: from, rowCount: table.rowCount - from })
    rowCount += table.rowCount - from
    if (haveClock) end = endOf(table)
  }
  return { table: join(kept, rowCount, haveClock), names: kept.map((part) => part.name), gaps, places, warnings }
}

/** With capacities, of its own counters or of its own current. */
function counted(table: FullTable): FullTable {
  if (table.chargeCapacityAh && table.dischargeCapacityAh) return table
  const { charge, discharge } = integrateCurrent(table.testTimeS, table.currentA)
  return { ...table, chargeCapacityAh: charge, dischargeCapacityAh: discharge }
}

function startOf(table: FullTable): number | null {
  return table.unixTimeS?.find(Number.isFinite) ?? null
}

function endOf(table: FullTable): number {
  return table.unixTimeS?.findLast(Number.isFinite) ?? Number.NEGATIVE_INFINITY
}

function firstRowAfter(table: FullTable, end: number): number {
  for (let row = 0; row < table.rowCount; row++) if ((table.unixTimeS?.[row] as number) > end) return row
  return end === Number.NEGATIVE_INFINITY ? 0 : table.rowCount
}

const continued = ['chargeCapacityAh', 'dischargeCapacityAh', 'chargeEnergyWh', 'dischargeEnergyWh'] as const
const copied = ['voltageV', 'currentA'] as const
const optional = ['unixTimeS', 'stepTimeS', 'temperatureC', 'ambientTemperatureC'] as const

function join(kept: readonly { table: FullTable; from: number }[], rowCount: number, haveClock: boolean): FullTable {
  const whole = emptyCyclerTable(rowCount)
  const all = (key: keyof CyclerTable) => kept.every(({ table }) => table[key] !== null)
  for (const key of [...optional, ...continued]) if (all(key)) whole[key] = new Float64Array(rowCount)
  if (all('cycle')) whole.cycle = new Int32Array(rowCount)
  if (all('step')) whole.step = new Int32Array(rowCount)
  const names: string[] = []
  const codes = all('stepKinds') ? new Uint8Array(rowCount) : null
  let at = 0
  for (const { table, from } of kept) {
    const count = table.rowCount - from
    for (const key of copied) whole[key].set(table[key].subarray(from), at)
    for (const key of optional) whole[key]?.set((table[key] as NumericColumn).subarray(from), at)
    setTime(whole, table, from, at, haveClock)
    for (const key of continued) {
      const target = whole[key]
      const source = table[key]
      if (target === null || source === null) continue
      const shift = (at > 0 ? (target[at - 1] as number) : 0) - (from > 0 ? (source[from - 1] as number) : 0)
      for (let row = 0; row < count; row++) target[at + row] = (source[from + row] as number) + shift
    }
    for (const key of ['cycle', 'step'] as const) {
      const target = whole[key]
      const source = table[key]
      if (target === null || source === null) continue
      const last = at > 0 ? (target[at - 1] as number) : Number.NEGATIVE_INFINITY
      const first = source[from] as number
      // A file that counts anew begins a cycle of its own; one that counts on keeps its numbers.
      const shift = first <= last && !(key === 'cycle' && first === last && first > 1) ? last + 1 - first : 0
      for (let row = 0; row < count; row++) target[at + row] = (source[from + row] as number) + shift
    }
    if (codes !== null && table.stepKinds !== null) {
      const places = table.stepKinds.names.map((name) => {
        const known = names.indexOf(name)
        return known >= 0 ? known : names.push(name) - 1
      })
      for (let row = 0; row < count; row++)
        codes[at + row] = Math.min(255, places[table.stepKinds.codes[from + row] as number] ?? 255)
    }
    at += count
  }
  if (codes !== null) whole.stepKinds = { codes, names }
  return whole
}

function setTime(whole: FullTable, table: FullTable, from: number, at: number, haveClock: boolean): void {
  const first = table.testTimeS[from] as number
  let begins = at > 0 ? (whole.testTimeS[at - 1] as number) : first
  if (haveClock && at > 0 && whole.unixTimeS)
    begins += Math.max(0, (whole.unixTimeS[at] as number) - (whole.unixTimeS[at - 1] as number))
  for (let row = from; row < table.rowCount; row++)
    whole.testTimeS[at + row - from] = begins + (table.testTimeS[row] as number) - first
}

/** What a cycle of an earlier reading is known by. */
export interface KnownCycle {
  cycle: number
  rows: number
  chargeCapacityMAh: number | null
  dischargeCapacityMAh: number | null
}

/**
 * Does a later reading go on from an earlier one, as a file that is exported again while its test runs? All cycles of the earlier one
 * but its last have to be there unchanged, to the last digit, and the last must not have shrunk. One cycle alone proves nothing.
 */
export function extendsEarlier(earlier: readonly KnownCycle[], later: readonly KnownCycle[]): boolean {
  if (earlier.length < 2 || later.length < earlier.length) return false
  const rows = (cycles: readonly KnownCycle[]) => cycles.reduce((sum, cycle) => sum + cycle.rows, 0)
  if (rows(later) <= rows(earlier)) return false
  return earlier.every((known, index) => {
    const found = later[index] as KnownCycle
    if (found.cycle !== known.cycle) return false
    const isLast = index === earlier.length - 1
    return (['rows', 'chargeCapacityMAh', 'dischargeCapacityMAh'] as const).every((key) =>
      isLast ? (found[key] ?? 0) >= (known[key] ?? 0) : found[key] === known[key],
    )
  })
}
