import { and, desc, eq } from 'drizzle-orm'
import type { PlanId, RecipeId, ReviewId, RevisionId } from '@/science/ids'
import { plans } from '../schema/plans'
import { reviewedRevisions, reviews, revisions } from '../schema/revisions'
import type { LabScope } from './scope'

export type RevisionRow = typeof revisions.$inferSelect
export type ReviewRow = typeof reviews.$inferSelect

export interface RevisionHead {
  id: RevisionId
  recipeId: RecipeId
  number: number
  name: string
  contentHash: string
}

const head = {
  id: revisions.id,
  recipeId: revisions.recipeId,
  number: revisions.number,
  name: revisions.name,
  contentHash: revisions.contentHash,
}

/** In the order that they were made. */
export async function listRevisionHeads(lab: LabScope, planId: PlanId): Promise<RevisionHead[]> {
  return await lab.db
    .select(head)
    .from(revisions)
    .where(and(eq(revisions.labId, lab.labId), eq(revisions.planId, planId)))
    .orderBy(revisions.number, revisions.id)
}

export async function findRevision(
  lab: LabScope,
  id: RevisionId,
): Promise<{ revision: RevisionRow; planTitle: string } | undefined> {
  const rows = await lab.db
    .select({ revision: revisions, planTitle: plans.title })
    .from(revisions)
    .innerJoin(plans, eq(plans.id, revisions.planId))
    .where(and(eq(revisions.labId, lab.labId), eq(revisions.id, id)))
    .limit(1)
  return rows[0]
}

export function insertRevision(lab: LabScope, row: Omit<RevisionRow, 'labId'>) {
  return lab.db.insert(revisions).values({ ...row, labId: lab.labId })
}

/** Newest first. */
export async function listReviews(lab: LabScope, planId?: PlanId): Promise<ReviewRow[]> {
  return await lab.db
    .select()
    .from(reviews)
    .where(and(eq(reviews.labId, lab.labId), planId === undefined ? undefined : eq(reviews.planId, planId)))
    .orderBy(desc(reviews.requestedAt), desc(reviews.id))
}

export interface ApprovedRevision extends RevisionHead {
  planId: PlanId
  reviewId: ReviewId
  decidedAt: Date | null
}

/** What was approved, oldest approval first, so that the last of a recipe is the one in force. */
export async function listApprovedRevisions(lab: LabScope, planId?: PlanId): Promise<ApprovedRevision[]> {
  return await lab.db
    .select({ ...head, planId: revisions.planId, reviewId: reviews.id, decidedAt: reviews.decidedAt })
    .from(reviewedRevisions)
    .innerJoin(reviews, eq(reviews.id, reviewedRevisions.reviewId))
    .innerJoin(revisions, eq(revisions.id, reviewedRevisions.revisionId))
    .where(
      and(
        eq(reviews.labId, lab.labId),
        eq(revisions.labId, lab.labId),
        eq(reviews.state, 'approved'),
        planId === undefined ? undefined : eq(reviews.planId, planId),
      ),
    )
    .orderBy(reviews.decidedAt, reviews.id)
}

export async function listReviewedRevisions(lab: LabScope, reviewId: ReviewId): Promise<RevisionHead[]> {
  return await lab.db
    .select(head)
    .from(reviewedRevisions)
    .innerJoin(revisions, eq(revisions.id, reviewedRevisions.revisionId))
    .where(and(eq(revisions.labId, lab.labId), eq(reviewedRevisions.reviewId, reviewId)))
    .orderBy(revisions.name, revisions.id)
}

export function insertReview(lab: LabScope, row: Omit<ReviewRow, 'labId'>) {
  return lab.db.insert(reviews).values({ ...row, labId: lab.labId })
}

export function insertReviewedRevision(reviewId: ReviewId, revisionId: RevisionId, lab: LabScope) {
  return lab.db.insert(reviewedRevisions).values({ reviewId, revisionId })
}

/** Matches no row when someone else has answered meanwhile. */
export function decideReview(
  lab: LabScope,
  reviewId: ReviewId,
  decision: Pick<ReviewRow, 'state' | 'decidedBy' | 'decidedAt' | 'reason'>,
) {
  return lab.db
    .update(reviews)
    .set(decision)
    .where(and(eq(reviews.labId, lab.labId), eq(reviews.id, reviewId), eq(reviews.state, 'open')))
}
