import type { RecipeId } from '@/science/ids'
import type { PlanState } from '../views'

export interface StateOfPlan {
  /** Newest first. */
  reviews: readonly { state: 'open' | 'approved' | 'changes-requested' | 'withdrawn' }[]
  /** The content that was approved last, per recipe. */
  approved: ReadonlyMap<RecipeId, string>
  /** As they stand now, without those in the bin. */
  recipes: readonly { recipeId: RecipeId; contentHash: string }[]
}

/**
 * Approval binds to content: a recipe that was edited since, or that came since, makes the plan "changed since approval";
 * edited back to what was approved, it is approved again.
 */
export function planState({ reviews, approved, recipes }: StateOfPlan): PlanState {
  const last = reviews.find((review) => review.state !== 'withdrawn')
  if (last === undefined) return 'draft'
  if (last.state === 'open') return 'in-review'
  if (last.state === 'changes-requested') return 'changes-requested'
  const asApproved = recipes.every((recipe) => approved.get(recipe.recipeId) === recipe.contentHash)
  return asApproved ? 'approved' : 'changed-since-approval'
}

export function approvedByRecipe(
  revisions: readonly { recipeId: RecipeId; contentHash: string }[],
): Map<RecipeId, string> {
  return new Map(revisions.map((revision) => [revision.recipeId, revision.contentHash]))
}
