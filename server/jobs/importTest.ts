import { newId } from '@/collab/plan/newId'
import { commit, guarded } from '@/db/commit'
import type { Database } from '@/db/connection'
import type { LabScope } from '@/db/queries/scope'
import {
  findTestToRead,
  finishTest,
  insertCycles,
  insertResults,
  insertSpectra,
  listCycleRows,
  listTestRows,
  listTestsToRead,
  type TestRow,
  type TestWithFile,
} from '@/db/queries/tests'
import { extendsEarlier } from '@/science/cycler/stitch'
import type { LabId, TestId } from '@/science/ids'
import type { Library } from '@/science/library/library'
import type { ParameterValue } from '@/science/recipe/parameter'
import { libraryOf } from '../projection/libraryOf'
import { activityEntry } from '../services/activity'
import { thisMoment } from '../services/moment'
import { readStoredFile } from './readInWorker'
import type { FileToRead, TestReading } from './readTestFile'

export interface TestToImport {
  labId: LabId
  testId: TestId
}

export interface ImportSetting {
  database: Database
  logger: { error(details: object, message: string): void }
  /** Where the bytes of a content lie. */
  pathOf(sha256: string): string
  read?: typeof readStoredFile
}

/** Another reader finished this test first. */
class FinishedAlready extends Error {}

/** Rows of one insert statement: an engine takes only so many values at once. */
const rowsPerInsert = 500

/**
 * Reads a test's file and writes all that comes of it in one batch: cycles, results, and the line in the activity. Whatever
 * goes wrong becomes the test's state `failed` with a sentence; the upload is kept in any case.
 */
export async function importTest(setting: ImportSetting, { labId, testId }: TestToImport): Promise<void> {
  const { database } = setting
  const lab: LabScope = { db: database.db, labId }
  const found = await findTestToRead(lab, testId)
  if (found === undefined || found.test.state !== 'reading') return
  const { test, file, cell, planId, values } = found

  const reading = await readSafely(setting, file.sha256, {
    fileName: file.name,
    kind: cell.kind,
    activeMassMg: cell.activeMassMg,
    ...cathodeOf(values, await libraryOf(lab)),
  })
  const at = thisMoment()
  const happened = { by: test.createdBy, at, subjectId: testId, planId }
  const names = { cell: cell.name, file: file.name }
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
    const { format, instrument, readerVersion, rowCount, warnings, conditions } = reading
    const cycles = reading.cycles.map(({ open: _, ...cycle }) => ({ ...cycle, testId }))
    const spectra = reading.spectra.map((spectrum) => ({ ...spectrum, testId }))
    const results = reading.results.map((result) => ({
      ...result,
      conditions: { ...result.conditions },
      id: newId('result'),
      testId,
      qualifier: null,
      alsoReported: null,
    }))
    const earlier = await findExtended(lab, test, reading)
    const replaces = earlier === null ? test.replaces : earlier.test.id
    if (earlier !== null)
      warnings.unshift({
        code: 'goes-on',
        message: `This file goes on from ${earlier.file?.name ?? 'an earlier one'} and takes its place: the ${earlier.cycleCount} cycles of that one are in it.`,
      })
    await commit(database, [
      finish({
        state: 'read',
        failure: null,
        format,
        instrument,
        readerVersion,
        rowCount,
        warnings,
        conditions,
        replaces,
      }),
      ...chunks(cycles).map((rows) => insertCycles(lab, rows)),
      ...chunks(spectra).map((rows) => insertSpectra(lab, rows)),
      ...chunks(results).map((rows) => insertResults(lab, rows)),
      activityEntry(lab, { ...happened, verb: 'test.read', details: { ...names, cycleCount: cycles.length } }),
    ])
  } catch (error) {
    if (!(error instanceof FinishedAlready)) throw error
  }
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

async function readSafely(
  { logger, pathOf, read = readStoredFile }: ImportSetting,
  sha256: string,
  file: FileToRead,
): Promise<TestReading> {
  try {
    return await read(pathOf(sha256), file)
  } catch (error) {
    logger.error({ err: error, sha256 }, 'a cycler file could not be read')
    return {
      ok: false,
      message:
        'Reading this file went wrong on our side. The file is kept; whoever runs this server finds more in its log.',
    }
  }
}

/** What the recipe says of its cathode powder: own values first, then the library's. */
function cathodeOf(
  values: Readonly<Record<string, ParameterValue>>,
  library: Library,
): { dwellVoltageV: number | null; capacityMAhPerG: number | null } {
  const cathode = typeof values.cathode === 'string' ? library.cathodeById.get(values.cathode) : undefined
  const number = (...candidates: unknown[]) =>
    candidates.find((value): value is number => typeof value === 'number' && Number.isFinite(value)) ?? null
  return {
    dwellVoltageV: number(values['conditions.dwellVoltageV'], cathode?.dwellVoltageV),
    capacityMAhPerG: number(values.capacityMAhPerG, cathode?.capacityMAhPerG),
  }
}

function chunks<Row>(rows: readonly Row[]): Row[][] {
  const parts: Row[][] = []
  for (let from = 0; from < rows.length; from += rowsPerInsert) parts.push(rows.slice(from, from + rowsPerInsert))
  return parts
}

export interface ImportQueue {
  importTest(test: TestToImport): void
  /** At start: takes up what an earlier process left half read. */
  resume(): Promise<number>
  settled(): Promise<void>
  /** Finishes the file that is being read; those that wait are taken up at the next start. */
  close(): Promise<void>
}

/** One file at a time: reading is work for a whole core, and the others are for the people. */
export function createImportQueue(setting: ImportSetting): ImportQueue {
  const waiting = new Map<TestId, TestToImport>()
  let working: Promise<void> | null = null
  let isClosed = false

  async function work(): Promise<void> {
    for (const [testId, test] of waiting) {
      if (isClosed) return
      waiting.delete(testId)
      try {
        await importTest(setting, test)
      } catch (error) {
        setting.logger.error({ err: error, testId }, 'a test could not be imported; the next start takes it up again')
      }
    }
  }

  function start(): void {
    if (working !== null || isClosed) return
    working = work().finally(() => {
      working = null
      if (waiting.size > 0) start()
    })
  }

  return {
    importTest(test) {
      waiting.set(test.testId, test)
      start()
    },
    async resume() {
      const left = await listTestsToRead(setting.database.db)
      for (const test of left) waiting.set(test.testId, test)
      if (left.length > 0) start()
      return left.length
    },
    async settled() {
      while (working !== null) await working
    },
    async close() {
      isClosed = true
      if (working !== null) await working
    },
  }
}
