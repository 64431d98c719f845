import { describe, expect, it } from 'vitest'
import {
  extendTo,
  type GridShape,
  keepWithin,
  moveSelection,
  placesIn,
  selectCell,
  selectedRange,
  tabSelection,
} from './planSelection'

const shape: GridShape = { recipeIds: ['r0', 'r1', 'r2', 'r3'], keys: ['a', 'b', 'c'] }
const at = (recipeId: string, key: string) => ({ recipeId, key })

describe('moving about the grid', () => {
  it('steps and stops at the edges', () => {
    const corner = selectCell(at('r0', 'a'))
    expect(moveSelection(corner, shape, { kind: 'step', direction: 'up' })?.focus).toEqual(at('r0', 'a'))
    expect(moveSelection(corner, shape, { kind: 'step', direction: 'right' })?.focus).toEqual(at('r0', 'b'))
    expect(moveSelection(corner, shape, { kind: 'page', direction: 'down', rows: 20 })?.focus).toEqual(at('r3', 'a'))
    expect(moveSelection(corner, shape, { kind: 'grid-end' })?.focus).toEqual(at('r3', 'c'))
  })

  it('starts at the first cell when nothing is selected or what was is gone', () => {
    expect(moveSelection(null, shape, { kind: 'step', direction: 'down' })?.focus).toEqual(at('r0', 'a'))
    expect(moveSelection(selectCell(at('x', 'a')), shape, { kind: 'row-end' })?.focus).toEqual(at('r0', 'a'))
    expect(moveSelection(null, { recipeIds: [], keys: ['a'] }, { kind: 'row-end' })).toBeNull()
  })

  it('keeps the anchor while it extends', () => {
    const one = selectCell(at('r1', 'b'))
    const two = moveSelection(one, shape, { kind: 'step', direction: 'down' }, true)
    const three = moveSelection(two, shape, { kind: 'row-start' }, true)
    expect(three).toEqual({ anchor: at('r1', 'b'), focus: at('r2', 'a') })
    expect(selectedRange(three, shape)).toEqual({ top: 1, bottom: 2, left: 0, right: 1 })
    expect(extendTo(three, at('r0', 'c')).anchor).toEqual(at('r1', 'b'))
  })

  it('selects in full the rows or the columns that it touches', () => {
    const two = { anchor: at('r1', 'b'), focus: at('r2', 'b') }
    expect(selectedRange(moveSelection(two, shape, { kind: 'whole-row' }, true), shape)).toEqual({
      top: 1,
      bottom: 2,
      left: 0,
      right: 2,
    })
    expect(selectedRange(moveSelection(two, shape, { kind: 'whole-column' }, true), shape)).toEqual({
      top: 0,
      bottom: 3,
      left: 1,
      right: 1,
    })
  })

  it('jumps to the end of a filled block, then over the gap, then to the edge', () => {
    const filled = new Set(['r0', 'r1', 'r3'])
    const column: GridShape = {
      recipeIds: ['r0', 'r1', 'r2', 'r3', 'r4'],
      keys: ['a'],
      isFilled: (recipeId) => filled.has(recipeId),
    }
    const first = moveSelection(selectCell(at('r0', 'a')), column, { kind: 'jump', direction: 'down' })
    expect(first?.focus.recipeId).toBe('r1')
    const second = moveSelection(first, column, { kind: 'jump', direction: 'down' })
    expect(second?.focus.recipeId).toBe('r3')
    expect(moveSelection(second, column, { kind: 'jump', direction: 'down' })?.focus.recipeId).toBe('r4')
  })

  it('selects everything', () => {
    const all = moveSelection(selectCell(at('r1', 'b')), shape, { kind: 'all' })
    expect(placesIn(selectedRange(all, shape)!, shape)).toHaveLength(12)
  })
})

describe('Tab', () => {
  it('goes on in the next row and leaves the grid at its ends', () => {
    expect(tabSelection(selectCell(at('r0', 'c')), shape, false)?.focus).toEqual(at('r1', 'a'))
    expect(tabSelection(selectCell(at('r1', 'a')), shape, true)?.focus).toEqual(at('r0', 'c'))
    expect(tabSelection(selectCell(at('r3', 'c')), shape, false)).toBeNull()
    expect(tabSelection(selectCell(at('r0', 'a')), shape, true)).toBeNull()
  })
})

describe('a selection while colleagues change the rows', () => {
  it('stays on its recipes when rows move', () => {
    const selection = { anchor: at('r0', 'a'), focus: at('r1', 'b') }
    const moved: GridShape = { ...shape, recipeIds: ['r3', 'r0', 'r2', 'r1'] }
    expect(selectedRange(selection, moved)).toEqual({ top: 1, bottom: 3, left: 0, right: 1 })
  })

  it('shrinks to what is left when a recipe is binned', () => {
    const selection = { anchor: at('r0', 'a'), focus: at('r1', 'b') }
    const binned: GridShape = { ...shape, recipeIds: ['r1', 'r2'] }
    expect(keepWithin(selection, binned)).toEqual(selectCell(at('r1', 'b')))
    expect(keepWithin(selection, { ...shape, recipeIds: ['r2'] })).toBeNull()
  })
})
