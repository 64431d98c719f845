import { and, desc, eq, inArray, max, ne, sql } from 'drizzle-orm'
import type { PlanId, RecipeId, RevisionId, RunEntryId, RunId } from '@/science/ids'
import { plans } from '../schema/plans'
import { revisions } from '../schema/revisions'
import { runEntries, runs } from '../schema/runs'
import { samples } from '../schema/samples'
import type { LabScope } from './scope'

export type RunRow = typeof runs.$inferSelect
export type RunEntryRow = typeof runEntries.$inferSelect

export interface RunListRow {
  run: RunRow
  recipeName: string
  revisionNumber: number
  process: (typeof revisions.$inferSelect)['process']
  planTitle: string
}

const listed = {
  run: runs,
  recipeName: revisions.name,
  revisionNumber: revisions.number,
  process: revisions.process,
  planTitle: plans.title,
}

/** Newest first. */
export async function listRunRows(
  lab: LabScope,
  { plan, recipe, ids }: { plan?: PlanId; recipe?: RecipeId; ids?: readonly RunId[] } = {},
): Promise<RunListRow[]> {
  return await lab.db
    .select(listed)
    .from(runs)
    .innerJoin(revisions, eq(revisions.id, runs.revisionId))
    .innerJoin(plans, eq(plans.id, runs.planId))
    .where(
      and(
        eq(runs.labId, lab.labId),
        plan === undefined ? undefined : eq(runs.planId, plan),
        recipe === undefined ? undefined : eq(runs.recipeId, recipe),
        ids === undefined ? undefined : inArray(runs.id, [...ids]),
      ),
    )
    .orderBy(desc(runs.startedAt), desc(runs.id))
}

/** The codes and cells of these runs, or of all of a plan. */
export async function listCodesAndCells(
  lab: LabScope,
  of: { plan: PlanId } | { ids: readonly RunId[] },
): Promise<{ runId: RunId; code: string; cellCount: number }[]> {
  return await lab.db
    .select({
      runId: samples.runId,
      code: samples.code,
      cellCount: sql<number>`(select count(*) from cells where cells.sample_id = ${samples.id})`,
    })
    .from(runs)
    .innerJoin(samples, eq(samples.runId, runs.id))
    .where(and(eq(runs.labId, lab.labId), 'plan' in of ? eq(runs.planId, of.plan) : inArray(runs.id, [...of.ids])))
    .orderBy(samples.code)
}

export async function findRun(lab: LabScope, runId: RunId): Promise<RunRow | undefined> {
  const rows = await lab.db
    .select()
    .from(runs)
    .where(and(eq(runs.labId, lab.labId), eq(runs.id, runId)))
    .limit(1)
  return rows[0]
}

export async function findLastRunNumber(lab: LabScope, recipeId: RecipeId): Promise<number> {
  const [row] = await lab.db
    .select({ number: max(runs.number) })
    .from(runs)
    .where(and(eq(runs.labId, lab.labId), eq(runs.recipeId, recipeId)))
  return row?.number ?? 0
}

/** How often exactly this revision has been made so far. */
export async function findLastReplicate(lab: LabScope, revisionId: RevisionId): Promise<number> {
  const [row] = await lab.db
    .select({ replicate: max(runs.replicate) })
    .from(runs)
    .where(and(eq(runs.labId, lab.labId), eq(runs.revisionId, revisionId)))
  return row?.replicate ?? 0
}

/** Where the lab has made something, the place of the newest run first. */
export async function listRunPlaces(lab: LabScope, limit: number): Promise<string[]> {
  const rows = await lab.db
    .select({ place: runs.place })
    .from(runs)
    .where(and(eq(runs.labId, lab.labId), ne(runs.place, '')))
    .groupBy(runs.place)
    .orderBy(desc(max(runs.startedAt)))
    .limit(limit)
  return rows.map(({ place }) => place)
}

export function insertRun(lab: LabScope, row: Omit<RunRow, 'labId'>) {
  return lab.db.insert(runs).values({ ...row, labId: lab.labId })
}

/** Matches no row when the run is not as it was read: someone closed it, or recorded something, meanwhile. */
export function closeRunRow(
  lab: LabScope,
  runId: RunId,
  version: number,
  closing: Pick<RunRow, 'state' | 'closedBy' | 'closedAt' | 'reason'>,
  /** how many entries it had when it was read; not looked at when not given */
  entryCount?: number,
) {
  return lab.db
    .update(runs)
    .set({ ...closing, version: version + 1 })
    .where(
      and(
        eq(runs.labId, lab.labId),
        eq(runs.id, runId),
        eq(runs.version, version),
        eq(runs.state, 'running'),
        entryCount === undefined
          ? undefined
          : sql`(select count(*) from ${runEntries} where ${runEntries.runId} = ${runId}) = ${entryCount}`,
      ),
    )
}

/** As somebody said who knows; what was said before stands in the run's entries and in the audit log. No row when it was moved meanwhile. */
export function moveRunStart(lab: LabScope, run: Pick<RunRow, 'id' | 'startedAt'>, startedAt: Date) {
  return lab.db
    .update(runs)
    .set({ startedAt })
    .where(and(eq(runs.labId, lab.labId), eq(runs.id, run.id), eq(runs.startedAt, run.startedAt)))
}

/** Changes nothing; matches no row when the run was closed meanwhile. */
export function whileRunning(lab: LabScope, runId: RunId) {
  return lab.db
    .update(runs)
    .set({ state: 'running' })
    .where(and(eq(runs.labId, lab.labId), eq(runs.id, runId), eq(runs.state, 'running')))
}

export async function listRunEntries(lab: LabScope, runId: RunId): Promise<RunEntryRow[]> {
  return await lab.db
    .select()
    .from(runEntries)
    .where(and(eq(runEntries.labId, lab.labId), eq(runEntries.runId, runId)))
    .orderBy(runEntries.recordedAt, runEntries.id)
}

/** Of several runs, each in the order of recording. */
export async function listEntriesOfRuns(lab: LabScope, ids: readonly RunId[]): Promise<RunEntryRow[]> {
  if (ids.length === 0) return []
  return await lab.db
    .select()
    .from(runEntries)
    .where(and(eq(runEntries.labId, lab.labId), inArray(runEntries.runId, [...ids])))
    .orderBy(runEntries.recordedAt, runEntries.id)
}

export async function findRunEntry(lab: LabScope, id: RunEntryId): Promise<RunEntryRow | undefined> {
  const rows = await lab.db
    .select()
    .from(runEntries)
    .where(and(eq(runEntries.labId, lab.labId), eq(runEntries.id, id)))
    .limit(1)
  return rows[0]
}

export function insertRunEntry(lab: LabScope, row: Omit<RunEntryRow, 'labId'>) {
  return lab.db.insert(runEntries).values({ ...row, labId: lab.labId })
}
