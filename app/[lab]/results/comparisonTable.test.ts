import { describe, expect, it } from 'vitest'
import { parameters } from '@/science/recipe/parameters'
import type { ComparisonRow } from '@/server/views'
import { filterChoices, filterLines, noFilters, sortLines, toLines, usedParameters } from './comparisonTable'
import { csvOfLines } from './csvOfLines'

function row(figure: string, value: number, rest: Partial<ComparisonRow> = {}, conditions = {}): ComparisonRow {
  return {
    recipeId: 'rec_a',
    recipeName: 'LCO-M2',
    planId: 'pln_a',
    planTitle: 'LZPO',
    process: 'ald',
    origin: 'paper',
    paperPlace: 'ma2026, Fig. 2d',
    cellId: 'cel_a',
    cellName: 'ma2026-04',
    values: {},
    prediction: {} as ComparisonRow['prediction'],
    ...rest,
    result: {
      figure,
      value,
      unit: figure === 'retention' ? '%' : 'mAh/g',
      qualifier: null,
      atCycle: 200,
      referenceCycle: null,
      alsoReported: [],
      conditions: { lowerCutoffV: 2.8, upperCutoffV: 4.5, cRate: 1, ...conditions },
    },
  }
}

describe('toLines', () => {
  it('puts the figures of one test on one line', () => {
    const lines = toLines([row('retention', 83.3), row('finalCapacity', 159.2), row('Rf', 6.8)])
    expect(lines).toHaveLength(1)
    expect(lines[0]?.figures.retention?.value).toBe(83.3)
    expect(lines[0]?.figures.finalCapacity?.value).toBe(159.2)
  })

  it('keeps other conditions and a second test of the same kind on lines of their own', () => {
    const lines = toLines([
      row('retention', 83.3),
      row('retention', 81),
      row('retention', 70, {}, { upperCutoffV: 4.6 }),
    ])
    expect(lines.map((line) => line.figures.retention?.value)).toEqual([83.3, 81, 70])
    expect(new Set(lines.map((line) => line.key)).size).toBe(3)
  })

  it('takes a first discharge and a stated discharge capacity as one column', () => {
    expect(toLines([row('initialDischargeCapacity', 186)])[0]?.figures.dischargeCapacity?.value).toBe(186)
  })
})

const lines = toLines([
  row('retention', 83.3),
  row('retention', 44.9, { cellId: 'cel_b', recipeName: 'LCO', process: 'none' }, { cRate: 10 }),
  row('dischargeCapacity', 50, { cellId: 'cel_c', recipeName: 'bare', process: 'none' }, { cRate: undefined }),
])

describe('sortLines', () => {
  it('puts lines without the figure last in both directions', () => {
    const by = (isDescending: boolean) =>
      sortLines(lines, { key: 'retention', isDescending }).map((line) => line.figures.retention?.value)
    expect(by(true)).toEqual([83.3, 44.9, undefined])
    expect(by(false)).toEqual([44.9, 83.3, undefined])
  })
})

describe('filterLines', () => {
  it('offers what occurs and finds it again', () => {
    expect(filterChoices(lines)).toEqual({
      process: ['ald', 'none'],
      window: ['2.8–4.5 V'],
      rate: ['1 C', '10 C', 'not known'],
      origin: ['paper'],
    })
    expect(filterLines(lines, { ...noFilters, rate: 'not known' }).map((line) => line.recipeName)).toEqual(['bare'])
    expect(filterLines(lines, { ...noFilters, process: 'none', text: 'lco' }).map((line) => line.cellId)).toEqual([
      'cel_b',
    ])
  })
})

describe('parameters of the recipes', () => {
  const swept = toLines([
    row('retention', 80, { values: { sinterTemperatureC: 500, 'own.crucible': 25 }, cellId: 'cel_aaaaaaaa' }),
    row('retention', 90, { values: { sinterTemperatureC: 350, 'conditions.cRate': 1 }, cellId: 'cel_bbbbbbbb' }),
    row('retention', 70, { cellId: 'cel_cccccccc' }),
  ])
  const own = {
    key: 'own.crucible',
    label: 'Crucible',
    shortLabel: 'Crucible',
    unit: 'mL',
    kind: 'number',
    group: 'own',
    processes: [],
    description: '',
  } as const

  it('sort the lines, those without last', () => {
    const sorted = sortLines(swept, { key: 'parameter sinterTemperatureC', isDescending: false })
    expect(sorted.map(({ values }) => values.sinterTemperatureC)).toEqual([350, 500, undefined])
  })

  it('stand in the export with their units, the lab’s own among them', () => {
    expect(usedParameters(swept, [...parameters, own]).map(({ key }) => key)).toEqual([
      'sinterTemperatureC',
      'own.crucible',
    ])
    const [head, first] = csvOfLines(swept, [...parameters, own]).split(/\r?\n/)
    expect(head).toMatch(/Sintering temperature \(°C\),Crucible \(mL\)$/)
    expect(first).toMatch(/,500,25$/)
  })
})
