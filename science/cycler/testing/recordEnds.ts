import { zipSync } from 'fflate'
import { unzip, zipMembers } from '../zip'

/** Found in a binary file again: where each of its records ends, for whoever cuts files off there. Text ends its records by lines. */
export function recordEnds(bytes: Uint8Array): number[] {
  const start = String.fromCharCode(...bytes.subarray(0, 20))
  if (start.startsWith('NEWARE')) return ndaEnds(bytes)
  if (start.startsWith('BIO-LOGIC')) return mprEnds(bytes)
  if (start.startsWith('PK\x03\x04')) return zipMembers(bytes, []).flatMap(({ from, to }) => [from, to])
  if (start.includes('Standard Jet')) return jetEnds(bytes)
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) return everyFrom(bytes, 0, 512)
  const ends: number[] = []
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) ends.push(at + 1)
  return ends
}

/**
 * An archive whose members are whole while one of them is not: that one cut at each of its records. Such a file comes of an instrument
 * that was switched off, not of a transfer that broke.
 */
export function* cutMembers(bytes: Uint8Array): Generator<{ name: string; bytes: Uint8Array }> {
  const members = Object.fromEntries(zipMembers(bytes, []).map((member) => [member.name, unzip(bytes, member, {}, [])]))
  for (const [name, whole] of Object.entries(members)) {
    if (!name.endsWith('.ndc')) continue
    for (const end of ndcEnds(whole))
      yield { name: `${name} cut to ${end}`, bytes: zipSync({ ...members, [name]: whole.slice(0, end) }, { level: 0 }) }
  }
}

function everyFrom(bytes: Uint8Array, from: number, size: number): number[] {
  const ends: number[] = []
  for (let at = from; at <= bytes.length; at += size) ends.push(at)
  return ends
}

/** Sizes of records by kind of file and version, as the vendor's own; any other file of it is cut at its pages. */
const ndcSizes: Readonly<Record<string, number>> = {
  '1 v2': 94,
  '1 v5': 87,
  '1 v11': 8,
  '1 v14': 8,
  '1 v16': 8,
  '1 v17': 8,
  '5 v14': 4,
  '5 v17': 4,
  '7 v14': 37,
  '7 v16': 100,
  '7 v17': 100,
  '18 v14': 55,
  '18 v16': 100,
  '18 v17': 100,
}

function ndcEnds(bytes: Uint8Array): number[] {
  const version = bytes[2]
  const page = version === 2 ? 512 : 4096
  const size = ndcSizes[`${bytes[0]} v${version}`]
  const ends: number[] = []
  for (let at = page; at <= bytes.length; at += page) {
    ends.push(at)
    if (size === undefined) continue
    const first = at + (version === 2 ? 5 : 132)
    for (let end = first; end < Math.min(bytes.length, at + page); end += size) ends.push(end)
  }
  return ends
}

function ndaEnds(bytes: Uint8Array): number[] {
  const version = bytes[14]
  if (version === 130) return everyFrom(bytes, 1024, bytes[1024] === 0x55 ? 56 : 88)
  const mark = version === 8 ? [0xff, 1, 0, 0, 0] : [version === 22 ? 0xaa : 0x55, 0, 1, 0, 0, 0]
  const first = bytes.findIndex((_, at) => mark.every((byte, place) => bytes[at + place] === byte))
  return first < 0 ? [] : everyFrom(bytes, first, version === 8 ? 59 : 86)
}

const mprStarts: Readonly<Record<number, number>> = { 0: 100, 2: 0x195, 3: 0x196, 10: 0x3ef, 11: 0x3ef }

function mprEnds(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = new TextDecoder('latin1').decode(bytes)
  const ends: number[] = []
  for (let at = text.indexOf('MODULE', 50); at >= 0; at = text.indexOf('MODULE', at + 1)) {
    const isNew = view.getUint32(at + 41, true) === 0xffffffff
    const length = view.getUint32(at + (isNew ? 45 : 41), true)
    const version = view.getUint32(at + (isNew ? 53 : 45), true)
    const body = at + (isNew ? 65 : 57)
    ends.push(at, body, body + length)
    if (!text.startsWith('VMP data', at + 6)) continue
    const first = mprStarts[version] ?? 0
    const points = view.getUint32(body, true)
    ends.push(...everyFrom(bytes.subarray(0, body + length), body + first, Math.round((length - first) / points)))
  }
  return ends.filter((end) => end <= bytes.length)
}

/** Pages of an Access file, and the rows in those that hold data: their places stand at the page's begin. */
function jetEnds(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const ends: number[] = []
  for (let page = 0; page + 4096 <= bytes.length; page += 4096) {
    ends.push(page + 4096)
    if (bytes[page] !== 1) continue
    const rows = Math.min(view.getUint16(page + 12, true), 2000)
    for (let row = 0; row < rows; row++) ends.push(page + (view.getUint16(page + 14 + 2 * row, true) & 0x1fff))
  }
  return ends
}
