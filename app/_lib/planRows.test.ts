import { describe, expect, it } from 'vitest'
import type { PlannedRecipe } from '@/collab/plan/types'
import type { Process } from '@/science/recipe/process'
import {
  binnedRecipes,
  groupRows,
  neighbourAfterDrop,
  neighbourAfterMove,
  presentProcesses,
  recipesInOrder,
} from './planRows'

function recipe(id: string, process: Process, binnedAt: number | null = null): PlannedRecipe {
  return { id: `rec_${id}`, name: id, process, order: id, values: {}, competing: {}, binnedAt }
}

const plan = [recipe('a', 'wet'), recipe('b', 'ald'), recipe('c', 'wet'), recipe('d', 'ald', 5), recipe('e', 'ald', 9)]

describe('groupRows', () => {
  it('puts recipes under their process, in the order of the plan, without those in the bin', () => {
    const rows = groupRows(plan)
    expect(rows.map((row) => (row.kind === 'process' ? `${row.process} ${row.count}` : row.recipe.name))).toEqual([
      'wet 2',
      'a',
      'c',
      'ald 1',
      'b',
    ])
    expect(recipesInOrder(rows).map((found) => found.name)).toEqual(['a', 'c', 'b'])
    expect(presentProcesses(rows)).toEqual(['ald', 'wet'])
  })
})

describe('neighbourAfterMove', () => {
  it('moves within the process, over recipes of others', () => {
    expect(neighbourAfterMove(plan, 'rec_c', 'up')).toBeNull()
    expect(neighbourAfterMove(plan, 'rec_a', 'down')).toBe('rec_c')
  })

  it('does nothing at the edges', () => {
    expect(neighbourAfterMove(plan, 'rec_a', 'up')).toBeUndefined()
    expect(neighbourAfterMove(plan, 'rec_c', 'down')).toBeUndefined()
    expect(neighbourAfterMove(plan, 'rec_gone', 'up')).toBeUndefined()
  })
})

describe('neighbourAfterDrop', () => {
  const wet = [recipe('a', 'wet'), recipe('x', 'ald'), recipe('b', 'wet'), recipe('c', 'wet')]

  it('goes before the recipe at that place of its process', () => {
    expect(neighbourAfterDrop(wet, 'rec_c', 0)).toBeNull()
    expect(neighbourAfterDrop(wet, 'rec_c', 1)).toBe('rec_x')
    expect(neighbourAfterDrop(wet, 'rec_a', 3)).toBe('rec_c')
  })

  it('does nothing where it lands on its own place', () => {
    expect(neighbourAfterDrop(wet, 'rec_b', 1)).toBeUndefined()
    expect(neighbourAfterDrop(wet, 'rec_b', 2)).toBeUndefined()
  })
})

describe('binnedRecipes', () => {
  it('lists the latest first', () => {
    expect(binnedRecipes(plan).map((found) => found.name)).toEqual(['e', 'd'])
  })
})
