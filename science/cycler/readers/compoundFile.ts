import type { ReadingWarning } from '../reading'

/**
 * A stream of a compound file (OLE2, [MS-CFB]): the little file system that old Office documents are. Chains of sectors are followed
 * no further than the file has sectors, so that a damaged table can neither loop nor grow.
 */
const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const headerBytes = 512
const entryBytes = 128
const listedInHeader = 109
const lastRealSector = 0xfffffff9

export function isCompoundFile(bytes: Uint8Array): boolean {
  return signature.every((byte, at) => bytes[at] === byte)
}

interface Entry {
  name: string
  /** 2 a stream, 5 the root */
  type: number
  first: number
  size: number
}

/** The first stream of one of these names; null when the file has none. What is cut off is left out with a warning. */
export function streamOf(bytes: Uint8Array, names: readonly string[], warnings: ReadingWarning[]): Uint8Array | null {
  if (bytes.length < headerBytes) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sectorBytes = 1 << Math.min(16, Math.max(7, view.getUint16(0x1e, true)))
  const smallBytes = 1 << Math.min(12, Math.max(4, view.getUint16(0x20, true)))
  const smallBelow = view.getUint32(0x38, true)
  const sectorCount = Math.ceil(bytes.length / sectorBytes)

  const sector = (number: number) => {
    const from = (number + 1) * sectorBytes
    return bytes.subarray(Math.min(from, bytes.length), Math.min(from + sectorBytes, bytes.length))
  }
  const table = tableOf(sectorsOfTable(view, sector, sectorCount), sector, sectorBytes)
  const chain = (first: number, next: Uint32Array, most: number) => {
    const numbers: number[] = []
    for (let number = first; number < lastRealSector && numbers.length < most; number = next[number] ?? lastRealSector)
      numbers.push(number)
    return numbers
  }
  const read = (first: number, size: number | null) =>
    joined(chain(first, table, sectorCount).map(sector), size ?? Number.POSITIVE_INFINITY)

  const entries = entriesOf(read(view.getUint32(0x30, true), null))
  const wanted = names
    .map((name) => entries.find((entry) => entry.type === 2 && entry.name.toLowerCase() === name.toLowerCase()))
    .find((entry) => entry !== undefined)
  if (wanted === undefined) return null
  const { first, size, name } = wanted
  let stream: Uint8Array
  if (size >= smallBelow) stream = read(first, size)
  else {
    const root = entries.find((entry) => entry.type === 5)
    const small = root === undefined ? new Uint8Array(0) : read(root.first, null)
    const next = tableOf(chain(view.getUint32(0x3c, true), table, sectorCount), sector, sectorBytes)
    const parts = chain(first, next, Math.ceil(small.length / smallBytes)).map((number) =>
      small.subarray(number * smallBytes, (number + 1) * smallBytes),
    )
    stream = joined(parts, size)
  }
  if (stream.length < size)
    warnings.push({
      code: 'cut-off',
      message: `The workbook breaks off: ${stream.length} of ${size} bytes of its stream ${name} are there.`,
      atByte: bytes.length,
    })
  return stream
}

/** Which sectors the table of sectors is in: the first stand in the header, the others in a chain of lists. */
function sectorsOfTable(view: DataView, sector: (number: number) => Uint8Array, sectorCount: number): number[] {
  const numbers: number[] = []
  const most = Math.min(view.getUint32(0x2c, true), sectorCount)
  const take = (number: number) => {
    if (number < lastRealSector && numbers.length < most) numbers.push(number)
  }
  for (let at = 0; at < listedInHeader; at++) take(view.getUint32(0x4c + 4 * at, true))
  let list = view.getUint32(0x44, true)
  for (let lists = 0; list < lastRealSector && lists < sectorCount && numbers.length < most; lists++) {
    const words = wordsOf(sector(list))
    if (words.length < 2) break
    for (const number of words.subarray(0, -1)) take(number)
    list = words.at(-1) as number
  }
  return numbers
}

function tableOf(sectors: readonly number[], sector: (number: number) => Uint8Array, sectorBytes: number): Uint32Array {
  const table = new Uint32Array((sectors.length * sectorBytes) / 4).fill(0xffffffff)
  sectors.forEach((number, index) => {
    table.set(wordsOf(sector(number)), (index * sectorBytes) / 4)
  })
  return table
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, at) => view.getUint32(4 * at, true))
}

function entriesOf(directory: Uint8Array): Entry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength)
  const entries: Entry[] = []
  for (let at = 0; at + entryBytes <= directory.length; at += entryBytes) {
    const length = Math.min(64, view.getUint16(at + 64, true))
    entries.push({
      name: new TextDecoder('utf-16le').decode(directory.subarray(at, at + Math.max(0, length - 2))),
      type: directory[at + 66] as number,
      first: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    })
  }
  return entries
}

/** As much of the parts as belongs to the stream. */
function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const length = Math.min(
    size,
    parts.reduce((sum, part) => sum + part.length, 0),
  )
  const out = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    const piece = part.subarray(0, length - at)
    out.set(piece, at)
    at += piece.length
  }
  return out
}
