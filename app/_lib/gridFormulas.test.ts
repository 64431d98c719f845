import { describe, expect, it } from 'vitest'
import { checkFormula, computedColumns, formulaNames } from './gridFormulas'
import { describeCell } from './planCells'
import { buildColumns } from './planColumns'
import { buildPrediction, buildRecipe } from './planTesting'

const columns = buildColumns(['solid-state', 'wet'])
const recipe = buildRecipe('G/C', { process: 'solid-state', values: { lboWtPercent: 2, tio2WtPercent: 0.75 } })

function cell(formula: string, of = recipe, prediction = buildPrediction()) {
  const [column] = computedColumns([{ id: 'x', name: 'glass per ceramic', formula }], columns)
  const sources = { conditions: {}, prediction, record: undefined, problems: [], mark: undefined, draft: null }
  return describeCell(column!, { recipe: of, ...sources })
}

describe('a computed column', () => {
  it('divides one content by another', () => {
    expect(cell('lbo_wt / tio2_wt').text).toBe('2.667')
    expect(cell('borate / tio2WtPercent').text).toBe('2.667')
    expect(checkFormula('lbo_wt / tio2_wt', columns)).toEqual({ ok: true, unit: null })
    expect(checkFormula('lbo_wt / sinter_hours', columns)).toEqual({ ok: true, unit: 'wt% h⁻¹' })
  })

  it('is empty where an input is, and follows what is being typed', () => {
    expect(cell('lbo_wt / tio2_wt', buildRecipe('x', { process: 'solid-state' }))).toMatchObject({
      text: '',
      tone: 'empty',
    })
    const [column] = computedColumns([{ id: 'x', name: 'r', formula: 'lbo_wt / tio2_wt' }], columns)
    const sources = { conditions: {}, prediction: buildPrediction(), record: undefined, problems: [], mark: undefined }
    const draft = { key: 'lboWtPercent', value: 3 }
    expect(describeCell(column!, { recipe, draft, ...sources }).text).toBe('4')
  })

  it('takes predictions by their value, not by a bound', () => {
    const figure = { unit: 's', basis: 'computed' as const, equation: '', inputs: [] }
    const at = (timeToRocksalt: typeof figure & { value?: number; low?: number }) =>
      cell('t_rs / (1 h)', recipe, buildPrediction({ timeToRocksalt })).text
    expect(at({ ...figure, value: 7200 })).toBe('2')
    expect(at({ ...figure, low: 7200 })).toBe('')
  })

  it('says what is wrong with its formula', () => {
    expect(cell('lbo_wt + sinter_hours')).toMatchObject({ tone: 'unavailable' })
    expect(cell('lbo_wt + sinter_hours').text).toMatch(/different things/)
  })
})

it('gives every number a name that no other has', () => {
  const { list } = formulaNames(columns)
  const names = list.map((one) => one.name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toContain('sinter_temperature_c')
  expect(list).toHaveLength(
    columns.filter(
      (one) => one.kind === 'figure' || (one.kind === 'parameter' && /number|integer/.test(one.parameter.kind)),
    ).length,
  )
})
