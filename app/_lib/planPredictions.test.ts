import { describe, expect, it } from 'vitest'
import { describeCell } from './planCells'
import { buildColumns } from './planColumns'
import { createPredictions, withDraft } from './planPredictions'
import { buildRecipe } from './planTesting'

describe('createPredictions', () => {
  it('predicts again only when the recipe or the conditions are others', () => {
    const predictionOf = createPredictions()
    const recipe = buildRecipe('one')
    const conditions = {}
    const first = predictionOf(recipe, conditions)
    expect(predictionOf(recipe, conditions)).toBe(first)
    expect(predictionOf({ ...recipe }, conditions)).not.toBe(first)
    expect(predictionOf(recipe, {})).not.toBe(first)
  })

  it('changes with what is being typed', () => {
    const recipe = buildRecipe('one', { values: { thicknessNm: 1 } })
    expect(withDraft(recipe, { key: 'thicknessNm', value: 10 }).values).toEqual({ thicknessNm: 10 })
    expect(withDraft(recipe, { key: 'thicknessNm', value: null }).values).toEqual({})
    expect(withDraft(recipe, { key: 'name', value: 'two' }).name).toBe('two')
    expect(recipe.values).toEqual({ thicknessNm: 1 })
  })
})

describe('the grid, for amorphous LBO on NMC532', () => {
  const columns = buildColumns(['none', 'sol-gel'])
  const predictionOf = createPredictions()

  function row(thicknessNm: number, sink: string): string {
    const values = { cathode: 'NMC532', cathodeRadiusUm: 5, coating: 'Li3B11O18', thicknessNm }
    const recipe = buildRecipe('lbo', { process: 'sol-gel', values: { ...values, 'conditions.oxygenSink': sink } })
    // The plan says otherwise; the recipe's own sink counts.
    const conditions = { 'conditions.oxygenSink': 'o2-gas' }
    const column = columns.find((one) => one.key === 'timeToRocksalt')!
    const sources = { record: undefined, problems: [], mark: undefined, draft: null }
    const face = describeCell(column, { recipe, conditions, prediction: predictionOf(recipe, conditions), ...sources })
    return `${face.text} (${face.range}) ${face.unit}`
  }

  it('prints what Table 3 of cheng2024 prints', () => {
    expect(row(1, 'thiophosphate')).toBe('1.4 (0.5–3.8) min')
    expect(row(10, 'thiophosphate')).toBe('14 (5–38) min')
    expect(row(1, 'o2-gas')).toBe('16.6 (6.5–45) min')
    expect(row(10, 'o2-gas')).toBe('165 (64–452) min')
  })
})
