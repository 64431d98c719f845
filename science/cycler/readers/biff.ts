import type { ReadingWarning } from '../reading'

/** The cells of one sheet, in the order of the file. */
export interface BiffSheet {
  name: string
  count: number
  rows: Uint16Array
  columns: Uint16Array
  numbers: Float64Array
  /** index into the workbook's strings, −1 for a number */
  texts: Int32Array
}

/** Records of Excel's binary format, [MS-XLS] 2.3. */
const id = {
  formula: 0x0006,
  eof: 0x000a,
  dates1904: 0x0022,
  continue: 0x003c,
  codePage: 0x0042,
  encrypted: 0x002f,
  sheet: 0x0085,
  numbersPacked: 0x00bd,
  richLabel: 0x00d6,
  strings: 0x00fc,
  stringCell: 0x00fd,
  number: 0x0203,
  label: 0x0204,
  formulaText: 0x0207,
  numberPacked: 0x027e,
  begin: 0x0809,
} as const

const biff8 = 0x0600
const biff5 = 0x0500

/**
 * The sheets and strings of a workbook's stream, BIFF8 (Excel 97 to 2003) and BIFF5 (Excel 5 and 95). Formulas give their last result.
 * Every record is looked at once and makes at most a cell per four of its bytes, so that damaged lengths cannot make it grow.
 */
export function readBiff(
  stream: Uint8Array,
  warnings: ReadingWarning[],
): { sheets: BiffSheet[]; strings: string[] } | { message: string } {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  if (stream.length < 8 || view.getUint16(0, true) !== id.begin)
    return { message: 'The workbook does not begin as one of Excel 5 to 2003 does.' }
  const version = view.getUint16(4, true)
  if (version !== biff8 && version !== biff5)
    return { message: `The workbook is of an Excel before 5 (BIFF ${(version >> 8).toString()}); expected 5 to 2003.` }
  const isWide = version === biff8
  const strings: string[] = []
  const listed: { name: string; from: number }[] = []
  let narrow = new TextDecoder('windows-1252')
  let hasDates1904 = false

  for (let at = 0; at + 4 <= stream.length; ) {
    const type = view.getUint16(at, true)
    const from = at + 4
    const to = Math.min(stream.length, from + view.getUint16(at + 2, true))
    at = to
    if (type === id.eof) break
    if (type === id.encrypted)
      return { message: 'The workbook is protected by a password; expected one that anybody can open.' }
    if (type === id.codePage && to - from >= 2) narrow = decoderOf(view.getUint16(from, true))
    else if (type === id.dates1904 && to - from >= 2) hasDates1904 = view.getUint16(from, true) === 1
    else if (type === id.sheet && to - from >= 8) {
      // Macro sheets and charts have another kind than 0.
      if (stream[from + 5] !== 0) continue
      const length = stream[from + 6] as number
      const name = isWide
        ? wideText(stream, from + 8, to, length, ((stream[from + 7] as number) & 1) === 1)
        : narrow.decode(stream.subarray(from + 7, Math.min(to, from + 7 + length)))
      listed.push({ name: oneLine(name), from: view.getUint32(from, true) })
    } else if (type === id.strings && to - from >= 8) {
      const parts = [stream.subarray(from + 8, to)]
      while (at + 4 <= stream.length && view.getUint16(at, true) === id.continue) {
        const end = Math.min(stream.length, at + 4 + view.getUint16(at + 2, true))
        parts.push(stream.subarray(at + 4, end))
        at = end
      }
      sharedStrings(parts, view.getUint32(from + 4, true), strings)
    }
  }
  if (hasDates1904)
    warnings.push({
      code: 'dates-1904',
      message: 'The workbook counts its dates from 1904; they may be four years off.',
    })
  const sheets: BiffSheet[] = []
  const seen = new Set<number>()
  for (const { name, from } of listed) {
    // The same place twice is a damaged list.
    if (from + 4 > stream.length || seen.has(from) || view.getUint16(from, true) !== id.begin) {
      warnings.push({ code: 'sheet-missing', message: `The sheet ${name} is named but is not there.`, atByte: from })
      continue
    }
    seen.add(from)
    sheets.push(readSheet(stream, view, name, from, { isWide, narrow, strings }))
  }
  return { sheets, strings }
}

interface Words {
  isWide: boolean
  narrow: TextDecoder
  /** of the workbook; what a sheet writes out itself is added */
  strings: string[]
}

function readSheet(stream: Uint8Array, view: DataView, name: string, from: number, words: Words): BiffSheet {
  const cells = new Cells(name)
  let depth = 0
  /** where the text of a formula goes, which stands in a record of its own */
  let open: { row: number; column: number } | null = null
  for (let at = from; at + 4 <= stream.length; ) {
    const type = view.getUint16(at, true)
    const begin = at + 4
    const end = begin + view.getUint16(at + 2, true)
    if (end > stream.length) break
    const length = end - begin
    at = end
    // A chart within the sheet begins and ends like a sheet.
    if (type === id.begin) depth++
    if (type === id.eof && --depth <= 0) break
    if (depth !== 1) continue
    const text = (where: number) => words.strings.push(oneLine(lengthAndText(stream, view, where, end, words))) - 1
    if (type === id.formulaText && open !== null) {
      cells.add(open.row, open.column, Number.NaN, text(begin))
      open = null
    }
    if (length < 6) continue
    const row = view.getUint16(begin, true)
    const column = view.getUint16(begin + 2, true)
    if (type === id.number && length >= 14) cells.add(row, column, view.getFloat64(begin + 6, true), -1)
    else if (type === id.numberPacked && length >= 10) cells.add(row, column, packed(view, begin + 6), -1)
    else if (type === id.numbersPacked) {
      for (let place = begin + 4, next = column; place + 6 <= end - 2; place += 6)
        cells.add(row, next++, packed(view, place + 2), -1)
    } else if (type === id.stringCell && length >= 10)
      cells.add(row, column, Number.NaN, Math.min(view.getUint32(begin + 6, true), 0x7fffffff))
    else if ((type === id.label || type === id.richLabel) && length >= 8)
      cells.add(row, column, Number.NaN, text(begin + 6))
    else if (type === id.formula && length >= 14) {
      open = null
      if (view.getUint16(begin + 12, true) !== 0xffff) cells.add(row, column, view.getFloat64(begin + 6, true), -1)
      else if (stream[begin + 6] === 0) open = { row, column }
    }
  }
  return cells.sheet()
}

/** Columns that grow as cells come. */
class Cells {
  private count = 0
  private rows = new Uint16Array(256)
  private columns = new Uint16Array(256)
  private numbers = new Float64Array(256)
  private texts = new Int32Array(256)
  private readonly name: string

  constructor(name: string) {
    this.name = name
  }

  add(row: number, column: number, number: number, text: number): void {
    if (this.count === this.rows.length) {
      const larger = 2 * this.count
      this.rows = grown(this.rows, new Uint16Array(larger))
      this.columns = grown(this.columns, new Uint16Array(larger))
      this.numbers = grown(this.numbers, new Float64Array(larger))
      this.texts = grown(this.texts, new Int32Array(larger))
    }
    this.rows[this.count] = row
    this.columns[this.count] = column
    this.numbers[this.count] = number
    this.texts[this.count] = text
    this.count++
  }

  sheet(): BiffSheet {
    const { name, count, rows, columns, numbers, texts } = this
    return { name, count, rows, columns, numbers, texts }
  }
}

function grown<Column extends Uint16Array | Float64Array | Int32Array>(before: Column, after: Column): Column {
  after.set(before)
  return after
}

/** 30 bits of a number: of an integer, or the upper ones of a double; the lowest two say which, and whether it is in hundredths. */
function packed(view: DataView, at: number): number {
  const word = view.getInt32(at, true)
  let value: number
  if ((word & 2) !== 0) value = word >> 2
  else {
    const double = new DataView(new ArrayBuffer(8))
    double.setInt32(4, word & ~3, true)
    value = double.getFloat64(0, true)
  }
  return (word & 1) !== 0 ? value / 100 : value
}

function lengthAndText(stream: Uint8Array, view: DataView, at: number, to: number, { isWide, narrow }: Words): string {
  if (at + 2 > to) return ''
  const length = view.getUint16(at, true)
  if (!isWide) return narrow.decode(stream.subarray(at + 2, Math.min(to, at + 2 + length)))
  return wideText(stream, at + 3, to, length, ((stream[at + 2] ?? 0) & 1) === 1)
}

/** Characters of BIFF8: of two bytes each, or only the lower ones. */
function wideText(stream: Uint8Array, at: number, to: number, length: number, isTwoBytes: boolean): string {
  const bytes = stream.subarray(at, Math.min(to, at + (isTwoBytes ? 2 * length : length)))
  // Latin-1 as it is: the lower bytes of UTF-16. (`TextDecoder('latin1')` would be windows-1252.)
  return isTwoBytes ? new TextDecoder('utf-16le').decode(bytes) : lowBytes(bytes)
}

function lowBytes(bytes: Uint8Array): string {
  let text = ''
  for (let from = 0; from < bytes.length; from += 8192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8192))
  return text
}

/**
 * The table of strings, over the records that continue it. Where the characters of a string go on in the next record, that begins with
 * a byte that says anew how wide they are; what follows the characters (formatting, reading aids) goes on without.
 */
function sharedStrings(parts: readonly Uint8Array[], count: number, strings: string[]): void {
  let part = 0
  let at = 0
  const current = () => parts[part] as Uint8Array
  /** False when there is nothing more. */
  const more = () => {
    while (part < parts.length && at >= current().length) {
      part++
      at = 0
    }
    return part < parts.length
  }
  const byte = () => (more() ? (current()[at++] as number) : 0)
  const number = (size: number) => {
    let value = 0
    for (let index = 0; index < size; index++) value += byte() * 256 ** index
    return value
  }
  const skip = (size: number) => {
    let left = size
    while (left > 0 && more()) {
      const step = Math.min(left, current().length - at)
      at += step
      left -= step
    }
  }
  while (strings.length < count && more()) {
    let left = number(2)
    const flags = byte()
    let isTwoBytes = (flags & 1) === 1
    const formats = (flags & 8) === 0 ? 0 : number(2)
    const aids = (flags & 4) === 0 ? 0 : number(4)
    let text = ''
    while (left > 0 && part < parts.length) {
      const width = isTwoBytes ? 2 : 1
      const fitting = Math.min(left, Math.floor((current().length - at) / width))
      text += wideText(current(), at, current().length, fitting, isTwoBytes)
      at += fitting * width
      left -= fitting
      if (left === 0) break
      part++
      at = 0
      if (part < parts.length) isTwoBytes = (byte() & 1) === 1
    }
    strings.push(oneLine(text))
    skip(4 * formats + aids)
  }
}

function oneLine(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ')
}

/** The code page of 8-bit texts: makers in China, Japan and Korea write theirs. */
function decoderOf(page: number): TextDecoder {
  const names: Record<number, string> = {
    932: 'shift_jis',
    936: 'gb18030',
    949: 'euc-kr',
    950: 'big5',
    10000: 'macintosh',
  }
  const label = names[page] ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : 'windows-1252')
  return new TextDecoder(label)
}
