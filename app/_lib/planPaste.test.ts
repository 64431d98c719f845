import { describe, expect, it } from 'vitest'
import { buildColumns, type GridColumn } from './planColumns'
import { planClear, planPaste } from './planPaste'
import type { CellRange } from './planSelection'
import { buildRecipe } from './planTesting'

const columns: GridColumn[] = ['name', 'sinterTemperatureC', 'sinterHours', 'tio2WtPercent', 'timeToRocksalt'].map(
  (key) => buildColumns(['wet', 'solid-state']).find((column) => column.key === key)!,
)
const recipes = [
  buildRecipe('one', { values: { sinterTemperatureC: 500, sinterHours: 6 } }),
  buildRecipe('two', { values: { sinterTemperatureC: 450 } }),
  buildRecipe('three', { process: 'solid-state', values: { tio2WtPercent: 0.75 } }),
]
const at = (top: number, left: number, bottom = top, right = left): CellRange => ({ top, left, bottom, right })

describe('planPaste', () => {
  it('lays a block at the corner of the selection, with units and decimal commas understood', () => {
    const paste = planPaste(
      [
        ['480 °C', '0,5'],
        ['490', '30 min'],
      ],
      at(0, 1),
      recipes,
      columns,
    )
    expect(paste.edits).toEqual([
      { recipeId: 'rec_one', key: 'sinterTemperatureC', value: 480 },
      { recipeId: 'rec_one', key: 'sinterHours', value: 0.5 },
      { recipeId: 'rec_two', key: 'sinterTemperatureC', value: 490 },
      { recipeId: 'rec_two', key: 'sinterHours', value: 0.5 },
    ])
    expect(paste.range).toEqual(at(0, 1, 1, 2))
  })

  it('fills the whole selection with one cell, and repeats a block that divides it', () => {
    expect(planPaste([['400']], at(0, 1, 2, 1), recipes, columns).edits.map((edit) => edit.value)).toEqual([
      400, 400, 400,
    ])
    const twice = planPaste([['400', '2']], at(0, 1, 1, 2), recipes, columns)
    expect(twice.edits.map((edit) => edit.value)).toEqual([400, 2, 400, 2])
  })

  it('marks what it cannot read, with its text and what was expected, and takes the rest', () => {
    const paste = planPaste([['hot', '6']], at(0, 1), recipes, columns)
    expect(paste.edits).toEqual([{ recipeId: 'rec_one', key: 'sinterHours', value: 6 }])
    expect(paste.marks).toHaveLength(1)
    expect(paste.marks[0]).toMatchObject({ recipeId: 'rec_one', key: 'sinterTemperatureC', text: 'hot' })
    expect(paste.marks[0]?.expected).not.toBe('')
  })

  it('clears by an empty cell', () => {
    expect(planPaste([['']], at(0, 1), recipes, columns).edits).toEqual([
      { recipeId: 'rec_one', key: 'sinterTemperatureC', value: null },
    ])
  })

  it('counts what falls on cells that take no value, and what does not fit', () => {
    const paste = planPaste([['6', '0.5', '12', 'x']], at(0, 2), recipes, columns)
    expect(paste.edits).toEqual([{ recipeId: 'rec_one', key: 'sinterHours', value: 6 }])
    expect(paste.notEditable).toBe(2)
    expect(paste.surplusColumns).toBe(1)
  })

  it('makes rows below the last recipe into new recipes after it', () => {
    const paste = planPaste(
      [
        ['a', '400'],
        ['b', '410'],
        ['', ''],
      ],
      at(2, 0),
      recipes,
      columns,
    )
    expect(paste.edits.map((edit) => edit.value)).toEqual(['a', 400])
    expect(paste.surplusRows).toEqual([{ name: 'b', sinterTemperatureC: '410' }])
    expect(paste.after?.id).toBe('rec_three')
    expect(paste.range).toEqual(at(2, 0, 2, 1))
  })

  it('does not let an empty cell take a name away', () => {
    expect(planPaste([[' ']], at(0, 0), recipes, columns).marks).toHaveLength(1)
  })
})

describe('planClear', () => {
  it('clears what is there, refused values too, and leaves names and predictions', () => {
    const refused = new Map([
      ['rec_two', [{ recipeId: 'rec_two', key: 'sinterHours', code: 'wrong-type' as const, message: '', found: 'x' }]],
    ])
    expect(planClear(at(0, 0, 1, 4), recipes, columns, refused)).toEqual([
      { recipeId: 'rec_one', key: 'sinterTemperatureC', value: null },
      { recipeId: 'rec_one', key: 'sinterHours', value: null },
      { recipeId: 'rec_two', key: 'sinterTemperatureC', value: null },
      { recipeId: 'rec_two', key: 'sinterHours', value: null },
    ])
  })
})
