import { expect, it } from 'vitest'
import { findParameter } from '@/science/recipe/parameters'
import { createPredictions } from './planPredictions'
import { buildRecipe } from './planTesting'
import { withRequiredChecks } from './requiredChecks'

const beneath = createPredictions()

it('adds a check for each required field that is empty, the plan’s conditions counted in', () => {
  const recipe = buildRecipe('one', { process: 'sol-gel', values: { sinterTemperatureC: 350 } })
  const required = { 'sol-gel': ['sinterTemperatureC', 'sinterHours', 'conditions.cRate'] }
  const predictionOf = withRequiredChecks(beneath, required, findParameter)
  const added = (conditions: Record<string, number>) =>
    predictionOf(recipe, conditions).checks.flatMap((check) => (check.code === 'required-empty' ? check.parameter : []))
  expect(added({})).toEqual(['sinterHours', 'conditions.cRate'])
  expect(added({ 'conditions.cRate': 1 })).toEqual(['sinterHours'])
})

it('leaves predictions alone where nothing is required, and remembers them where something is', () => {
  expect(withRequiredChecks(beneath, {}, findParameter)).toBe(beneath)
  const recipe = buildRecipe('one', { process: 'sol-gel', values: {} })
  const conditions = {}
  const predictionOf = withRequiredChecks(beneath, { 'sol-gel': ['sinterHours'] }, findParameter)
  expect(predictionOf(recipe, conditions)).toBe(predictionOf(recipe, conditions))
})
