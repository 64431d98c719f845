import { and, count, desc, eq, gte, inArray, isNull, lt, max, or, type SQL, sql } from 'drizzle-orm'
import type { MemberId, PlanId, RunId } from '@/science/ids'
import type { Process } from '@/science/recipe/process'
import { plans } from '../schema/plans'
import { reviews, revisions } from '../schema/revisions'
import { type runStates, runs } from '../schema/runs'
import { cells, samples } from '../schema/samples'
import { after, type Place } from './paging'
import type { LabScope } from './scope'

type RunState = (typeof runStates)[number]

/** What a list of runs is narrowed to; what is absent narrows nothing. */
export interface RunFilter {
  states?: readonly RunState[]
  person?: MemberId
  plan?: PlanId
  process?: Process
  /** Started at or after this moment. */
  from?: Date
  /** Started before this moment. */
  before?: Date
}

export const runGroups = ['state', 'person', 'plan', 'process'] as const
export type RunGroup = (typeof runGroups)[number]

const groupColumns = {
  state: runs.state,
  person: runs.startedBy,
  plan: runs.planId,
  process: revisions.process,
} as const

function filtered(lab: LabScope, { states, person, plan, process, from, before }: RunFilter): SQL | undefined {
  return and(
    eq(runs.labId, lab.labId),
    states === undefined ? undefined : inArray(runs.state, [...states]),
    person === undefined ? undefined : eq(runs.startedBy, person),
    plan === undefined ? undefined : eq(runs.planId, plan),
    process === undefined ? undefined : eq(revisions.process, process),
    from === undefined ? undefined : gte(runs.startedAt, from),
    before === undefined ? undefined : lt(runs.startedAt, before),
  )
}

export interface RunPlace {
  id: RunId
  startedAt: Date
}

/** The newest first. */
export async function listRunPage(
  lab: LabScope,
  filter: RunFilter,
  { from, limit }: { from: Place | null; limit: number },
): Promise<RunPlace[]> {
  const query = lab.db.select({ id: runs.id, startedAt: runs.startedAt }).from(runs).$dynamic()
  const joined = filter.process === undefined ? query : query.innerJoin(revisions, eq(revisions.id, runs.revisionId))
  return await joined
    .where(and(filtered(lab, filter), after(from, { value: runs.startedAt, id: runs.id, isDescending: true })))
    .orderBy(desc(runs.startedAt), desc(runs.id))
    .limit(limit)
}

/** How many runs there are of each state, person, plan or process, the group with the newest run first. */
export async function countRunsBy(
  lab: LabScope,
  filter: RunFilter,
  group: RunGroup,
): Promise<{ key: string; count: number }[]> {
  const column = groupColumns[group]
  const query = lab.db
    .select({ key: sql<string>`${column}`, count: count() })
    .from(runs)
    .$dynamic()
  // Only what stands in the revision needs it.
  const joined =
    group === 'process' || filter.process !== undefined
      ? query.innerJoin(revisions, eq(revisions.id, runs.revisionId))
      : query
  return await joined
    .where(filtered(lab, filter))
    .groupBy(column)
    .orderBy(desc(max(runs.startedAt)))
}

/** Runs that were going on at some time between the two, the first started first. */
export async function listRunsBetween(
  lab: LabScope,
  { from, before, ...filter }: RunFilter & { from: Date; before: Date },
  limit: number,
): Promise<RunPlace[]> {
  const query = lab.db.select({ id: runs.id, startedAt: runs.startedAt }).from(runs).$dynamic()
  const joined = filter.process === undefined ? query : query.innerJoin(revisions, eq(revisions.id, runs.revisionId))
  return await joined
    .where(and(filtered(lab, { ...filter, before }), or(isNull(runs.closedAt), gte(runs.closedAt, from))))
    .orderBy(desc(runs.startedAt), desc(runs.id))
    .limit(limit)
}

export interface CalendarReviewRow {
  id: (typeof reviews.$inferSelect)['id']
  state: (typeof reviews.$inferSelect)['state']
  planId: PlanId
  planTitle: string
  at: Date
}

/** Reviews that were asked for between the two. */
export async function listReviewsBetween(
  lab: LabScope,
  { from, before, plan }: { from: Date; before: Date; plan?: PlanId },
  limit: number,
): Promise<CalendarReviewRow[]> {
  return await lab.db
    .select({
      id: reviews.id,
      state: reviews.state,
      planId: reviews.planId,
      planTitle: plans.title,
      at: reviews.requestedAt,
    })
    .from(reviews)
    .innerJoin(plans, eq(plans.id, reviews.planId))
    .where(
      and(
        eq(reviews.labId, lab.labId),
        gte(reviews.requestedAt, from),
        lt(reviews.requestedAt, before),
        plan === undefined ? undefined : eq(reviews.planId, plan),
      ),
    )
    .orderBy(reviews.requestedAt, reviews.id)
    .limit(limit)
}

/** Cells that were built between the two. */
export async function listCellsBetween(
  lab: LabScope,
  { from, before, person, plan }: { from: Date; before: Date; person?: MemberId; plan?: PlanId },
  limit: number,
): Promise<{ id: (typeof cells.$inferSelect)['id']; name: string; at: Date }[]> {
  return await lab.db
    .select({ id: cells.id, name: cells.name, at: cells.builtAt })
    .from(cells)
    .innerJoin(samples, eq(samples.id, cells.sampleId))
    .innerJoin(runs, eq(runs.id, samples.runId))
    .where(
      and(
        eq(cells.labId, lab.labId),
        gte(cells.builtAt, from),
        lt(cells.builtAt, before),
        person === undefined ? undefined : eq(cells.builtBy, person),
        plan === undefined ? undefined : eq(runs.planId, plan),
      ),
    )
    .orderBy(cells.builtAt, cells.id)
    .limit(limit)
}

/** Plans that have runs, for choosing one; the newest run first. */
export async function listPlansWithRuns(lab: LabScope, limit: number): Promise<{ id: PlanId; title: string }[]> {
  return await lab.db
    .select({ id: plans.id, title: plans.title })
    .from(plans)
    .innerJoin(runs, eq(runs.planId, plans.id))
    .where(eq(plans.labId, lab.labId))
    .groupBy(plans.id, plans.title)
    .orderBy(desc(max(runs.startedAt)))
    .limit(limit)
}

export async function listPlanTitles(lab: LabScope, ids: readonly PlanId[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await lab.db
    .select({ id: plans.id, title: plans.title })
    .from(plans)
    .where(and(eq(plans.labId, lab.labId), inArray(plans.id, [...ids])))
  return new Map(rows.map(({ id, title }) => [id, title]))
}
