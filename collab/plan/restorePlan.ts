import type * as Y from 'yjs'
import { readPlan } from './read'
import { localOrigin, type Origin } from './schema'
import type { Plan, PlanProblem } from './types'
import {
  binRecipe,
  moveRecipe,
  renameRecipe,
  restoreRecipe,
  setAim,
  setCondition,
  setParameter,
  setProcess,
  setTitle,
  type Written,
} from './write'

/**
 * Writes an earlier state of the plan as one new act: what differs is set back, what was added since goes into the bin, what was
 * in the bin since comes out of it. Nothing is erased: the acts between stay in the history, and this one can be undone like any
 * other. Notes stay as they are.
 *
 * @returns values of then that the plan takes no more, as after a change of ranges; all others were written
 */
export function restorePlan(doc: Y.Doc, then: Plan, origin: Origin = localOrigin): PlanProblem[] {
  const refused: PlanProblem[] = []
  const tell = (written: Written) => {
    if (!written.ok) refused.push(written.problem)
  }
  const now = readPlan(doc).plan
  doc.transact(() => {
    if (now.title !== then.title) tell(setTitle(doc, then.title, origin))
    if (now.aim !== then.aim) tell(setAim(doc, then.aim, origin))
    for (const key of new Set([...Object.keys(now.conditions), ...Object.keys(then.conditions)]))
      tell(setCondition(doc, key, then.conditions[key] ?? null, origin))

    const earlier = new Map(then.recipes.map((recipe) => [recipe.id, recipe]))
    for (const recipe of now.recipes) {
      const wanted = earlier.get(recipe.id)
      if (wanted === undefined || wanted.binnedAt !== null) {
        if (recipe.binnedAt === null) tell(binRecipe(doc, recipe.id, origin))
        if (wanted === undefined) continue
      } else if (recipe.binnedAt !== null) tell(restoreRecipe(doc, recipe.id, origin))
      if (wanted.name !== recipe.name) tell(renameRecipe(doc, recipe.id, wanted.name, origin))
      // The process first: it decides which values the recipe takes.
      if (wanted.process !== recipe.process) tell(setProcess(doc, recipe.id, wanted.process, origin))
      for (const key of new Set([...Object.keys(recipe.values), ...Object.keys(wanted.values)])) {
        const value = wanted.values[key] ?? null
        if (JSON.stringify(value) !== JSON.stringify(recipe.values[key] ?? null) || recipe.competing[key] !== undefined)
          tell(setParameter(doc, recipe.id, key, value, origin))
      }
    }
  }, origin)

  // Each move looks at where the others stand, so it is an act of its own on the document, of the same person.
  const order = then.recipes.map(({ id }) => id)
  for (const [place, id] of order.entries()) {
    const standing = readPlan(doc).plan.recipes.map((recipe) => recipe.id)
    if (standing.includes(id) && standing.filter((one) => order.includes(one))[place] !== id)
      tell(moveRecipe(doc, id, order[place - 1] ?? null, origin))
  }
  return refused
}
