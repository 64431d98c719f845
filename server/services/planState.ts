import type { RecipeId } from '@/science/ids'
import type { PlanState, ReviewState } from '../views'

export interface StateOfPlan {
  /** Newest first. */
  reviews: readonly { state: ReviewState }[]
  /** The content that was approved last, per recipe. */
  approved: ReadonlyMap<RecipeId, string>
  /** As they stand now, without those in the bin. */
  recipes: readonly { recipeId: RecipeId; contentHash: string }[]
}

/**
 * Approval binds to content: a recipe that was edited since makes the plan "changed since approval"; edited back to what was
 * approved, it is approved again. Where some recipes are approved as they stand and others never were, it is in part.
 */
export function planState({ reviews, approved, recipes }: StateOfPlan): PlanState {
  if (reviews.some((review) => review.state === 'open')) return 'in-review'
  const last = reviews.find((review) => review.state !== 'withdrawn')
  if (last === undefined) return 'draft'
  if (last.state === 'changes-requested') return 'changes-requested'
  const known = recipes.filter((recipe) => approved.has(recipe.recipeId))
  if (known.some((recipe) => approved.get(recipe.recipeId) !== recipe.contentHash)) return 'changed-since-approval'
  if (known.length === 0 && recipes.length > 0) return 'draft'
  return known.length === recipes.length ? 'approved' : 'partly-approved'
}

export function approvedByRecipe(
  revisions: readonly { recipeId: RecipeId; contentHash: string }[],
): Map<RecipeId, string> {
  return new Map(revisions.map((revision) => [revision.recipeId, revision.contentHash]))
}
