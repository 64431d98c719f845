import type { PlannedRecipe } from '@/collab/plan/types'
import { contentHash } from '@/science/recipe/contentHash'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { RecipeRecord } from '@/server/views'

type Values = Readonly<Record<string, ParameterValue>>

const hashes = new WeakMap<object, { conditions: object; hash: string }>()

/** The content of a recipe with the plan's conditions, as it is frozen; remembered while neither changes. */
export function hashOf(recipe: PlannedRecipe, conditions: Values): string {
  const known = hashes.get(recipe)
  if (known?.conditions === conditions) return known.hash
  const { name, process, values } = recipe
  const hash = contentHash({ name, process, values: { ...conditions, ...values } })
  hashes.set(recipe, { conditions, hash })
  return hash
}

export type Approval = 'approved' | 'changed'

/** Whether a recipe stands as it was approved, or was edited since; null when it never was. */
export function approvalOf(
  recipe: PlannedRecipe,
  conditions: Values,
  record: Pick<RecipeRecord, 'approvedContentHash'> | undefined,
): Approval | null {
  const approved = record?.approvedContentHash ?? null
  if (approved === null) return null
  return approved === hashOf(recipe, conditions) ? 'approved' : 'changed'
}
