import { newId } from '@/collab/plan/newId'
import { readPlan } from '@/collab/plan/read'
import type { PlannedRecipe } from '@/collab/plan/types'
import { commit, guarded } from '@/db/commit'
import { insertVersion } from '@/db/queries/planLog'
import { decideReview, insertReview, insertReviewedRevision, listReviews, type ReviewRow } from '@/db/queries/revisions'
import type { LabScope } from '@/db/queries/scope'
import type { PlanId, RecipeId, ReviewId } from '@/science/ids'
import { AppError } from '../errors'
import { freezeRecipes } from '../projection/freeze'
import { projectDocument } from '../projection/projectPlan'
import type { ReviewView } from '../views'
import { activityEntry } from './activity'
import { retryTaken } from './conflicts'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { confirmPassword } from './password'
import { peopleOf } from './people'
import { requirePlan, requireUnarchived, reviewView } from './plans'

/** Asking again while a review is open is the same request. */
export async function askForReview(context: LabContext, planId: PlanId): Promise<ReviewView> {
  const lab = scopeOf(context)
  const plan = await requirePlan(lab, planId)
  requireUnarchived(plan)
  const open = await findOpenReview(lab, planId)
  if (open !== undefined) return await view(lab, planId, open.id)
  const { doc } = await context.core.rooms.readDocument(planId)
  if (unbinned(readPlan(doc).plan.recipes).length === 0)
    throw new AppError('bad-input', 'This plan has no recipe to review yet. Add one first.')
  const { memberId } = context.actor
  const at = thisMoment()
  const id = newId('review')
  await commit(context.core.database, [
    insertReview(lab, {
      id,
      planId,
      state: 'open',
      requestedBy: memberId,
      requestedAt: at,
      decidedBy: null,
      decidedAt: null,
      reason: '',
    }),
    activityEntry(lab, {
      by: memberId,
      at,
      verb: 'review.asked',
      details: { title: plan.title },
      subjectId: id,
      planId,
    }),
  ])
  return await view(lab, planId, id)
}

export interface Approval {
  plan: PlanId
  password?: string
  /** All that are not in the bin when absent. */
  recipes?: RecipeId[]
  /** What the person had before her eyes. */
  seen?: { recipe: RecipeId; contentHash: string }[]
}

/** Freezes the recipes as they stand now, and binds the approval to their content. */
export async function approvePlan(context: LabContext, approval: Approval): Promise<ReviewView> {
  const { core, actor } = context
  const { plan: planId } = approval
  const lab = scopeOf(context)
  const plan = await requirePlan(lab, planId)
  requireUnarchived(plan)
  if (approval.password !== undefined) await confirmPassword(core, actor, approval.password)

  const id = await retryTaken(async () => {
    const document = await core.rooms.readDocument(planId)
    const living = readPlan(document.doc).plan
    const chosen = chooseRecipes(living.recipes, approval.recipes)
    const at = thisMoment()
    const { memberId } = actor
    const frozen = await freezeRecipes(lab, {
      planId,
      plan: living,
      recipes: chosen,
      cause: 'review',
      by: memberId,
      at,
    })
    const hashOf = new Map(frozen.revisions.map((revision) => [revision.recipeId, revision]))
    for (const { recipe, contentHash } of approval.seen ?? []) {
      const revision = hashOf.get(recipe)
      if (revision !== undefined && revision.contentHash !== contentHash)
        throw new AppError('conflict', `“${revision.name}” was edited while you were reading. Look at it again.`)
    }
    // So that the lists say at once what was approved: they compare with the rows.
    await projectDocument(core.database, planId, document)
    const open = await findOpenReview(lab, planId)
    const decision = { state: 'approved', decidedBy: memberId, decidedAt: at, reason: '' } as const
    const reviewId = open?.id ?? newId('review')
    await commit(core.database, [
      ...frozen.statements,
      open === undefined
        ? insertReview(lab, { id: reviewId, planId, requestedBy: memberId, requestedAt: at, ...decision })
        : guarded(decideReview(lab, reviewId, decision), { changes: 1, otherwise: answeredMeanwhile }),
      ...frozen.revisions.map((revision) => insertReviewedRevision(reviewId, revision.id, lab)),
      insertVersion(lab, { planId, seq: document.seq, kind: 'review', name: 'approved', by: memberId, at }),
      activityEntry(lab, {
        by: memberId,
        at,
        verb: 'plan.approved',
        details: { title: living.title, recipeCount: frozen.revisions.length },
        subjectId: reviewId,
        planId,
      }),
    ])
    return reviewId
  })
  return await view(lab, planId, id)
}

export async function requestChanges(
  context: LabContext,
  { plan: planId, reason }: { plan: PlanId; reason: string },
): Promise<ReviewView> {
  const lab = scopeOf(context)
  const plan = await requirePlan(lab, planId)
  requireUnarchived(plan)
  const { memberId } = context.actor
  const at = thisMoment()
  const open = await findOpenReview(lab, planId)
  const id = open?.id ?? newId('review')
  const decision = { state: 'changes-requested', decidedBy: memberId, decidedAt: at, reason } as const
  await commit(context.core.database, [
    open === undefined
      ? insertReview(lab, { id, planId, requestedBy: memberId, requestedAt: at, ...decision })
      : guarded(decideReview(lab, id, decision), { changes: 1, otherwise: answeredMeanwhile }),
    activityEntry(lab, {
      by: memberId,
      at,
      verb: 'plan.changes-requested',
      details: { title: plan.title, reason },
      subjectId: id,
      planId,
    }),
  ])
  return await view(lab, planId, id)
}

function answeredMeanwhile(): AppError {
  return new AppError('conflict', 'Somebody else has answered this review meanwhile. Look at the plan again.')
}

function unbinned(recipes: readonly PlannedRecipe[]): PlannedRecipe[] {
  return recipes.filter((recipe) => recipe.binnedAt === null)
}

function chooseRecipes(all: readonly PlannedRecipe[], ids: readonly RecipeId[] | undefined): PlannedRecipe[] {
  const standing = unbinned(all)
  if (ids === undefined) {
    if (standing.length === 0) throw new AppError('bad-input', 'This plan has no recipe to approve yet.')
    return standing
  }
  return [...new Set(ids)].map((id) => {
    const recipe = standing.find((one) => one.id === id)
    if (recipe === undefined)
      throw new AppError('not-found', 'One of these recipes is not in the plan any more, or in its bin.')
    return recipe
  })
}

async function findOpenReview(lab: LabScope, planId: PlanId): Promise<ReviewRow | undefined> {
  return (await listReviews(lab, planId)).find((review) => review.state === 'open')
}

async function view(lab: LabScope, planId: PlanId, id: ReviewId): Promise<ReviewView> {
  const [reviews, people] = await Promise.all([listReviews(lab, planId), peopleOf(lab)])
  const review = reviews.find((one) => one.id === id)
  if (review === undefined) throw new AppError('not-found', 'There is no such review.')
  return await reviewView(lab, review, people)
}
