import { setImmediate } from 'node:timers/promises'
import { commit, guarded, recordOnly, type Statement } from '@/db/commit'
import type { Database } from '@/db/connection'
import { listMappings } from '@/db/queries/mappings'
import type { LabScope } from '@/db/queries/scope'
import {
  deleteCyclesOfReading,
  findTestToRead,
  finishTest,
  insertCycles,
  insertResults,
  insertSpectra,
  listCycleRows,
  listDecisionRows,
  listPartRows,
  listTestRows,
  type TestRow,
  type TestWithFile,
} from '@/db/queries/tests'
import { extendsEarlier } from '@/science/cycler/stitch'
import type { CellId, LabId, TestId } from '@/science/ids'
import { libraryOf } from '../projection/libraryOf'
import { activityEntry } from '../services/activity'
import { cathodeOf } from '../services/cathodeOf'
import { thisMoment } from '../services/moment'
import { standingDecisions } from '../services/standingDecisions'
import { figuresOfCycles, impedanceFigures, resultRows } from '../services/testFigures'
import { type AskReader, askReader, NotRead, type ReaderStage, type ReaderWatch, type StoredPart } from './readInWorker'
import type { FileToRead, TestReading } from './readTestFile'

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
export type ImportStage = ReaderStage | 'storing'

export interface ImportWatch {
  signal?: AbortSignal
  onStage?: (stage: ImportStage) => void
}

/** A record of more cycles is written in several batches, so that nobody waits for all of them. */
const cyclesPerBatch = 1000

/** Another reader finished this test first. */
class FinishedAlready extends Error {}

/** Rows of one insert statement: an engine takes only so many values at once. */
const rowsPerInsert = 500

/**
 * Reads a test's file and writes all that comes of it in one batch: cycles, results, and the line in the activity. Whatever
 * goes wrong becomes the test's state `failed` with a sentence; the upload is kept in any case.
 */
export async function importTest(
  setting: ImportSetting,
  { labId, testId }: TestToImport,
  watch: ImportWatch = {},
): Promise<void> {
  const { database } = setting
  const lab: LabScope = { db: database.db, labId }
  const found = await findTestToRead(lab, testId)
  if (found === undefined || found.test.state !== 'reading') return
  const { test, file, cell, planId, values } = found

  const parts = await listPartRows(lab, [testId])
  const files = parts.length === 0 ? [file] : parts.map((part) => part.file)
  const stored = files.map(({ name, sha256 }) => ({ name, path: setting.pathOf(sha256) }))
  const mappings = (await listMappings(lab)).filter((mapping) => !mapping.isRetired)
  const cathode = cathodeOf(values, await libraryOf(lab))
  const { dwellVoltageV } = cathode
  const about: FileToRead = {
    kind: cell.kind,
    dwellVoltageV,
    columnsPath: setting.columnsPathOf(testId),
    mappings: mappings.map(({ key, version, name, header, columnMap }) => ({ key, version, name, header, columnMap })),
  }
  const reading = await readSafely(setting, stored, about, watch)
  watch.onStage?.('storing')
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
      return
    }
    const { format, instrument, readerVersion, rowCount, mapping, gaps } = reading
    const earlier = parts.length === 0 ? await findExtended(lab, test, reading) : null
    const replaces = earlier === null ? test.replaces : earlier.test.id
    const firstReading = await firstReadingOf(lab, replaces)
    const decisions = standingDecisions(await listDecisionRows(lab, [firstReading ?? testId]))
    const figures = figuresOfCycles({
      cycles: reading.cycles,
      cell,
      cathode,
      decisions,
      hasSpectra: reading.spectra.length > 0,
    })
    const warnings = [...reading.warnings, ...figures.doubts]
    if (earlier !== null)
      warnings.unshift({
        code: 'goes-on',
        message: `This file goes on from ${earlier.file?.name ?? 'an earlier one'} and takes its place: the ${earlier.cycleCount} cycles of that one are in it.`,
      })
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
        mapping,
        gaps: parts.length === 0 ? null : gaps,
      }),
      ...write(last),
      ...chunks(spectra).map((rows) => insertSpectra(lab, rows)),
      ...chunks(results).map((rows) => insertResults(lab, rows)),
      activityEntry(lab, { ...happened, verb: 'test.read', details: { ...names, cycleCount: cycles.length } }),
    ])
  } catch (error) {
    if (!(error instanceof FinishedAlready)) throw error
  }
}

/** The reading that people's decisions stand under, of a test that takes another's place. */
async function firstReadingOf(lab: LabScope, replaces: TestId | null): Promise<TestId | null> {
  if (replaces === null) return null
  const [earlier] = await listTestRows(lab, { test: replaces })
  return earlier?.test.firstReading ?? replaces
}

/** The longest earlier reading on this cell that this one goes on from, as when a running test's file is exported again. */
async function findExtended(
  lab: LabScope,
  test: TestRow,
  reading: Extract<TestReading, { ok: true }>,
): Promise<(TestWithFile & { cycleCount: number }) | null> {
  const others = (await listTestRows(lab, { cell: test.cellId })).filter(
    (row) =>
      row.test.id !== test.id &&
      row.test.fileId !== test.fileId &&
      row.test.origin === 'file' &&
      row.test.state === 'read' &&
      row.test.format === reading.format &&
      (row.test.rowCount ?? 0) < reading.rowCount,
  )
  const cycles = await listCycleRows(
    lab,
    others.map((row) => row.test.id),
  )
  const extended = others.flatMap((row) => {
    const known = cycles.filter((cycle) => cycle.testId === row.test.id)
    return extendsEarlier(known, reading.cycles) ? [{ ...row, cycleCount: known.length }] : []
  })
  return extended.toSorted((a, b) => b.cycleCount - a.cycleCount)[0] ?? null
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
