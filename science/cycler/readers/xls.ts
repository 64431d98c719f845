import { type Draft, type Reader, type ReadingWarning, refusal } from '../reading'
import { type BiffSheet, readBiff } from './biff'
import { isCompoundFile, streamOf } from './compoundFile'
import { readWorkbook, type Sheet, type Workbook } from './workbook'

/** Old Excel workbooks (97 to 2003, and 5/95), as BTSDA, LAND and MITS export them: their sheets as text, read like those of an .xlsx. */
export const xls: Reader = {
  format: 'xls',
  version: '1',
  recognises: (bytes) => isCompoundFile(bytes) && streamOf(bytes, streams, []) !== null,
  read(bytes, _fileName, options): Draft {
    const book = openXls(bytes)
    if ('message' in book) return refusal(book.message)
    const draft = readWorkbook(book, options)
    return 'kind' in draft ? { ...draft, format: draft.format.replace(/xlsx$/, 'xls') } : draft
  },
}

const streams = ['Workbook', 'Book']

/** The sheets of an old workbook, or why they cannot be read. */
export function openXls(bytes: Uint8Array): Workbook | { message: string } {
  const warnings: ReadingWarning[] = []
  const stream = streamOf(bytes, streams, warnings)
  if (stream === null) return { message: 'The Office file holds no workbook: expected an Excel file.' }
  const read = readBiff(stream, warnings)
  if ('message' in read) return read
  const sheets = read.sheets.map((sheet): Sheet => ({ name: sheet.name, tsv: () => textOf(sheet, read.strings) }))
  if (sheets.length === 0)
    return { message: 'The workbook has no sheet that could be read: it breaks off before the first.' }
  return { sheets, warnings }
}

/** A reference beyond this is a damaged one; a sheet of this kind has 256 columns. */
const mostColumns = 256

function textOf(sheet: BiffSheet, strings: readonly string[]): Uint8Array {
  const lines: string[] = []
  let cells: string[] = []
  let row = -1
  for (const at of inOrder(sheet)) {
    const column = sheet.columns[at] as number
    if (column >= mostColumns) continue
    if (sheet.rows[at] !== row) {
      if (cells.length > 0) lines.push(cells.join('\t'))
      cells = []
      row = sheet.rows[at] as number
    }
    while (cells.length < column) cells.push('')
    const text = sheet.texts[at] as number
    cells[column] = text < 0 ? numberText(sheet.numbers[at] as number) : (strings[text] ?? '')
  }
  if (cells.length > 0) lines.push(cells.join('\t'))
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

/** Excel keeps 15 digits; the 16th and 17th of a double are noise of its arithmetic. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : ''
}

/** Cells come row by row from Excel itself; other writers need not keep to that. */
function inOrder({ rows, columns, count }: BiffSheet): Iterable<number> {
  const order = Uint32Array.from({ length: count }, (_, at) => at)
  const place = (at: number) => (rows[at] as number) * 65536 + (columns[at] as number)
  const isSorted = order.every((at) => at === 0 || place(at - 1) <= place(at))
  return isSorted ? order : order.sort((a, b) => place(a) - place(b))
}
