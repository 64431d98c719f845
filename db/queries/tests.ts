import { and, asc, desc, eq, getTableColumns, inArray, notInArray, or, type SQL, sql } from 'drizzle-orm'
import type { CellId, FileId, LabId, PlanId, RecipeId, SampleId, TestId } from '@/science/ids'
import type { Statement } from '../commit'
import { files } from '../schema/files'
import { revisions } from '../schema/revisions'
import { runs } from '../schema/runs'
import { cellCorrections, cells, samples } from '../schema/samples'
import { cycles, results, spectra, testDecisions, testPartings, testParts, tests } from '../schema/tests'
import { replaced } from './replacedTests'
import { correctCells } from './samples'
import type { LabScope } from './scope'

export type TestRow = typeof tests.$inferSelect
export type CycleRow = typeof cycles.$inferSelect
export type ResultRow = typeof results.$inferSelect
export type SpectrumRow = typeof spectra.$inferSelect
export type FileRow = typeof files.$inferSelect
export type DecisionRow = typeof testDecisions.$inferSelect
type Db = LabScope['db']

/** Results that hold: of the test's newest computation. For a query that joins both tables. */
export function resultHolds() {
  return eq(results.computation, tests.computation)
}

export interface TestWithFile {
  test: TestRow
  file: FileRow | null
}

/** Newest first; readings that were replaced are left out. */
export async function listTestRows(
  lab: LabScope,
  { cell, test }: { cell?: CellId; test?: TestId },
): Promise<TestWithFile[]> {
  return await lab.db
    .select({ test: tests, file: files })
    .from(tests)
    .leftJoin(files, eq(files.id, tests.fileId))
    .where(
      and(
        eq(tests.labId, lab.labId),
        cell === undefined ? undefined : and(eq(tests.cellId, cell), notInArray(tests.id, replaced(lab))),
        test === undefined ? undefined : eq(tests.id, test),
      ),
    )
    .orderBy(desc(tests.createdAt), desc(tests.id))
}

/** On which cell each was made. */
export async function listCellsOfTests(
  lab: LabScope,
  ids: readonly TestId[],
): Promise<{ id: TestId; cellId: CellId }[]> {
  if (ids.length === 0) return []
  return await lab.db
    .select({ id: tests.id, cellId: tests.cellId })
    .from(tests)
    .where(and(eq(tests.labId, lab.labId), inArray(tests.id, [...ids])))
}

export async function listCycleRows(lab: LabScope, testIds: readonly TestId[]): Promise<CycleRow[]> {
  if (testIds.length === 0) return []
  return await lab.db
    .select()
    .from(cycles)
    .where(inArray(cycles.testId, [...testIds]))
    .orderBy(cycles.testId, cycles.cycle)
}

/** Those that hold. */
export async function listResultRows(lab: LabScope, testIds: readonly TestId[]): Promise<ResultRow[]> {
  if (testIds.length === 0) return []
  return await lab.db
    .select(getTableColumns(results))
    .from(results)
    .innerJoin(tests, eq(tests.id, results.testId))
    .where(and(eq(results.labId, lab.labId), inArray(results.testId, [...testIds]), resultHolds()))
    .orderBy(results.testId, results.figure, results.atCycle, results.id)
}

export async function findFile(lab: LabScope, id: FileId): Promise<FileRow | undefined> {
  const [row] = await lab.db
    .select()
    .from(files)
    .where(and(eq(files.labId, lab.labId), eq(files.id, id)))
    .limit(1)
  return row
}

export async function listFiles(lab: LabScope, ids: readonly FileId[]): Promise<FileRow[]> {
  if (ids.length === 0) return []
  return await lab.db
    .select()
    .from(files)
    .where(and(eq(files.labId, lab.labId), inArray(files.id, [...ids])))
}

export async function findFileByContent(lab: LabScope, sha256: string): Promise<FileRow | undefined> {
  const rows = await lab.db
    .select()
    .from(files)
    .where(and(eq(files.labId, lab.labId), eq(files.sha256, sha256)))
    .limit(1)
  return rows[0]
}

/** A test's file, and those of the tests that it puts together, in their order. */
export interface PartRow {
  /** the whole */
  testId: TestId
  partId: TestId
  file: FileRow
}

/** The parts of tests that are made of several, in order. */
export async function listPartRows(lab: LabScope, testIds: readonly TestId[]): Promise<PartRow[]> {
  if (testIds.length === 0) return []
  return await lab.db
    .select({ testId: testParts.testId, partId: testParts.partId, file: files })
    .from(testParts)
    .innerJoin(tests, eq(tests.id, testParts.partId))
    .innerJoin(files, eq(files.id, tests.fileId))
    .where(and(eq(tests.labId, lab.labId), inArray(testParts.testId, [...testIds])))
    .orderBy(testParts.testId, testParts.number)
}

export function insertParts(lab: LabScope, testId: TestId, partIds: readonly TestId[]) {
  return lab.db.insert(testParts).values(partIds.map((partId, index) => ({ testId, number: index + 1, partId })))
}

export function insertParting(lab: LabScope, row: Omit<typeof testPartings.$inferInsert, 'labId'>) {
  return lab.db.insert(testPartings).values({ ...row, labId: lab.labId })
}

/** What was taken apart of a cell, oldest first. */
export async function listPartings(lab: LabScope, cellId: CellId) {
  return await lab.db
    .select({ ...getTableColumns(testPartings), gaps: tests.gaps })
    .from(testPartings)
    .innerJoin(tests, eq(tests.id, testPartings.testId))
    .where(and(eq(testPartings.labId, lab.labId), eq(tests.cellId, cellId)))
    .orderBy(asc(testPartings.at), testPartings.testId)
}

/** What was begun to take this one's place, whatever came of it. */
export async function listReadingsInPlaceOf(lab: LabScope, testId: TestId): Promise<TestRow[]> {
  return await lab.db
    .select()
    .from(tests)
    .where(and(eq(tests.labId, lab.labId), eq(tests.replaces, testId)))
}

/** What of the lab's files is not read yet, in the order of their coming. */
export async function listTestsBeingRead(lab: LabScope): Promise<(TestWithFile & { cellName: string })[]> {
  return await lab.db
    .select({ test: tests, file: files, cellName: cells.name })
    .from(tests)
    .innerJoin(cells, eq(cells.id, tests.cellId))
    .leftJoin(files, eq(files.id, tests.fileId))
    .where(and(eq(tests.labId, lab.labId), eq(tests.state, 'reading'), eq(tests.origin, 'file')))
    .orderBy(tests.createdAt, tests.id)
}

/** The newest reading of a file on a cell, also one that a longer file took the place of. */
export async function findTestOfFile(lab: LabScope, cellId: CellId, fileId: FileId): Promise<TestRow | undefined> {
  const rows = await lab.db
    .select()
    .from(tests)
    .where(
      and(
        eq(tests.labId, lab.labId),
        eq(tests.cellId, cellId),
        eq(tests.fileId, fileId),
        // A test of several files is another thing than the first of them.
        notInArray(tests.id, lab.db.select({ id: testParts.testId }).from(testParts)),
      ),
    )
    .orderBy(desc(tests.createdAt))
    .limit(1)
  return rows[0]
}

export function insertFile(lab: LabScope, row: Omit<FileRow, 'labId'>) {
  return lab.db.insert(files).values({ ...row, labId: lab.labId })
}

export function insertTest(lab: LabScope, row: Omit<typeof tests.$inferInsert, 'labId'>) {
  return lab.db.insert(tests).values({ ...row, labId: lab.labId })
}

/** Matches no row when another reader has finished this test already. */
export function finishTest(
  lab: LabScope,
  testId: TestId,
  found: Partial<
    Pick<
      TestRow,
      | 'state'
      | 'failure'
      | 'format'
      | 'instrument'
      | 'readerVersion'
      | 'rowCount'
      | 'warnings'
      | 'conditions'
      | 'replaces'
      | 'mapping'
      | 'gaps'
      | 'firstReading'
      | 'dwellVoltageV'
      | 'statedOneC'
    >
  >,
) {
  return lab.db
    .update(tests)
    .set(found)
    .where(and(eq(tests.labId, lab.labId), eq(tests.id, testId), eq(tests.state, 'reading')))
}

/** In the order of the file. */
export async function listSpectrumRows(lab: LabScope, testIds: readonly TestId[]): Promise<SpectrumRow[]> {
  if (testIds.length === 0) return []
  return await lab.db
    .select()
    .from(spectra)
    .where(inArray(spectra.testId, [...testIds]))
    .orderBy(spectra.testId, spectra.number)
}

export function insertSpectra(lab: LabScope, rows: SpectrumRow[]) {
  return lab.db.insert(spectra).values(rows)
}

const cycleColumns = Object.entries(getTableColumns(cycles)).map(([key, { name }]) => ({
  key: key as keyof CycleRow,
  name,
}))

/** Written out here: drizzle takes 30 ms for 500 rows, in which nobody is served. All columns are numbers or words. */
export function insertCycles(_lab: LabScope, rows: readonly (typeof cycles.$inferInsert)[]): Statement {
  const names = cycleColumns.map((column) => `"${column.name}"`).join(', ')
  const places = `(${cycleColumns.map(() => '?').join(', ')})`
  return {
    toSQL: () => ({
      sql: `insert into "cycles" (${names}) values ${rows.map(() => places).join(', ')}`,
      params: rows.flatMap((row) => cycleColumns.map(({ key }) => row[key] ?? null)),
    }),
  }
}

/** For the first batch of a reading that an earlier process may have left half written. */
export function deleteCyclesOfReading(lab: LabScope, testId: TestId) {
  return lab.db.delete(cycles).where(eq(cycles.testId, testId))
}

export function insertResults(lab: LabScope, rows: Omit<typeof results.$inferInsert, 'labId'>[]) {
  return lab.db.insert(results).values(rows.map((row) => ({ ...row, labId: lab.labId })))
}

/** What an interrupted process left half read. */
export async function listTestsToRead(db: Db): Promise<{ testId: TestId; labId: LabId; cellId: CellId }[]> {
  return await db
    .select({ testId: tests.id, labId: tests.labId, cellId: tests.cellId })
    .from(tests)
    .where(and(eq(tests.state, 'reading'), eq(tests.origin, 'file')))
    .orderBy(tests.createdAt, tests.id)
}

/** Tests whose rows a chart may ask for at any moment: those that count, and those that are being read. */
export async function listTestsWithRows(lab: LabScope): Promise<TestId[]> {
  const rows = await lab.db
    .select({ id: tests.id })
    .from(tests)
    .where(
      and(
        eq(tests.labId, lab.labId),
        eq(tests.origin, 'file'),
        or(eq(tests.state, 'reading'), and(eq(tests.state, 'read'), notInArray(tests.id, replaced(lab)))),
      ),
    )
  return rows.map(({ id }) => id)
}

/** All that reading a test's file needs to know: the file, the cell, and the recipe that the cell goes back to. */
export async function findTestToRead(lab: LabScope, testId: TestId) {
  const rows = await lab.db
    .select({
      test: tests,
      file: files,
      cell: cells,
      sampleCode: samples.code,
      planId: runs.planId,
      values: revisions.values,
    })
    .from(tests)
    .innerJoin(files, eq(files.id, tests.fileId))
    .innerJoin(cells, eq(cells.id, tests.cellId))
    .innerJoin(samples, eq(samples.id, cells.sampleId))
    .innerJoin(runs, eq(runs.id, samples.runId))
    .innerJoin(revisions, eq(revisions.id, runs.revisionId))
    .where(and(eq(tests.labId, lab.labId), eq(tests.id, testId)))
    .limit(1)
  return (await correctCells(lab, rows))[0]
}

/** The values of the recipe that a cell goes back to, as frozen. */
export async function findRecipeOfCell(lab: LabScope, cellId: CellId) {
  const rows = await lab.db
    .select({ values: revisions.values })
    .from(cells)
    .innerJoin(samples, eq(samples.id, cells.sampleId))
    .innerJoin(runs, eq(runs.id, samples.runId))
    .innerJoin(revisions, eq(revisions.id, runs.revisionId))
    .where(and(eq(cells.labId, lab.labId), eq(cells.id, cellId)))
    .limit(1)
  return rows[0]?.values ?? {}
}

/** One row while a cell has been corrected just so often, for a batch that rests on how it stands. */
export function whileCorrected(lab: LabScope, cellId: CellId, times: number) {
  return cellWhile(
    lab,
    cellId,
    sql`(select count(*) from ${cellCorrections} where ${cellCorrections.cellId} = ${cellId}) = ${times}`,
  )
}

/** How many tests of a cell are read, those among them that another took the place of. */
export async function countReadTests(lab: LabScope, cellId: CellId): Promise<number> {
  return await lab.db.$count(tests, and(eq(tests.labId, lab.labId), eq(tests.cellId, cellId), eq(tests.state, 'read')))
}

/** One row while so many tests of a cell are read, for a batch that computes the figures of all of them. */
export function whileRead(lab: LabScope, cellId: CellId, testCount: number) {
  return cellWhile(
    lab,
    cellId,
    sql`(select count(*) from ${tests} where ${tests.cellId} = ${cellId} and ${tests.state} = 'read') = ${testCount}`,
  )
}

function cellWhile(lab: LabScope, cellId: CellId, condition: SQL) {
  return lab.db
    .select({ id: cells.id })
    .from(cells)
    .where(and(eq(cells.labId, lab.labId), eq(cells.id, cellId), condition))
}

/** The next computation of a test's results becomes the one that holds. Matches no row when another came first. */
export function advanceComputation(
  lab: LabScope,
  test: Pick<TestRow, 'id' | 'computation'>,
  found: Pick<TestRow, 'conditions' | 'warnings'>,
) {
  return lab.db
    .update(tests)
    .set({ ...found, computation: test.computation + 1 })
    .where(and(eq(tests.labId, lab.labId), eq(tests.id, test.id), eq(tests.computation, test.computation)))
}

/** What people decided of these tests, by their first readings; oldest first. */
export async function listDecisionRows(lab: LabScope, firstReadings: readonly TestId[]): Promise<DecisionRow[]> {
  if (firstReadings.length === 0) return []
  return await lab.db
    .select()
    .from(testDecisions)
    .where(and(eq(testDecisions.labId, lab.labId), inArray(testDecisions.testId, [...firstReadings])))
    .orderBy(testDecisions.testId, testDecisions.number)
}

export function insertDecision(lab: LabScope, row: Omit<DecisionRow, 'labId'>) {
  return lab.db.insert(testDecisions).values({ ...row, labId: lab.labId })
}

export interface RetentionRow {
  percent: number
  atCycle: number | null
  referenceCycle: number | null
  testId: TestId
  cellId: CellId
  recipeId: RecipeId
}

/** Every capacity retention of a plan, a sample or a cell; a service picks the best. */
export async function listRetentions(
  lab: LabScope,
  {
    plan,
    sample,
    cell,
    cells: ofCells,
  }: { plan?: PlanId; sample?: SampleId; cell?: CellId; cells?: readonly CellId[] },
): Promise<RetentionRow[]> {
  return await lab.db
    .select({
      percent: results.value,
      atCycle: results.atCycle,
      referenceCycle: results.referenceCycle,
      testId: results.testId,
      cellId: cells.id,
      recipeId: runs.recipeId,
    })
    .from(results)
    .innerJoin(tests, eq(tests.id, results.testId))
    .innerJoin(cells, eq(cells.id, tests.cellId))
    .innerJoin(samples, eq(samples.id, cells.sampleId))
    .innerJoin(runs, eq(runs.id, samples.runId))
    .where(
      and(
        eq(results.labId, lab.labId),
        eq(results.figure, 'retention'),
        resultHolds(),
        eq(tests.state, 'read'),
        notInArray(tests.id, replaced(lab)),
        // A blend of several recipes judges none of them.
        plan === undefined ? undefined : and(eq(runs.planId, plan), eq(samples.mixesRecipes, false)),
        sample === undefined ? undefined : eq(samples.id, sample),
        cell === undefined ? undefined : eq(cells.id, cell),
        ofCells === undefined ? undefined : inArray(cells.id, [...ofCells]),
      ),
    )
}
