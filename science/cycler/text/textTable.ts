import { type AssembledTable, assembleSpectra, assembleSummary, assembleTable, type RawColumns } from '../assembleTable'
import { type ColumnMap, type Draft, type ReadingWarning, refusal } from '../reading'
import { dimensionOf, type MatchedColumn, matchColumns, parseHeaderName, type Quantity, type Synonym } from './header'
import { contentEnd, lineStarts, nextLine, type OpenText } from './openText'
import { type FieldKind, type Scan, type ScanPlan, scanTable } from './scanTable'
import { statedOneC } from './statedOneC'
import { synonyms } from './synonyms'
import { apply, scaleOf, unchanged } from './units'

/**
 * One kind of delimited text. What all share is done by the engine; a dialect only says how to know it and where its words mean
 * something of their own.
 */
export interface TextDialect {
  format: string
  instrument: string
  /** By the first lines of the file, decoded. */
  recognises(head: string, fileName: string): boolean
  /** words of this dialect, looked up before the common ones */
  synonyms?: readonly Synonym[]
  /** The header line, when it is not simply the first line that names a voltage or a frequency. Byte offset, or null. */
  headerAt?(open: OpenText): number | null
  /** Names of a header line, when it is not delimited as its data are. */
  splitHeader?(line: string): string[] | null
  /** Names by position, for tables that have no header at all. */
  namesWithoutHeader?(open: OpenText): { names: string[]; from: number } | null
  /** Last byte of the table, where something else follows it. */
  tableEnd?(open: OpenText, from: number): number
  /** What the head says of the test: name, start. */
  details?(head: string): Record<string, string>
}

interface Header {
  names: string[]
  matched: MatchedColumn[]
  /** where the data begin */
  dataFrom: number
  delimiter: number
  /** the whole line stands in one pair of quotes */
  wrapped: boolean
}

const tab = 9
const comma = 44
const semicolon = 59
const bar = 124
const delimiters = [tab, semicolon, comma, bar]
const headerLines = 4000
const headerBytes = 1 << 20

export function readTextTable(open: OpenText, dialect: TextDialect, columnMap?: ColumnMap): Draft {
  const tables = dialect.synonyms ? [dialect.synonyms, synonyms] : [synonyms]
  const found = findHeader(open, dialect, tables, columnMap)
  if (!('dataFrom' in found)) return refusal(found.message)
  return readUnderHeader(open, dialect, found)
}

function readUnderHeader(open: OpenText, dialect: TextDialect, header: Header): Draft {
  const { bytes } = open
  const to = dialect.tableEnd?.(open, header.dataFrom) ?? bytes.length
  const shape = dataShape(open, header, to)
  timeAsDate(open, header, shape.delimiter)
  const fields = header.matched.map((column) => ({ at: column.at, kind: kindOf(column.quantity) }))
  const has = (quantity: Quantity) => header.matched.findIndex((column) => column.quantity === quantity)
  const mayBeImpedance = has('frequency') >= 0 && (has('reZ') >= 0 || has('modulusZ') >= 0)
  // A record over time may carry a few spectra: its rows count by their voltage as well as by a frequency.
  const ofRecord = ['voltage', 'testTime', 'moment', 'current', 'chargeCapacity']
  const isPlainSpectrum = mayBeImpedance && has('voltage') < 0
  const needs = (isPlainSpectrum ? ['frequency'] : mayBeImpedance ? ['frequency', ...ofRecord] : ofRecord)
    .map((quantity) => has(quantity as Quantity))
    .filter((index) => index >= 0)
  const plan: ScanPlan = {
    from: header.dataFrom,
    to,
    delimiter: shape.delimiter,
    decimalMark: shape.decimalMark,
    fields,
    rowNeeds: needs,
    wrapped: header.wrapped || shape.wrapped,
    dayFirst: false,
    expectedFields: shape.fieldCount,
    decodeWords: open.decode,
    onProgress: open.onProgress,
  }
  let scan = scanTable(bytes, plan)
  if (scan.sawDayFirst) scan = scanTable(bytes, { ...plan, dayFirst: true })
  const warnings = scanWarnings(scan, header, bytes, to)
  const raw = rawColumns(scan, header.matched)
  const firstLines = open.decode(open.start, Math.min(header.dataFrom, open.start + 20000))
  const oneC = statedOneC(firstLines)
  const head = {
    format: dialect.format,
    instrument: dialect.instrument,
    details: dialect.details?.(firstLines) ?? {},
    ...(oneC === null ? {} : { oneC }),
  }
  if (mayBeImpedance && (isPlainSpectrum || isSpectrum(raw))) {
    const spectra = assembleSpectra(raw)
    if (spectra === null) return refusal(missing('a real and an imaginary part of the impedance', header.names))
    const record = recordBeside(raw, spectra.table.pointCount)
    return {
      ...head,
      kind: 'impedance',
      table: spectra.table,
      ...(record === null ? {} : { record: record.table }),
      warnings: [...warnings, ...spectra.warnings],
    }
  }
  if (raw.rowCount === 0 && scan.skippedLines > 0 && dialect.format === 'csv')
    return refusal(`Under the header ${header.names.slice(0, 8).join(', ')} no line holds a measurement.`)
  // At open circuit no current flows; the technique says so where no column does.
  if (/^Open Circuit Voltage/i.test(head.details.technique ?? '') && !raw.values.current && !raw.values.averageCurrent)
    raw.values.current = new Float64Array(raw.rowCount)
  const spectra = mayBeImpedance ? assembleSpectra(raw) : null
  const assembled = isSummary(header.matched) ? assembleSummary(raw) : assembleTable(raw)
  return {
    ...head,
    kind: 'cycling',
    table: assembled.table,
    ...(spectra === null || spectra.table.pointCount === 0 ? {} : { spectra: spectra.table }),
    warnings: [...warnings, ...unitWarnings(header), ...assembled.warnings],
  }
}

/** The rows over time of a file that holds both, as a Modulo Bat does; null where all rows are points of a spectrum. */
export function recordBeside(raw: RawColumns, pointCount: number): AssembledTable | null {
  if (raw.rowCount - pointCount < 2 || raw.values.voltage === undefined || raw.values.testTime === undefined)
    return null
  return assembleTable(raw)
}

/** A record over time may hold a few points of impedance; it is a spectrum when a fair part of its rows has a frequency. */
export function isSpectrum(raw: RawColumns): boolean {
  let points = 0
  for (const value of raw.values.frequency ?? []) if (value > 0) points++
  return points > 0 && points >= 0.05 * raw.rowCount
}

function kindOf(quantity: Quantity): FieldKind {
  if (quantity === 'moment') return 'moment'
  if (quantity === 'stepName') return 'words'
  return dimensionOf[quantity] === 'time' ? 'duration' : 'number'
}

/** A column of clock times that holds plain numbers was written by a spreadsheet, which keeps a time of day as a part of the day. */
const daysToSeconds = { times: 86400, per: 1 }
const isClockUnit = (unit: string | null) => unit !== null && /^(d\.)?h+:m/i.test(unit)

function rawColumns(scan: Scan, matched: readonly MatchedColumn[]): RawColumns {
  const raw: RawColumns = { rowCount: scan.rowCount, values: {} }
  matched.forEach((column, index) => {
    const values = scan.values[index] as Float64Array
    if (column.quantity !== 'moment' && column.quantity !== 'stepName') {
      // `0d 00:01:00` says its own unit, whatever the header's is.
      if (!scan.isClock[index]) apply(isClockUnit(column.name.unit) ? daysToSeconds : column.scale, values)
    }
    raw.values[column.quantity] = values
    if (column.quantity === 'stepName') raw.stepNames = scan.words[index]
  })
  return raw
}

// ------------------------------------------------------------------------------------------------------------- header

function findHeader(
  open: OpenText,
  dialect: TextDialect,
  tables: readonly (readonly Synonym[])[],
  columnMap: ColumnMap | undefined,
): Header | { message: string } {
  const { bytes } = open
  const given = dialect.headerAt?.(open)
  const starts = given === null || given === undefined ? lineStarts(bytes, open.start, headerLines) : [given]
  let best: { names: string[]; matched: MatchedColumn[] } | null = null
  for (const start of starts) {
    if (start - open.start > headerBytes) break
    const next = nextLine(bytes, start)
    const end = contentEnd(bytes, start, next)
    if (end - start > 20000 || end - start < 3) continue
    const line = open.decode(start, end)
    const split = splitHeaderLine(line, dialect)
    if (split === null) continue
    const units = unitRow(open, next, split.delimiter, split.names.length)
    const names = units === null ? split.names : split.names.map((name, at) => withUnit(name, units[at] ?? ''))
    const matched = columnMap ? mapColumns(names, columnMap) : matchColumns(names, tables)
    if (isTable(matched) || (start === given && isNamedTable(matched)))
      return { names, matched, dataFrom: next, delimiter: split.delimiter, wrapped: split.wrapped }
    if (best === null || matched.length > best.matched.length) best = { names: split.names, matched }
  }
  const headless = withoutHeader(open, dialect, tables)
  if (headless !== null) return headless
  return { message: whatIsMissing(best, dialect) }
}

/** Splits at the delimiter that the line has most of. */
export function splitHeaderLine(
  line: string,
  dialect?: TextDialect,
): { names: string[]; delimiter: number; wrapped: boolean } | null {
  const own = dialect?.splitHeader?.(line)
  if (own) return own.length === 0 ? null : { names: own, delimiter: 0, wrapped: false }
  const wrapped = /^"[^"]*"\s*$/.test(line)
  let delimiter = 0
  let most = 0
  for (const candidate of delimiters) {
    const count = line.split(String.fromCharCode(candidate)).length - 1
    if (count > most) {
      most = count
      delimiter = candidate
    }
  }
  if (most === 0 || !/[\p{L}]/u.test(line)) return null
  const plain = wrapped ? line.trim().slice(1, -1) : line
  return { names: splitQuoted(plain, String.fromCharCode(delimiter)), delimiter, wrapped }
}

export function splitQuoted(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter)
  const parts: string[] = []
  let part = ''
  let quoted = false
  for (let i = 0; i < line.length; i++) {
    const letter = line[i] as string
    // A quote opens only at a field's begin: `Z"/ohm` is a name, not an open quote.
    if (letter === '"' && (quoted || part.trim() === '')) quoted = !quoted
    else if (letter === delimiter && !quoted) {
      parts.push(part)
      part = ''
    } else part += letter
  }
  parts.push(part)
  return parts
}

/** A second header line of units alone: `s,V,A`. */
export function unitRow(open: OpenText, from: number, delimiter: number, count: number): string[] | null {
  if (delimiter === 0 || from >= open.bytes.length) return null
  const next = nextLine(open.bytes, from)
  const end = contentEnd(open.bytes, from, next)
  if (end - from > 2000) return null
  const cells = open
    .decode(from, end)
    .split(String.fromCharCode(delimiter))
    .map((cell) => cell.trim().replace(/^[([]|[)\]]$/g, ''))
  if (cells.length < Math.min(2, count)) return null
  const filled = cells.filter((cell) => cell !== '')
  if (filled.length === 0 || filled.some((cell) => /^[-+.,\d]/.test(cell))) return null
  const known = filled.filter((cell) =>
    (['time', 'voltage', 'current', 'charge', 'energy', 'frequency', 'resistance'] as const).some(
      (dimension) => scaleOf(dimension, cell) !== null,
    ),
  )
  return known.length * 2 >= filled.length ? cells : null
}

export function withUnit(name: string, unit: string): string {
  return unit === '' || parseHeaderName(name).unit !== null ? name : `${name} (${unit})`
}

function isTable(matched: readonly MatchedColumn[]): boolean {
  const has = (quantity: Quantity) => matched.some((column) => column.quantity === quantity)
  if (has('frequency') && ((has('reZ') && (has('imZ') || has('minusImZ'))) || (has('modulusZ') && has('phase'))))
    return true
  // Impedance parts without a frequency are a damaged spectrum, not a cycling record.
  if (has('reZ') && (has('imZ') || has('minusImZ'))) return false
  if (!has('voltage')) return isSummary(matched)
  return (
    has('current') ||
    has('averageCurrent') ||
    has('capacity') ||
    has('chargeCapacity') ||
    has('testTime') ||
    has('moment')
  )
}

/** Where the file itself says which line is the header, a time is enough: a wait has no voltage. */
function isNamedTable(matched: readonly MatchedColumn[]): boolean {
  const has = (quantity: Quantity) => matched.some((column) => column.quantity === quantity)
  return (has('testTime') || has('moment')) && !has('reZ') && !has('imZ') && !has('minusImZ')
}

/** One row per cycle: capacities without a voltage. */
function isSummary(matched: readonly MatchedColumn[]): boolean {
  const has = (quantity: Quantity) => matched.some((column) => column.quantity === quantity)
  return !has('voltage') && has('cycle') && has('chargeCapacity') && has('dischargeCapacity') && !has('current')
}

function mapColumns(names: readonly string[], map: ColumnMap): MatchedColumn[] {
  const matched: MatchedColumn[] = []
  names.forEach((text, at) => {
    const name = parseHeaderName(text)
    const entry = Object.hasOwn(map.columns, name.text) ? map.columns[name.text] : undefined
    if (entry === undefined || matched.some((column) => column.quantity === entry.quantity)) return
    const { quantity, unit } = entry
    const scale = scaleOf(dimensionOf[quantity], unit ?? name.unit ?? '') ?? unchanged
    const turned = quantity === 'current' && map.dischargeIsPositive ? { ...scale, times: -scale.times } : scale
    matched.push({ at, name, quantity, scale: turned, unitAssumed: false })
  })
  return matched
}

function withoutHeader(open: OpenText, dialect: TextDialect, tables: readonly (readonly Synonym[])[]): Header | null {
  const bare = dialect.namesWithoutHeader?.(open)
  if (!bare) return null
  const { names, from } = bare
  return { names, matched: matchColumns(names, tables), dataFrom: from, delimiter: 0, wrapped: false }
}

function whatIsMissing(best: { names: string[]; matched: MatchedColumn[] } | null, dialect: TextDialect): string {
  if (best === null || best.matched.length < 2) {
    return `No table of measurements found: expected a header line that names time, voltage and current (or frequency and impedance)${dialect.format === 'csv' ? '' : ` as ${dialect.instrument} writes it`}.`
  }
  const has = (quantity: Quantity) => best.matched.some((column) => column.quantity === quantity)
  if (has('reZ') || has('imZ') || has('minusImZ'))
    return missing(has('frequency') ? 'a real and an imaginary part of the impedance' : 'a frequency', best.names)
  if (!has('voltage')) return missing('a voltage', best.names)
  return missing('a current, a capacity or a time', best.names)
}

function missing(what: string, names: readonly string[]): string {
  const shown = names.map((name) => name.trim()).filter((name) => name !== '')
  const list = shown.slice(0, 20).join(', ')
  return `The table has no column for ${what}: found ${list}${shown.length > 20 ? ` and ${shown.length - 20} more` : ''}.`
}

// --------------------------------------------------------------------------------------------------------------- data

/** Some exports write a date where others write seconds, under the same name: then the column is the clock's. */
function timeAsDate(open: OpenText, header: Header, delimiter: number): void {
  const time = header.matched.findIndex((column) => column.quantity === 'testTime')
  const column = header.matched[time]
  if (column === undefined) return
  const next = nextLine(open.bytes, header.dataFrom)
  if (next - header.dataFrom > 20000) return
  const line = open.decode(header.dataFrom, contentEnd(open.bytes, header.dataFrom, next))
  const cell = splitQuoted(line, String.fromCharCode(delimiter))[column.at] ?? ''
  if (!/^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ T]\s*\d/.test(cell)) return
  const hasClock = header.matched.some((other) => other.quantity === 'moment')
  header.matched = hasClock
    ? header.matched.filter((other) => other !== column)
    : header.matched.map((other) => (other === column ? { ...other, quantity: 'moment' } : other))
}

interface Shape {
  delimiter: number
  /** every data line stands in one pair of quotes */
  wrapped: boolean
  decimalMark: number
  fieldCount: number
}

/** Delimiter and decimal mark as the data have them: the header may differ, and so may the file's name. */
function dataShape(open: OpenText, header: Header, to: number): Shape {
  const lines: string[] = []
  let at = header.dataFrom
  for (let tries = 0; tries < 400 && lines.length < 40 && at < to; tries++) {
    const next = nextLine(open.bytes, at)
    const end = contentEnd(open.bytes, at, next)
    if (end > at && end - at < 20000) {
      const line = open.decode(at, end)
      if (/\d/.test(line)) lines.push(line)
    }
    at = next
  }
  const count = (delimiter: number) =>
    lines.reduce((sum, line) => sum + line.split(String.fromCharCode(delimiter)).length - 1, 0)
  let delimiter = header.delimiter
  if (delimiter === 0 || count(delimiter) === 0) {
    delimiter = delimiters.reduce(
      (most, candidate) => (count(candidate) > count(most) ? candidate : most),
      header.delimiter || tab,
    )
  }
  const letter = String.fromCharCode(delimiter)
  const wrapped =
    lines.length > 0 && lines.slice(0, 10).every((line) => /^"[^"]*"\s*$/.test(line) && line.includes(letter))
  let commas = 0
  let points = 0
  for (const line of lines) {
    for (const cell of splitQuoted(line, letter)) {
      // Where commas part the fields as well, `"1,499"` is rather a thousand.
      if (/^\s*"?[-+]?\d*,\d+(e[-+]?\d+)?"?\s*$/i.test(cell)) {
        if (delimiter !== comma || !/,\d{3}\s*$/.test(cell)) commas++
      } else if (/^\s*"?[-+]?\d*\.\d+(e[-+]?\d+)?"?\s*$/i.test(cell)) points++
    }
  }
  const counts = lines.slice(0, 20).map((line) => splitQuoted(wrapped ? line.replaceAll('"', '') : line, letter).length)
  return {
    delimiter,
    wrapped,
    decimalMark: commas > points ? comma : 46,
    fieldCount: counts.length === 0 ? 0 : Math.min(...counts.slice(0, Math.max(1, counts.length - 1))),
  }
}

function scanWarnings(scan: Scan, header: Header, bytes: Uint8Array, to: number): ReadingWarning[] {
  const warnings: ReadingWarning[] = []
  const lost = scan.notNumbers.reduce((sum, count) => sum + count, 0)
  if (lost > 0) {
    const named = header.matched
      .map((column, index) => ({ name: column.name.text, count: scan.notNumbers[index] as number }))
      .filter((entry) => entry.count > 0)
      .map((entry) => `${entry.name}: ${entry.count}`)
    warnings.push({
      code: 'not-a-number',
      message: `Text where a number belongs (${named.join(', ')}); those values are left empty.`,
      atByte: scan.firstNotNumber,
    })
  }
  if (scan.skippedLines > 1 || (scan.skippedLines === 1 && scan.firstSkipped !== header.dataFrom)) {
    warnings.push({
      code: 'lines-skipped',
      message: `${scan.skippedLines} lines inside the table hold no measurement and were left out.`,
      atByte: scan.firstSkipped,
    })
  }
  const endsInLine =
    bytes.length > 0 && to === bytes.length && bytes[bytes.length - 1] !== 10 && bytes[bytes.length - 1] !== 13
  if (scan.lastLineIsShort) {
    warnings.push({
      code: 'cut-off',
      message: `The file breaks off inside row ${scan.rowCount}; ${scan.rowCount - 1} rows are whole.`,
      atByte: endsInLine ? bytes.length : scan.lastLineAt,
    })
  }
  const short = scan.shortLines - (scan.lastLineIsShort ? 1 : 0)
  if (short > 0) {
    warnings.push({
      code: 'short-lines',
      message: `${short} lines have fewer fields than the others; what they lack is left empty.`,
      atByte: scan.firstShort,
    })
  }
  return warnings
}

function unitWarnings(header: Header): ReadingWarning[] {
  const guessed = header.matched.filter(
    (column) => column.unitAssumed && !['time', 'resistance'].includes(dimension(column.quantity)),
  )
  if (guessed.length === 0) return []
  const shown = guessed.map((column) => `${column.name.text} in ${column.assumedUnit ?? unitOf(column.quantity)}`)
  return [{ code: 'units-assumed', message: `The header gives no units; taken are ${shown.join(', ')}.` }]
}

function unitOf(quantity: Quantity): string {
  const units: Partial<Record<ReturnType<typeof dimension>, string>> = {
    time: 's',
    voltage: 'V',
    current: 'A',
    charge: 'Ah',
    energy: 'Wh',
    temperature: '°C',
    frequency: 'Hz',
    resistance: 'Ω',
  }
  return units[dimension(quantity)] ?? 'its own unit'
}

const dimension = (quantity: Quantity) => dimensionOf[quantity]
