/**
 * Bytes of a text file made fit for scanning: one byte order, ASCII where numbers and delimiters stand, and a decoder for the
 * words. Files of one byte per letter, of UTF-8, GB18030 and Shift JIS are scanned as they are; UTF-16 is turned into UTF-8 first.
 */
export interface OpenText {
  bytes: Uint8Array
  /** first byte after a byte-order mark */
  start: number
  encoding: NarrowEncoding | 'utf-16le' | 'utf-16be'
  decode(from: number, to: number): string
  /** told now and then which part of the lines (0 to 1) is read */
  onProgress?: (share: number) => void
}

type NarrowEncoding = 'utf-8' | 'windows-1252' | 'gb18030' | 'shift_jis'

/** How much of a file is looked at to tell its encoding. */
const sampleSize = 1 << 16

export function openText(bytes: Uint8Array): OpenText {
  const wide = wideEncoding(bytes)
  if (wide !== null) {
    const text = new TextDecoder(wide).decode(bytes)
    const narrow = new TextEncoder().encode(text)
    return textOver(narrow, 0, 'utf-8', wide)
  }
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  const encoding = narrowEncoding(bytes.subarray(start, start + sampleSize))
  return textOver(bytes, start, encoding, encoding)
}

function textOver(
  bytes: Uint8Array,
  start: number,
  scannedAs: NarrowEncoding,
  encoding: OpenText['encoding'],
): OpenText {
  const decoder = new TextDecoder(scannedAs)
  return { bytes, start, encoding, decode: (from, to) => decoder.decode(bytes.subarray(from, to)) }
}

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const length = Math.min(bytes.length, 512) & ~1
  if (length < 16) return null
  let zerosAtEven = 0
  let zerosAtOdd = 0
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) zerosAtEven++
    if (bytes[i + 1] === 0) zerosAtOdd++
  }
  const half = length / 2
  if (zerosAtOdd > 0.7 * half && zerosAtEven < 0.1 * half) return 'utf-16le'
  if (zerosAtEven > 0.7 * half && zerosAtOdd < 0.1 * half) return 'utf-16be'
  return null
}

/** UTF-8 if it is valid; a code page of two bytes a letter if all high bytes pair up in it; else Windows-1252, which accepts anything. */
function narrowEncoding(sample: Uint8Array): NarrowEncoding {
  // A cut through a letter at the sample's end must not decide.
  let end = sample.length
  while (end > 0 && sample.length - end < 4 && (sample[end - 1] as number) >= 0x80) end--
  const body = sample.subarray(0, end)
  if (decoded(body, 'utf-8') !== null) return 'utf-8'
  if (isChinese(body)) return 'gb18030'
  const japanese = decoded(body, 'shift_jis')
  // Some words of a record: without one of them the bytes may be anything.
  return japanese !== null && /電圧|電流|時間|容量|周波数|サイクル|ステップ/.test(japanese)
    ? 'shift_jis'
    : 'windows-1252'
}

function decoded(bytes: Uint8Array, encoding: NarrowEncoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Common hanzi (both bytes high, the first from 0xB0 to 0xF7), and between them signs such as ℃ and full-width brackets (from 0xA1). */
function isChinese(bytes: Uint8Array): boolean {
  let high = 0
  let hanzi = 0
  let signs = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number
    if (byte < 0x80) continue
    high++
    if (byte < 0xa1 || byte > 0xf7 || (bytes[i + 1] ?? 0) < 0xa1) return false
    if (byte >= 0xb0) hanzi++
    else signs++
    i++
  }
  return hanzi >= 2 && hanzi + signs === high && hanzi >= signs
}

/** Does this look like text at all? Control bytes other than tab, line end and form feed say no. */
export function looksLikeText(bytes: Uint8Array): boolean {
  if (wideEncoding(bytes) !== null) return true
  const length = Math.min(bytes.length, 4096)
  let control = 0
  for (let i = 0; i < length; i++) {
    const byte = bytes[i] as number
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 26) control++
  }
  return length > 0 && control <= length / 200
}

/** Byte offsets of line starts from `from` on, at most `limit` of them. */
export function lineStarts(bytes: Uint8Array, from: number, limit: number): number[] {
  const starts = [from]
  let at = from
  while (starts.length < limit) {
    const end = nextLine(bytes, at)
    if (end >= bytes.length) break
    starts.push(end)
    at = end
  }
  return starts
}

/** The byte after this line's end; LF, CRLF and CR alone all end a line. */
export function nextLine(bytes: Uint8Array, at: number): number {
  const feed = bytes.indexOf(10, at)
  if (feed < 0) {
    const lone = bytes.indexOf(13, at)
    return lone < 0 ? bytes.length : lone + 1
  }
  return feed + 1
}

/** End of a line's content, without its line-end bytes. */
export function contentEnd(bytes: Uint8Array, lineStart: number, next: number): number {
  let end = next
  while (end > lineStart && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end--
  return end
}
