import { assembleTable, type RawColumns } from '../assembleTable'
import type { OtherColumn } from '../columns'
import { type Draft, type Reader, type ReadingWarning, refusal, type StatedOneC } from '../reading'
import type { Quantity } from '../text/header'
import { isJet, JetFile, type JetTable } from './jet'

/** Arbin's .res: an Access database. Rows of Channel_Normal_Table can lie in any order; Data_Point says which. */
export const arbinRes: Reader = {
  format: 'arbin-res',
  version: '2',
  recognises: isJet,
  read(bytes): Draft {
    const warnings: ReadingWarning[] = []
    const file = new JetFile(bytes)
    const normal = file.findTable('Data_Point', 'Test_Time', 'Current', 'Voltage')
    if (normal === null)
      return refusal(
        'The Access database has no table with Data_Point, Test_Time, Current and Voltage: it is no Arbin result, or broken off before that table.',
      )
    if (bytes.length % 4096 !== 0) {
      warnings.push({
        code: 'cut-off',
        message: `The file breaks off inside page ${file.pageCount}; rows on later pages are missing.`,
        atByte: bytes.length,
      })
    }
    const raw = readNormal(file, normal, warnings)
    const assembled = assembleTable(raw)
    return {
      kind: 'cycling',
      format: 'arbin-res',
      instrument: 'Arbin',
      ...headOf(file),
      table: assembled.table,
      warnings: [...warnings, ...assembled.warnings],
    }
  },
}

const columns: readonly [string, Quantity][] = [
  ['Test_Time', 'testTime'],
  ['Step_Time', 'stepTime'],
  ['DateTime', 'moment'],
  ['Step_Index', 'step'],
  ['Cycle_Index', 'cycle'],
  ['Current', 'current'],
  ['Voltage', 'voltage'],
  ['Charge_Capacity', 'chargeCapacity'],
  ['Discharge_Capacity', 'dischargeCapacity'],
  ['Charge_Energy', 'chargeEnergy'],
  ['Discharge_Energy', 'dischargeEnergy'],
]

function readNormal(file: JetFile, table: JetTable, warnings: ReadingWarning[]): RawColumns {
  const starts: number[] = []
  const ends: number[] = []
  file.forEachRow(table, (from, to) => {
    starts.push(from)
    ends.push(to)
  })
  const pointOf = file.numberOf(table, 'Data_Point') ?? (() => Number.NaN)
  const testOf = file.numberOf(table, 'Test_ID') ?? (() => 0)
  const points = starts.map((from, row) => pointOf(from, ends[row] as number))
  const tests = starts.map((from, row) => testOf(from, ends[row] as number))
  if (new Set(tests).size > 1)
    warnings.push({
      code: 'several-tests',
      message: `The file holds ${new Set(tests).size} tests; they stand one after the other.`,
    })
  const order = points
    .map((_, row) => row)
    .filter((row) => Number.isFinite(points[row] as number))
    .sort((a, b) => (tests[a] as number) - (tests[b] as number) || (points[a] as number) - (points[b] as number))
  const raw: RawColumns = { rowCount: order.length, values: {} }
  for (const [name, quantity] of columns) {
    const read = file.numberOf(table, name)
    if (read === null) continue
    const values = new Float64Array(order.length)
    for (let i = 0; i < order.length; i++) {
      const row = order[i] as number
      values[i] = read(starts[row] as number, ends[row] as number)
    }
    // Days since 1899-12-30, in the tester's own zone.
    raw.values[quantity] =
      quantity === 'moment' ? values.map((days) => Math.round((days - 25569) * 86400000) / 1000) : values
  }
  const rowOf = new Map(order.map((row, i) => [points[row] as number, i]))
  raw.others = auxiliary(file, rowOf, order.length)
  return raw
}

/** Auxiliary channels stand one value per line; each becomes a column, under the numbers that the tester gave it. */
function auxiliary(file: JetFile, rowOf: ReadonlyMap<number, number>, rowCount: number): OtherColumn[] {
  const table = file.findTable('Data_Point', 'Auxiliary_Index', 'Data_Type', 'X')
  if (table === null) return []
  const [pointOf, indexOf, typeOf, numberAt] = ['Data_Point', 'Auxiliary_Index', 'Data_Type', 'X'].map((name) =>
    file.numberOf(table, name),
  )
  if (!pointOf || !indexOf || !typeOf || !numberAt) return []
  const found = new Map<string, Float64Array>()
  file.forEachRow(table, (from, to) => {
    const row = rowOf.get(pointOf(from, to))
    if (row === undefined) return
    const name = `auxiliary ${indexOf(from, to)} of type ${typeOf(from, to)}`
    let values = found.get(name)
    if (values === undefined) {
      if (found.size >= 64) return
      values = new Float64Array(rowCount).fill(Number.NaN)
      found.set(name, values)
    }
    values[row] = numberAt(from, to)
  })
  return [...found].map(([name, values]) => ({ name, unit: null, values }))
}

function headOf(file: JetFile): { details: Record<string, string>; oneC?: StatedOneC } {
  const details: Record<string, string> = {}
  const table = file.findTable('Test_Name', 'Schedule_File_Name')
  if (table === null) return { details }
  let oneC: StatedOneC | undefined
  const numberIn = (name: string) => file.numberOf(table, name) ?? (() => 0)
  const [capacityOf, massOf, perGramOf] = [numberIn('Capacity'), numberIn('MASS'), numberIn('Specific_Capacity')]
  const readers = [
    ['name', file.textOf(table, 'Test_Name')],
    ['schedule', file.textOf(table, 'Schedule_File_Name')],
  ] as const
  file.forEachRow(table, (from, to) => {
    for (const [key, read] of readers) {
      const text = read?.(from, to) ?? ''
      if (text !== '' && details[key] === undefined) details[key] = text.slice(0, 300)
    }
    oneC ??= oneCOf(capacityOf(from, to), massOf(from, to), perGramOf(from, to))
  })
  return { details, ...(oneC === undefined ? {} : { oneC }) }
}

/** What a schedule's C-rates go by: the capacity in Ah, or g times Ah/g where no capacity was typed. */
function oneCOf(capacityAh: number, massG: number, perGramAh: number): StatedOneC | undefined {
  const place = capacityAh > 0 ? 'capacity of its test' : 'mass and specific capacity of its test'
  const capacityMAh = 1000 * (capacityAh > 0 ? capacityAh : massG * perGramAh)
  return capacityMAh >= 1e-6 && capacityMAh <= 1e7
    ? { capacityMAh: Number(capacityMAh.toPrecision(7)), place }
    : undefined
}
