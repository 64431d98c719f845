import { assembleSpectra, assembleTable, type RawColumns } from '../assembleTable'
import type { OtherColumn } from '../columns'
import { type Draft, type Reader, type ReadingWarning, refusal, type StatedOneC } from '../reading'
import type { Quantity } from '../text/header'
import { isSpectrum, recordBeside } from '../text/textTable'
import { apply } from '../text/units'
import { flagIds, type MprColumn, mprColumns, preferredIds, scaleOfColumn, techniques } from './biologicColumns'

/** BioLogic's binary record: a row of modules, of which `VMP data` holds points as packed records. */
export const biologicMpr: Reader = {
  format: 'biologic-mpr',
  version: '2',
  recognises: (bytes) => ascii(bytes, 0, 22) === 'BIO-LOGIC MODULAR FILE',
  read: (bytes): Draft => readMpr(bytes),
}

interface Module {
  name: string
  version: number
  date: string
  from: number
  /** end as the header says; may lie behind the end of the file */
  to: number
}

const magicSize = 52
const open = 'OCV'

function readMpr(bytes: Uint8Array): Draft {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const warnings: ReadingWarning[] = []
  const modules = findModules(bytes, view, warnings)
  const data = modules.find((module) => module.name === 'VMP data')
  if (data === undefined) {
    const seen = modules.map((module) => module.name).join(', ')
    return refusal(
      `The .mpr holds no data: expected a module VMP data, found ${seen === '' ? 'no module at all' : seen}.`,
    )
  }
  const settings = modules.find((module) => module.name === 'VMP Set')
  const techniqueId = settings === undefined ? 0 : (bytes[settings.from] ?? 0)
  const layout = layoutOf(bytes, view, data, warnings)
  if (typeof layout === 'string') return refusal(layout)
  const raw = readPoints(bytes, view, layout)
  const technique = techniques[techniqueId] ?? `technique ${techniqueId}`
  const start = startOf(view, modules)
  const details: Record<string, string> = {
    technique,
    ...(start === null ? {} : { started: new Date(start * 1000).toISOString().slice(0, 19).replace('T', ' ') }),
  }
  const oneC = settings === undefined ? null : oneCOf(view, settings)
  const head = { format: 'biologic-mpr', instrument: 'BioLogic', details, ...(oneC === null ? {} : { oneC }) }
  const { testTime, current, averageCurrent, chargeIncrement } = raw.values
  if (start !== null && testTime) raw.values.moment = testTime.map((seconds) => start + seconds)
  const spectra = raw.values.frequency ? assembleSpectra(raw) : null
  if (spectra !== null && isSpectrum(raw)) {
    const record = recordBeside(raw, spectra.table.pointCount)
    return {
      ...head,
      kind: 'impedance',
      table: spectra.table,
      ...(record === null ? {} : { record: record.table }),
      warnings: [...warnings, ...spectra.warnings],
    }
  }
  // No current flows at open circuit; the technique says so where no column does.
  if (technique === open && !current && !averageCurrent && !chargeIncrement)
    raw.values.current = new Float64Array(raw.rowCount)
  const assembled = assembleTable(raw)
  return {
    ...head,
    kind: 'cycling',
    table: assembled.table,
    ...(spectra === null || spectra.table.pointCount === 0 ? {} : { spectra: spectra.table }),
    warnings: [...warnings, ...assembled.warnings],
  }
}

/** of the settings, in mAh; which unit the program shows it in stands behind it */
const batteryCapacityAt = 0x25c

/** What the program takes for C where a step is set as C / N or C × N: measured currents bear it out. */
function oneCOf(view: DataView, settings: Module): StatedOneC | null {
  const at = settings.from + batteryCapacityAt
  if (at + 4 > Math.min(view.byteLength, settings.to)) return null
  const capacityMAh = Number(view.getFloat32(at, true).toPrecision(7))
  // Damaged bytes make any number; the program allows up to 10 kAh.
  return capacityMAh >= 1e-6 && capacityMAh <= 1e7 ? { capacityMAh, place: 'battery capacity in its settings' } : null
}

// ------------------------------------------------------------------------------------------------------------ modules

function findModules(bytes: Uint8Array, view: DataView, warnings: ReadingWarning[]): Module[] {
  const modules: Module[] = []
  let at = magicSize
  while (at + 57 <= bytes.length && modules.length < 1000) {
    if (ascii(bytes, at, 6) !== 'MODULE') {
      const next = findWord(bytes, 'MODULE', at)
      warnings.push({
        code: 'damaged-module',
        message: `Expected the next module at byte ${at}; ${next < 0 ? 'none follows' : `found it at byte ${next}`}.`,
        atByte: at,
      })
      if (next < 0) break
      at = next
      continue
    }
    const head = at + 6
    const isNew = head + 59 <= bytes.length && view.getUint32(head + 35, true) === 0xffffffff
    const length = view.getUint32(head + (isNew ? 39 : 35), true)
    const version = view.getUint32(head + (isNew ? 47 : 39), true)
    const from = head + (isNew ? 59 : 51)
    modules.push({
      name: ascii(bytes, head, 10).trim(),
      version,
      date: ascii(bytes, from - 8, 8),
      from,
      to: from + length,
    })
    at = from + length
  }
  return modules
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  let text = ''
  for (let i = from; i < Math.min(bytes.length, from + length); i++) text += String.fromCharCode(bytes[i] as number)
  return text
}

function findWord(bytes: Uint8Array, word: string, from: number): number {
  const first = word.charCodeAt(0)
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (ascii(bytes, at, word.length) === word) return at
  }
  return -1
}

/**
 * Start of the measurement from `VMP LOG`: days since 1899-12-30 as a double. Its place moves with the program's version, so it is
 * found by its value: a moment on the day that the module's header names, or the days around it.
 */
function startOf(view: DataView, modules: readonly Module[]): number | null {
  const log = modules.find((module) => module.name === 'VMP LOG')
  const day = dayOf(modules.find((module) => module.name === 'VMP data')?.date ?? '') ?? dayOf(log?.date ?? '')
  if (log === undefined || day === null) return null
  const to = Math.min(log.to, view.byteLength, log.from + 1200) - 8
  for (let at = log.from + 400; at <= to; at++) {
    const value = view.getFloat64(at, true)
    if (value > day - 2 && value < day + 3 && value !== Math.floor(value))
      return Math.round((value - 25569) * 86400000) / 1000
  }
  return null
}

/** `10/26/20` or `10-26-20` as days since 1899-12-30. */
function dayOf(date: string): number | null {
  const parts = /^(\d\d)[/\-.](\d\d)[/\-.](\d\d)$/.exec(date)
  if (parts === null) return null
  return Date.UTC(2000 + Number(parts[3]), Number(parts[1]) - 1, Number(parts[2])) / 86400000 + 25569
}

// ------------------------------------------------------------------------------------------------------------- layout

interface PlacedColumn {
  id: number
  column: MprColumn
  /** bytes from the record's begin */
  offset: number
}

interface Layout {
  columns: PlacedColumn[]
  recordSize: number
  from: number
  points: number
}

const sizes: Readonly<Record<MprColumn['type'], number>> = { f8: 8, f4: 4, u4: 4, u2: 2, u1: 1 }

/** Where the points begin, by the version of the data module. */
const dataStarts: Readonly<Record<number, number>> = { 0: 100, 2: 0x195, 3: 0x196, 10: 0x3ef, 11: 0x3ef }

function layoutOf(bytes: Uint8Array, view: DataView, data: Module, warnings: ReadingWarning[]): Layout | string {
  const start = dataStarts[data.version]
  if (start === undefined)
    return `The .mpr's data module has version ${data.version}; known are ${Object.keys(dataStarts).join(', ')}.`
  if (data.from + start > bytes.length)
    return `The .mpr breaks off at byte ${bytes.length}, before its first point at byte ${data.from + start}.`
  const declared = view.getUint32(data.from, true)
  const count = view.getUint8(data.from + 4)
  const idSize = data.version === 0 ? 1 : 2
  if (5 + count * idSize > start) return `The .mpr names ${count} columns, more than its header has room for.`
  const ids: number[] = []
  for (let i = 0; i < count; i++) {
    const at = data.from + 5 + i * idSize
    ids.push(idSize === 1 ? view.getUint8(at) : view.getUint16(at, data.version < 10))
  }
  const space = data.to - data.from - start
  const columns = place(ids, declared > 0 ? space / declared : 0, warnings, data.from + 5)
  const recordSize = columns.reduce((most, { column, offset }) => Math.max(most, offset + sizes[column.type]), 0)
  const there = recordSize === 0 ? 0 : Math.floor((Math.min(data.to, bytes.length) - data.from - start) / recordSize)
  if (declared * recordSize !== space && data.to <= bytes.length) {
    warnings.push({
      code: 'columns-misaligned',
      message: `${declared} points of ${recordSize} bytes do not fill the ${space} bytes of data: a column's width is not what it is taken for, and values may be wrong.`,
      atByte: data.from + start,
    })
  }
  const points = Math.min(declared, there)
  if (points < declared) {
    warnings.push({
      code: 'cut-off',
      message: `The file declares ${declared} points and breaks off after ${points}.`,
      atByte: Math.min(bytes.length, data.from + start + points * recordSize),
    })
  }
  return { columns, recordSize, from: data.from + start, points }
}

/** Gives each id its place. Unknown ids are taken for f4 first; if one width then fills the data without a rest, they are of that width. */
function place(
  ids: readonly number[],
  expectedSize: number,
  warnings: ReadingWarning[],
  atByte: number,
): PlacedColumn[] {
  const unknown = [...new Set(ids.filter((id) => !flagIds.has(id) && mprColumns[id % 256] === undefined))]
  let best = placeWith(ids, 'f4')
  if (unknown.length > 0) {
    const fits = (['f4', 'f8', 'u2', 'u1'] as const).find((type) => sizeOf(placeWith(ids, type)) === expectedSize)
    if (fits !== undefined) best = placeWith(ids, fits)
    warnings.push({
      code: 'unknown-column',
      message: `Column ids not known before: ${unknown.join(', ')}; kept as they are.`,
      atByte,
    })
  }
  return best
}

function sizeOf(columns: readonly PlacedColumn[]): number {
  return columns.reduce((most, { column, offset }) => Math.max(most, offset + sizes[column.type]), 0)
}

function placeWith(ids: readonly number[], unknownType: MprColumn['type']): PlacedColumn[] {
  const placed: PlacedColumn[] = []
  let offset = 0
  let flagsPlaced = false
  for (const id of ids) {
    let column: MprColumn
    if (flagIds.has(id)) {
      if (flagsPlaced) continue
      flagsPlaced = true
      column = { name: 'flags', type: 'u1' }
    } else column = mprColumns[id % 256] ?? { name: `unknown ${id}`, type: isQuality(id % 256) ? 'f4' : unknownType }
    placed.push({ id, column, offset })
    offset += sizes[column.type]
  }
  return placed
}

/** 217 to 247 are quality indicators of a spectrum, all single precision. */
function isQuality(id: number): boolean {
  return id >= 217 && id <= 247
}

// ------------------------------------------------------------------------------------------------------------- points

function readPoints(bytes: Uint8Array, view: DataView, layout: Layout): RawColumns {
  const raw: RawColumns = { rowCount: layout.points, values: {} }
  const others: OtherColumn[] = []
  const chosen = new Map<Quantity, number>()
  const rank = (id: number) => preferredIds.indexOf(id % 256)
  for (const { id, column } of layout.columns) {
    if (column.quantity === undefined) continue
    const before = chosen.get(column.quantity)
    if (before === undefined || rank(id) > rank(before)) chosen.set(column.quantity, id)
  }
  for (const { id, column, offset } of layout.columns) {
    const { quantity } = column
    if (quantity !== undefined && chosen.get(quantity) === id) {
      const values = new Float64Array(layout.points)
      fill(values, bytes, view, layout, offset, column.type)
      apply(scaleOfColumn(column), values)
      raw.values[quantity] = values
      if (quantity === 'halfCycle') others.push({ name: column.name, unit: null, values })
    } else {
      const values = column.type === 'f8' ? new Float64Array(layout.points) : new Float32Array(layout.points)
      fill(values, bytes, view, layout, offset, column.type)
      others.push({ name: column.name, unit: null, values })
    }
  }
  raw.others = others
  raw.restartsWithHalfCycle = (chosen.get('signedCapacity') ?? 0) % 256 === 211 && chosen.has('halfCycle')
  return raw
}

function fill(
  values: Float64Array | Float32Array,
  bytes: Uint8Array,
  view: DataView,
  layout: Layout,
  offset: number,
  type: MprColumn['type'],
): void {
  const { points, recordSize } = layout
  let at = layout.from + offset
  switch (type) {
    case 'f8':
      for (let row = 0; row < points; row++, at += recordSize) values[row] = view.getFloat64(at, true)
      return
    case 'f4':
      for (let row = 0; row < points; row++, at += recordSize) values[row] = view.getFloat32(at, true)
      return
    case 'u4':
      for (let row = 0; row < points; row++, at += recordSize) values[row] = view.getUint32(at, true)
      return
    case 'u2':
      for (let row = 0; row < points; row++, at += recordSize) values[row] = view.getUint16(at, true)
      return
    case 'u1':
      for (let row = 0; row < points; row++, at += recordSize) values[row] = bytes[at] as number
  }
}
