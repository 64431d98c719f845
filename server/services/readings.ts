import { commit, guarded, type Statement } from '@/db/commit'
import { findRun } from '@/db/queries/runs'
import { type CellRow, findCell, listSampleRows } from '@/db/queries/samples'
import type { LabScope } from '@/db/queries/scope'
import {
  deleteCyclesOfReading,
  findTestToRead,
  finishTest,
  insertParting,
  insertParts,
  insertTest,
  listDecisionRows,
  listPartings,
  listPartRows,
  listReadingsInPlaceOf,
  listTestRows,
  listTestsBeingRead,
  type TestRow,
  type TestWithFile,
} from '@/db/queries/tests'
import type { CellId, FileId, PlanId, TestId } from '@/science/ids'
import { AppError } from '../errors'
import { namesOf } from '../jobs/importTest'
import { libraryOf } from '../projection/libraryOf'
import type { ImportView } from '../views'
import { activityEntry } from './activity'
import { cathodeOf } from './cathodeOf'
import { isUniqueViolation, retryTaken } from './conflicts'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { standingDecisions } from './standingDecisions'
import { nextComputation } from './testFigures'
import { testIdOf } from './testIdOf'

/** Files of the lab that are not read yet, in the order of their coming. */
export async function listImports(context: LabContext, { cell }: { cell?: CellId }): Promise<ImportView[]> {
  const rows = await listTestsBeingRead(scopeOf(context))
  return rows.flatMap(({ test, file, cellName }) => {
    if (cell !== undefined && test.cellId !== cell) return []
    const { stage, share, before, since } = context.core.jobs.progressOf(test.id) ?? waitsForStart
    const fileName = file?.name ?? ''
    const sizeBytes = file?.sizeBytes ?? 0
    return [{ testId: test.id, cellId: test.cellId, cellName, fileName, sizeBytes, stage, share, before, since }]
  })
}

/** What an earlier process left and this one has not taken up yet. */
const waitsForStart = { stage: 'waiting', share: 0, before: 0, since: null } as const

/** Gives up a reading that waits or is under way. The file and the test stay; it can be read again. */
export async function cancelReading(context: LabContext, testId: TestId): Promise<void> {
  const { core, actor } = context
  const { lab, test, cell, planId, files } = await findReading(context, testId)
  const ended = () => new AppError('conflict', 'This file is no longer being read. Look at the test again.')
  if (test.state !== 'reading') throw ended()
  const failure = `${actor.name} stopped the reading. The file is kept; it can be read again.`
  await commit(core.database, [
    guarded(finishTest(lab, testId, { state: 'failed', failure }), { changes: 1, otherwise: ended }),
    // Of a long record the first batches may be there already.
    deleteCyclesOfReading(lab, testId),
    activityEntry(lab, {
      by: actor.memberId,
      at: thisMoment(),
      verb: 'test.cancelled',
      details: { cell: cell.name, file: namesOf(files) },
      subjectId: testId,
      planId,
    }),
  ])
  core.jobs.cancel(testId)
}

/**
 * Reads a test's files with the readers and the mappings of today, as a new test beside it. Once that is read it stands in its place;
 * the earlier reading stays known.
 */
export async function readAgain(context: LabContext, testId: TestId): Promise<{ testId: TestId }> {
  const { core, actor } = context
  const { lab, test, cell, planId, files, parts } = await findReading(context, testId)
  if (test.state === 'reading') throw new AppError('conflict', 'This file is being read.')
  const started = await retryTaken(async () => {
    const others = await listReadingsInPlaceOf(lab, testId)
    const under = others.find((other) => other.state === 'reading')
    if (under !== undefined) return { id: under.id, isNew: false }
    const id = testIdOf(cell.id, `${testId} again ${others.length}`)
    const at = thisMoment()
    await commit(core.database, [
      insertTest(lab, { ...aboutToRead(context, cell.id, test.fileId, at), id, ...inPlaceOf(test) }),
      ...(parts.length === 0 ? [] : [insertParts(lab, id, parts)]),
      activityEntry(lab, {
        by: actor.memberId,
        at,
        verb: 'test.read-again',
        details: { cell: cell.name, file: namesOf(files) },
        subjectId: id,
        planId,
      }),
    ])
    return { id, isNew: true }
  })
  if (started.isNew) core.jobs.importTest({ labId: lab.labId, testId: started.id, cellId: cell.id })
  return { testId: started.id }
}

const mostParts = 50

/**
 * One test of the files of several on the same cell, in the order of their clocks. Once it is read, those stand in no list of their own.
 * The same tests put together twice are one, unless that was taken apart again.
 */
export async function putTogether(
  context: LabContext,
  { cell: cellId, tests }: { cell: CellId; tests: readonly TestId[] },
): Promise<{ testId: TestId; known: boolean }> {
  const { core, actor } = context
  const lab = scopeOf(context)
  const cell = await findCell(lab, cellId)
  if (cell === undefined) throw new AppError('not-found', 'There is no such cell in this lab.')
  const ids = [...new Set(tests)]
  if (ids.length < 2 || ids.length > mostParts)
    throw new AppError('bad-input', `Choose between 2 and ${mostParts} tests to put together; ${ids.length} came.`)
  const rows = (await Promise.all(ids.map((test) => listTestRows(lab, { test })))).flat()
  const whole = new Set((await listPartRows(lab, ids)).map((row) => row.testId))
  const chosen = ids.map((id) => checkedPart(rows, id, cellId, whole))
  const parted = new Set((await listPartings(lab, cellId)).map((one) => one.testId))
  const idOf = (time: number) => testIdOf(cellId, [...ids.toSorted(), ...(time === 1 ? [] : [time])].join(' '))
  let time = 1
  while (parted.has(idOf(time))) time += 1
  const testId = idOf(time)
  const at = thisMoment()
  try {
    await commit(core.database, [
      insertTest(lab, { ...aboutToRead(context, cellId, chosen[0]?.id ?? null, at), id: testId }),
      insertParts(lab, testId, ids),
      activityEntry(lab, {
        by: actor.memberId,
        at,
        verb: 'test.put-together',
        details: { cell: cell.name, files: chosen.map((file) => file.name) },
        subjectId: testId,
        planId: await planOf(lab, cell),
      }),
    ])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return { testId, known: true }
  }
  core.jobs.importTest({ labId: lab.labId, testId, cellId })
  return { testId, known: false }
}

/**
 * Takes a test of several files apart again. It counts no longer, in no list and no comparison; the tests of its files stand again, each
 * with what was judged of it. Their figures are computed anew: the cell may have been put right meanwhile.
 */
export async function takeApart(
  context: LabContext,
  { test: testId, reason }: { test: TestId; reason: string },
): Promise<void> {
  const { core, actor } = context
  const { lab, test, cell, planId, files, parts } = await findReading(context, testId)
  if (parts.length === 0) throw new AppError('bad-input', 'This test is of one file: there is nothing to take apart.')
  const others = await listReadingsInPlaceOf(lab, testId)
  if ([test, ...others].some((one) => one.state === 'reading'))
    throw new AppError('conflict', 'The files are being read. Wait until they are, or stop the reading.')
  if (others.some((one) => one.state === 'read'))
    throw new AppError('conflict', 'A newer reading has taken the place of this one. Look at the cell again.')
  const by = actor.memberId
  const at = thisMoment()
  try {
    await commit(core.database, [
      insertParting(lab, { testId: test.firstReading ?? test.id, reason, by, at }),
      ...(await Promise.all(parts.map((part) => computedAnew(context, part)))).flat(),
      activityEntry(lab, {
        by,
        at,
        verb: 'test.taken-apart',
        details: { cell: cell.name, files: files.map((file) => file.name), reason },
        subjectId: testId,
        planId,
      }),
    ])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('conflict', 'These files have been taken apart already.')
  }
}

/** The figures of a test that stands again, of the cell and the decisions as they stand now. */
async function computedAnew(context: LabContext, testId: TestId): Promise<Statement[]> {
  const lab = scopeOf(context)
  const found = await findTestToRead(lab, testId)
  if (found === undefined || found.test.state !== 'read') return []
  const { test, cell, values } = found
  const { capacityMAhPerG } = cathodeOf(values, await libraryOf(lab))
  return await nextComputation(lab, {
    test,
    fitCircuits: context.core.jobs.fitCircuits,
    cell,
    cathode: { capacityMAhPerG, dwellVoltageV: test.dwellVoltageV },
    decisions: standingDecisions(await listDecisionRows(lab, [test.firstReading ?? test.id])),
  })
}

/** What a reading says of the one whose place it is to take. */
function inPlaceOf({ id, firstReading }: Pick<TestRow, 'id' | 'firstReading'>) {
  return { replaces: id, firstReading: firstReading ?? id }
}

function checkedPart(rows: readonly TestWithFile[], id: TestId, cellId: CellId, whole: ReadonlySet<TestId>) {
  const row = rows.find(({ test }) => test.id === id)
  if (row === undefined || row.test.cellId !== cellId)
    throw new AppError('bad-input', 'One of the tests is not of this cell.')
  const { test, file } = row
  if (file === null) throw new AppError('bad-input', 'A test from a paper has no file to put together with others.')
  if (whole.has(id))
    throw new AppError('bad-input', `${file.name} is put together from several files already: choose those instead.`)
  if (test.state !== 'read') throw new AppError('bad-input', `${file.name} is not read: put together what is.`)
  return file
}

function aboutToRead({ actor }: LabContext, cellId: CellId, fileId: FileId | null, createdAt: Date) {
  return {
    cellId,
    origin: 'file',
    fileId,
    state: 'reading',
    warnings: [],
    conditions: {},
    createdBy: actor.memberId,
    createdAt,
  } as const
}

async function findReading(context: LabContext, testId: TestId) {
  const lab = scopeOf(context)
  const [row] = await listTestRows(lab, { test: testId })
  const cell = row === undefined ? undefined : await findCell(lab, row.test.cellId)
  if (row === undefined || cell === undefined) throw new AppError('not-found', 'There is no such test in this lab.')
  const { test, file } = row
  if (file === null) throw new AppError('bad-input', 'This test is from a paper: there is no file to read.')
  const parts = await listPartRows(lab, [testId])
  return {
    lab,
    test: test satisfies TestRow,
    cell,
    planId: await planOf(lab, cell),
    parts: parts.map((part) => part.partId),
    files: parts.length === 0 ? [file] : parts.map((part) => part.file),
  }
}

async function planOf(lab: LabScope, cell: CellRow): Promise<PlanId | null> {
  const [sample] = await listSampleRows(lab, { sample: cell.sampleId })
  const run = sample === undefined ? undefined : await findRun(lab, sample.sample.runId)
  return run?.planId ?? null
}
