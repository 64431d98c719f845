import { setImmediate } from 'node:timers/promises'
import { commit, guarded, recordOnly, type Statement } from '@/db/commit'
import type { Database } from '@/db/connection'
import { listMappings } from '@/db/queries/mappings'
import { listCellCorrections } from '@/db/queries/samples'
import type { LabScope } from '@/db/queries/scope'
import {
  deleteCyclesOfReading,
  findTestToRead,
  finishTest,
  insertCycles,
  insertDecision,
  insertResults,
  insertSpectra,
  listPartRows,
  listTestRows,
  type TestRow,
  whileCorrected,
} from '@/db/queries/tests'
import type { CellId, LabId, TestId } from '@/science/ids'
import { libraryOf } from '../projection/libraryOf'
import { activityEntry } from '../services/activity'
import { cathodeOf } from '../services/cathodeOf'
import { thisMoment } from '../services/moment'
import { standingDecisions } from '../services/standingDecisions'
import { figuresOfCycles, impedanceFigures, resultRows } from '../services/testFigures'
import { findExtended, goesOn, nextWhole } from './growingFile'
import { judgementOf, keptOf } from './judgementOf'
import { type AskReader, askReader, NotRead, type ReaderWatch, type StoredPart } from './readInWorker'
import type { FileToRead, ReadingProgress, TestReading } from './readTestFile'

export interface TestToImport {
  labId: LabId
  testId: TestId
  cellId: CellId
}

export interface ImportSetting {
  database: Database
  logger: { error(details: object, message: string): void }
  /** Where the bytes of a content lie. */
  pathOf(sha256: string): string
  /** Where the rows of a test are kept for its charts. */
  columnsPathOf(testId: TestId): string
  ask?: AskReader
}

/** A reading's stages, and the last one: its rows are being written. */
export type ImportStage = ReadingProgress['stage'] | 'storing'

export interface ImportWatch {
  signal?: AbortSignal
  /** `share` is of reading, computing and storing together, 0 to 1. */
  onProgress?: (stage: ImportStage, share: number) => void
}

/** Of the work on a file, what is done before its rows are written; those take little. */
const readingShare = 0.95

/** A record of more cycles is written in several batches, so that nobody waits for all of them. */
const cyclesPerBatch = 1000

/** Another reader finished this test first. */
class FinishedAlready extends Error {}

/** The cell was put right while the figures of its test were written: they are taken anew. */
class CorrectedMeanwhile extends Error {}

/** Rows of one insert statement: an engine takes only so many values at once. */
const rowsPerInsert = 500

/**
 * Reads a test's file and writes all that comes of it in one batch: cycles, results, and the line in the activity. Whatever
 * goes wrong becomes the test's state `failed` with a sentence; the upload is kept in any case.
 * @returns a test that is to be read next because of this one: files put together, of which it is a longer export
 */
export async function importTest(
  setting: ImportSetting,
  { labId, testId }: TestToImport,
  watch: ImportWatch = {},
): Promise<TestToImport | null> {
  const { database } = setting
  const lab: LabScope = { db: database.db, labId }
  const found = await findTestToRead(lab, testId)
  if (found === undefined || found.test.state !== 'reading') return null
  const { test, file, planId, values } = found

  const parts = await listPartRows(lab, [testId])
  const files = parts.length === 0 ? [file] : parts.map((part) => part.file)
  const stored = files.map(({ name, sha256 }) => ({ name, path: setting.pathOf(sha256) }))
  const mappings = (await listMappings(lab)).filter((mapping) => !mapping.isRetired)
  const cathode = cathodeOf(values, await libraryOf(lab))
  const { dwellVoltageV } = cathode
  const about: FileToRead = {
    kind: found.cell.kind,
    dwellVoltageV,
    columnsPath: setting.columnsPathOf(testId),
    mappings: mappings.map(({ key, version, name, header, columnMap }) => ({ key, version, name, header, columnMap })),
  }
  const reading = await readSafely(setting, stored, about, {
    signal: watch.signal,
    onProgress: ({ stage, share }) => watch.onProgress?.(stage, readingShare * share),
  })
  watch.onProgress?.('storing', readingShare)
  // It may have been put right while its file was read.
  const corrections = (await listCellCorrections(lab, [test.cellId])).length
  const cell = (await findTestToRead(lab, testId))?.cell ?? found.cell
  const at = thisMoment()
  const happened = { by: test.createdBy, at, subjectId: testId, planId }
  const names = { cell: cell.name, file: namesOf(files) }
  const finish = (found: Parameters<typeof finishTest>[2]) =>
    guarded(finishTest(lab, testId, found), { changes: 1, otherwise: () => new FinishedAlready() })
  try {
    if (!reading.ok) {
      await commit(database, [
        finish({ state: 'failed', failure: reading.message }),
        activityEntry(lab, { ...happened, verb: 'test.failed', details: { ...names, failure: reading.message } }),
      ])
      return null
    }
    const { format, instrument, readerVersion, rowCount, mapping, gaps } = reading
    const earlier = parts.length === 0 ? await findExtended(lab, test, reading) : null
    const replaced = earlier?.row.test ?? (test.replaces === null ? null : await findTest(lab, test.replaces))
    const replaces = replaced?.id ?? null
    const firstReading = replaced === null ? null : (replaced.firstReading ?? replaced.id)
    const judged = await judgementOf(lab, firstReading ?? testId, parts, reading)
    const decisions = standingDecisions(judged.rows)
    const figures = figuresOfCycles({
      cycles: reading.cycles,
      cell,
      cathode,
      decisions,
      statedOneC: reading.statedOneC,
      hasSpectra: reading.spectra.length > 0,
    })
    const warnings = [
      ...(earlier === null ? [] : [goesOn(earlier)]),
      ...reading.warnings,
      ...figures.doubts,
      ...(judged.rows.length > judged.carried.length ? keptOf(replaced) : judged.left),
    ]
    const next = earlier === null ? null : await nextWhole(lab, earlier, { testId, fileId: file.id })
    const cycles = reading.cycles.map(({ open, ...cycle }) => ({
      ...cycle,
      testId,
      openHalf: open?.half ?? null,
      openAtV: open?.atV ?? null,
    }))
    const spectra = reading.spectra.map((spectrum) => ({ ...spectrum, testId }))
    // A person's choice of circuit holds for the same sweep of a file that is read again or goes on.
    const { ask = askReader } = setting
    const resistances = await impedanceFigures(spectra, reading.resistances, decisions, (given) =>
      ask({ task: 'fit', stored: [], given }),
    )
    const results = resultRows(testId, test.computation, [...figures.results, ...resistances])
    const batches = cycles.length === 0 ? [[]] : chunks(cycles, cyclesPerBatch)
    const write = (batch: number): Statement[] => [
      // What an earlier process left half written; until the test is read nobody sees any of it.
      ...(batch === 0 ? [deleteCyclesOfReading(lab, testId)] : []),
      ...chunks(batches[batch] ?? []).map((rows) => insertCycles(lab, rows)),
    ]
    const last = batches.length - 1
    for (let batch = 0; batch < last; batch++) {
      const details = { ...names, from: batch * cyclesPerBatch + 1, to: (batch + 1) * cyclesPerBatch }
      await commit(database, [
        finish({ state: 'reading' }),
        ...write(batch),
        recordOnly({ labId, by: test.createdBy, at, verb: 'test.cycles-written', subjectId: testId, details }),
      ])
      await setImmediate()
    }
    await commit(database, [
      guarded(whileCorrected(lab, test.cellId, corrections), {
        changes: 1,
        otherwise: () => new CorrectedMeanwhile(),
      }),
      finish({
        state: 'read',
        failure: null,
        format,
        instrument,
        readerVersion,
        rowCount,
        warnings,
        conditions: figures.conditions,
        replaces,
        firstReading,
        dwellVoltageV,
        statedOneC: reading.statedOneC,
        mapping,
        gaps: parts.length === 0 ? null : gaps,
      }),
      ...write(last),
      ...chunks(spectra).map((rows) => insertSpectra(lab, rows)),
      ...chunks(results).map((rows) => insertResults(lab, rows)),
      ...judged.carried.map((row) => insertDecision(lab, row)),
      ...(next?.statements({ by: test.createdBy, at }) ?? []),
      activityEntry(lab, { ...happened, verb: 'test.read', details: { ...names, cycleCount: cycles.length } }),
    ])
    return next === null ? null : { labId, testId: next.id, cellId: test.cellId }
  } catch (error) {
    if (error instanceof FinishedAlready) return null
    if (error instanceof CorrectedMeanwhile)
      return await importTest(setting, { labId, testId, cellId: test.cellId }, watch)
    throw error
  }
}

async function findTest(lab: LabScope, testId: TestId): Promise<TestRow | null> {
  const [row] = await listTestRows(lab, { test: testId })
  return row?.test ?? null
}

/** `Monday.ndax`, or `Monday.ndax and 2 more files`. */
export function namesOf(files: readonly { name: string }[]): string {
  const more = files.length - 1
  const first = files[0]?.name ?? 'no file'
  return more < 1 ? first : `${first} and ${more} more file${more === 1 ? '' : 's'}`
}

async function readSafely(
  { logger, ask = askReader }: ImportSetting,
  stored: readonly StoredPart[],
  given: FileToRead,
  watch: ReaderWatch,
): Promise<TestReading> {
  try {
    return await ask({ task: 'figures', stored, given }, watch)
  } catch (error) {
    if (watch.signal?.aborted) throw error
    if (error instanceof NotRead) return { ok: false, message: error.message }
    logger.error({ err: error, stored }, 'a cycler file could not be read')
    return {
      ok: false,
      message:
        'Reading this file went wrong on our side. The file is kept; whoever runs this server finds more in its log.',
    }
  }
}

function chunks<Row>(rows: readonly Row[], size = rowsPerInsert): Row[][] {
  const parts: Row[][] = []
  for (let from = 0; from < rows.length; from += size) parts.push(rows.slice(from, from + size))
  return parts
}
