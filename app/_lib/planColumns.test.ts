import { describe, expect, it } from 'vitest'
import { parametersOf } from '@/science/recipe/parameters'
import { buildColumns, figureColumns, groupColumns, hiddenColumns, isEditable } from './planColumns'

describe('buildColumns', () => {
  it('begins with the name and ends with the predictions and what was made', () => {
    const keys = buildColumns(['wet']).map((column) => column.key)
    expect(keys[0]).toBe('name')
    expect(keys.slice(-6)).toEqual([...figureColumns.map((column) => column.key), 'record'])
  })

  it('has every parameter of the processes present, once, and none of the others', () => {
    const keys = buildColumns(['wet', 'solid-state']).map((column) => column.key)
    expect(keys.filter((key) => key === 'sinterTemperatureC')).toHaveLength(1)
    for (const parameter of parametersOf('wet')) expect(keys).toContain(parameter.key)
    expect(keys).toContain('tio2WtPercent')
    expect(keys).not.toContain('supercycles')
  })

  it('keeps the columns of a group together', () => {
    const columns = buildColumns(['ald', 'wet', 'sol-gel', 'solid-state', 'ball-milling', 'none'])
    const groups = groupColumns(columns)
    expect(new Set(groups.map((group) => group.key)).size).toBe(groups.length)
    expect(groups.reduce((sum, group) => sum + group.span, 0)).toBe(columns.length)
  })

  it('leaves out what is hidden, but never the name', () => {
    const keys = buildColumns(['wet'], { hidden: new Set(['name', 'sinterHours', 'record']) }).map(
      (column) => column.key,
    )
    expect(keys[0]).toBe('name')
    expect(keys).not.toContain('sinterHours')
    expect(keys).not.toContain('record')
  })
})

describe('isEditable', () => {
  it('lets a recipe have the parameters of its process and its name, and nothing else', () => {
    const columns = new Map(buildColumns(['wet', 'solid-state']).map((column) => [column.key, column]))
    expect(isEditable(columns.get('name')!, 'wet')).toBe(true)
    expect(isEditable(columns.get('sinterHours')!, 'wet')).toBe(true)
    expect(isEditable(columns.get('tio2WtPercent')!, 'wet')).toBe(false)
    expect(isEditable(columns.get('timeToRocksalt')!, 'wet')).toBe(false)
    expect(isEditable(columns.get('record')!, 'wet')).toBe(false)
  })
})

describe('hiddenColumns', () => {
  const columns = buildColumns(['wet'])

  it('hides what is seldom used until a recipe uses it', () => {
    expect(hiddenColumns(columns, {}, new Set()).has('betAreaM2PerG')).toBe(true)
    expect(hiddenColumns(columns, {}, new Set(['betAreaM2PerG'])).has('betAreaM2PerG')).toBe(false)
    expect(hiddenColumns(columns, {}, new Set()).has('sinterTemperatureC')).toBe(false)
    expect(hiddenColumns(columns, {}, new Set()).has('conditions.oxygenSink')).toBe(false)
  })

  it('follows what a person chose before anything else', () => {
    const choices = { betAreaM2PerG: true, sinterTemperatureC: false, name: false }
    const hidden = hiddenColumns(columns, choices, new Set(['sinterTemperatureC']))
    expect(hidden.has('betAreaM2PerG')).toBe(false)
    expect(hidden.has('sinterTemperatureC')).toBe(true)
    expect(hidden.has('name')).toBe(false)
  })
})
