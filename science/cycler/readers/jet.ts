/**
 * Tables of a Jet 4 database (Access 2000 and later), as far as numbers and short text go. Pages are 4096 bytes; a table's definition
 * is a page of type 2, its rows stand on pages of type 1 that name the definition. Tables are known by their columns and rows
 * found by walking the pages, so that a damaged catalogue or usage map loses nothing.
 */
export interface JetTable {
  definitionPage: number
  columns: JetColumn[]
}

interface JetColumn {
  name: string
  /** 1 boolean, 2 byte, 3 and 4 integers, 5 money, 6 single, 7 double, 8 date, 10 text */
  type: number
  index: number
  isFixed: boolean
  fixedOffset: number
  variableIndex: number
}

const pageSize = 4096
/** Definitions run over further pages; more than this are a loop. */
const mostDefinitionPages = 64

export function isJet(bytes: Uint8Array): boolean {
  const word = 'Standard Jet DB'
  for (let i = 0; i < word.length; i++) if (bytes[4 + i] !== word.charCodeAt(i)) return false
  return true
}

export class JetFile {
  readonly view: DataView
  readonly pageCount: number

  constructor(readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.pageCount = Math.floor(bytes.length / pageSize)
  }

  /** The first table that has all of these columns. */
  findTable(...names: readonly string[]): JetTable | null {
    for (let page = 1; page < this.pageCount; page++) {
      if (this.bytes[page * pageSize] !== 2) continue
      const columns = this.readDefinition(page)
      if (names.every((name) => columns.some((column) => column.name === name)))
        return { definitionPage: page, columns }
    }
    return null
  }

  private readDefinition(page: number): JetColumn[] {
    const pieces: Uint8Array[] = []
    let next = page
    while (next > 0 && next < this.pageCount && pieces.length < mostDefinitionPages) {
      const at = next * pageSize
      if (this.bytes[at] !== 2) break
      pieces.push(this.bytes.subarray(pieces.length === 0 ? at : at + 8, at + pageSize))
      next = this.view.getUint32(at + 4, true)
    }
    const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
    let to = 0
    for (const piece of pieces) {
      joined.set(piece, to)
      to += piece.length
    }
    return columnsOf(joined)
  }

  /** Calls with the first and the last byte of each row. */
  forEachRow(table: JetTable, visit: (from: number, to: number) => void): void {
    const { view, bytes } = this
    for (let page = 1; page < this.pageCount; page++) {
      const base = page * pageSize
      if (bytes[base] !== 1 || view.getUint32(base + 4, true) !== table.definitionPage) continue
      const count = Math.min(view.getUint16(base + 12, true), (pageSize - 14) / 2)
      let end = pageSize
      for (let row = 0; row < count; row++) {
        const word = view.getUint16(base + 14 + row * 2, true)
        const start = word & 0x1fff
        // Deleted rows, and rows that have moved to another page, are none.
        if ((word & 0xc000) === 0 && start >= 14 && start < end) visit(base + start, base + end - 1)
        if (start < end && start > 0) end = start
      }
    }
  }

  /** A reader of one numeric column, NaN where a row has no value. */
  numberOf(table: JetTable, name: string): ((from: number, to: number) => number) | null {
    const column = table.columns.find((candidate) => candidate.name === name)
    if (column === undefined || !column.isFixed) return null
    const { view } = this
    const size = sizes[column.type]
    if (size === undefined) return null
    const get = getters[column.type] as (view: DataView, at: number) => number
    return (from, to) => {
      const at = from + 2 + column.fixedOffset
      if (at + size > to + 1 || this.isNull(from, to, column.index)) return Number.NaN
      return get(view, at)
    }
  }

  textOf(table: JetTable, name: string): ((from: number, to: number) => string) | null {
    const column = table.columns.find((candidate) => candidate.name === name)
    if (column === undefined || column.isFixed || column.type !== 10) return null
    const { view } = this
    return (from, to) => {
      const mask = maskSize(view, from)
      const countAt = to - mask - 1
      if (countAt < from || this.isNull(from, to, column.index)) return ''
      const count = view.getUint16(countAt, true)
      if (column.variableIndex >= count) return ''
      const place = countAt - 2 - column.variableIndex * 2
      if (place - 2 < from) return ''
      return decodeText(this.bytes.subarray(from + view.getUint16(place, true), from + view.getUint16(place - 2, true)))
    }
  }

  private isNull(from: number, to: number, index: number): boolean {
    const at = to - maskSize(this.view, from) + 1 + (index >> 3)
    return at > to || ((this.bytes[at] as number) & (1 << (index & 7))) === 0
  }
}

/** The mask at a row's end has a bit per column, set when there is a value. */
function maskSize(view: DataView, from: number): number {
  return Math.ceil(view.getUint16(from, true) / 8)
}

const sizes: Readonly<Record<number, number>> = { 2: 1, 3: 2, 4: 4, 6: 4, 7: 8, 8: 8 }
const getters: Readonly<Record<number, (view: DataView, at: number) => number>> = {
  2: (view, at) => view.getUint8(at),
  3: (view, at) => view.getInt16(at, true),
  4: (view, at) => view.getInt32(at, true),
  6: (view, at) => view.getFloat32(at, true),
  7: (view, at) => view.getFloat64(at, true),
  8: (view, at) => view.getFloat64(at, true),
}

function columnsOf(definition: Uint8Array): JetColumn[] {
  const view = new DataView(definition.buffer, definition.byteOffset, definition.byteLength)
  if (definition.length < 63) return []
  const count = view.getUint16(45, true)
  const indexes = view.getUint32(51, true)
  let at = 63 + indexes * 12
  let nameAt = at + count * 25
  const columns: JetColumn[] = []
  for (let i = 0; i < count; i++, at += 25) {
    if (at + 25 > definition.length || nameAt + 2 > definition.length) break
    const length = view.getUint16(nameAt, true)
    if (nameAt + 2 + length > definition.length) break
    columns.push({
      name: decodeText(definition.subarray(nameAt + 2, nameAt + 2 + length)),
      type: view.getUint8(at),
      index: view.getUint8(at + 5),
      variableIndex: view.getUint16(at + 7, true),
      isFixed: (view.getUint8(at + 15) & 1) === 1,
      fixedOffset: view.getUint16(at + 21, true),
    })
    nameAt += 2 + length
  }
  return columns
}

/** UTF-16, or behind FF FE one byte per letter with 00 switching between the two. */
function decodeText(bytes: Uint8Array): string {
  if (bytes[0] !== 0xff || bytes[1] !== 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  let text = ''
  let packed = true
  for (let i = 2; i < bytes.length; i++) {
    if (bytes[i] === 0) packed = !packed
    else if (packed) text += String.fromCharCode(bytes[i] as number)
    else {
      text += String.fromCharCode((bytes[i] as number) | ((bytes[i + 1] ?? 0) << 8))
      i++
    }
  }
  return text
}
