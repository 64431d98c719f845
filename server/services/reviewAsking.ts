import { newId } from '@/collab/plan/newId'
import { readPlan } from '@/collab/plan/read'
import type { Plan, PlannedRecipe } from '@/collab/plan/types'
import { commit } from '@/db/commit'
import type { PlanRow } from '@/db/queries/plans'
import {
  insertReview,
  listOpenRecipes,
  listReviewers,
  type ReviewRecipeRow,
  type ReviewRow,
} from '@/db/queries/reviews'
import type { LabScope } from '@/db/queries/scope'
import type { MemberId, PlanId, RecipeId, ReviewId } from '@/science/ids'
import { lackingFields } from '@/science/recipe/requiredFields'
import { AppError } from '../errors'
import { mergedValues, projectDocument } from '../projection/projectPlan'
import type { ReviewView } from '../views'
import { activityEntry } from './activity'
import { type LabContext, scopeOf } from './context'
import { catalogueOf } from './history'
import { thisMoment } from './moment'
import { notify } from './notifications'
import { requirePlan, requireUnarchived } from './plans'
import { listPossibleReviewers } from './reviewers'
import { chooseRecipes, closing, hashOf, requireReview, retryMoved, view, withdrawn } from './reviewMoves'

export interface Asking {
  plan: PlanId
  /** All that are not in the bin when absent. */
  recipes?: RecipeId[]
  /** All who may approve, but not whoever asks, when absent. */
  reviewers?: MemberId[]
  note?: string
}

/**
 * Asks for a review of recipes as they stand. The same asked again is the same review. A recipe that waits in another review
 * is taken out of that one: it waits in one place.
 */
export async function askForReview(context: LabContext, asking: Asking): Promise<ReviewView> {
  const { core, actor } = context
  const { plan: planId, note = '' } = asking
  const lab = scopeOf(context)
  const plan = await requirePlan(lab, planId)
  requireUnarchived(plan)
  const reviewers = await chooseReviewers(context, asking.reviewers)
  const id = await retryMoved(async () => {
    const document = await core.rooms.readDocument(planId)
    const living = readPlan(document.doc).plan
    const chosen = chooseRecipes(living.recipes, asking.recipes)
    await refuseLacking(lab, plan, living, chosen)
    // So that the lists say at once what was asked for: they compare with the rows.
    await projectDocument(core.database, planId, document)
    const waiting = await listOpenRecipes(lab, planId)
    const known = await sameReview(lab, waiting, { chosen, living, reviewers, note })
    if (known !== null) return known
    const at = thisMoment()
    const reviewId = newId('review')
    const chosenIds = new Set<RecipeId>(chosen.map((recipe) => recipe.id))
    const takenOver = waiting.filter(({ recipe }) => chosenIds.has(recipe.recipeId))
    await commit(core.database, [
      ...(await closing(lab, takenOver.map(withdrawn))),
      ...insertReview(lab, {
        id: reviewId,
        planId,
        state: 'open',
        requestedBy: actor.memberId,
        requestedAt: at,
        decidedBy: null,
        decidedAt: null,
        reason: '',
        mode: context.lab.settings.reviewMode ?? 'any',
        note,
        reviewers,
        recipes: chosen.map((recipe) => ({
          recipeId: recipe.id,
          name: recipe.name,
          contentHash: hashOf(living, recipe),
          state: 'open',
        })),
      }),
      ...(await notify(context, {
        to: reviewers,
        kind: 'review-asked',
        by: actor.memberId,
        at,
        details: { title: plan.title },
        place: `reviews/${reviewId}`,
      })),
      activityEntry(lab, {
        by: actor.memberId,
        at,
        verb: 'review.asked',
        details: { title: plan.title, recipeCount: chosen.length, reviewers },
        subjectId: reviewId,
        planId,
      }),
    ])
    return reviewId
  })
  return await view(lab, id)
}

/** A plan can require fields: a recipe without them is not ready to be looked at. */
async function refuseLacking(
  lab: LabScope,
  { required }: PlanRow,
  { conditions }: Plan,
  recipes: readonly PlannedRecipe[],
): Promise<void> {
  if (Object.keys(required).length === 0) return
  const { findParameter } = await catalogueOf(lab)
  const sentences = recipes.flatMap(({ name, process, values }) => {
    const lacks = lackingFields(required, { process, values: mergedValues(conditions, values) }, findParameter)
    return lacks.length === 0 ? [] : [`“${name}” lacks ${lacks.join(', ')}`]
  })
  if (sentences.length > 0)
    throw new AppError('bad-input', `This plan requires fields that are empty: ${sentences.join('; ')}.`)
}

async function chooseReviewers(context: LabContext, asked: readonly MemberId[] | undefined): Promise<MemberId[]> {
  const possible = (await listPossibleReviewers(context)).map((one) => one.memberId)
  if (asked === undefined) {
    const others = possible.filter((memberId) => memberId !== context.actor.memberId)
    return others.length > 0 ? others : possible
  }
  const chosen = [...new Set(asked)]
  if (chosen.length === 0) throw new AppError('bad-input', 'Choose at least one person to ask.')
  if (chosen.some((memberId) => !possible.includes(memberId)))
    throw new AppError('bad-input', 'Only somebody who may approve, a PI of this lab, can be asked for a review.')
  return chosen
}

/** The open review that asks for just this already. */
async function sameReview(
  lab: LabScope,
  waiting: readonly { recipe: ReviewRecipeRow; review: ReviewRow }[],
  asking: { chosen: readonly PlannedRecipe[]; living: Plan; reviewers: readonly MemberId[]; note: string },
): Promise<ReviewId | null> {
  const [first] = asking.chosen
  const home = waiting.find(({ recipe }) => recipe.recipeId === first?.id)?.review
  if (home === undefined || (asking.note !== '' && asking.note !== home.note)) return null
  const inIt = new Map(
    waiting.filter(({ review }) => review.id === home.id).map(({ recipe }) => [recipe.recipeId, recipe.contentHash]),
  )
  const isSame =
    inIt.size === asking.chosen.length &&
    asking.chosen.every((recipe) => inIt.get(recipe.id) === hashOf(asking.living, recipe))
  if (!isSame) return null
  const reviewers = (await listReviewers(lab, [home.id])).map((one) => one.memberId)
  const areSame =
    reviewers.length === asking.reviewers.length && reviewers.every((one) => asking.reviewers.includes(one))
  return areSame ? home.id : null
}

/** Takes back what nobody has answered yet: whoever asked may, and who may approve. */
export async function withdrawReview(
  context: LabContext,
  { review: id, mayApprove }: { review: ReviewId; mayApprove: boolean },
): Promise<ReviewView> {
  const { core, actor } = context
  const lab = scopeOf(context)
  const found = await requireReview(lab, id)
  if (found.review.requestedBy !== actor.memberId && !mayApprove)
    throw new AppError('not-allowed', 'Whoever asked for a review withdraws it, or a PI.')
  await retryMoved(async () => {
    const open = (await listOpenRecipes(lab, found.review.planId)).filter(({ review }) => review.id === id)
    if (open.length === 0) throw new AppError('conflict', 'This review has been answered, or withdrawn, already.')
    await commit(core.database, [
      ...(await closing(lab, open.map(withdrawn))),
      activityEntry(lab, {
        by: actor.memberId,
        at: thisMoment(),
        verb: 'review.withdrawn',
        details: { title: found.planTitle },
        subjectId: id,
        planId: found.review.planId,
      }),
    ])
  })
  return await view(lab, id)
}
