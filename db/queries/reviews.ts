import { and, desc, eq, inArray } from 'drizzle-orm'
import type { MemberId, PlanId, RecipeId, ReviewId, RevisionId } from '@/science/ids'
import { plans } from '../schema/plans'
import {
  reviewAnswers,
  reviewedRevisions,
  reviewRecipes,
  reviewReviewers,
  reviews,
  revisions,
} from '../schema/revisions'
import { type RevisionHead, revisionHead } from './revisions'
import type { LabScope } from './scope'

export type ReviewRow = typeof reviews.$inferSelect
export type ReviewRecipeRow = typeof reviewRecipes.$inferSelect
export type ReviewAnswerRow = typeof reviewAnswers.$inferSelect

/** Newest first. */
export async function listReviews(
  lab: LabScope,
  {
    plan,
    plans: ofPlans,
    state,
    ids,
  }: { plan?: PlanId; plans?: readonly PlanId[]; state?: ReviewRow['state']; ids?: readonly ReviewId[] } = {},
): Promise<ReviewRow[]> {
  return await lab.db
    .select()
    .from(reviews)
    .where(
      and(
        eq(reviews.labId, lab.labId),
        plan === undefined ? undefined : eq(reviews.planId, plan),
        ofPlans === undefined ? undefined : inArray(reviews.planId, [...ofPlans]),
        state === undefined ? undefined : eq(reviews.state, state),
        ids === undefined ? undefined : inArray(reviews.id, [...ids]),
      ),
    )
    .orderBy(desc(reviews.requestedAt), desc(reviews.id))
}

export async function findReview(
  lab: LabScope,
  id: ReviewId,
): Promise<{ review: ReviewRow; planTitle: string; isArchived: boolean } | undefined> {
  const [row] = await lab.db
    .select({ review: reviews, planTitle: plans.title, archivedAt: plans.archivedAt })
    .from(reviews)
    .innerJoin(plans, eq(plans.id, reviews.planId))
    .where(and(eq(reviews.labId, lab.labId), eq(reviews.id, id)))
    .limit(1)
  return row && { review: row.review, planTitle: row.planTitle, isArchived: row.archivedAt !== null }
}

/** The latest of those that this member asked for, or answered. Newest first. */
export async function listReviewIdsOf(
  lab: LabScope,
  member: MemberId,
  part: 'asked' | 'answered',
  limit: number,
): Promise<ReviewId[]> {
  const mine = lab.db.selectDistinct({ id: reviews.id, at: reviews.requestedAt }).from(reviews).$dynamic()
  const rows =
    part === 'asked'
      ? await mine
          .where(and(eq(reviews.labId, lab.labId), eq(reviews.requestedBy, member)))
          .orderBy(desc(reviews.requestedAt))
          .limit(limit)
      : await mine
          .innerJoin(reviewAnswers, eq(reviewAnswers.reviewId, reviews.id))
          .where(and(eq(reviews.labId, lab.labId), eq(reviewAnswers.by, member)))
          .orderBy(desc(reviews.requestedAt))
          .limit(limit)
  return rows.map((row) => row.id)
}

export async function listReviewRecipes(lab: LabScope, ids: readonly ReviewId[]): Promise<ReviewRecipeRow[]> {
  if (ids.length === 0) return []
  return await lab.db
    .select()
    .from(reviewRecipes)
    .where(inArray(reviewRecipes.reviewId, [...ids]))
}

/** The recipes of a plan that wait for an answer, each with the review that it waits in. */
export async function listOpenRecipes(
  lab: LabScope,
  plan: PlanId,
): Promise<{ recipe: ReviewRecipeRow; review: ReviewRow }[]> {
  return await lab.db
    .select({ recipe: reviewRecipes, review: reviews })
    .from(reviewRecipes)
    .innerJoin(reviews, eq(reviews.id, reviewRecipes.reviewId))
    .where(and(eq(reviews.labId, lab.labId), eq(reviews.planId, plan), eq(reviewRecipes.state, 'open')))
}

export async function listReviewers(
  lab: LabScope,
  ids: readonly ReviewId[],
): Promise<{ reviewId: ReviewId; memberId: MemberId }[]> {
  if (ids.length === 0) return []
  return await lab.db
    .select()
    .from(reviewReviewers)
    .where(inArray(reviewReviewers.reviewId, [...ids]))
}

/** Oldest first. */
export async function listAnswers(lab: LabScope, ids: readonly ReviewId[]): Promise<ReviewAnswerRow[]> {
  if (ids.length === 0) return []
  return await lab.db
    .select()
    .from(reviewAnswers)
    .where(inArray(reviewAnswers.reviewId, [...ids]))
    .orderBy(reviewAnswers.at, reviewAnswers.version)
}

/** What came of a recipe's reviews, newest review first. */
export async function listReviewsOfRecipe(
  lab: LabScope,
  recipe: RecipeId,
): Promise<{ recipe: ReviewRecipeRow; review: ReviewRow }[]> {
  return await lab.db
    .select({ recipe: reviewRecipes, review: reviews })
    .from(reviewRecipes)
    .innerJoin(reviews, eq(reviews.id, reviewRecipes.reviewId))
    .where(and(eq(reviews.labId, lab.labId), eq(reviewRecipes.recipeId, recipe)))
    .orderBy(desc(reviews.requestedAt), desc(reviews.id))
}

export interface ApprovedRevision extends RevisionHead {
  planId: PlanId
  reviewId: ReviewId
  approvedAt: Date
}

/**
 * What was approved, oldest approval first, so that the last of a recipe is the one in force. An approval of content for
 * which somebody has asked for changes since is no longer one.
 */
export async function listApprovedRevisions(
  lab: LabScope,
  plan: PlanId | readonly PlanId[],
): Promise<ApprovedRevision[]> {
  const ofPlan = typeof plan === 'string' ? eq(reviews.planId, plan) : inArray(reviews.planId, [...plan])
  const [rows, objections] = await Promise.all([
    lab.db
      .select({
        ...revisionHead,
        planId: revisions.planId,
        reviewId: reviews.id,
        approvedAt: reviewedRevisions.approvedAt,
        decidedAt: reviews.decidedAt,
        requestedAt: reviews.requestedAt,
      })
      .from(reviewedRevisions)
      .innerJoin(reviews, eq(reviews.id, reviewedRevisions.reviewId))
      .innerJoin(revisions, eq(revisions.id, reviewedRevisions.revisionId))
      .where(and(eq(reviews.labId, lab.labId), eq(revisions.labId, lab.labId), ofPlan)),
    lab.db
      .select({ recipeId: reviewAnswers.recipeId, contentHash: reviewAnswers.contentHash, at: reviewAnswers.at })
      .from(reviewAnswers)
      .innerJoin(reviews, eq(reviews.id, reviewAnswers.reviewId))
      .where(and(eq(reviews.labId, lab.labId), eq(reviewAnswers.answer, 'changes-requested'), ofPlan)),
  ])
  const objectedAt = new Map<string, number>()
  for (const { recipeId, contentHash, at } of objections) {
    const key = `${recipeId} ${contentHash}`
    objectedAt.set(key, Math.max(objectedAt.get(key) ?? 0, at.getTime()))
  }
  return rows
    .map(({ approvedAt, decidedAt, requestedAt, ...row }) => ({
      ...row,
      approvedAt: approvedAt ?? decidedAt ?? requestedAt,
    }))
    .filter((row) => (objectedAt.get(`${row.recipeId} ${row.contentHash}`) ?? 0) < row.approvedAt.getTime())
    .sort((a, b) => a.approvedAt.getTime() - b.approvedAt.getTime() || (a.reviewId < b.reviewId ? -1 : 1))
}

export async function listReviewedRevisions(lab: LabScope, reviewId: ReviewId): Promise<RevisionHead[]> {
  return await lab.db
    .select(revisionHead)
    .from(reviewedRevisions)
    .innerJoin(revisions, eq(revisions.id, reviewedRevisions.revisionId))
    .where(and(eq(revisions.labId, lab.labId), eq(reviewedRevisions.reviewId, reviewId)))
    .orderBy(revisions.name, revisions.id)
}

export interface NewReview
  extends Pick<
    ReviewRow,
    'id' | 'planId' | 'state' | 'requestedBy' | 'requestedAt' | 'decidedBy' | 'decidedAt' | 'reason' | 'mode' | 'note'
  > {
  recipes: readonly Omit<ReviewRecipeRow, 'reviewId'>[]
  reviewers: readonly MemberId[]
}

export function insertReview(lab: LabScope, { recipes, reviewers, ...review }: NewReview) {
  const { db, labId } = lab
  const reviewId = review.id
  return [
    db.insert(reviews).values({ ...review, labId }),
    ...recipes.map((recipe) => db.insert(reviewRecipes).values({ ...recipe, reviewId })),
    ...reviewers.map((memberId) => db.insert(reviewReviewers).values({ reviewId, memberId })),
  ]
}

export function insertAnswer(lab: LabScope, row: ReviewAnswerRow) {
  return lab.db.insert(reviewAnswers).values(row)
}

export function insertReviewedRevision(lab: LabScope, reviewId: ReviewId, revisionId: RevisionId, approvedAt: Date) {
  return lab.db.insert(reviewedRevisions).values({ reviewId, revisionId, approvedAt })
}

/** Matches no row when somebody has answered or withdrawn meanwhile. */
export function updateReview(
  lab: LabScope,
  { id, version }: Pick<ReviewRow, 'id' | 'version'>,
  change: Pick<ReviewRow, 'state'> & Partial<Pick<ReviewRow, 'decidedBy' | 'decidedAt' | 'reason'>>,
) {
  return lab.db
    .update(reviews)
    .set({ ...change, version: version + 1 })
    .where(and(eq(reviews.labId, lab.labId), eq(reviews.id, id), eq(reviews.version, version)))
}

/** Matches no row when the recipe is no longer open in that review. */
export function closeReviewRecipe(
  lab: LabScope,
  { reviewId, recipeId }: Pick<ReviewRecipeRow, 'reviewId' | 'recipeId'>,
  state: Exclude<ReviewRecipeRow['state'], 'open'>,
) {
  return lab.db
    .update(reviewRecipes)
    .set({ state })
    .where(
      and(eq(reviewRecipes.reviewId, reviewId), eq(reviewRecipes.recipeId, recipeId), eq(reviewRecipes.state, 'open')),
    )
}
