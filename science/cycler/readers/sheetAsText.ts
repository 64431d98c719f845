/**
 * A sheet's XML as tab separated text, straight from bytes to bytes: numbers are copied as they stand, shared strings looked up.
 * Cells say their column by reference (`C12`); where they do not, they follow each other.
 */
const lessThan = 60
const greaterThan = 62
const slash = 47
const tab = 9
const lineFeed = 10
/** A reference beyond this is a damaged one; a workbook has 16384 columns. */
const mostColumns = 2000

export function sheetAsText(xml: Uint8Array, strings: readonly string[]): Uint8Array {
  const encoder = new TextEncoder()
  const encoded: (Uint8Array | undefined)[] = []
  let out = new Uint8Array(Math.max(1024, xml.length >> 1))
  let size = 0
  const room = (more: number) => {
    if (size + more <= out.length) return
    const larger = new Uint8Array(Math.max(out.length * 2, size + more))
    larger.set(out.subarray(0, size))
    out = larger
  }
  const put = (bytes: Uint8Array) => {
    room(bytes.length + 1)
    out.set(bytes, size)
    size += bytes.length
  }
  // One of each for all cells: a sheet has a million, and what each leaves behind would be most of the memory.
  const cell: Cell = { column: -1, kind: 'other' }
  const value: Stretch = { from: 0, to: 0 }
  let at = 0
  let column = 0
  let inRow = false
  while (at < xml.length) {
    const open = xml.indexOf(lessThan, at)
    if (open < 0) break
    const close = xml.indexOf(greaterThan, open)
    if (close < 0) break
    at = close + 1
    if (isTag(xml, open, 114, 111, 119)) {
      // <row …>
      inRow = xml[close - 1] !== slash
      column = 0
    } else if (xml[open + 1] === slash && isTag(xml, open + 1, 114, 111, 119)) {
      if (inRow) {
        room(1)
        out[size++] = lineFeed
      }
      inRow = false
    } else if (
      inRow &&
      xml[open + 1] === 99 &&
      (xml[open + 2] === 32 || xml[open + 2] === greaterThan || xml[open + 2] === slash)
    ) {
      // <c r="…" t="…">
      readAttributes(xml, open + 2, close, cell)
      const target = cell.column >= 0 ? cell.column : column
      if (target > mostColumns) continue
      room(Math.max(0, target - column) + 1)
      while (column < target) {
        out[size++] = tab
        column++
      }
      if (xml[close - 1] === slash) continue
      const end = cellEnd(xml, close + 1)
      at = end
      if (!findValue(xml, close + 1, end, value)) continue
      if (cell.kind === 's') {
        const index = integerAt(xml, value.from, value.to)
        const text = strings[index]
        if (text !== undefined) {
          encoded[index] ??= encoder.encode(text)
          put(encoded[index] as Uint8Array)
        }
      } else {
        room(value.to - value.from + 1)
        for (let i = value.from; i < value.to; i++) {
          const byte = xml[i] as number
          out[size++] = byte === tab || byte === lineFeed || byte === 13 ? 32 : byte
        }
      }
    }
  }
  if (inRow) {
    room(1)
    out[size++] = lineFeed
  }
  return out.subarray(0, size)
}

function isTag(xml: Uint8Array, at: number, a: number, b: number, c: number): boolean {
  return xml[at + 1] === a && xml[at + 2] === b && xml[at + 3] === c
}

interface Cell {
  /** from the reference, 0 for A; −1 without one */
  column: number
  /** `s`: shared string */
  kind: 's' | 'other'
}

interface Stretch {
  from: number
  to: number
}

function readAttributes(xml: Uint8Array, from: number, to: number, cell: Cell): void {
  cell.column = -1
  cell.kind = 'other'
  for (let i = from; i < to - 3; i++) {
    if (xml[i] !== 32 || xml[i + 2] !== 61 || xml[i + 3] !== 34) continue
    if (xml[i + 1] === 114) {
      let number = 0
      for (let j = i + 4; j < to; j++) {
        const byte = xml[j] as number
        if (byte < 65 || byte > 90) break
        number = number * 26 + (byte - 64)
      }
      cell.column = number - 1
    } else if (xml[i + 1] === 116 && xml[i + 4] === 115 && xml[i + 5] === 34) cell.kind = 's'
  }
}

/** The byte of `</c>`, or the next cell's begin where it is missing. */
function cellEnd(xml: Uint8Array, from: number): number {
  let at = from
  for (;;) {
    const open = xml.indexOf(lessThan, at)
    if (open < 0) return xml.length
    if (xml[open + 1] === slash && xml[open + 2] === 99 && xml[open + 3] === greaterThan) return open
    if (isTag(xml, open, 114, 111, 119) || (xml[open + 1] === slash && isTag(xml, open + 1, 114, 111, 119))) return open
    at = open + 1
  }
}

/** Content of <v> or <t>; false where there is none. */
function findValue(xml: Uint8Array, from: number, to: number, value: Stretch): boolean {
  let at = from
  while (at < to) {
    const open = xml.indexOf(lessThan, at)
    if (open < 0 || open >= to) return false
    const letter = xml[open + 1]
    const after = xml[open + 2]
    const close = xml.indexOf(greaterThan, open)
    if (close < 0 || close >= to) return false
    if ((letter === 118 || letter === 116) && (after === greaterThan || after === 32)) {
      const end = xml.indexOf(lessThan, close)
      value.from = close + 1
      value.to = end < 0 || end > to ? to : end
      return true
    }
    at = close + 1
  }
  return false
}

function integerAt(xml: Uint8Array, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to && i < from + 10; i++) {
    const byte = xml[i] as number
    if (byte < 48 || byte > 57) return -1
    value = value * 10 + (byte - 48)
  }
  return to > from ? value : -1
}
