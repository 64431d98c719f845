import { approvalOf } from '@/app/_lib/recipeHash'
import type { PlannedRecipe } from '@/collab/plan/types'
import type { RecipeId } from '@/science/ids'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { PlanState, PlanView, RecipeRecord } from '@/server/views'

/**
 * The plan's approval as this page's document has it. An edit takes an approval back, and its undoing restores it, at once: the
 * server says the same a moment later.
 */
export function planAsIs(
  view: PlanView,
  standing: readonly PlannedRecipe[],
  conditions: Readonly<Record<string, ParameterValue>>,
  records: ReadonlyMap<string, RecipeRecord>,
): { now: PlanView; unapproved: readonly PlannedRecipe[]; changed: number } {
  const approvals = standing.map((recipe) => approvalOf(recipe, conditions, records.get(recipe.id)))
  const unapproved = standing.filter((_recipe, at) => approvals[at] !== 'approved')
  const changed = approvals.filter((approval) => approval === 'changed').length
  return { now: { ...view, state: stateNow(view.state, changed, unapproved.length) }, unapproved, changed }
}

function stateNow(state: PlanState, changed: number, unapproved: number): PlanState {
  if (state !== 'approved' && state !== 'partly-approved' && state !== 'changed-since-approval') return state
  if (changed > 0) return 'changed-since-approval'
  return unapproved === 0 ? 'approved' : 'partly-approved'
}

/** Several chosen rows are what one wants looked at; otherwise all that is not approved as it stands. */
export function toReview(
  selected: readonly string[],
  standing: readonly PlannedRecipe[],
  unapproved: readonly PlannedRecipe[],
): RecipeId[] {
  const chosen = selected.length > 1 ? standing.filter((recipe) => selected.includes(recipe.id)) : unapproved
  return chosen.map((recipe) => recipe.id)
}
