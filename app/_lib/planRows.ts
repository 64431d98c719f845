import type { PlannedRecipe } from '@/collab/plan/types'
import { type Process, processes } from '@/science/recipe/process'

/** A line of the grid: the head of a process, or a recipe under it. */
export type GridRow =
  | { kind: 'process'; process: Process; count: number }
  | { kind: 'recipe'; recipe: PlannedRecipe /** Position among the recipes, without the heads. */; position: number }

/**
 * Recipes grouped by process. Groups stand in the order in which their first recipe stands in the plan, so that
 * dragging a recipe to the top brings its process along. Within a group those of `shown` stand, in its order: the plan's own
 * unless a view filters or sorts.
 */
export function groupRows(recipes: readonly PlannedRecipe[], shown: readonly PlannedRecipe[] = recipes): GridRow[] {
  const groups = new Map<Process, PlannedRecipe[]>()
  for (const recipe of recipes) if (recipe.binnedAt === null) groups.set(recipe.process, [])
  for (const recipe of shown) if (recipe.binnedAt === null) groups.get(recipe.process)?.push(recipe)
  const rows: GridRow[] = []
  let position = 0
  for (const [process, members] of groups) {
    if (members.length === 0) continue
    rows.push({ kind: 'process', process, count: members.length })
    for (const recipe of members) {
      rows.push({ kind: 'recipe', recipe, position })
      position += 1
    }
  }
  return rows
}

export function recipesInOrder(rows: readonly GridRow[]): PlannedRecipe[] {
  return rows.flatMap((row) => (row.kind === 'recipe' ? [row.recipe] : []))
}

/** The processes of the recipes that stand in the grid, in catalogue order: the columns depend on nothing else. */
export function presentProcesses(rows: readonly GridRow[]): Process[] {
  const present = new Set(rows.flatMap((row) => (row.kind === 'recipe' ? [row.recipe.process] : [])))
  return processes.filter((process) => present.has(process))
}

/**
 * After which recipe (of the whole plan, in order) a recipe goes when it moves one place up or down within its process.
 * Undefined when it is already at the edge; null means before all others. What a filter hides is passed over.
 */
export function neighbourAfterMove(
  recipes: readonly PlannedRecipe[],
  recipeId: string,
  direction: 'up' | 'down',
  shown: readonly PlannedRecipe[] = recipes,
): PlannedRecipe['id'] | null | undefined {
  const moving = recipes.find((recipe) => recipe.id === recipeId)
  if (!moving) return undefined
  const inGroup = shown.filter((recipe) => recipe.binnedAt === null && recipe.process === moving.process)
  const at = inGroup.indexOf(moving)
  if (direction === 'down') return inGroup[at + 1]?.id
  const above = inGroup[at - 1]
  if (!above) return undefined
  const whole = recipes.indexOf(above)
  return recipes[whole - 1]?.id ?? null
}

/**
 * After which recipe a recipe goes when it is dropped before the one at `toPosition` of its process (or at the end).
 * Undefined when it lands where it was; null means before all others.
 */
export function neighbourAfterDrop(
  recipes: readonly PlannedRecipe[],
  recipeId: string,
  toPosition: number,
  shown: readonly PlannedRecipe[] = recipes,
): PlannedRecipe['id'] | null | undefined {
  const moving = recipes.find((recipe) => recipe.id === recipeId)
  if (!moving) return undefined
  const inGroup = shown.filter((recipe) => recipe.binnedAt === null && recipe.process === moving.process)
  const from = inGroup.indexOf(moving)
  if (from < 0 || toPosition === from || toPosition === from + 1) return undefined
  const before = inGroup[toPosition]
  if (!before) return inGroup.at(-1)?.id
  return recipes[recipes.indexOf(before) - 1]?.id ?? null
}

export function binnedRecipes(recipes: readonly PlannedRecipe[]): PlannedRecipe[] {
  return recipes.filter((recipe) => recipe.binnedAt !== null).sort((a, b) => (b.binnedAt ?? 0) - (a.binnedAt ?? 0))
}
