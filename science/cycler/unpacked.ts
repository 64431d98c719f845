import { Gunzip } from 'fflate'
import { type NoReading, type ReadingWarning, type ReadOptions, refusal } from './reading'
import { isZip, unzip, zipMembers } from './zip'

export interface Unpacked {
  bytes: Uint8Array
  name: string
  warnings: ReadingWarning[]
}

const mostBytes = 2 ** 30
const largestRatio = 1032

/** A file that someone packed for sending: gzip, or a zip of one file. Null when it is neither; workbooks and .ndax stay as they are. */
export function unpacked(bytes: Uint8Array, name: string, options: ReadOptions): Unpacked | NoReading | null {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8) return gunzipped(bytes, name)
  if (!isZip(bytes)) return null
  const members = zipMembers(bytes, []).filter((member) => !/(^|\/)(\.|__MACOSX)|\/$/.test(member.name))
  const only = members[0]
  if (
    only === undefined ||
    members.some(({ name: inside }) => /\.ndc$|^xl\/|^\[Content_Types\]|^mimetype$/.test(inside))
  )
    return null
  if (members.length > 1)
    return refusal(
      `The archive holds ${members.length} files (${members
        .slice(0, 3)
        .map((member) => member.name)
        .join(', ')}${members.length > 3 ? ' …' : ''}); expected one: unpack it and hand in each file by itself.`,
    )
  const warnings: ReadingWarning[] = []
  const inner = unzip(bytes, only, options, warnings)
  return isPacked(inner) ? null : { bytes: inner, name: only.name, warnings }
}

/** One wrapping is a courtesy, more are a trap. */
function isPacked(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

function gunzipped(bytes: Uint8Array, name: string): Unpacked | null {
  const warnings: ReadingWarning[] = []
  const pieces: Uint8Array[] = []
  const limit = Math.min(bytes.length * largestRatio + 64, mostBytes)
  let total = 0
  try {
    const gunzip = new Gunzip((piece) => {
      total += piece.length
      if (total > limit) throw new Error('larger than it can be')
      pieces.push(piece)
    })
    const step = 1 << 14
    for (let at = 0; at < bytes.length; at += step)
      gunzip.push(bytes.subarray(at, at + step), at + step >= bytes.length)
  } catch {
    warnings.push({
      code: 'cut-off',
      message: `The gzip archive is damaged: ${total} bytes could be unpacked.`,
      atByte: bytes.length,
    })
  }
  const inner = new Uint8Array(total)
  let at = 0
  for (const piece of pieces) {
    if (at + piece.length > total) break
    inner.set(piece, at)
    at += piece.length
  }
  return isPacked(inner) ? null : { bytes: inner, name: name.replace(/\.gz$/i, ''), warnings }
}
