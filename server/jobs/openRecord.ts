import { inflateRawSync } from 'node:zlib'
import type { MappingUsed } from '@/db/schema/tests'
import type { ImpedanceTable } from '@/science/cycler/columns'
import { previewTable } from '@/science/cycler/mapTable'
import { type CyclingReading, type Reading, type ReadingWarning, readCyclerFile } from '@/science/cycler/read'
import type { ColumnMap, StatedOneC } from '@/science/cycler/reading'
import { type Gap, type PlacedPart, type RecordPart, stitchRecords, stitchVersion } from '@/science/cycler/stitch'
import { spectraOf } from '@/science/impedance/spectrum'

/** A file as it came, with the name that people know it by. */
export interface FilePart {
  name: string
  bytes: Uint8Array
}

/** A mapping of the lab, with the header that it is for. */
export interface LabMapping extends MappingUsed {
  header: string
  columnMap: ColumnMap
}

export interface OpenedRecord {
  reading: Reading
  /** The lab's mapping that a file was read by; of several files the first that had one. */
  mapping: MappingUsed | null
  gaps: Gap[]
  /** of a test that is made of several files */
  places: PlacedPart[]
}

/**
 * The record that a test's files hold: read as their formats say, or by the lab's mapping where a file has that header; several files
 * as one, in the order of their clocks.
 * @param onProgress told which part of the files' bytes (0 to 1) is read
 */
export function openRecord(
  parts: readonly FilePart[],
  mappings: readonly LabMapping[],
  onProgress: (share: number) => void = () => {},
): OpenedRecord {
  const allBytes = parts.reduce((sum, { bytes }) => sum + bytes.length, 0)
  let before = 0
  const opened = parts.map((part) => {
    const { length } = part.bytes
    const one = openFile(part, mappings, (share) => onProgress((before + share * length) / allBytes))
    before += length
    onProgress(before / allBytes)
    return one
  })
  const mapping = opened.find((one) => one.mapping !== null)?.mapping ?? null
  const [first] = opened
  if (first === undefined) throw new Error('A test has at least one file.')
  if (opened.length === 1) return { ...first, gaps: [], places: [] }
  const records: RecordPart[] = []
  const warnings: ReadingWarning[] = []
  const heads: Pick<CyclingReading, 'format' | 'instrument' | 'readerVersion' | 'oneC'>[] = []
  const sweeps: (ImpedanceTable | undefined)[] = []
  for (const [index, { reading }] of opened.entries()) {
    const name = (parts[index] as FilePart).name
    if (!reading.ok)
      return { reading: { ok: false, message: `${name}: ${reading.message}` }, mapping, gaps: [], places: [] }
    const table = reading.kind === 'cycling' ? reading.table : reading.record
    if (table === undefined) {
      const message = `${name} is an impedance spectrum (${reading.instrument}); expected a cycling record to put together with the others.`
      return { reading: { ok: false, message }, mapping, gaps: [], places: [] }
    }
    records.push({ name, table })
    sweeps.push(reading.kind === 'cycling' ? reading.spectra : reading.table)
    heads.push(reading)
    warnings.push(...reading.warnings.map((warning) => ({ ...warning, message: `${name}: ${warning.message}` })))
  }
  const stitched = stitchRecords(records)
  const spectra = joinSweeps(stitched.places.flatMap(({ part }) => sweeps[part] ?? []))
  const all = (key: 'format' | 'instrument' | 'readerVersion') =>
    [...new Set(heads.map((head) => head[key]))].join(', ')
  return {
    reading: {
      ok: true,
      kind: 'cycling',
      table: stitched.table,
      ...(spectra === null ? {} : { spectra }),
      format: all('format'),
      instrument: all('instrument'),
      readerVersion: `${all('readerVersion')}, ${stitchVersion}`,
      warnings: [...stitched.warnings, ...warnings],
      details: {},
      ...commonOneC(heads.flatMap((head) => head.oneC ?? [])),
    },
    mapping,
    gaps: stitched.gaps,
    places: stitched.places,
  }
}

/** The sweeps of several files one after the other, numbered through. */
function joinSweeps(tables: readonly ImpedanceTable[]): ImpedanceTable | null {
  const sweeps = tables.flatMap(spectraOf)
  if (sweeps.length === 0) return null
  const all = (key: 'frequencyHz' | 'reZOhm' | 'imZOhm') =>
    Float64Array.from(sweeps.flatMap((sweep) => Array.from(sweep[key])))
  return {
    pointCount: sweeps.reduce((sum, sweep) => sum + sweep.frequencyHz.length, 0),
    frequencyHz: all('frequencyHz'),
    reZOhm: all('reZOhm'),
    imZOhm: all('imZOhm'),
    spectrum: Int32Array.from(sweeps.flatMap(({ frequencyHz }, index) => Array(frequencyHz.length).fill(index + 1))),
  }
}

/** One cell has one capacity: files that name different ones state none. */
function commonOneC(stated: readonly StatedOneC[]): Pick<CyclingReading, 'oneC'> {
  const [oneC] = stated
  return stated.every((one) => one.capacityMAh === oneC?.capacityMAh) && oneC !== undefined ? { oneC } : {}
}

function openFile(
  { name, bytes }: FilePart,
  mappings: readonly LabMapping[],
  onProgress: (share: number) => void,
): Omit<OpenedRecord, 'gaps' | 'places'> {
  const header = mappings.length === 0 ? null : (previewTable(bytes, { inflateRaw })?.headerKey ?? null)
  const found = mappings.find((mapping) => mapping.header === header)
  if (found === undefined) return { reading: readCyclerFile(bytes, name, { inflateRaw, onProgress }), mapping: null }
  const { key, version, name: title, columnMap } = found
  return {
    reading: readCyclerFile(bytes, name, { inflateRaw, columnMap, onProgress }),
    mapping: { key, version, name: title },
  }
}

/** zlib's, bounded: a damaged size must not allocate more than the archive can hold. One chunk, so that nothing is put together anew. */
export function inflateRaw(deflated: Uint8Array, expectedSize: number): Uint8Array {
  const size = Math.max(expectedSize, 1024)
  return inflateRawSync(deflated, { maxOutputLength: size, chunkSize: size + 1 })
}
