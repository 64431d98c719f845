import { describe, expect, it } from 'vitest'
import { buildColumns, type GridColumn } from './planColumns'
import { planFill, planFillDown, planFillSeries } from './planFill'
import type { CellRange } from './planSelection'
import { buildRecipe } from './planTesting'

const columns: GridColumn[] = ['name', 'sinterTemperatureC', 'sinterHours', 'tio2WtPercent', 'timeToRocksalt'].map(
  (key) => buildColumns(['wet', 'solid-state']).find((column) => column.key === key)!,
)
const at = (top: number, left: number, bottom = top, right = left): CellRange => ({ top, left, bottom, right })

function column(values: readonly (number | undefined)[]) {
  return values.map((value, index) =>
    buildRecipe(`B-LCO ${index + 1}`, { values: value === undefined ? {} : { sinterTemperatureC: value } }),
  )
}

function filled(given: readonly number[], rows: number, mode: 'copy' | 'series') {
  const recipes = column([...given, ...Array<undefined>(rows)])
  const to = recipes.length - 1
  const edits = planFill(at(0, 1, given.length - 1), { from: given.length, to, mode }, recipes, columns)
  return edits.map((edit) => edit.value)
}

describe('planFill', () => {
  it('repeats what it was given', () => {
    expect(filled([450], 3, 'copy')).toEqual([450, 450, 450])
    expect(filled([450, 500], 3, 'copy')).toEqual([450, 500, 450])
  })

  it('goes on by the common difference, without the dust of binary fractions', () => {
    expect(filled([450, 475], 3, 'series')).toEqual([500, 525, 550])
    expect(filled([0.1, 0.2, 0.3], 3, 'series')).toEqual([0.4, 0.5, 0.6])
    expect(filled([500, 450], 2, 'series')).toEqual([400, 350])
  })

  it('goes on by the common ratio where there is no common difference', () => {
    expect(filled([1, 10, 100], 2, 'series')).toEqual([1000, 10000])
    expect(filled([8, 4, 2], 2, 'series')).toEqual([1, 0.5])
  })

  it('counts one number up, and repeats numbers that are no series', () => {
    expect(filled([5], 2, 'series')).toEqual([6, 7])
    expect(filled([1, 2, 5], 2, 'series')).toEqual([1, 2])
  })

  it('counts backwards when it goes upwards', () => {
    const recipes = column([undefined, undefined, 450, 500])
    const edits = planFill(at(2, 1, 3), { from: 1, to: 0, mode: 'series' }, recipes, columns)
    expect(edits.map((edit) => [edit.recipeId, edit.value])).toEqual([
      ['rec_B-LCO 2', 400],
      ['rec_B-LCO 1', 350],
    ])
  })

  it('counts names on, and keeps their leading zeros', () => {
    const recipes = ['B-LCO 08', 'x', 'y'].map((name) => buildRecipe(name))
    const edits = planFill(at(0, 0), { from: 1, to: 2, mode: 'series' }, recipes, columns)
    expect(edits.map((edit) => edit.value)).toEqual(['B-LCO 09', 'B-LCO 10'])
  })

  it('passes over recipes without the parameter, and over predictions', () => {
    const recipes = [
      buildRecipe('a', { values: { sinterTemperatureC: 500, sinterHours: 6 } }),
      buildRecipe('b', { process: 'ball-milling' }),
      buildRecipe('c'),
    ]
    const edits = planFill(at(0, 1, 0, 4), { from: 1, to: 2, mode: 'copy' }, recipes, columns)
    expect(edits).toEqual([
      { recipeId: 'rec_c', key: 'sinterTemperatureC', value: 500 },
      { recipeId: 'rec_c', key: 'sinterHours', value: 6 },
    ])
  })
})

describe('planFillDown', () => {
  const recipes = [
    buildRecipe('one', { values: { sinterTemperatureC: 500, sinterHours: 6 } }),
    buildRecipe('two', { values: { sinterTemperatureC: 450 } }),
    buildRecipe('three', { process: 'solid-state', values: { tio2WtPercent: 0.75 } }),
  ]

  it('copies the top row of the selection, where the recipes have the parameter, and leaves the names', () => {
    expect(planFillDown(at(0, 0, 2, 3), recipes, columns)).toEqual([
      { recipeId: 'rec_two', key: 'sinterTemperatureC', value: 500 },
      { recipeId: 'rec_three', key: 'sinterTemperatureC', value: 500 },
      { recipeId: 'rec_two', key: 'sinterHours', value: 6 },
      { recipeId: 'rec_three', key: 'sinterHours', value: 6 },
    ])
  })

  it('takes the row above when one row is selected, and does nothing in the first', () => {
    expect(planFillDown(at(1, 1), recipes, columns)).toEqual([
      { recipeId: 'rec_two', key: 'sinterTemperatureC', value: 500 },
    ])
    expect(planFillDown(at(0, 1), recipes, columns)).toEqual([])
  })
})

describe('planFillSeries', () => {
  it('goes on with the filled cells at the top of the range', () => {
    const edits = planFillSeries(at(0, 1, 4), column([450, 460, undefined, undefined, undefined]), columns)
    expect(edits.map((edit) => edit.value)).toEqual([470, 480, 490])
  })

  it('goes on with the first cell where all are filled', () => {
    const edits = planFillSeries(at(0, 1, 2), column([5, 9, 9]), columns)
    expect(edits.map((edit) => edit.value)).toEqual([6, 7])
  })
})
