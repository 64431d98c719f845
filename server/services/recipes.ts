import { plantRecipe, restoreRecipe, type TakenRecipe, takeRecipe } from '@/collab/plan/write'
import { commit } from '@/db/commit'
import { moveThreads } from '@/db/queries/comments'
import { countRunsAndCells, listRecipeHeads } from '@/db/queries/plans'
import { findEntries, recipesOfHits } from '@/db/queries/search'
import type { PlanId, RecipeId } from '@/science/ids'
import { findParameter } from '@/science/recipe/parameters'
import { AppError } from '../errors'
import type { MovedRecipes, RecipeTemplate } from '../views'
import { activityEntry } from './activity'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { requirePlan, requireUnarchived } from './plans'
import { planTemplates } from './planTemplates'

const mostOfLab = 100

/**
 * Recipes to start from: those of the papers, and the lab's own from whatever plan is not archived. A template's conditions are left
 * out, because it is predicted under those of the plan that it comes into.
 */
export async function listRecipeTemplates(context: LabContext, query: string): Promise<RecipeTemplate[]> {
  const text = query.trim().toLowerCase()
  const lab = scopeOf(context)
  const wanted = { words: text.split(/\s+/).filter(Boolean), conditions: [] }
  const { refs } = await findEntries(lab, 'recipe', wanted, { from: null, limit: mostOfLab })
  const own = (await recipesOfHits(lab, refs)).toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
  const papers = planTemplates().flatMap((paper) =>
    paper.recipes.map(
      ({ literatureId, name, process, values }): RecipeTemplate => ({
        id: literatureId,
        name,
        process,
        values: Object.fromEntries(Object.entries(values).filter(([key]) => !key.startsWith('conditions.'))),
        source: { kind: 'paper', key: paper.key, title: paper.title },
      }),
    ),
  )
  const says = ({ name, process, values, source }: RecipeTemplate) =>
    [name, process, source.title, source.kind === 'paper' ? source.key : '', ...Object.values(values).flat()].some(
      (value) => String(value).toLowerCase().includes(text),
    )
  return [
    ...papers.filter(says),
    ...own.map(
      ({ id, name, process, values, planId, planTitle }): RecipeTemplate => ({
        id,
        name,
        process,
        values,
        source: { kind: 'plan', id: planId, title: planTitle },
      }),
    ),
  ]
}

/**
 * Moves recipes to another plan, with their notes, their comments and with what no reader accepts. Each is taken and put into the bin of its plan in one
 * step, then put into the other: should the process end in between, it lies in the bin. One that may not go stays where it is, and
 * the answer says why.
 *
 * What was made of a recipe stays with the plan that it was made from, so one with runs does not move.
 */
export async function moveRecipes(
  context: LabContext,
  { from, to, recipes }: { from: PlanId; to: PlanId; recipes: readonly RecipeId[] },
): Promise<MovedRecipes> {
  const { core, actor } = context
  const lab = scopeOf(context)
  if (from === to) throw new AppError('bad-input', 'The recipes are in this plan already.')
  const [source, target] = await Promise.all([requirePlan(lab, from), requirePlan(lab, to)])
  requireUnarchived(source)
  requireUnarchived(target)
  const [counts, heads] = await Promise.all([countRunsAndCells(lab, from), listRecipeHeads(lab, from)])
  const runsOf = new Map(counts.map((row) => [row.recipeId, row.runCount]))
  const nameOf = new Map(heads.map((head) => [head.recipeId, head.name]))

  const moved: MovedRecipes['moved'] = []
  const refused: MovedRecipes['refused'] = []
  for (const recipe of new Set(recipes)) {
    const name = nameOf.get(recipe) ?? 'This recipe'
    const runs = runsOf.get(recipe) ?? 0
    if (runs > 0) {
      const said = `${name} has ${runs} ${runs === 1 ? 'run, which stays' : 'runs, which stay'} with this plan. Duplicate it, then move the copy.`
      refused.push({ recipe, reason: said })
      continue
    }
    let taken: TakenRecipe | null = null
    let reason = ''
    await core.rooms.apply(from, actor.memberId, (doc) => {
      const outcome = takeRecipe(doc, recipe)
      if (outcome.ok) taken = outcome.taken
      else reason = refusal(name, outcome.problem)
    })
    if (taken === null) {
      refused.push({ recipe, reason })
      continue
    }
    const whole: TakenRecipe = taken
    try {
      let planted: RecipeId | null = null
      await core.rooms.apply(to, actor.memberId, (doc) => {
        planted = plantRecipe(doc, whole)
      })
      if (planted !== null) moved.push({ recipe, as: planted, name: whole.name })
    } catch (error) {
      await core.rooms.apply(from, actor.memberId, (doc) => void restoreRecipe(doc, recipe))
      throw error
    }
  }
  if (moved.length > 0) {
    const details = { names: moved.map((one) => one.name), from: source.title, to: target.title }
    const entry = { by: actor.memberId, at: thisMoment(), verb: 'recipes.moved' as const, details, subjectId: to }
    await commit(core.database, [
      ...moved.map(({ recipe, as }) => moveThreads(lab, recipe, { planId: to, recipeId: as })),
      activityEntry(lab, { ...entry, planId: from }),
      activityEntry(lab, { ...entry, planId: to }),
    ])
  }
  return { moved, refused }
}

function refusal(name: string, problem: { code: string; key: string }): string {
  if (problem.code === 'no-such-recipe') return `${name} is no longer in this plan.`
  const label = findParameter(problem.key)?.label ?? problem.key
  return `${name}: several people set “${label}” differently. Pick a value first.`
}
