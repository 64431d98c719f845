import { assembleSpectra, assembleTable, type RawColumns } from '../assembleTable'
import { type Draft, type Reader, type ReadingWarning, refusal } from '../reading'
import { matchColumns, type Quantity, type Synonym } from '../text/header'
import { contentEnd, looksLikeText, nextLine, type OpenText, openText } from '../text/openText'
import { scanTable } from '../text/scanTable'
import { synonyms } from '../text/synonyms'
import { apply } from '../text/units'

/**
 * Gamry's .DTA: key lines, then tables. A table is a line `NAME<tab>TABLE<tab>count`, a line of names, a line of units, and rows
 * that begin with a blank or a tab. The count may be missing or wrong; the rows decide.
 */
export const gamry: Reader = {
  format: 'gamry-dta',
  version: '2',
  recognises(bytes) {
    if (!looksLikeText(bytes)) return false
    const open = openText(bytes)
    return /^(EXPLAIN|VFP600)\s*\r?\nTAG\t/.test(open.decode(open.start, open.start + 200))
  },
  read(bytes): Draft {
    const open = openText(bytes)
    const file = findTables(open)
    const chosen = choose(file.tables)
    if (chosen.length === 0) {
      const what =
        file.tables.length === 0
          ? 'it breaks off before its first table'
          : `its tables are ${file.tables.map((table) => table.name).join(', ')}`
      return refusal(`The Gamry file (${file.tag}) holds no curve: expected ZCURVE or CURVE, but ${what}.`)
    }
    return readTables(open, file, chosen)
  },
}

/** Of square waves the pair that was measured first in each step. */
const gamryWords: readonly Synonym[] = [
  { quantity: 'voltage', names: ['vfwd'] },
  { quantity: 'current', names: ['ifwd'] },
]

interface GamryTable {
  name: string
  declared: number | null
  names: string[]
  units: string[]
  from: number
  to: number
  rows: number
}

interface GamryFile {
  tag: string
  tables: GamryTable[]
  aborted: boolean
  /** of a recording at a fixed rate, whose rows have no time */
  rowsPerSecond: number | null
  details: Record<string, string>
}

function findTables(open: OpenText): GamryFile {
  const { bytes } = open
  const file: GamryFile = { tag: 'no tag', tables: [], aborted: false, rowsPerSecond: null, details: {} }
  let at = open.start
  const line = (from: number) => open.decode(from, contentEnd(bytes, from, nextLine(bytes, from)))
  while (at < bytes.length) {
    const next = nextLine(bytes, at)
    // Key lines begin with a letter; rows of tables are stepped over without being decoded.
    if (!isLetter(bytes[at])) {
      at = next
      continue
    }
    const [key, type, value] = line(at).split('\t')
    if (key === 'TAG') file.tag = type ?? 'no tag'
    else if (key === 'TITLE' || key === 'DATE' || key === 'TIME')
      file.details[key.toLowerCase()] = (value ?? '').slice(0, 300)
    else if (key === 'FREQ' && Number(value) > 0) file.rowsPerSecond = Number(value)
    else if (key?.startsWith('EXPERIMENTABORTED')) file.aborted = true
    if (type?.trim() === 'TABLE' && next < bytes.length) {
      const namesEnd = nextLine(bytes, next)
      const unitsEnd = nextLine(bytes, namesEnd)
      const declared = Number.parseInt(value ?? '', 10)
      let end = unitsEnd
      let rows = 0
      while (end < bytes.length && (bytes[end] === 9 || bytes[end] === 32)) {
        rows++
        end = nextLine(bytes, end)
      }
      file.tables.push({
        name: key ?? '',
        declared: Number.isFinite(declared) ? declared : null,
        names: line(next).split('\t'),
        units: line(namesEnd).split('\t'),
        from: Math.min(unitsEnd, bytes.length),
        to: end,
        rows,
      })
      at = end
    } else at = next
  }
  return file
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122))
}

/** The spectrum if there is one, else all curves in turn, else what was recorded before: the open circuit. */
function choose(tables: readonly GamryTable[]): GamryTable[] {
  for (const pattern of [/^ZCURVE\d*$/, /^CURVE\d*$/, /^(?!OCV|CAPACITY|CLGCAPACITY).*CURVE\d*$/, /^OCVCURVE$/]) {
    const some = tables.filter((table) => pattern.test(table.name))
    if (some.length > 0) return some
  }
  return []
}

function readTables(open: OpenText, file: GamryFile, tables: readonly GamryTable[]): Draft {
  const warnings: ReadingWarning[] = []
  const pieces = tables.map((table) => readOne(open, table, warnings))
  if (file.aborted) warnings.push({ code: 'aborted', message: 'The instrument notes that the experiment was aborted.' })
  const raw = join(pieces, tables.length > 1)
  const head = { format: 'gamry-dta', instrument: 'Gamry', details: { ...file.details, tag: file.tag } }
  const spectra = assembleSpectra(raw)
  if (spectra !== null)
    return { ...head, kind: 'impedance', table: spectra.table, warnings: [...warnings, ...spectra.warnings] }
  if (!raw.values.voltage)
    return refusal(
      `The Gamry table ${tables[0]?.name} has no column for a voltage: found ${tables[0]?.names.filter((name) => name !== '').join(', ')}.`,
    )
  const { rowsPerSecond } = file
  if (!raw.values.testTime && file.tag === 'VFP600' && rowsPerSecond !== null)
    raw.values.testTime = Float64Array.from({ length: raw.rowCount }, (_, row) => row / rowsPerSecond)
  const assembled = assembleTable(raw)
  return { ...head, kind: 'cycling', table: assembled.table, warnings: [...warnings, ...assembled.warnings] }
}

function readOne(open: OpenText, table: GamryTable, warnings: ReadingWarning[]): RawColumns {
  const names = table.names.map((name, at) =>
    name.trim() === '' ? '' : `${name.trim()} (${table.units[at]?.trim() ?? ''})`,
  )
  const matched = matchColumns(names, [gamryWords, synonyms])
  const rows = tabbed(open.bytes.subarray(table.from, table.to))
  const scan = scanTable(rows, {
    from: 0,
    to: rows.length,
    delimiter: 9,
    decimalMark: decimalMark(open.decode(table.from, Math.min(table.to, table.from + 4000))),
    fields: matched.map((column) => ({ at: column.at, kind: 'number' as const })),
    rowNeeds: matched.map((_, index) => index),
    wrapped: false,
    dayFirst: false,
    expectedFields: matched.reduce((most, column) => Math.max(most, column.at + 1), 0),
    decodeWords: open.decode,
  })
  if (table.declared !== null && table.declared !== scan.rowCount) {
    warnings.push({
      code: 'count-differs',
      message: `${table.name} declares ${table.declared} rows and holds ${scan.rowCount}.`,
      atByte: table.from,
    })
  }
  if (scan.lastLineIsShort)
    warnings.push({
      code: 'cut-off',
      message: `${table.name} breaks off inside row ${scan.rowCount}.`,
      atByte: table.to,
    })
  const values: RawColumns['values'] = {}
  matched.forEach((column, index) => {
    const numbers = scan.values[index] as Float64Array
    apply(column.scale, numbers)
    values[column.quantity] = numbers
  })
  return { rowCount: scan.rowCount, values }
}

/** Hand-made files separate with blanks; a row then still has as many words as columns. Returns the same bytes when it is tabs only. */
function tabbed(rows: Uint8Array): Uint8Array {
  let needed = false
  for (let i = 0; i < rows.length; i++) {
    if (rows[i] === 32 && (i === 0 || rows[i - 1] === 10)) {
      needed = true
      break
    }
  }
  if (!needed) return rows
  const out = new Uint8Array(rows.length + 1)
  let at = 0
  for (const byte of rows) {
    const blank = byte === 32 || byte === 9
    if (blank && out[at - 1] === 9) continue
    out[at++] = blank ? 9 : byte
  }
  return out.subarray(0, at)
}

function decimalMark(sample: string): number {
  const commas = sample.match(/\t[-+]?\d+,\d/g)?.length ?? 0
  const points = sample.match(/\t[-+]?\d+\.\d/g)?.length ?? 0
  return commas > points ? 44 : 46
}

/** Curves end to end; the number of the curve stands for the cycle. */
function join(pieces: readonly RawColumns[], several: boolean): RawColumns {
  const rowCount = pieces.reduce((sum, piece) => sum + piece.rowCount, 0)
  const quantities = new Set(pieces.flatMap((piece) => Object.keys(piece.values) as Quantity[]))
  const values: RawColumns['values'] = {}
  for (const quantity of quantities) {
    const joined = new Float64Array(rowCount).fill(Number.NaN)
    let at = 0
    for (const piece of pieces) {
      const part = piece.values[quantity]
      if (part) joined.set(part, at)
      at += piece.rowCount
    }
    values[quantity] = joined
  }
  if (several && !values.cycle) {
    const numbers = new Float64Array(rowCount)
    let at = 0
    pieces.forEach((piece, index) => {
      numbers.fill(index + 1, at, at + piece.rowCount)
      at += piece.rowCount
    })
    values.cycle = numbers
  }
  return { rowCount, values }
}
