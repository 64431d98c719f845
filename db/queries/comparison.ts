import { and, asc, between, count, countDistinct, desc, eq, inArray, lt, lte, notInArray, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { CellId, PlanId, RecipeId, RevisionId, RunId, SampleId, TestId } from '@/science/ids'
import { plans } from '../schema/plans'
import { revisions } from '../schema/revisions'
import { runs } from '../schema/runs'
import { cells, samples } from '../schema/samples'
import { cycles, results, tests } from '../schema/tests'
import { replaced } from './replacedTests'
import { correctCells } from './samples'
import type { LabScope } from './scope'
import { resultHolds } from './tests'

/** What somebody picked to compare. */
export interface Picked {
  cells: readonly CellId[]
  samples: readonly SampleId[]
  runs: readonly RunId[]
  recipes: readonly RecipeId[]
}

function isPicked(picked: Picked) {
  return or(
    inArray(cells.id, [...picked.cells]),
    inArray(samples.id, [...picked.samples]),
    inArray(runs.id, [...picked.runs]),
    inArray(runs.recipeId, [...picked.recipes]),
  )
}

/**
 * Read tests, newest first, with their cells as they have been put right. Readings that were replaced are left out, and so are cells
 * of a blend: it judges no single recipe.
 */
export async function listComparedTests(
  lab: LabScope,
  of: { revisions: readonly RevisionId[] } | { picked: Picked } | { tests: readonly TestId[] },
  limit: number,
) {
  const rows = await lab.db
    .select({
      id: tests.id,
      firstReading: tests.firstReading,
      origin: tests.origin,
      paperTestId: tests.paperTestId,
      paperPlace: tests.paperPlace,
      conditions: tests.conditions,
      cell: cells,
      sampleId: samples.id,
      runId: runs.id,
      runNumber: runs.number,
      revisionId: runs.revisionId,
    })
    .from(tests)
    .innerJoin(cells, eq(cells.id, tests.cellId))
    .innerJoin(samples, eq(samples.id, cells.sampleId))
    .innerJoin(runs, eq(runs.id, samples.runId))
    .where(
      and(
        eq(tests.labId, lab.labId),
        eq(tests.state, 'read'),
        eq(samples.mixesRecipes, false),
        notInArray(tests.id, replaced(lab)),
        'picked' in of
          ? isPicked(of.picked)
          : 'tests' in of
            ? inArray(tests.id, [...of.tests])
            : inArray(runs.revisionId, [...of.revisions]),
      ),
    )
    .orderBy(desc(tests.createdAt), desc(tests.id))
    .limit(limit)
  return await correctCells(lab, rows)
}

export type ComparedTestRow = Awaited<ReturnType<typeof listComparedTests>>[number]

/** Of these tests, without the account of how each was computed: the cell's page has that. */
export async function listComparedFigures(lab: LabScope, ids: readonly TestId[]) {
  if (ids.length === 0) return []
  return await lab.db
    .select({
      testId: results.testId,
      figure: results.figure,
      value: results.value,
      unit: results.unit,
      qualifier: results.qualifier,
      atCycle: results.atCycle,
      referenceCycle: results.referenceCycle,
      alsoReported: results.alsoReported,
      conditions: results.conditions,
    })
    .from(results)
    .innerJoin(tests, eq(tests.id, results.testId))
    .where(and(eq(results.labId, lab.labId), inArray(results.testId, [...ids]), resultHolds()))
    .orderBy(asc(results.testId), asc(results.figure), asc(results.atCycle), asc(results.id))
}

/** How many cells of blends have results: comparison leaves them out, and says so. */
export async function countBlendCells(lab: LabScope, plan?: PlanId): Promise<number> {
  const [row] = await lab.db
    .select({ count: countDistinct(cells.id) })
    .from(samples)
    .innerJoin(cells, eq(cells.sampleId, samples.id))
    .innerJoin(tests, and(eq(tests.cellId, cells.id), eq(tests.state, 'read')))
    .innerJoin(runs, eq(runs.id, samples.runId))
    .where(
      and(
        eq(samples.labId, lab.labId),
        eq(samples.mixesRecipes, true),
        plan === undefined ? undefined : eq(runs.planId, plan),
      ),
    )
  return row?.count ?? 0
}

/** The cycles near N and the reference cycle of each test, with both ends that its figures as they hold name. */
export async function listCyclesNear(lab: LabScope, ids: readonly TestId[], n: number, reach: number) {
  if (ids.length === 0) return []
  const reference = alias(results, 'reference')
  const last = alias(results, 'last')
  return await lab.db
    .select({
      testId: cycles.testId,
      cycle: cycles.cycle,
      dischargeCapacityMAh: cycles.dischargeCapacityMAh,
      dischargeCurrentMA: cycles.dischargeCurrentMA,
      firstRow: cycles.firstRow,
      lastRow: cycles.lastRow,
      referenceCycle: reference.atCycle,
      lastCycle: last.atCycle,
    })
    .from(cycles)
    .innerJoin(tests, eq(tests.id, cycles.testId))
    .innerJoin(
      reference,
      and(
        eq(reference.testId, tests.id),
        eq(reference.figure, 'referenceDischargeCapacity'),
        eq(reference.computation, tests.computation),
      ),
    )
    .innerJoin(
      last,
      and(eq(last.testId, tests.id), eq(last.figure, 'finalCapacity'), eq(last.computation, tests.computation)),
    )
    .where(
      and(
        eq(tests.labId, lab.labId),
        inArray(cycles.testId, [...ids]),
        or(eq(cycles.cycle, reference.atCycle), between(cycles.cycle, n - reach, n + reach)),
        lte(cycles.cycle, last.atCycle),
      ),
    )
}

/** How many runs of these revisions are in which state: what failed and what was never run are answers too. */
export async function listRunStates(lab: LabScope, ids: readonly RevisionId[]) {
  if (ids.length === 0) return []
  return await lab.db
    .select({ revisionId: runs.revisionId, state: runs.state, count: count(runs.id) })
    .from(runs)
    .where(and(eq(runs.labId, lab.labId), inArray(runs.revisionId, [...ids])))
    .groupBy(runs.revisionId, runs.state)
}

const comparedRevision = {
  id: revisions.id,
  recipeId: revisions.recipeId,
  recipeName: revisions.name,
  number: revisions.number,
  process: revisions.process,
  values: revisions.values,
  planId: revisions.planId,
  planTitle: plans.title,
}

/** Where a page of revisions ended. */
export interface RevisionCursor {
  at: Date
  id: RevisionId
}

/** Revisions that were run, newest first, without their predictions, which are large. */
export async function listRunRevisions(
  lab: LabScope,
  { plan, after, limit }: { plan?: PlanId; after?: RevisionCursor; limit: number },
) {
  const run = lab.db.select({ id: runs.revisionId }).from(runs).where(eq(runs.labId, lab.labId))
  return await lab.db
    .select({ ...comparedRevision, createdAt: revisions.createdAt })
    .from(revisions)
    .innerJoin(plans, eq(plans.id, revisions.planId))
    .where(
      and(
        eq(revisions.labId, lab.labId),
        inArray(revisions.id, run),
        plan === undefined ? undefined : eq(revisions.planId, plan),
        after === undefined
          ? undefined
          : or(lt(revisions.createdAt, after.at), and(eq(revisions.createdAt, after.at), lt(revisions.id, after.id))),
      ),
    )
    .orderBy(desc(revisions.createdAt), desc(revisions.id))
    .limit(limit)
}

export async function listComparedRevisions(lab: LabScope, ids: readonly RevisionId[]) {
  if (ids.length === 0) return []
  return await lab.db
    .select(comparedRevision)
    .from(revisions)
    .innerJoin(plans, eq(plans.id, revisions.planId))
    .where(and(eq(revisions.labId, lab.labId), inArray(revisions.id, [...ids])))
    .orderBy(plans.title, revisions.name, revisions.number)
}

export type ComparedRevisionRow = Awaited<ReturnType<typeof listComparedRevisions>>[number]

export async function listFrozenPredictions(lab: LabScope, ids: readonly RevisionId[]) {
  if (ids.length === 0) return []
  return await lab.db
    .select({ id: revisions.id, prediction: revisions.prediction })
    .from(revisions)
    .where(and(eq(revisions.labId, lab.labId), inArray(revisions.id, [...ids])))
}

/** The revisions of what somebody picked, also where no cell has been tested yet. */
export async function listPickedRuns(lab: LabScope, picked: Picked) {
  return await lab.db
    .select({
      runId: runs.id,
      runNumber: runs.number,
      recipeId: runs.recipeId,
      recipeName: revisions.name,
      planId: runs.planId,
      sampleId: samples.id,
      sampleCode: samples.code,
      mixesRecipes: samples.mixesRecipes,
      cellId: cells.id,
      cellName: cells.name,
    })
    .from(runs)
    .innerJoin(revisions, eq(revisions.id, runs.revisionId))
    .leftJoin(samples, eq(samples.runId, runs.id))
    .leftJoin(cells, eq(cells.sampleId, samples.id))
    .where(and(eq(runs.labId, lab.labId), isPicked(picked)))
}

/** Of each cycle what comparison draws. */
export async function listDrawnCycles(lab: LabScope, ids: readonly TestId[]) {
  if (ids.length === 0) return []
  return await lab.db
    .select({
      testId: cycles.testId,
      cycle: cycles.cycle,
      chargeCapacityMAh: cycles.chargeCapacityMAh,
      dischargeCapacityMAh: cycles.dischargeCapacityMAh,
    })
    .from(cycles)
    .where(inArray(cycles.testId, [...ids]))
    .orderBy(cycles.testId, cycles.cycle)
}
