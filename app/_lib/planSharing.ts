import type { Plan, PlannedRecipe, PlanProblem, PlanReading } from '@/collab/plan/types'

/**
 * Gives `next` the object identities of `previous` wherever the content is the same, so that an edit of one cell
 * changes the identity of one recipe and the grid renders one row. Both are plain JSON, as `readPlan` returns them.
 */
export function shareReading(previous: PlanReading | null, next: PlanReading): PlanReading {
  if (!previous) return next
  const before = new Map(previous.plan.recipes.map((recipe) => [recipe.id, recipe]))
  const recipes = next.plan.recipes.map((recipe) => shareValue(before.get(recipe.id), recipe) as PlannedRecipe)
  const plan: Plan = {
    ...next.plan,
    recipes,
    conditions: shareValue(previous.plan.conditions, next.plan.conditions),
    competing: shareValue(previous.plan.competing, next.plan.competing),
  }
  const sharedPlan: Plan = {
    ...plan,
    recipes: sameItems(previous.plan.recipes, recipes) ? previous.plan.recipes : recipes,
  }
  const problems = shareValue(previous.problems, next.problems) as readonly PlanProblem[]
  return { plan: sameFields(previous.plan, sharedPlan) ? previous.plan : sharedPlan, problems }
}

/** `before` when it says the same as `after`, `after` otherwise, with equal parts of objects and lists shared. */
export function shareValue<Value>(before: unknown, after: Value): Value {
  if (Object.is(before, after)) return after
  if (Array.isArray(before) && Array.isArray(after)) {
    const shared = after.map((item, index) => shareValue(before[index], item))
    return (sameItems(before, shared) ? before : shared) as Value
  }
  if (isRecord(before) && isRecord(after)) {
    const shared: Record<string, unknown> = {}
    for (const [key, value] of Object.entries(after)) shared[key] = shareValue(before[key], value)
    return (sameFields(before, shared) ? before : shared) as Value
  }
  return after
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => Object.is(item, b[index]))
}

function sameFields(a: object, b: object): boolean {
  const before = a as Record<string, unknown>
  const after = b as Record<string, unknown>
  const keys = Object.keys(after)
  return (
    keys.length === Object.keys(before).length &&
    keys.every((key) => key in before && Object.is(before[key], after[key]))
  )
}

/** The problems of each recipe, as lists that keep their identity while nothing about them changes. */
export function problemsByRecipe(problems: readonly PlanProblem[]): ReadonlyMap<string, readonly PlanProblem[]> {
  const found = new Map<string, PlanProblem[]>()
  for (const problem of problems) {
    if (!problem.recipeId) continue
    const list = found.get(problem.recipeId)
    if (list) list.push(problem)
    else found.set(problem.recipeId, [problem])
  }
  return found
}
