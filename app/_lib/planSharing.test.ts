import { describe, expect, it } from 'vitest'
import type { PlannedRecipe, PlanReading } from '@/collab/plan/types'
import { problemsByRecipe, shareReading, shareValue } from './planSharing'

function recipe(id: string, values: PlannedRecipe['values']): PlannedRecipe {
  return { id: `rec_${id}`, name: id, process: 'wet', order: 'a', values, competing: {}, binnedAt: null }
}

function reading(recipes: PlannedRecipe[], problems: PlanReading['problems'] = []): PlanReading {
  return {
    plan: { title: 't', aim: '', conditions: { 'conditions.cRate': 1 }, recipes, competing: {}, schemaVersion: 1 },
    problems,
  }
}

describe('shareReading', () => {
  it('keeps the whole reading of the plan when nothing changed', () => {
    const before = reading([recipe('one', { a: 1 }), recipe('two', { tags: ['x', 'y'] })])
    const after = shareReading(before, reading([recipe('one', { a: 1 }), recipe('two', { tags: ['x', 'y'] })]))
    expect(after.plan).toBe(before.plan)
    expect(after.problems).toBe(before.problems)
  })

  it('gives a new identity to the recipe that changed, and to no other', () => {
    const before = reading([recipe('one', { a: 1 }), recipe('two', { a: 2 })])
    const after = shareReading(before, reading([recipe('one', { a: 1 }), recipe('two', { a: 3 })]))
    expect(after.plan.recipes[0]).toBe(before.plan.recipes[0])
    expect(after.plan.recipes[1]).not.toBe(before.plan.recipes[1])
    expect(after.plan.conditions).toBe(before.plan.conditions)
    expect(after.plan.recipes[1]?.values).toEqual({ a: 3 })
  })

  it('follows recipes that change places', () => {
    const before = reading([recipe('one', { a: 1 }), recipe('two', { a: 2 })])
    const after = shareReading(before, reading([recipe('two', { a: 2 }), recipe('one', { a: 1 })]))
    expect(after.plan.recipes).not.toBe(before.plan.recipes)
    expect(after.plan.recipes[0]).toBe(before.plan.recipes[1])
  })

  it('sees a key that went away', () => {
    const before = reading([recipe('one', { a: 1, b: 2 })])
    const after = shareReading(before, reading([recipe('one', { a: 1 })]))
    expect(after.plan.recipes[0]?.values).toEqual({ a: 1 })
  })
})

describe('shareValue', () => {
  it('tells a missing key from an undefined one', () => {
    const before = { a: undefined, b: 1 }
    expect(shareValue(before, { c: undefined, b: 1 })).not.toBe(before)
  })
})

describe('problemsByRecipe', () => {
  it('groups problems by recipe and leaves out those of the plan itself', () => {
    const at = (recipeId?: string) => ({ recipeId, key: 'a', code: 'wrong-type' as const, message: '', found: 1 })
    const found = problemsByRecipe([at('rec_1'), at('rec_2'), at('rec_1'), at()])
    expect(found.get('rec_1')).toHaveLength(2)
    expect(found.size).toBe(2)
  })
})
