import { expect, it } from 'vitest'
import { buildRecipe } from './planTesting'
import { approvalOf, hashOf } from './recipeHash'

it('an approval is of the content: an edit of the recipe or of the conditions takes it back, its undoing restores it', () => {
  const recipe = buildRecipe('one', { values: { sinterTemperatureC: 350 } })
  const conditions = { 'conditions.cRate': 1 }
  const record = { approvedContentHash: hashOf(recipe, conditions) }
  expect(approvalOf(recipe, conditions, record)).toBe('approved')
  const edited = { ...recipe, values: { sinterTemperatureC: 360 } }
  expect(approvalOf(edited, conditions, record)).toBe('changed')
  expect(approvalOf(recipe, { 'conditions.cRate': 2 }, record)).toBe('changed')
  expect(approvalOf({ ...edited, values: recipe.values }, { ...conditions }, record)).toBe('approved')
})

it('says nothing of a recipe that was never approved', () => {
  const recipe = buildRecipe('one')
  expect(approvalOf(recipe, {}, undefined)).toBeNull()
  expect(approvalOf(recipe, {}, { approvedContentHash: null })).toBeNull()
})
