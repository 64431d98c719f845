import { decompress } from 'fzstd'
import { decompressBrotli } from 'hyparquet-compressors/src/brotli.js'
import { gunzip } from 'hyparquet-compressors/src/gzip.js'
import { decompressLz4, decompressLz4Raw } from 'hyparquet-compressors/src/lz4.js'

type Unpack = (input: Uint8Array, length: number) => Uint8Array

/**
 * How pages of a Parquet file may be packed, in plain JavaScript: the package's own set compiles WebAssembly, which a page of ours may
 * not.
 */
export const parquetCodecs: Readonly<Record<string, Unpack>> = {
  SNAPPY: unsnap,
  GZIP: (input, length) => gunzip(input, new Uint8Array(length)),
  BROTLI: decompressBrotli,
  ZSTD: (input, length) => decompress(input, new Uint8Array(length)),
  LZ4: (input, length) => (isFramed(input, length) ? decompressLz4(input, length) : decompressLz4Raw(input, length)),
  LZ4_RAW: decompressLz4Raw,
}

/** Hadoop's frames, each with its two lengths: the package believes them, and one below 0 would send it back for ever. */
function isFramed(input: Uint8Array, length: number): boolean {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength)
  let at = 0
  let plain = 0
  while (at + 8 <= input.length) {
    plain += view.getUint32(at)
    at += 8 + view.getUint32(at + 4)
  }
  return at === input.length && plain === length
}

/**
 * Snappy. hyparquet's own takes a damaged length below 0 and reads on from before the begin, for seconds or for ever.
 *
 * @throws Error where the bytes do not unpack to exactly `length`
 */
export function unsnap(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length)
  let from = 0
  let to = 0
  const next = (): number => {
    const byte = input[from++]
    if (byte === undefined) throw new Error('its packed bytes end too early')
    return byte
  }
  const littleEndian = (bytes: number): number => {
    let value = 0
    for (let place = 0; place < bytes; place++) value += next() * 2 ** (8 * place)
    return value
  }
  // The unpacked length stands first; the page's header has it as well.
  while (next() >= 128) {}
  while (from < input.length) {
    const tag = next()
    const kind = tag & 3
    if (kind === 0) {
      const short = tag >> 2
      const count = 1 + (short < 60 ? short : littleEndian(short - 59))
      if (from + count > input.length || to + count > length) throw new Error('its packed bytes are damaged')
      output.set(input.subarray(from, from + count), to)
      from += count
      to += count
      continue
    }
    const count = kind === 1 ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2)
    const back = kind === 1 ? (tag >> 5) * 256 + next() : littleEndian(kind === 2 ? 2 : 4)
    if (back === 0 || back > to || to + count > length) throw new Error('its packed bytes are damaged')
    for (const end = to + count; to < end; to++) output[to] = output[to - back] as number
  }
  if (to !== length) throw new Error('its packed bytes end too early')
  return output
}
