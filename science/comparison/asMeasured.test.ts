import { expect, it } from 'vitest'
import { isFigure, type Prediction } from '../prediction/figure'
import { predict } from '../prediction/predict'
import { assembleRecipe } from '../recipe/assembleRecipe'
import type { Recipe } from '../recipe/recipe'
import { recipeAsMeasured } from './asMeasured'

const nothing = { coatingThicknessNm: null, betAreaM2PerG: null }
const conditions = {
  'conditions.oxygenSink': 'thiophosphate',
  'conditions.temperatureC': 25,
  'conditions.cRate': 1,
  'conditions.upperCutoffV': 4.6,
}

/** The plan: 1 wt% of alumina, of which the model knows an upper bound of the thickness only. */
const planned = assembleRecipe({
  name: 'A-LCO',
  process: 'sol-gel',
  values: { cathode: 'LCO', coating: 'Al2O3', coatingWtPercent: 1, coatingDensityGPerCm3: 3.2, ...conditions },
  conditions: {},
})

function figure(prediction: Prediction, key: 'coatingThickness' | 'timeToRocksalt' | 'lithiumOverpotential') {
  const found = prediction[key]
  if (!isFigure(found)) throw new Error(`${key}: ${found.unavailable}`)
  return found
}

function measured(recipe: Recipe, what: Parameters<typeof recipeAsMeasured>[1]): Prediction {
  const found = recipeAsMeasured(recipe, what)
  if (found === null) throw new Error('nothing measured')
  return predict(found)
}

it('is no other recipe while nothing was measured, or just what the recipe says', () => {
  expect(recipeAsMeasured(planned, nothing)).toBeNull()
  const known = assembleRecipe({
    name: 'known',
    process: 'sol-gel',
    values: { thicknessNm: 10, thicknessBasis: 'measured', betAreaM2PerG: 0.4 },
    conditions: {},
  })
  expect(
    recipeAsMeasured(known, {
      coatingThicknessNm: { value: 10, uncertainty: null },
      betAreaM2PerG: { value: 0.4, uncertainty: null },
    }),
  ).toBeNull()
  const bare = assembleRecipe({ name: 'bare', process: 'none', values: { cathode: 'LCO' }, conditions: {} })
  expect(recipeAsMeasured(bare, { ...nothing, coatingThicknessNm: { value: 10, uncertainty: 1 } })).toBeNull()
})

it('turns the bound on the thickness into a measured value, with its uncertainty as the range', () => {
  const bound = figure(predict(planned), 'coatingThickness')
  expect(bound.basis).toBe('bound')
  expect(bound).not.toHaveProperty('value')
  const prediction = measured(planned, { ...nothing, coatingThicknessNm: { value: 12, uncertainty: 3 } })
  expect(figure(prediction, 'coatingThickness')).toMatchObject({ value: 12, low: 9, high: 15, basis: 'measured' })
  // The time to rocksalt goes with the thickness: its bounds are those of 9 and of 15 nm.
  const exact = (value: number) =>
    figure(measured(planned, { ...nothing, coatingThicknessNm: { value, uncertainty: null } }), 'timeToRocksalt')
  const time = figure(prediction, 'timeToRocksalt')
  expect(time.value).toBeCloseTo(exact(12).value ?? 0, 6)
  expect(time.low).toBeCloseTo(exact(9).low ?? 0, 6)
  expect(time.high).toBeCloseTo(exact(15).high ?? 0, 6)
})

it('spreads the same coating over the measured surface: the bound is that of the least surface', () => {
  const { high } = figure(
    measured(planned, { ...nothing, betAreaM2PerG: { value: 0.4, uncertainty: 0.1 } }),
    'coatingThickness',
  )
  const least = figure(
    measured(planned, { ...nothing, betAreaM2PerG: { value: 0.3, uncertainty: null } }),
    'coatingThickness',
  )
  expect(high).toBeCloseTo(least.high ?? 0, 9)
  // l_c ≤ m / (ρ A): 0.01 g of alumina of 3.2 g cm⁻³ on 0.3 m².
  expect(high).toBeCloseTo((0.01 / 3.2 / 0.3e4) * 1e7, 9)
})

it('gives the overpotential the range that the measured surface leaves', () => {
  const both = { coatingThicknessNm: { value: 10, uncertainty: null }, betAreaM2PerG: { value: 0.4, uncertainty: 0.1 } }
  const overpotential = figure(measured(planned, both), 'lithiumOverpotential')
  const at = (area: number) =>
    figure(measured(planned, { ...both, betAreaM2PerG: { value: area, uncertainty: null } }), 'lithiumOverpotential')
  expect(overpotential.value).toBeCloseTo(at(0.4).value ?? 0, 9)
  expect(overpotential.low).toBeCloseTo(at(0.5).low ?? 0, 9)
  expect(overpotential.high).toBeCloseTo(at(0.3).high ?? 0, 9)
})

it('predicts nothing from a surface that may be anything down to nothing', () => {
  const { coatingThickness } = measured(planned, { ...nothing, betAreaM2PerG: { value: 0.1, uncertainty: 0.1 } })
  expect(coatingThickness).toEqual({ unavailable: expect.stringContaining('down to nothing') })
})
