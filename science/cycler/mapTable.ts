import { readCyclerFile } from './read'
import { firstSheets } from './readers/workbook'
import { openXls, xls } from './readers/xls'
import { openXlsx, xlsx } from './readers/xlsx'
import { type ColumnMap, type MappableQuantity, mappableQuantities, type Reading, type ReadOptions } from './reading'
import { blanksAsTabs } from './text/blanks'
import { matchColumns, parseHeaderName } from './text/header'
import { contentEnd, lineStarts, looksLikeText, nextLine, type OpenText, openText } from './text/openText'
import { synonyms } from './text/synonyms'
import { splitHeaderLine, splitQuoted, unitRow, withUnit } from './text/textTable'
import { scaleOf } from './text/units'

/** One column of a table that nobody has explained yet. */
export interface PreviewColumn {
  /** the header as the file writes it: the key of a mapping */
  name: string
  /** the unit that the header gives */
  unit: string | null
  /** the first values, as they stand */
  samples: string[]
  /** what it may be, by its name or (where the name says nothing) by its values; null for no idea */
  guess: { quantity: MappableQuantity; by: 'name' | 'values' } | null
}

export interface TablePreview {
  /** of a workbook */
  sheet: string | null
  columns: PreviewColumn[]
  /** the same for all files with these columns in this order: what a mapping is kept under */
  headerKey: string
}

const linesLooked = 400
const samplesShown = 5

/**
 * The table of a text file or workbook as a person would point at it: its columns with the first values and a guess at each. Null when
 * there is no table: no line of names above lines of numbers.
 */
export function previewTable(bytes: Uint8Array, options: ReadOptions = {}): TablePreview | null {
  const isNew = safely(() => xlsx.recognises(bytes, '')) === true
  if (isNew || safely(() => xls.recognises(bytes, '')) === true) {
    const book = safely(() => (isNew ? openXlsx(bytes, options) : openXls(bytes)))
    const sheets = book === null || 'message' in book ? [] : (safely(() => firstSheets(book)) ?? [])
    for (const { name, tsv } of sheets) {
      const found = previewText(openText(tsv), name)
      if (found !== null) return found
    }
    return null
  }
  if (!looksLikeText(bytes)) return null
  const open = openText(bytes)
  const found = previewText(open, null)
  if (found !== null) return found
  const apart = blanksAsTabs(open)
  return apart === null ? null : previewText(apart, null)
}

/**
 * Reads a table by a mapping that a person made. `columns` of the mapping go by the names of `previewTable`; the same checks and
 * warnings as for every other file.
 *
 * @returns a refusal that names what is missing when the mapping has no voltage and nothing beside it (or no frequency and impedance)
 */
export function readMapped(bytes: Uint8Array, fileName: string, map: ColumnMap, options: ReadOptions = {}): Reading {
  return readCyclerFile(bytes, fileName, { ...options, columnMap: map })
}

/** The guesses of a preview as a mapping to begin with: each quantity once, names before values. */
export function guessedMap({ columns }: TablePreview): ColumnMap {
  const chosen = new Map<MappableQuantity, string>()
  for (const by of ['name', 'values'] as const)
    for (const { name, guess } of columns)
      if (guess?.by === by && !chosen.has(guess.quantity)) chosen.set(guess.quantity, name)
  return {
    columns: Object.fromEntries([...chosen].map(([quantity, name]) => [name, { quantity }])),
  }
}

function safely<Result>(work: () => Result): Result | null {
  try {
    return work()
  } catch {
    // A damaged workbook has no preview.
    return null
  }
}

function previewText(open: OpenText, sheet: string | null): TablePreview | null {
  for (const start of lineStarts(open.bytes, open.start, linesLooked)) {
    const next = nextLine(open.bytes, start)
    const end = contentEnd(open.bytes, start, next)
    if (end - start > 20000 || end - start < 3) continue
    const split = splitHeaderLine(open.decode(start, end))
    if (split === null || split.names.filter((name) => /\p{L}/u.test(name)).length < 2) continue
    const units = unitRow(open, next, split.delimiter, split.names.length)
    const dataFrom = units === null ? next : nextLine(open.bytes, next)
    const rows = rowsFrom(open, dataFrom, String.fromCharCode(split.delimiter), split.names.length)
    if (rows.length < 2) continue
    const texts = units === null ? split.names : split.names.map((name, at) => withUnit(name, units[at] ?? ''))
    return describe(texts, rows, sheet)
  }
  return null
}

/** The lines below that are rows of this table: about as many fields, at least two of them numbers. */
function rowsFrom(open: OpenText, from: number, delimiter: string, fields: number): string[][] {
  const rows: string[][] = []
  for (const start of lineStarts(open.bytes, from, 30)) {
    const end = contentEnd(open.bytes, start, nextLine(open.bytes, start))
    if (end - start > 20000) break
    const cells = splitQuoted(open.decode(start, end), delimiter).map((cell) => cell.trim())
    if (Math.abs(cells.length - fields) > 2 || cells.filter((cell) => number(cell) !== null).length < 2) {
      // Below the header the numbers begin at once, but for one line of remarks.
      if (rows.length === 0 && start > from) break
      continue
    }
    rows.push(cells)
  }
  return rows
}

function number(cell: string): number | null {
  if (!/^[-+]?(\d+([.,]\d*)?|[.,]\d+)(e[-+]?\d+)?$/i.test(cell)) return null
  return Number.parseFloat(cell.replace(',', '.'))
}

function describe(texts: readonly string[], rows: readonly string[][], sheet: string | null): TablePreview {
  const matched = matchColumns(texts, [synonyms])
  const columns = texts.flatMap((text, at): PreviewColumn[] => {
    const { text: name, unit } = parseHeaderName(text)
    if (name === '') return []
    const cells = rows.map((row) => row[at] ?? '')
    const byName = matched.find((column) => column.at === at)?.quantity
    const known = mappableQuantities.find((quantity) => quantity === byName)
    const byValues = known === undefined ? (guessByUnit(unit) ?? guessByValues(cells)) : undefined
    const guess =
      known !== undefined
        ? ({ quantity: known, by: 'name' } as const)
        : byValues !== undefined
          ? ({ quantity: byValues, by: 'values' } as const)
          : null
    return [{ name, unit, samples: cells.slice(0, samplesShown), guess }]
  })
  return { sheet, columns, headerKey: columns.map((column) => column.name).join('\t') }
}

/** A unit alone leaves little choice for some quantities. */
function guessByUnit(unit: string | null): MappableQuantity | undefined {
  if (unit === null) return undefined
  const choices = { time: 'testTime', voltage: 'voltage', current: 'current', charge: 'capacity' } as const
  for (const dimension of ['time', 'voltage', 'current', 'charge'] as const)
    if (scaleOf(dimension, unit) !== null) return choices[dimension]
  return undefined
}

/** A clock is told by its look, a time by running up, a cell's voltage by its range; of anything else nothing is guessed. */
function guessByValues(cells: readonly string[]): MappableQuantity | undefined {
  const filled = cells.filter((cell) => cell !== '')
  if (filled.length < 2) return undefined
  if (filled.every((cell) => /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ T]+\d{1,2}:\d\d/.test(cell))) return 'moment'
  if (filled.every((cell) => /^(\d+[d-] *)?\d+:\d\d(:\d\d(\.\d+)?)?$/.test(cell))) return 'testTime'
  const values = filled.map(number)
  if (!values.every((value) => value !== null)) return undefined
  const hasDecimals = filled.some((cell) => /[.,]\d{2,}/.test(cell))
  if (hasDecimals && values.every((value) => value >= 1.5 && value <= 5.2)) return 'voltage'
  const rises = values.every((value, at) => at === 0 || value > (values[at - 1] as number))
  const isCounter = values.every((value, at) => at === 0 || value - (values[at - 1] as number) === 1)
  return rises && !isCounter ? 'testTime' : undefined
}
