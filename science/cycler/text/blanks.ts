import { contentEnd, nextLine, type OpenText } from './openText'

const blank = 32
const tab = 9
const looked = 200

/**
 * A table whose fields stand apart by blanks alone, as one whose fields stand apart by tabs; null when it is none. Each run of
 * blanks becomes one tab, and blanks at a line's begin are left out, so that names with blanks in them come apart: only for text
 * that cannot be read otherwise.
 */
export function blanksAsTabs(open: OpenText): OpenText | null {
  if (!isBlankSeparated(open)) return null
  const { bytes } = open
  const out = new Uint8Array(bytes.length - open.start)
  let size = 0
  let pending = false
  let atLineStart = true
  for (let at = open.start; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte === blank) {
      pending = !atLineStart
      continue
    }
    const endsLine = byte === 10 || byte === 13
    if (pending && !endsLine) out[size++] = tab
    pending = false
    atLineStart = endsLine
    out[size++] = byte
  }
  const narrow = out.subarray(0, size)
  const decoder = new TextDecoder(
    open.encoding === 'utf-16le' || open.encoding === 'utf-16be' ? 'utf-8' : open.encoding,
  )
  return {
    bytes: narrow,
    start: 0,
    encoding: open.encoding,
    decode: (from, to) => decoder.decode(narrow.subarray(from, to)),
  }
}

/** At least four lines of two or more numbers, with blanks between them and no other delimiter. */
function isBlankSeparated(open: OpenText): boolean {
  let rows = 0
  let at = open.start
  for (let line = 0; line < looked && at < open.bytes.length; line++) {
    const next = nextLine(open.bytes, at)
    const end = contentEnd(open.bytes, at, next)
    if (end - at < 20000) {
      const text = open.decode(at, end).trim()
      if (/^[-+.\d]\S*(\s+[-+.\dNIni]\S*)+$/.test(text) && !/[\t;|]|,\s/.test(text)) rows++
    }
    at = next
  }
  return rows >= 4
}
