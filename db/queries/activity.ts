import { and, desc, eq, inArray, like, lt, notInArray, or, type SQL } from 'drizzle-orm'
import type { ActivityId, MemberId, PlanId, RecipeId } from '@/science/ids'
import { activity } from '../schema/activity'
import { threads } from '../schema/comments'
import { reviewRecipes } from '../schema/revisions'
import { runs } from '../schema/runs'
import { cells, samples } from '../schema/samples'
import { tests } from '../schema/tests'
import type { LabScope } from './scope'

export type ActivityRow = typeof activity.$inferSelect

/** Verbs by what stands before their dot, and single ones. */
export interface VerbFilter {
  subjects: readonly string[]
  also: readonly string[]
  not: readonly string[]
}

export interface ActivityFilter {
  planId?: PlanId
  /** What was done with this recipe: its reviews, comments, runs, and all that came of them. */
  recipeId?: RecipeId
  by?: MemberId
  verbs?: VerbFilter
  /** The last line of the page before. */
  before?: { at: Date; id: ActivityId }
  limit: number
}

/** Newest first. */
export async function listActivityRows(
  lab: LabScope,
  { planId, recipeId, by, verbs, before, limit }: ActivityFilter,
): Promise<ActivityRow[]> {
  return await lab.db
    .select()
    .from(activity)
    .where(
      and(
        eq(activity.labId, lab.labId),
        planId === undefined ? undefined : eq(activity.planId, planId),
        recipeId === undefined ? undefined : isOfRecipe(lab, recipeId),
        by === undefined ? undefined : eq(activity.by, by),
        verbs && isOneOf(verbs),
        before && or(lt(activity.at, before.at), and(eq(activity.at, before.at), lt(activity.id, before.id))),
      ),
    )
    .orderBy(desc(activity.at), desc(activity.id))
    .limit(limit)
}

function isOneOf({ subjects, also, not }: VerbFilter): SQL | undefined {
  const begins = or(...subjects.map((subject) => like(activity.verb, `${subject}.%`)))
  return or(inArray(activity.verb, [...also]), and(begins, notInArray(activity.verb, [...not])))
}

function isOfRecipe({ db }: LabScope, recipeId: RecipeId): SQL | undefined {
  const own = eq(runs.recipeId, recipeId)
  const itsRuns = db.select({ id: runs.id }).from(runs).where(own)
  const itsSamples = db.select({ id: samples.id }).from(samples).innerJoin(runs, eq(runs.id, samples.runId)).where(own)
  const itsCells = db
    .select({ id: cells.id })
    .from(cells)
    .innerJoin(samples, eq(samples.id, cells.sampleId))
    .innerJoin(runs, eq(runs.id, samples.runId))
    .where(own)
  const itsTests = db.select({ id: tests.id }).from(tests).where(inArray(tests.cellId, itsCells))
  const itsThreads = db.select({ id: threads.id }).from(threads).where(eq(threads.recipeId, recipeId))
  const itsReviews = db
    .select({ id: reviewRecipes.reviewId })
    .from(reviewRecipes)
    .where(eq(reviewRecipes.recipeId, recipeId))
  return or(
    ...[itsRuns, itsSamples, itsCells, itsTests, itsThreads, itsReviews].map((ids) => inArray(activity.subjectId, ids)),
  )
}

/** Of the newest line: whoever knows it knows whether anything has happened since. Undefined before the first. */
export async function findNewestActivity(lab: LabScope): Promise<ActivityId | undefined> {
  const rows = await lab.db
    .select({ id: activity.id })
    .from(activity)
    .where(eq(activity.labId, lab.labId))
    .orderBy(desc(activity.at), desc(activity.id))
    .limit(1)
  return rows[0]?.id
}

/** To be committed with what happened, never after it. */
export function insertActivity(lab: LabScope, row: Omit<ActivityRow, 'labId'>) {
  return lab.db.insert(activity).values({ ...row, labId: lab.labId })
}
