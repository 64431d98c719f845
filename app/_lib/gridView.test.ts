import { describe, expect, it } from 'vitest'
import {
  arrangeColumns,
  moveColumn,
  plainView,
  readView,
  resizeColumn,
  sameView,
  showColumns,
  sortBy,
} from './gridView'
import { buildColumns } from './planColumns'

const wet = buildColumns(['wet'])
const keys = (columns: readonly { key: string }[]) => columns.map((column) => column.key)

describe('readView', () => {
  it('reads what it wrote, and a view out of anything else', () => {
    const view = { ...plainView, shown: { coating: false }, sort: [{ key: 'name', direction: 'descending' as const }] }
    expect(readView(JSON.parse(JSON.stringify(view)))).toEqual(view)
    for (const found of [
      null,
      'x',
      3,
      [],
      { shown: 3, order: {}, sort: [1, { key: 'a', direction: 'up' }], computed: [{}] },
    ])
      expect(readView(found)).toEqual(plainView)
  })
})

describe('arrangeColumns', () => {
  it('moves a column among the others and leaves the name first', () => {
    const view = moveColumn(plainView, wet, wet, 'sinterHours', -1)
    const moved = keys(arrangeColumns(wet, view))
    expect(moved[0]).toBe('name')
    expect(moved.indexOf('sinterHours')).toBe(keys(wet).indexOf('sinterHours') - 1)
    expect(moved).toHaveLength(wet.length)
    expect(moveColumn(plainView, wet, wet, 'name', 1)).toBe(plainView)
    expect(moveColumn(plainView, wet, wet, keys(wet)[1]!, -1)).toBe(plainView)
  })

  it('passes over hidden columns when it moves one', () => {
    const visible = wet.filter(
      (column) => column.kind === 'name' || column.group === 'heat' || column.kind === 'figure',
    )
    const first = visible[1]!
    const view = moveColumn(plainView, wet, visible, first.key, 1)
    const shown = keys(arrangeColumns(wet, view).filter((column) => visible.some((one) => one.key === column.key)))
    expect(shown.slice(0, 3)).toEqual(['name', visible[2]!.key, first.key])
  })

  it('gives columns that the view does not know their place in the catalogue', () => {
    const view = moveColumn(plainView, wet, wet, 'sinterHours', -1)
    const both = buildColumns(['wet', 'solid-state'])
    const arranged = keys(arrangeColumns(both, view))
    expect([...arranged].sort()).toEqual([...keys(both)].sort())
    const known = keys(both)
    expect(arranged[arranged.indexOf('tio2WtPercent') - 1]).toBe(known[known.indexOf('tio2WtPercent') - 1])
  })

  it('takes widths within reason', () => {
    const view = resizeColumn(resizeColumn(plainView, 'sinterHours', 3), 'coating', 300.4)
    const width = (key: string) => arrangeColumns(wet, view).find((column) => column.key === key)?.width
    expect(width('sinterHours')).toBe(48)
    expect(width('coating')).toBe(300)
    expect(resizeColumn(view, 'coating', null).widths).toEqual({ sinterHours: 48 })
  })
})

describe('a view', () => {
  it('sorts by one column, or by one more', () => {
    const one = sortBy(plainView, 'name', 'ascending')
    const two = sortBy(one, 'coating', 'descending', true)
    expect(keys(two.sort)).toEqual(['name', 'coating'])
    expect(sortBy(two, 'name', null, true).sort).toEqual([{ key: 'coating', direction: 'descending' }])
    expect(sortBy(two, 'coating', 'ascending').sort).toEqual([{ key: 'coating', direction: 'ascending' }])
  })

  it('is the same whatever the order in which it was made', () => {
    const one = showColumns(showColumns(plainView, ['a'], true), ['b'], false)
    const other = showColumns(showColumns(plainView, ['b'], false), ['a'], true)
    expect(sameView(one, other)).toBe(true)
    expect(sameView(one, plainView)).toBe(false)
  })
})
