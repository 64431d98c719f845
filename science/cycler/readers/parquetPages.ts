import type { parquetMetadata } from 'hyparquet'
import { parquetHeader } from 'hyparquet/src/column.js'
import { parquetCodecs } from './parquetCodecs'

type Metadata = ReturnType<typeof parquetMetadata>
export type ColumnMetadata = NonNullable<Metadata['row_groups'][number]['columns'][number]['meta_data']>
export type SchemaElement = Metadata['schema'][number]
type PageHeader = ReturnType<typeof parquetHeader>

/**
 * Numbers of a Parquet column, page by page and straight into the table's own column. What a damaged page declares is never believed:
 * no run is longer than the rows that are asked for, nothing is unpacked beyond what its bytes can hold, and no place is gone back to.
 */
interface Page {
  header: PageHeader
  /** rows, of which some may be without a number; 0 of a dictionary */
  count: number
  body: Uint8Array
}

/** Deflate and its like cannot grow a byte to more than this; a run can, so that a small page may always be large. */
const largestRatio = 3000
const smallPage = 65_536

/** @throws Error where the pages cannot be walked */
export function* pagesOf(chunk: Uint8Array, rows: number): Generator<Page> {
  const reader = { view: new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength), offset: 0 }
  let seen = 0
  while (reader.offset < chunk.length - 1 && seen < rows) {
    checkThrift(chunk.subarray(reader.offset))
    const header = parquetHeader(reader)
    const packed = Number(header.compressed_page_size)
    const plain = Number(header.uncompressed_page_size)
    if (!(packed >= 0) || reader.offset + packed > chunk.length) throw new Error('a page reaches beyond its column')
    if (!(plain >= 0) || plain > packed * largestRatio + smallPage)
      throw new Error('a page unpacks to more than it can hold')
    const count = Number(header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values ?? 0)
    if (!(count >= 0) || seen + count > rows) throw new Error('its pages declare more values than there are rows')
    yield { header, count, body: chunk.subarray(reader.offset, reader.offset + packed) }
    seen += count
    reader.offset += packed
  }
}

/** How many rows the pages hold, as far as they can be walked. */
export function rowsInPages(chunk: Uint8Array, rows: number): number {
  let seen = 0
  try {
    for (const { count } of pagesOf(chunk, rows)) seen += count
  } catch {
    // What can be walked counts; the damage is told where the column is read.
  }
  return seen
}

/**
 * Fills `target` from its begin; rows without a number, and columns that hold words, stay as they are.
 *
 * @param path the elements from below the root down to the column itself
 * @throws Error where a page is damaged; what stands before it is filled
 */
export function readColumnPages(
  chunk: Uint8Array,
  meta: ColumnMetadata,
  path: readonly SchemaElement[],
  target: Float64Array,
): void {
  const element = path.at(-1)
  if (element === undefined || path.some((part) => part.repetition_type === 'REPEATED'))
    throw new Error('it is a list of lists')
  const kind = kindOf(element)
  if (kind === null) return
  const deepest = path.filter((part) => part.repetition_type === 'OPTIONAL').length
  const scale = scaleOf(element)
  let dictionary = new Float64Array(0)
  let row = 0
  for (const { header, count, body } of pagesOf(chunk, target.length)) {
    const plain = Number(header.uncompressed_page_size)
    if (header.type === 'DICTIONARY_PAGE') {
      const entries = Number(header.dictionary_page_header?.num_values ?? 0)
      const bytes = new Bytes(unpack(body, plain, meta.codec))
      if (!(entries >= 0) || entries * kind.size > bytes.length) throw new Error('its dictionary is cut off')
      dictionary = new Float64Array(entries)
      readPlain(bytes, kind, dictionary)
      continue
    }
    const page = openPage(header, body, plain, meta.codec, count, deepest)
    if (page === null) continue
    const numbers = target.subarray(row, row + page.filled)
    readValues(page.bytes, page.encoding, kind, dictionary, numbers)
    if (scale !== 1) for (let at = 0; at < numbers.length; at++) numbers[at] = (numbers[at] as number) * scale
    if (page.levels !== null) spread(target.subarray(row, row + count), page.levels, deepest, page.filled)
    row += count
  }
}

interface OpenPage {
  bytes: Bytes
  encoding: string
  /** per row how deep it is defined; null where no row is without a number */
  levels: Uint8Array | null
  /** rows with a number */
  filled: number
}

function openPage(
  header: PageHeader,
  body: Uint8Array,
  plain: number,
  codec: string,
  count: number,
  deepest: number,
): OpenPage | null {
  const old = header.data_page_header
  const width = bitsFor(deepest)
  if (header.type === 'DATA_PAGE' && old) {
    const bytes = new Bytes(unpack(body, plain, codec))
    if (deepest === 0) return { bytes, encoding: String(old.encoding), levels: null, filled: count }
    const length = bytes.u32()
    const levels = readLevels(bytes.take(length), width, count)
    return { bytes, encoding: String(old.encoding), ...filledOf(levels, deepest) }
  }
  const now = header.data_page_header_v2
  if (header.type !== 'DATA_PAGE_V2' || !now) return null
  // Levels stand before what is packed.
  const from = Number(now.repetition_levels_byte_length ?? 0)
  const to = from + Number(now.definition_levels_byte_length ?? 0)
  if (!(from >= 0 && to >= from && to <= body.length)) throw new Error('its levels are damaged')
  const packed = new Bytes(body.subarray(from, to))
  const rest = body.subarray(to)
  const bytes = new Bytes(now.is_compressed === false ? rest : unpack(rest, plain - to, codec))
  if (deepest === 0) return { bytes, encoding: String(now.encoding), levels: null, filled: count }
  return { bytes, encoding: String(now.encoding), ...filledOf(readLevels(packed, width, count), deepest) }
}

function readLevels(bytes: Bytes, width: number, count: number): Uint8Array {
  const levels = new Uint8Array(count)
  readRuns(bytes, width, count, (at, value) => {
    levels[at] = value
  })
  return levels
}

function filledOf(levels: Uint8Array, deepest: number): { levels: Uint8Array | null; filled: number } {
  let filled = 0
  for (const level of levels) if (level === deepest) filled++
  return { levels: filled === levels.length ? null : levels, filled }
}

/** Numbers that stand at the begin, each to its row; from the back, so that none is written over before it is moved. */
function spread(rows: Float64Array, levels: Uint8Array, deepest: number, filled: number): void {
  let from = filled - 1
  for (let row = rows.length - 1; row >= 0; row--)
    rows[row] = levels[row] === deepest ? (rows[from--] as number) : Number.NaN
}

function unpack(body: Uint8Array, plain: number, codec: string): Uint8Array {
  if (codec === 'UNCOMPRESSED') return body
  const known = Object.entries(parquetCodecs).find(([name]) => name === codec)?.[1]
  if (known === undefined) throw new Error(`it is packed by ${codec}, which is not known`)
  return known(body, plain)
}

// -------------------------------------------------------------------------------------------------------------- values

interface Kind {
  name: 'BOOLEAN' | 'INT32' | 'INT64' | 'INT96' | 'FLOAT' | 'DOUBLE'
  /** bytes of one, as they stand; 0 of a bit */
  size: number
  isUnsigned: boolean
}

const sizes = { BOOLEAN: 0, INT32: 4, INT64: 8, INT96: 12, FLOAT: 4, DOUBLE: 8 } as const

/** Null for words. */
function kindOf(element: SchemaElement): Kind | null {
  const name = element.type
  if (name === undefined || name === 'BYTE_ARRAY' || name === 'FIXED_LEN_BYTE_ARRAY') return null
  const logical = element.logical_type
  const isUnsigned =
    (element.converted_type?.startsWith('UINT') ?? false) || (logical?.type === 'INTEGER' && logical.isSigned === false)
  return { name, size: sizes[name], isUnsigned }
}

/** To plain numbers; clock times to ms. */
function scaleOf({ type, converted_type: converted, logical_type: logical, scale }: SchemaElement): number {
  if (converted === 'DECIMAL') return 10 ** -(scale ?? 0)
  if (converted === 'DATE') return 86_400_000
  if (logical?.type === 'TIMESTAMP') return { MILLIS: 1, MICROS: 1e-3, NANOS: 1e-6 }[logical.unit]
  if (converted === 'TIMESTAMP_MICROS') return 1e-3
  return type === 'INT96' ? 1e-6 : 1
}

function readValues(bytes: Bytes, encoding: string, kind: Kind, dictionary: Float64Array, out: Float64Array): void {
  if (out.length === 0) return
  if (encoding === 'PLAIN') readPlain(bytes, kind, out)
  else if (encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') {
    readRuns(bytes, bytes.u8(), out.length, (at, value) => {
      out[at] = dictionary[value] ?? Number.NaN
    })
  } else if (encoding === 'RLE' && kind.name === 'BOOLEAN') {
    const length = bytes.u32()
    readRuns(bytes.take(length), 1, out.length, (at, value) => {
      out[at] = value
    })
  } else if (encoding === 'DELTA_BINARY_PACKED') readDeltas(bytes, out)
  else if (encoding === 'BYTE_STREAM_SPLIT') readSplitStreams(bytes, kind, out)
  else throw new Error(`it is written as ${encoding}, which is not known`)
}

function readPlain(bytes: Bytes, kind: Kind, out: Float64Array): void {
  const { view } = bytes
  if (kind.name === 'BOOLEAN') {
    const bits = bytes.take(Math.ceil(out.length / 8))
    for (let at = 0; at < out.length; at++) out[at] = (bits.view.getUint8(at >> 3) >> (at & 7)) & 1
    return
  }
  let at = bytes.takeFrom(out.length * kind.size)
  const { size } = kind
  for (let row = 0; row < out.length; row++, at += size) out[row] = numberAt(view, at, kind)
}

function numberAt(view: DataView, at: number, { name, isUnsigned }: Kind): number {
  if (name === 'DOUBLE') return view.getFloat64(at, true)
  if (name === 'FLOAT') return view.getFloat32(at, true)
  if (name === 'INT32') return isUnsigned ? view.getUint32(at, true) : view.getInt32(at, true)
  const low = view.getUint32(at, true)
  if (name === 'INT64') return (isUnsigned ? view.getUint32(at + 4, true) : view.getInt32(at + 4, true)) * 2 ** 32 + low
  // INT96: nanoseconds of the day, and the day by Julius Scaliger's count.
  const nanoseconds = view.getUint32(at + 4, true) * 2 ** 32 + low
  return (view.getUint32(at + 8, true) - 2_440_588) * 86_400e9 + nanoseconds
}

function readSplitStreams(bytes: Bytes, kind: Kind, out: Float64Array): void {
  const { size } = kind
  const streams = bytes.take(out.length * size)
  const one = new DataView(new ArrayBuffer(size))
  for (let row = 0; row < out.length; row++) {
    for (let byte = 0; byte < size; byte++) one.setUint8(byte, streams.view.getUint8(byte * out.length + row))
    out[row] = numberAt(one, 0, kind)
  }
}

/** Runs of one value, and stretches of values of some bits each. */
function readRuns(bytes: Bytes, width: number, count: number, put: (at: number, value: number) => void): void {
  if (width > 32) throw new Error(`its values are ${width} bits wide`)
  let at = 0
  while (at < count) {
    const head = bytes.varint()
    if (head % 2 === 0) {
      let value = 0
      for (let byte = 0; byte * 8 < width; byte++) value += bytes.u8() * 2 ** (8 * byte)
      const end = Math.min(count, at + head / 2)
      while (at < end) put(at++, value)
    } else {
      const stretch = (head - 1) * 4
      // The last stretch may be cut short where its values end.
      const bits = new Bits(bytes.take(Math.min(bytes.length - bytes.at, (stretch * width) / 8)))
      const end = Math.min(count, at + stretch)
      while (at < end) put(at++, bits.next(width))
    }
  }
}

function readDeltas(bytes: Bytes, out: Float64Array): void {
  const blockSize = bytes.varint()
  const miniblocks = bytes.varint()
  bytes.varint()
  const first = bytes.zigzag()
  const perMiniblock = blockSize / miniblocks
  if (!(perMiniblock >= 1) || miniblocks > bytes.length) throw new Error('its blocks of differences are damaged')
  // Apart from the first, so that clock times in nanoseconds lose nothing.
  let passed = 0
  out[0] = first
  let at = 1
  while (at < out.length) {
    const least = bytes.zigzag()
    const widths = bytes.take(miniblocks)
    for (let miniblock = 0; miniblock < miniblocks && at < out.length; miniblock++) {
      const width = widths.u8()
      if (width > 64) throw new Error(`its differences are ${width} bits wide`)
      const bits = new Bits(bytes.take(Math.min(bytes.length - bytes.at, Math.ceil((perMiniblock * width) / 8))))
      const end = Math.min(out.length, at + perMiniblock)
      while (at < end) {
        passed += least + bits.next(width)
        out[at++] = first + passed
      }
    }
  }
}

function bitsFor(highest: number): number {
  return Math.ceil(Math.log2(highest + 1))
}

const deepestStruct = 32

/**
 * Walks a struct of Thrift's compact protocol, as Parquet's headers and its list of columns are, before the library reads it: that makes room
 * for as many entries as a damaged list declares.
 *
 * @throws Error where a list or a text is longer than what is left of the bytes
 */
export function checkThrift(bytes: Uint8Array): void {
  walkStruct(new Bytes(bytes), 0)
}

function walkStruct(bytes: Bytes, depth: number): void {
  if (depth > deepestStruct) throw new Error('its description is nested without end')
  for (let field = bytes.u8(); (field & 15) !== 0; field = bytes.u8()) {
    if (field >> 4 === 0) bytes.varint()
    walkValue(bytes, field & 15, depth)
  }
}

function walkValue(bytes: Bytes, type: number, depth: number): void {
  // True and false stand in the field's own byte.
  if (type === 1 || type === 2) return
  if (type === 3) bytes.takeFrom(1)
  else if (type <= 6) bytes.varint()
  else if (type === 7) bytes.takeFrom(8)
  else if (type === 8) bytes.takeFrom(bytes.varint())
  else if (type === 9) {
    const head = bytes.u8()
    const count = head >> 4 === 15 ? bytes.varint() : head >> 4
    if (count > bytes.length - bytes.at) throw new Error('a list in its description is longer than the file')
    const inside = head & 15
    for (let entry = 0; entry < count; entry++) walkValue(bytes, inside === 1 || inside === 2 ? 3 : inside, depth)
  } else if (type === 12) walkStruct(bytes, depth + 1)
  else throw new Error(`its description holds a value of type ${type}`)
}

/** A place in some bytes that only goes on. */
class Bytes {
  readonly view: DataView
  readonly length: number
  at = 0

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.length = bytes.length
  }

  /** Where the next `count` bytes begin. */
  takeFrom(count: number): number {
    const from = this.at
    if (!(count >= 0) || from + count > this.length) throw new Error('its values end too early')
    this.at = from + count
    return from
  }

  take(count: number): Bytes {
    const from = this.takeFrom(count)
    return new Bytes(this.bytes.subarray(from, from + count))
  }

  u8(): number {
    return this.view.getUint8(this.takeFrom(1))
  }

  u32(): number {
    return this.view.getUint32(this.takeFrom(4), true)
  }

  varint(): number {
    let value = 0
    for (let place = 0; place < 10; place++) {
      const byte = this.u8()
      value += (byte & 127) * 2 ** (7 * place)
      if (byte < 128) return value
    }
    throw new Error('a number in it has no end')
  }

  zigzag(): number {
    // In 64 bits: the lowest says the sign, and doubles would lose it.
    let value = 0n
    for (let place = 0n; place < 70n; place += 7n) {
      const byte = this.u8()
      value |= BigInt(byte & 127) << place
      if (byte < 128) return Number(BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n)))
    }
    throw new Error('a number in it has no end')
  }
}

/** Numbers of some bits each, lowest bit first. */
class Bits {
  private held = 0
  private heldBits = 0

  constructor(private readonly bytes: Bytes) {}

  next(width: number): number {
    let value = 0
    let got = 0
    while (got < width) {
      if (this.heldBits === 0) {
        this.held = this.bytes.u8()
        this.heldBits = 8
      }
      const some = Math.min(this.heldBits, width - got)
      value += (this.held & ((1 << some) - 1)) * 2 ** got
      this.held >>= some
      this.heldBits -= some
      got += some
    }
    return value
  }
}
