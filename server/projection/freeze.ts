import type * as Y from 'yjs'
import { newId } from '@/collab/plan/newId'
import { readPlan } from '@/collab/plan/read'
import type { Plan, PlannedRecipe } from '@/collab/plan/types'
import { findForeignRecipes } from '@/db/queries/plans'
import type { RevisionRow } from '@/db/queries/revisions'
import { insertRevision, listRevisionHeads, type RevisionHead } from '@/db/queries/revisions'
import type { LabScope } from '@/db/queries/scope'
import type { MemberId, PlanId, RecipeId } from '@/science/ids'
import { modelVersion, predict } from '@/science/prediction/predict'
import { assembleRecipe } from '@/science/recipe/assembleRecipe'
import { contentHash } from '@/science/recipe/contentHash'
import { AppError } from '../errors'
import { libraryOf } from './libraryOf'
import { mergedValues } from './projectPlan'

/**
 * The door from the living document to the record: a recipe as it stands becomes a revision that nothing changes any more.
 * The same content frozen again is the same revision. Statements are handed back, so that the revision and what it was
 * made for are one batch; when somebody took the same number meanwhile the batch is refused, and the caller freezes again.
 */
export interface Frozen {
  revisions: RevisionHead[]
  statements: ReturnType<typeof insertRevision>[]
}

export interface Freezing {
  planId: PlanId
  plan: Plan
  recipes: readonly PlannedRecipe[]
  cause: RevisionRow['cause']
  by: MemberId
  at: Date
}

export async function freezeRecipes(lab: LabScope, freezing: Freezing): Promise<Frozen> {
  const { planId, plan, recipes, cause, by, at } = freezing
  const foreign = await findForeignRecipes(
    lab.db,
    planId,
    recipes.map((recipe) => recipe.id),
  )
  for (const recipe of recipes)
    if (foreign.has(recipe.id))
      throw new AppError(
        'bad-input',
        `“${recipe.name}” carries the id of a recipe in another plan. Make a copy of it here.`,
      )

  const [heads, library] = await Promise.all([listRevisionHeads(lab, planId), libraryOf(lab)])
  const frozen: Frozen = { revisions: [], statements: [] }
  for (const recipe of recipes) {
    const { id: recipeId, name, process } = recipe
    const values = mergedValues(plan.conditions, recipe.values)
    const hash = contentHash({ name, process, values })
    const own = heads.filter((head) => head.recipeId === recipeId)
    const known = own.find((head) => head.contentHash === hash)
    if (known !== undefined) {
      frozen.revisions.push(known)
      continue
    }
    const number = Math.max(0, ...own.map((head) => head.number)) + 1
    const head = { id: newId('revision'), recipeId, number, name, contentHash: hash }
    frozen.revisions.push(head)
    frozen.statements.push(
      insertRevision(lab, {
        ...head,
        planId,
        process,
        values,
        prediction: predict(assembleRecipe({ name, process, values, conditions: {} }), library),
        modelVersion,
        cause,
        createdBy: by,
        createdAt: at,
      }),
    )
  }
  return frozen
}

/** The recipe as it stands in a document, or a refusal that says why it cannot be frozen. */
export function recipeToFreeze(doc: Y.Doc, recipeId: RecipeId): { plan: Plan; recipe: PlannedRecipe } {
  const { plan } = readPlan(doc)
  const recipe = plan.recipes.find((one) => one.id === recipeId)
  if (recipe === undefined) throw new AppError('not-found', 'This plan has no such recipe.')
  if (recipe.binnedAt !== null)
    throw new AppError('conflict', `“${recipe.name}” is in the plan’s bin. Take it out of the bin first.`)
  return { plan, recipe }
}
