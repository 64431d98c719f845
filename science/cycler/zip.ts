import { Inflate, inflateSync } from 'fflate'
import type { ReadingWarning, ReadOptions } from './reading'

/**
 * The members of a zip archive. The directory at its end is asked first; when it is missing (a file cut off in transfer) the members
 * are walked from the front. Sizes are checked against what deflate can hold before anything is allocated.
 */
export interface ZipMember {
  name: string
  method: number
  /** bytes in the archive, clipped to the archive's end */
  from: number
  to: number
  size: number
  isWhole: boolean
}

/** Deflate cannot grow a byte to more than this. */
const largestRatio = 1032
const largestMember = 2 ** 31
const mostMembers = 20000

export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && (bytes[3] === 4 || bytes[3] === 6)
  )
}

export function zipMembers(bytes: Uint8Array, warnings: ReadingWarning[]): ZipMember[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const listed = fromDirectory(bytes, view)
  if (listed !== null && listed.length > 0) return listed
  warnings.push({
    code: 'cut-off',
    message: 'The archive has no directory at its end: it was cut off, and its members are taken from the front.',
    atByte: bytes.length,
  })
  return fromFront(bytes, view)
}

function fromDirectory(bytes: Uint8Array, view: DataView): ZipMember[] | null {
  let end = -1
  for (let at = bytes.length - 22; at >= 0 && at > bytes.length - 66000; at--) {
    if (view.getUint32(at, true) === 0x06054b50) {
      end = at
      break
    }
  }
  if (end < 0) return null
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const members: ZipMember[] = []
  for (let i = 0; i < count && i < mostMembers; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) break
    const method = view.getUint16(at + 10, true)
    const nameLength = view.getUint16(at + 28, true)
    const [size, packed, local] = wideSizes(view, at + 46 + nameLength, view.getUint16(at + 30, true), [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true),
    ]) as [number, number, number]
    const name = nameAt(bytes, at + 46, nameLength)
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (local + 30 > bytes.length) continue
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (from > bytes.length) continue
    const to = Math.min(bytes.length, from + packed)
    members.push({ name, method, from, to, size, isWhole: from + packed <= bytes.length })
  }
  return members
}

function fromFront(bytes: Uint8Array, view: DataView): ZipMember[] {
  const members: ZipMember[] = []
  let at = 0
  while (at + 30 <= bytes.length && view.getUint32(at, true) === 0x04034b50 && members.length < mostMembers) {
    const flags = view.getUint16(at + 6, true)
    const nameLength = view.getUint16(at + 26, true)
    let [size, packed] = wideSizes(view, at + 30 + nameLength, view.getUint16(at + 28, true), [
      view.getUint32(at + 22, true),
      view.getUint32(at + 18, true),
    ]) as [number, number]
    const from = at + 30 + nameLength + view.getUint16(at + 28, true)
    const name = nameAt(bytes, at + 30, nameLength)
    if (from > bytes.length) break
    if ((flags & 8) !== 0 && packed === 0) {
      // The sizes follow the data: the next signature ends it.
      const next = nextSignature(view, from)
      packed = (next < 0 ? bytes.length : next) - from
      size = 0
    }
    const to = Math.min(bytes.length, from + packed)
    members.push({ name, method: view.getUint16(at + 8, true), from, to, size, isWhole: from + packed <= bytes.length })
    at = from + packed
    while (at + 4 <= bytes.length && at < from + packed + 24 && view.getUint32(at, true) !== 0x04034b50) at++
  }
  return members
}

/** Zip64: a size of all ones stands in the extra field with id 1, in 64 bits, in the order of the header. */
function wideSizes(view: DataView, extraFrom: number, extraLength: number, narrow: number[]): number[] {
  if (!narrow.includes(0xffffffff)) return narrow
  const end = Math.min(view.byteLength, extraFrom + extraLength)
  let at = extraFrom
  while (at + 4 <= end) {
    const length = view.getUint16(at + 2, true)
    if (view.getUint16(at, true) === 1) {
      let place = at + 4
      return narrow.map((value) => {
        if (value !== 0xffffffff || place + 8 > Math.min(end, at + 4 + length)) return value
        const wide = Number(view.getBigUint64(place, true))
        place += 8
        return wide
      })
    }
    at += 4 + length
  }
  return narrow
}

function nextSignature(view: DataView, from: number): number {
  for (let at = from; at + 4 <= view.byteLength; at++) {
    if (view.getUint8(at) !== 0x50) continue
    const word = view.getUint32(at, true)
    if (word === 0x04034b50 || word === 0x02014b50 || word === 0x08074b50) return at
  }
  return -1
}

function nameAt(bytes: Uint8Array, from: number, length: number): string {
  return new TextDecoder().decode(bytes.subarray(from, Math.min(bytes.length, from + length)))
}

/** A member's bytes; of a damaged one what could be unpacked, with a warning. */
export function unzip(
  bytes: Uint8Array,
  member: ZipMember,
  options: ReadOptions,
  warnings: ReadingWarning[],
): Uint8Array {
  const packed = bytes.subarray(member.from, member.to)
  if (member.method === 0) return packed
  if (member.method !== 8) {
    warnings.push({
      code: 'unknown-compression',
      message: `${member.name} is packed by method ${member.method}, which is not known.`,
      atByte: member.from,
    })
    return new Uint8Array(0)
  }
  const possible = Math.min(packed.length * largestRatio + 64, largestMember)
  if (member.size > 0 && member.size <= possible && member.isWhole) {
    try {
      return options.inflateRaw
        ? options.inflateRaw(packed, member.size)
        : inflateSync(packed, { out: new Uint8Array(member.size) })
    } catch {
      // Damaged: what comes before the damage is taken below.
    }
  }
  const pieces: Uint8Array[] = []
  let total = 0
  const limit = Math.min(possible, 2 ** 30)
  try {
    const inflate = new Inflate((piece) => {
      total += piece.length
      if (total > limit) throw new Error('larger than it can be')
      pieces.push(piece)
    })
    // Small steps: what a step unpacks before the damage is kept.
    const step = 1 << 10
    for (let at = 0; at < packed.length; at += step)
      inflate.push(packed.subarray(at, at + step), at + step >= packed.length)
    if (member.isWhole && (member.size === 0 || total === member.size)) return joined(pieces, total)
  } catch {
    // Fall through: the pieces before the damage are kept.
  }
  warnings.push({
    code: 'cut-off',
    message: `${member.name} is damaged: ${total} of ${member.size === 0 ? 'an unknown number of' : member.size} bytes could be unpacked.`,
    atByte: member.to,
  })
  return joined(pieces, total)
}

function joined(pieces: readonly Uint8Array[], total: number): Uint8Array {
  const out = new Uint8Array(total)
  let at = 0
  for (const piece of pieces) {
    if (at + piece.length > total) break
    out.set(piece, at)
    at += piece.length
  }
  return out
}
