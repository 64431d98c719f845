import { checkTable } from './checkTable'
import { readers } from './readers'
import { type Draft, type NoReading, type Reader, type Reading, type ReadOptions, refusal } from './reading'
import { unpacked } from './unpacked'

export type {
  ColumnMap,
  CyclingReading,
  ImpedanceReading,
  NoReading,
  Reading,
  ReadingWarning,
  ReadOptions,
} from './reading'

/** Of the readers as they are now: what `readerVersion` of a reading says today. */
export const readerVersions: ReadonlySet<string> = new Set(readers.map(versionOf))

function versionOf({ format, version }: Reader): string {
  return `${format} ${version}`
}

/**
 * Reads a cycler's or a potentiostat's file. Known by its content; the name only decides where two readers would both accept.
 * Never throws: what is damaged gives what could be read with warnings, or one sentence of what was expected and found.
 */
export function readCyclerFile(bytes: Uint8Array, fileName: string, options: ReadOptions = {}): Reading {
  if (bytes.length === 0) return refusal('The file is empty (0 bytes).')
  const inner = unpacked(bytes, fileName, options)
  if (inner !== null && 'ok' in inner) return inner
  if (inner !== null) {
    const reading = readCyclerFile(inner.bytes, inner.name, options)
    return reading.ok ? { ...reading, warnings: [...inner.warnings, ...reading.warnings] } : reading
  }
  const reader = readers.find((candidate) => recognises(candidate, bytes, fileName))
  if (reader === undefined) return unknownContent(bytes)
  let draft: Draft
  try {
    draft = reader.read(bytes, fileName, options)
  } catch (error) {
    // Readers are written not to throw; a library underneath may.
    const cause = error instanceof Error ? error.message : String(error)
    return refusal(
      `The file looks like ${reader.format} but is damaged where it cannot be read past: ${oneLine(cause)}.`,
    )
  }
  if (!('kind' in draft)) return draft
  const version = versionOf(reader)
  if (draft.kind === 'impedance') {
    if (draft.table.pointCount === 0) return refusal(`The file is ${draft.format} but holds no impedance points.`)
    return { ok: true, ...draft, readerVersion: version }
  }
  return { ok: true, ...draft, readerVersion: version, warnings: [...draft.warnings, ...checkTable(draft.table)] }
}

function recognises(reader: Reader, bytes: Uint8Array, fileName: string): boolean {
  try {
    return reader.recognises(bytes, fileName)
  } catch {
    return false
  }
}

/** Files that are known, and known to be of no use here: what to do instead. */
const strangers: readonly { begin: readonly number[]; message: string }[] = [
  {
    begin: [0, 0, 0xa1, 1, 0, 0],
    message: "This is Maccor's raw binary record; expected its text export (MIMS, Export Data).",
  },
  {
    begin: [0xd0, 0xcf, 0x11, 0xe0],
    message: 'This is an old Office file without a workbook; expected the file of the instrument, Excel or text.',
  },
  { begin: [0x89, 0x48, 0x44, 0x46], message: 'This is an HDF5 file; expected the file of the instrument, or text.' },
  { begin: [0x25, 0x50, 0x44, 0x46], message: 'This is a PDF; expected the file of the instrument, or text.' },
]

/** Kinds of a Neware server's own files, by their first byte. */
const ndcKinds: Readonly<Record<number, string>> = {
  1: 'rows',
  3: 'marks',
  5: 'auxiliary channels',
  7: 'steps',
  9: 'log',
  16: 'settings',
  18: 'times and capacities',
}

function unknownContent(bytes: Uint8Array): NoReading {
  const ndcKind = ndcKinds[bytes[0] ?? 0]
  if (ndcKind !== undefined && bytes[1] === 0 && bytes[3] === 0 && (bytes[2] ?? 0) <= 32 && bytes.length % 512 === 0)
    return refusal(
      `This is one of several .ndc files that a Neware server keeps per test (${ndcKind}); expected the .ndax that BTSDA exports, which holds them all.`,
    )
  const stranger = strangers.find(({ begin }) => begin.every((byte, at) => bytes[at] === byte))
  if (stranger !== undefined) return refusal(stranger.message)
  const head = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ')
  return refusal(
    `No known cycler or impedance format: expected text with a header line, or a file of Neware, BioLogic, Arbin or BDF; found bytes ${head}.`,
  )
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 200)
}
