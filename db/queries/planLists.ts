import { and, count, desc, eq, exists, isNull, notExists, or, type SQL, sql } from 'drizzle-orm'
import type { PlanId } from '@/science/ids'
import { plans } from '../schema/plans'
import { reviews } from '../schema/revisions'
import { after, contains, inOrder, type Place } from './paging'
import type { PlanRow } from './plans'
import type { LabScope } from './scope'

export const planSorts = ['updated', 'title', 'recipes', 'runs', 'cells'] as const
export type PlanSort = (typeof planSorts)[number]

export interface PlanFilter {
  includeArchived: boolean
  /** Only those with a review that waits for an answer; null: whatever their reviews. */
  isInReview: boolean | null
  /** In the title or the aim. */
  text: string
}

export interface PlanListRow {
  plan: PlanRow
  recipeCount: number
  runCount: number
  cellCount: number
  sortedBy: string | number
}

// Written out, because the builder names no tables where a query has but one.
const recipeCount = sql<number>`(select count(*) from recipes where recipes.plan_id = plans.id and recipes.is_binned = 0)`
const runCount = sql<number>`(select count(*) from runs where runs.plan_id = plans.id)`
const cellCount = sql<number>`(select count(*) from runs
  join samples on samples.run_id = runs.id join cells on cells.sample_id = samples.id where runs.plan_id = plans.id)`

const sortValues: Record<PlanSort, SQL<string | number>> = {
  updated: sql`${plans.updatedAt}`,
  title: sql`lower(${plans.title})`,
  recipes: recipeCount,
  runs: runCount,
  cells: cellCount,
}

export async function listPlanPage(
  lab: LabScope,
  filter: PlanFilter,
  { sort, isDescending, from, limit }: { sort: PlanSort; isDescending: boolean; from: Place | null; limit: number },
): Promise<PlanListRow[]> {
  const value = sortValues[sort]
  return await lab.db
    .select({ plan: plans, recipeCount, runCount, cellCount, sortedBy: value })
    .from(plans)
    .where(and(filtered(lab, filter), after(from, { value, id: plans.id, isDescending })))
    .orderBy(...inOrder(value, plans.id, isDescending))
    .limit(limit)
}

export async function countPlans(lab: LabScope, filter: PlanFilter): Promise<number> {
  const [row] = await lab.db.select({ count: count() }).from(plans).where(filtered(lab, filter))
  return row?.count ?? 0
}

function filtered(lab: LabScope, { includeArchived, isInReview, text }: PlanFilter): SQL | undefined {
  const openReviews = lab.db
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(sql`${reviews.planId} = plans.id`, eq(reviews.state, 'open')))
  return and(
    eq(plans.labId, lab.labId),
    includeArchived ? undefined : isNull(plans.archivedAt),
    isInReview === null ? undefined : isInReview ? exists(openReviews) : notExists(openReviews),
    text === '' ? undefined : or(contains(plans.title, text), contains(plans.aim, text)),
  )
}

/** The last changed first; archived ones are left out. */
export async function listTitles(lab: LabScope, limit: number): Promise<{ id: PlanId; title: string }[]> {
  return await lab.db
    .select({ id: plans.id, title: plans.title })
    .from(plans)
    .where(and(eq(plans.labId, lab.labId), isNull(plans.archivedAt)))
    .orderBy(desc(plans.updatedAt), desc(plans.id))
    .limit(limit)
}
