import type { Plan, PlannedRecipe } from '@/collab/plan/types'
import { guarded, type Statement } from '@/db/commit'
import {
  closeReviewRecipe,
  findReview,
  listReviewRecipes,
  listReviews,
  type ReviewRecipeRow,
  type ReviewRow,
  updateReview,
} from '@/db/queries/reviews'
import type { LabScope } from '@/db/queries/scope'
import type { MemberId, RecipeId, ReviewId } from '@/science/ids'
import { contentHash } from '@/science/recipe/contentHash'
import { AppError } from '../errors'
import { mergedValues } from '../projection/projectPlan'
import type { ReviewState, ReviewView } from '../views'
import { retryTaken } from './conflicts'
import { peopleOf } from './people'
import { reviewView } from './plans'
import { groupBy } from './retention'

/**
 * Closes recipes that are open in reviews, and says of each review what that makes of it. Refused as a whole when somebody
 * has touched one of these reviews meanwhile.
 */
export async function closing(
  lab: LabScope,
  closed: readonly { recipeId: RecipeId; state: Exclude<ReviewState, 'open'>; review: ReviewRow }[],
  decision?: { by: MemberId; at: Date; reason: string },
): Promise<Statement[]> {
  const byReview = groupBy(closed, (one) => one.review.id)
  const standing = await listReviewRecipes(lab, [...byReview.keys()])
  return [...byReview].flatMap(([reviewId, own]) => {
    const review = own[0]?.review
    if (review === undefined) return []
    const now = new Map(own.map((one) => [one.recipeId, one.state]))
    const states = standing.flatMap((row) => (row.reviewId === reviewId ? [now.get(row.recipeId) ?? row.state] : []))
    return [
      ...own.map(({ recipeId, state }) => moved(closeReviewRecipe(lab, { reviewId, recipeId }, state))),
      moved(
        updateReview(lab, review, {
          state: stateOver(states),
          ...(decision === undefined
            ? {}
            : {
                decidedBy: decision.by,
                decidedAt: decision.at,
                // What was said of other recipes in the same review stays readable.
                reason: [...new Set([review.reason, decision.reason])].filter((one) => one !== '').join('\n'),
              }),
        }),
      ),
    ]
  })
}

export function withdrawn({ recipe, review }: { recipe: ReviewRecipeRow; review: ReviewRow }) {
  return { recipeId: recipe.recipeId, review, state: 'withdrawn' as const }
}

/** A review over all its recipes: open while one is, then what is most in need of doing something. */
function stateOver(states: readonly ReviewState[]): ReviewState {
  for (const state of ['open', 'changes-requested', 'approved'] as const) if (states.includes(state)) return state
  return 'withdrawn'
}

/** Somebody has answered, asked or withdrawn between reading and writing: read again, and decide again. */
class Moved extends Error {}

export const moved = <Guarded extends Statement>(statement: Guarded) =>
  guarded(statement, { changes: 1, otherwise: () => new Moved() })

export async function retryMoved<Result>(attempt: () => Promise<Result>, attempts = 12): Promise<Result> {
  for (let left = attempts - 1; ; left -= 1) {
    try {
      return await retryTaken(attempt)
    } catch (error) {
      if (!(error instanceof Moved)) throw error
      if (left === 0) throw new AppError('conflict', 'Others are answering this review just now. Look at it again.')
    }
  }
}

export function hashOf(plan: Pick<Plan, 'conditions'>, { name, process, values }: PlannedRecipe): string {
  return contentHash({ name, process, values: mergedValues(plan.conditions, values) })
}

export function chooseRecipes(all: readonly PlannedRecipe[], ids: readonly RecipeId[] | undefined): PlannedRecipe[] {
  const standing = all.filter((recipe) => recipe.binnedAt === null)
  if (ids === undefined) {
    if (standing.length === 0) throw new AppError('bad-input', 'This plan has no recipe to review yet. Add one first.')
    return standing
  }
  return [...new Set(ids)].map((id) => {
    const recipe = standing.find((one) => one.id === id)
    if (recipe === undefined)
      throw new AppError('not-found', 'One of these recipes is not in the plan any more, or in its bin.')
    return recipe
  })
}

export async function requireReview(lab: LabScope, id: ReviewId) {
  const found = await findReview(lab, id)
  if (found === undefined) throw new AppError('not-found', 'There is no such review in this lab.')
  return found
}

export async function view(lab: LabScope, id: ReviewId): Promise<ReviewView> {
  const [[review], people] = await Promise.all([listReviews(lab, { ids: [id] }), peopleOf(lab)])
  if (review === undefined) throw new AppError('not-found', 'There is no such review.')
  return await reviewView(lab, review, people)
}
