import { describe, expect, it } from 'vitest'
import type { RecipeRecord } from '@/server/views'
import { type CellSources, clipboardText, describeCell, recordText, withMark } from './planCells'
import { buildColumns } from './planColumns'
import { buildPrediction, buildRecipe } from './planTesting'

const columns = new Map(buildColumns(['wet', 'solid-state']).map((column) => [column.key, column]))
const column = (key: string) => columns.get(key)!

function sources(overrides: Partial<CellSources> = {}): CellSources {
  return {
    recipe: buildRecipe('one', { values: { sinterTemperatureC: 500 } }),
    conditions: { 'conditions.cRate': 0.5 },
    prediction: buildPrediction(),
    record: undefined,
    problems: [],
    mark: undefined,
    draft: null,
    ...overrides,
  }
}

describe('describeCell', () => {
  it('shows a value, and says it with its unit', () => {
    const face = describeCell(column('sinterTemperatureC'), sources())
    expect(face).toMatchObject({ text: '500', tone: 'own', align: 'right' })
    expect(face.spoken).toMatch(/: 500 °C$/)
  })

  it('tells an empty cell from one that the process does not have', () => {
    expect(describeCell(column('sinterHours'), sources()).tone).toBe('empty')
    expect(describeCell(column('tio2WtPercent'), sources())).toMatchObject({ tone: 'absent', text: '' })
  })

  it('shows the plan’s condition where the recipe has none of its own', () => {
    expect(describeCell(column('conditions.cRate'), sources())).toMatchObject({ tone: 'inherited' })
    const own = buildRecipe('one', { values: { 'conditions.cRate': 2 } })
    expect(describeCell(column('conditions.cRate'), sources({ recipe: own }))).toMatchObject({ tone: 'own', text: '2' })
  })

  it('shows what is being typed', () => {
    const draft = { key: 'sinterTemperatureC', value: 480 }
    expect(describeCell(column('sinterTemperatureC'), sources({ draft })).text).toBe('480')
    expect(describeCell(column('sinterTemperatureC'), sources({ draft: { ...draft, value: null } })).tone).toBe('empty')
  })

  it('keeps text that was not understood, with the reason', () => {
    const mark = { text: 'hot', reason: 'Expected a temperature, found “hot”.' }
    const face = describeCell(column('sinterTemperatureC'), sources({ mark }))
    expect(face).toMatchObject({ text: 'hot', tone: 'refused', problem: mark.reason })
  })

  it('shows a refused value of the document as it was found', () => {
    const recipe = buildRecipe('one')
    const problems = [
      { recipeId: recipe.id, key: 'sinterHours', code: 'out-of-range' as const, message: 'expected hours', found: -3 },
    ]
    expect(describeCell(column('sinterHours'), sources({ recipe, problems }))).toMatchObject({
      text: '-3',
      tone: 'refused',
      problem: 'Expected hours.',
    })
  })

  it('shows all values that compete, until someone picks', () => {
    const at = { clientId: 1, at: 0 }
    const recipe = buildRecipe('one', {
      values: { sinterTemperatureC: 500 },
      competing: {
        sinterTemperatureC: [
          { ...at, value: 450 },
          { ...at, value: 500 },
        ],
      },
    })
    expect(describeCell(column('sinterTemperatureC'), sources({ recipe })).competing).toBe('450 | 500')
  })

  it('gives the reason where there is no prediction', () => {
    const face = describeCell(column('timeToRocksalt'), sources())
    expect(face).toMatchObject({ text: 'no coating', tone: 'unavailable' })
    expect(face.spoken).toContain('no prediction')
  })

  it('prints a time with its range and unit, and a bound with its side', () => {
    const figure = { unit: 's', equation: '', inputs: [], basis: 'computed' as const }
    const prediction = buildPrediction({
      timeToRocksalt: { ...figure, value: 994.582628, low: 387.967218, high: 2720.146052 },
      cyclesToRocksalt: { ...figure, unit: 'cycles', basis: 'bound', low: 12 },
    })
    const time = describeCell(column('timeToRocksalt'), sources({ prediction }))
    expect([time.text, time.range, time.unit]).toEqual(['16.6', '6.5–45', 'min'])
    const cycles = describeCell(column('cyclesToRocksalt'), sources({ prediction }))
    expect(cycles).toMatchObject({ bound: 'at least', unit: '' })
    expect(cycles.spoken).toContain('at least')
  })
})

describe('recordText', () => {
  const record: RecipeRecord = {
    recipeId: 'rec_one',
    runCount: 1,
    outcomes: { done: 1 },
    cellCount: 1,
    bestRetention: { percent: 83.04, atCycle: 100, referenceCycle: 1, testId: 'tst_one' },
    latestRevision: null,
    approvedContentHash: null,
  }

  it('says what was made of a recipe', () => {
    expect(recordText(record)).toBe('1 run, 1 cell, retention 83 %')
    expect(recordText({ ...record, runCount: 2, cellCount: 0, bestRetention: null })).toBe('2 runs')
    const outcomes = { done: 1, failed: 2, 'never-run': 1, running: 1 }
    expect(recordText({ ...record, runCount: 5, outcomes, cellCount: 0, bestRetention: null })).toBe(
      '5 runs (2 failed, 1 never run)',
    )
    expect(recordText({ ...record, runCount: 0, cellCount: 0, bestRetention: null })).toBe('')
    expect(recordText(undefined)).toBe('')
  })
})

describe('clipboardText', () => {
  it('gives every digit of a value, and what was typed where it was not understood', () => {
    const recipe = buildRecipe('one', { values: { sinterHours: 0.1 + 0.2 } })
    expect(clipboardText(column('sinterHours'), sources({ recipe }))).toBe('0.30000000000000004')
    const mark = { text: 'hot', reason: '' }
    expect(clipboardText(column('sinterHours'), sources({ mark }))).toBe('hot')
    expect(clipboardText(column('tio2WtPercent'), sources())).toBe('')
  })
})

describe('withMark', () => {
  it('keeps the marks of other recipes as they are', () => {
    const mark = { text: 'x', reason: '' }
    const one = withMark(new Map(), 'rec_one', 'a', mark)
    const two = withMark(one, 'rec_two', 'a', mark)
    expect(two.get('rec_one')).toBe(one.get('rec_one'))
    expect(withMark(two, 'rec_two', 'b', null)).toBe(two)
    expect(withMark(two, 'rec_two', 'a', null).has('rec_two')).toBe(false)
  })
})
