import { assembleTable, type RawColumns } from '../assembleTable'
import { type Draft, type Reader, type ReadingWarning, refusal } from '../reading'
import { namedSteps, totalOverSteps } from './newareCodes'
import { inOrder, isPlausible, type RecordPlaces, stepsOf, wholeRecords } from './newareNdax'

/** Neware's .nda: one file of fixed records behind a header, in a few layouts told by byte 14. */
export const newareNda: Reader = {
  format: 'neware-nda',
  version: '2',
  recognises: (bytes) => 'NEWARE'.split('').every((letter, at) => bytes[at] === letter.charCodeAt(0)),
  read(bytes): Draft {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const version = bytes[14] ?? -1
    const warnings: ReadingWarning[] = []
    const layout = layouts[version]
    const raw = (layout ?? layoutNear(version))(bytes, view, warnings)
    if (layout === undefined) {
      // Versions share layouts: one that is not known here is read as its neighbours are, where that makes sense.
      if (typeof raw === 'string' || !isPlausible(raw.values.voltage))
        return refusal(`The .nda has version ${version}; known are ${Object.keys(layouts).join(', ')}.`)
      warnings.push({
        code: 'unknown-version',
        message: `The .nda has version ${version}, which is not known; it fits how other versions are laid out and was read like those. Please check it against the instrument's own program.`,
        atByte: 14,
      })
    }
    if (typeof raw === 'string') return refusal(`The .nda of version ${version} ${raw}`)
    const assembled = assembleTable(raw)
    const details: Record<string, string> = { version: String(version) }
    return {
      kind: 'cycling',
      format: 'neware-nda',
      instrument: 'Neware',
      details,
      table: assembled.table,
      warnings: [...warnings, ...assembled.warnings],
    }
  },
}

type Layout = (bytes: Uint8Array, view: DataView, warnings: ReadingWarning[]) => RawColumns | string

const layouts: Readonly<Record<number, Layout>> = {
  8: readVersion8,
  22: readVersion22,
  23: readVersion22,
  26: readVersion29,
  29: readVersion29,
  130: readVersion130,
}

function layoutNear(version: number): Layout {
  if (version < 15) return readVersion8
  if (version < 26) return readVersion22
  return version < 100 ? readVersion29 : readVersion130
}

const dataId = 0x55
const auxId = 0x65

function find(bytes: Uint8Array, pattern: readonly number[], from: number): number {
  const first = pattern[0] as number
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (pattern.every((byte, i) => bytes[at + i] === byte)) return at
  }
  return -1
}

function dateAt(view: DataView, at: number): number {
  const year = view.getUint16(at, true)
  if (year < 1990 || year > 2200) return Number.NaN
  const part = (index: number) => view.getUint8(at + 2 + index)
  return Date.UTC(year, part(0) - 1, part(1), part(2), part(3), part(4)) / 1000
}

function warnCutOff(bytes: Uint8Array, rest: number, rows: number, warnings: ReadingWarning[]): void {
  if (rest > 0)
    warnings.push({
      code: 'cut-off',
      message: `The file breaks off inside a record after ${rows} rows.`,
      atByte: bytes.length,
    })
}

// ------------------------------------------------------------------------------------------------ versions 22, 26 and 29

const size86 = 86

function readVersion22(bytes: Uint8Array, view: DataView, warnings: ReadingWarning[]): RawColumns | string {
  return readRecords86(bytes, view, warnings, [0xaa, 0, 1, 0, 0, 0], (at) => Number(view.getBigUint64(at, true)))
}

function readVersion29(bytes: Uint8Array, view: DataView, warnings: ReadingWarning[]): RawColumns | string {
  return readRecords86(bytes, view, warnings, [0x55, 0, 1, 0, 0, 0], (at) => dateAt(view, at))
}

function readRecords86(
  bytes: Uint8Array,
  view: DataView,
  warnings: ReadingWarning[],
  begin: readonly number[],
  momentAt: (at: number) => number,
): RawColumns | string {
  const start = find(bytes, begin, 0)
  if (start < 0) return 'holds no first record: the bytes that begin it are nowhere in the file.'
  const ats: number[] = []
  const aux: number[] = []
  let at = start
  for (; at + size86 <= bytes.length; at += size86) {
    const id = bytes[at]
    if (view.getUint32(at + 2, true) === 0) continue
    if (id === dataId) ats.push(at)
    else if (id === auxId) aux.push(at)
  }
  warnCutOff(bytes, bytes.length - at, ats.length, warnings)
  const places = (record: number): RecordPlaces => ({
    moment: momentAt(record + 70),
    range: view.getInt32(record + 78, true),
    index: record + 2,
    cycle: record + 6,
    step: record + 10,
    type: record + 12,
    stepTime: record + 14,
    voltage: record + 22,
    current: record + 26,
    counters: record + 38,
  })
  const raw = wholeRecords(view, ats, warnings, places, null)
  if (aux.length > 0) raw.values.temperature = temperatures(view, aux, raw.rowCount)
  return raw
}

function temperatures(view: DataView, aux: readonly number[], count: number): Float64Array {
  const temperature = new Float64Array(count).fill(Number.NaN)
  for (const at of aux) {
    const index = view.getUint32(at + 2, true)
    if (index >= 1 && index <= count) temperature[index - 1] = view.getInt16(at + 34, true) / 10
  }
  return temperature
}

// -------------------------------------------------------------------------------------------------------------- version 8

const size59 = 59

function readVersion8(bytes: Uint8Array, view: DataView, warnings: ReadingWarning[]): RawColumns | string {
  const start = find(bytes, [0xff, 1, 0, 0, 0], 0)
  if (start < 0) return 'holds no first record: the bytes FF 01 00 00 00 are nowhere in the file.'
  const found: number[] = []
  let at = start
  for (; at + size59 <= bytes.length; at += size59)
    if (bytes[at] === 0 && view.getUint32(at + 1, true) > 0) found.push(at)
  warnCutOff(bytes, bytes.length - at, found.length, warnings)
  const ats = inOrder(view, found, (record) => record + 1, warnings)
  const columns = newColumns(ats.length)
  const { values, types, marks } = columns
  ats.forEach((record, row) => {
    values.cycle[row] = view.getUint32(record + 5, true)
    types[row] = view.getUint8(record + 10)
    marks[row] = view.getUint8(record + 9) * 256 + (types[row] as number)
    values.stepTime[row] = view.getUint32(record + 11, true)
    values.voltage[row] = view.getInt32(record + 15, true) / 1e4
    values.current[row] = view.getInt32(record + 19, true) / 1e6
    // Unsigned: the current says the way.
    const way = (values.current[row] as number) < 0 ? -1 : 1
    columns.capacity[row] = (way * Number(view.getBigInt64(record + 31, true))) / 3.6e9
    columns.energy[row] = (way * Number(view.getBigInt64(record + 39, true))) / 3.6e9
    values.moment[row] = Number(view.getBigUint64(record + 47, true))
  })
  return finish(columns, null)
}

// ------------------------------------------------------------------------------------------------------------ version 130

const begin130 = 1024

function readVersion130(bytes: Uint8Array, view: DataView, warnings: ReadingWarning[]): RawColumns | string {
  const mark = bytes[begin130]
  if (mark === dataId) return readVersion130Short(bytes, view, warnings)
  if (mark === 0x12) return readVersion130Long(bytes, view, warnings)
  return `has 0x${(mark ?? 0).toString(16)} at byte ${begin130}; expected 0x55 or 0x12.`
}

/** BTS 9.1: 52 or 56 bytes, told by where the two bytes that begin a record come again. */
function readVersion130Short(bytes: Uint8Array, view: DataView, warnings: ReadingWarning[]): RawColumns | string {
  const pair = [bytes[begin130] as number, bytes[begin130 + 1] ?? 0]
  const next = find(bytes.subarray(0, begin130 + 400), pair, begin130 + 2)
  const size = next < 0 ? 56 : next - begin130
  if (size < 52 || size > 128) return `has records of ${size} bytes; expected 52 or 56.`
  const found: number[] = []
  let at = begin130
  for (; at + size <= bytes.length; at += size) {
    if (bytes[at] !== pair[0] || bytes[at + 1] !== pair[1] || view.getUint32(at + 8, true) === 0) continue
    const volt = view.getFloat32(at + 24, true)
    if (Number.isFinite(volt) && Math.abs(volt) < 1e4) found.push(at)
  }
  const ats = inOrder(view, found, (record) => record + 8, warnings)
  const columns = newColumns(ats.length)
  const { values, types, marks } = columns
  const temperature = size >= 56 ? new Float64Array(ats.length) : null
  const total = new Float64Array(ats.length)
  ats.forEach((record, row) => {
    types[row] = view.getUint8(record + 3)
    marks[row] = view.getUint8(record + 2) * 256 + (types[row] as number)
    total[row] = view.getUint32(record + 12, true) + view.getUint32(record + 16, true) / 1e9
    values.current[row] = view.getFloat32(record + 20, true) / 1000
    values.voltage[row] = view.getFloat32(record + 24, true)
    columns.capacity[row] = view.getFloat32(record + 28, true) / 3.6e6
    columns.energy[row] = view.getFloat32(record + 32, true) / 3.6e6
    values.cycle[row] = view.getUint32(record + 36, true)
    values.moment[row] = view.getUint32(record + 44, true) + view.getUint32(record + 48, true) / 1e9
    if (temperature) temperature[row] = view.getFloat32(record + 52, true)
  })
  // Cycles are counted from 0 or from 1; the first record tells.
  const first = values.cycle[0] ?? 1
  if (first === 0) for (let row = 0; row < ats.length; row++) values.cycle[row] = (values.cycle[row] as number) + 1
  deriveStepTime(values.stepTime, total, marks)
  const raw = finish(columns, total)
  if (temperature) raw.values.temperature = temperature
  return raw
}

function deriveStepTime(stepTime: Float64Array, total: Float64Array, marks: Float64Array): void {
  let began = 0
  for (let row = 0; row < total.length; row++) {
    if (row > 0 && marks[row] !== marks[row - 1]) began = total[row - 1] as number
    stepTime[row] = (total[row] as number) - began
  }
}

/** BTS 9.0: 88 bytes, without a cycle number. */
function readVersion130Long(bytes: Uint8Array, view: DataView, warnings: ReadingWarning[]): RawColumns | string {
  const size = 88
  const found: number[] = []
  let at = begin130
  for (; at + size <= bytes.length; at += size) {
    if (bytes[at + 4] === dataId && view.getUint32(at + 16, true) > 0) found.push(at)
  }
  const ats = inOrder(view, found, (record) => record + 16, warnings)
  const columns = newColumns(ats.length)
  const { values, types, marks } = columns
  ats.forEach((record, row) => {
    types[row] = view.getUint8(record + 10)
    marks[row] = view.getUint8(record + 9) * 256 + (types[row] as number)
    values.stepTime[row] = Number(view.getBigUint64(record + 28, true)) / 1e6
    values.voltage[row] = view.getFloat32(record + 36, true)
    values.current[row] = view.getFloat32(record + 40, true) / 1000
    columns.capacity[row] = view.getFloat32(record + 60, true) / 3.6e6
    columns.energy[row] = view.getFloat32(record + 64, true) / 3.6e6
    values.moment[row] = Number(view.getBigUint64(record + 68, true)) / 1e6
  })
  const raw = finish(columns, null)
  delete raw.values.cycle
  return raw
}

// ------------------------------------------------------------------------------------------------------------------ parts

interface Columns {
  values: Record<'voltage' | 'current' | 'stepTime' | 'moment' | 'cycle', Float64Array>
  /** signed, restarting with each step; Ah and Wh */
  capacity: Float64Array
  energy: Float64Array
  types: Uint8Array
  /** changes where the step does */
  marks: Float64Array
}

function newColumns(count: number): Columns {
  const column = () => new Float64Array(count)
  return {
    values: { voltage: column(), current: column(), stepTime: column(), moment: column(), cycle: column() },
    capacity: column(),
    energy: column(),
    types: new Uint8Array(count),
    marks: column(),
  }
}

function finish(columns: Columns, total: Float64Array | null): RawColumns {
  const { values, types, marks, capacity, energy } = columns
  const step = stepsOf(marks, values.stepTime)
  const named = namedSteps(types)
  const up = (counter: Float64Array) =>
    totalOverSteps(
      counter.map((value) => Math.max(0, value)),
      step,
    )
  const down = (counter: Float64Array) =>
    totalOverSteps(
      counter.map((value) => Math.max(0, -value)),
      step,
    )
  return {
    rowCount: types.length,
    values: {
      ...values,
      testTime: total ?? totalOverSteps(values.stepTime.slice(), step),
      chargeCapacity: up(capacity),
      dischargeCapacity: down(capacity),
      chargeEnergy: up(energy),
      dischargeEnergy: down(energy),
    },
    step,
    stepCodes: named.codes,
    stepNames: named.names,
  }
}
