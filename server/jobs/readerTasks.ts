import { appendFileSync, writeFileSync } from 'node:fs'
import type { MappingUsed } from '@/db/schema/tests'
import { exportColumns } from '@/science/cycler/exportColumns'
import { exportParquet } from '@/science/cycler/exportParquet'
import { guessedMap, previewTable, type TablePreview } from '@/science/cycler/mapTable'
import { type FilePreview, previewCyclerFile } from '@/science/cycler/previewFile'
import type { ColumnMap } from '@/science/cycler/reading'
import { type ChosenFit, type ResistanceFigure, resistancesOfChosen } from '@/science/impedance/resistances'
import { writeColumns } from '../columns/columnFile'
import { type FilePart, inflateRaw, type LabMapping, openRecord } from './openRecord'
import { readTestFile } from './readTestFile'

/** What a thread that reads files can be asked: the files first, then what is known of them. */
export const readerTasks = {
  figures: readTestFile,
  table: lookAtTable,
  columns: keepColumns,
  bdf: writeBdf,
  fit: fitChosen,
}

export type ReaderTask = keyof typeof readerTasks
export type Given<Task extends ReaderTask> = Parameters<(typeof readerTasks)[Task]>[1]
export type Answer<Task extends ReaderTask> = ReturnType<(typeof readerTasks)[Task]>

export interface ColumnsToKeep {
  mappings: readonly LabMapping[]
  path: string
}

/** Reads a test's files again for their rows alone. False where they hold no cycling record. */
function keepColumns(parts: readonly FilePart[], { mappings, path }: ColumnsToKeep): boolean {
  const { reading } = openRecord(parts, mappings)
  if (!reading.ok) return false
  const table = reading.kind === 'cycling' ? reading.table : (reading.record ?? null)
  if (table === null) return false
  writeColumns(path, table)
  return true
}

export interface BdfToWrite {
  mappings: readonly LabMapping[]
  path: string
  as: 'csv' | 'parquet'
}

/** The resistances of stored sweeps, each by the circuit that a person chose for it. Needs no file. */
function fitChosen(_: readonly FilePart[], sweeps: readonly ChosenFit[]): ResistanceFigure[] {
  return sweeps.flatMap(resistancesOfChosen)
}

/** Writes what a test's files hold in the battery data format. Says why where that is nothing. */
function writeBdf(
  parts: readonly FilePart[],
  { mappings, path, as }: BdfToWrite,
): { ok: true } | { ok: false; message: string } {
  const { reading } = openRecord(parts, mappings)
  if (!reading.ok) return reading
  const table = reading.kind === 'cycling' ? reading.table : reading.record
  if (table === undefined)
    return { ok: false, message: 'The file is an impedance spectrum; the battery data format is of records over time.' }
  if (as === 'parquet') writeFileSync(path, exportParquet(table))
  else {
    writeFileSync(path, '')
    for (const piece of exportColumns(table)) appendFileSync(path, piece)
  }
  return { ok: true }
}

export interface TableToLookAt {
  /** As a person would have it; null for what the lab keeps, or else a guess. */
  map: ColumnMap | null
  mappings: readonly LabMapping[]
}

/** A table as a person would point at it, and what comes of it by a mapping: nothing of it is kept. */
export interface TableLook {
  /** Null where the file has no table of names above numbers. */
  preview: TablePreview | null
  /** The lab's mapping for this header, if there is one. */
  kept: MappingUsed | null
  /** The mapping that `outcome` was read by; null without a table. */
  map: ColumnMap | null
  outcome: FilePreview
}

function lookAtTable([part]: readonly FilePart[], { map: asked, mappings }: TableToLookAt): TableLook {
  if (part === undefined) throw new Error('One file is looked at.')
  const preview = previewTable(part.bytes, { inflateRaw })
  if (preview === null) {
    const message = 'No table found: expected a line of names above lines of numbers.'
    return { preview, kept: null, map: null, outcome: { ok: false, message } }
  }
  const found = mappings.find((mapping) => mapping.header === preview.headerKey)
  const kept = found === undefined ? null : { key: found.key, version: found.version, name: found.name }
  const map = asked ?? found?.columnMap ?? guessedMap(preview)
  return { preview, kept, map, outcome: previewCyclerFile(part.bytes, part.name, { inflateRaw, columnMap: map }) }
}
