import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { readPlan } from './read'
import { restorePlan } from './restorePlan'
import {
  addRecipe,
  binRecipe,
  createPlan,
  moveRecipe,
  renameRecipe,
  setCondition,
  setParameter,
  setProcess,
  setTitle,
} from './write'

/** What people see of a plan. */
function seen(doc: Y.Doc) {
  const { title, aim, conditions, recipes } = readPlan(doc).plan
  return {
    title,
    aim,
    conditions,
    recipes: recipes
      .filter(({ binnedAt }) => binnedAt === null)
      .map(({ id, name, process, values }) => ({ id, name, process, values })),
  }
}

it('sets everything back to how it was, and keeps what came since in the bin', () => {
  const doc = new Y.Doc()
  createPlan(doc, { title: 'Borates', conditions: { 'conditions.cRate': 1 } })
  const first = addRecipe(doc, { name: 'A', process: 'sol-gel', values: { sinterTemperatureC: 450, tags: ['x', 'y'] } })
  const second = addRecipe(doc, { name: 'B', process: 'wet', values: { sinterHours: 2 } })
  const third = addRecipe(doc, { name: 'C', process: 'none' })
  const then = readPlan(doc).plan
  const before = seen(doc)

  setTitle(doc, 'Something else')
  setCondition(doc, 'conditions.cRate', 0.5)
  setCondition(doc, 'conditions.cycles', 100)
  setParameter(doc, first, 'sinterTemperatureC', null)
  setParameter(doc, first, 'sinterHours', 9)
  renameRecipe(doc, second, 'Bee')
  setProcess(doc, second, 'ald')
  binRecipe(doc, third)
  moveRecipe(doc, second, null)
  const fourth = addRecipe(doc, { name: 'D', process: 'none' })
  expect(seen(doc)).not.toEqual(before)

  expect(restorePlan(doc, then)).toEqual([])
  expect(seen(doc)).toEqual(before)
  expect(readPlan(doc).plan.recipes.find(({ id }) => id === fourth)?.binnedAt).not.toBeNull()
})

it('writes nothing where nothing differs', () => {
  const doc = new Y.Doc()
  createPlan(doc, { title: 'T', conditions: { 'conditions.cRate': 1 } })
  addRecipe(doc, { name: 'A', process: 'wet', values: { sinterHours: 2 } })
  let updates = 0
  doc.on('update', () => {
    updates += 1
  })
  expect(restorePlan(doc, readPlan(doc).plan)).toEqual([])
  expect(updates).toBe(0)
})
