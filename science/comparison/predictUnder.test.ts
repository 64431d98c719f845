import { expect, it } from 'vitest'
import { publishedLibrary } from '../library/library'
import { isFigure, type Prediction } from '../prediction/figure'
import { predictUnder } from './predictUnder'

const frozen = {
  name: 'LBO',
  process: 'sol-gel',
  values: {
    cathode: 'NMC532',
    coating: 'Li3B11O18',
    thicknessNm: 10,
    thicknessBasis: 'measured',
    'conditions.oxygenSink': 'thiophosphate',
    'conditions.upperCutoffV': 4.3,
    'conditions.cRate': 0.5,
    'conditions.cycles': 10,
  },
} as const
const asPlanned = { conditions: {}, cycles: null, dwell: null }

function dwellOf(prediction: Prediction) {
  const figure = prediction.cyclesToRocksalt
  return isFigure(figure) ? figure.inputs.find(({ symbol }) => symbol === 'τ') : undefined
}
const figureValue = (prediction: Prediction, key: 'cyclesToRocksalt' | 'timeToRocksalt') => {
  const figure = prediction[key]
  return isFigure(figure) ? figure.value : undefined
}

it('puts the recorded dwell in place of the assumed one, shown as measured with where it was recorded', () => {
  const assumed = predictUnder(frozen, asPlanned, publishedLibrary)
  // A quarter of 2 h / C-rate at 0.5 C.
  expect(dwellOf(assumed)).toMatchObject({ value: 3600, basis: 'assumed' })
  const measured = predictUnder(
    frozen,
    { ...asPlanned, dwell: { seconds: 900, source: 'median of 3 cells' } },
    publishedLibrary,
  )
  expect(dwellOf(measured)).toMatchObject({ value: 900, basis: 'measured', source: 'median of 3 cells' })
  expect(figureValue(measured, 'timeToRocksalt')).toBe(figureValue(assumed, 'timeToRocksalt'))
  expect(figureValue(measured, 'cyclesToRocksalt')).toBeCloseTo(4 * (figureValue(assumed, 'cyclesToRocksalt') ?? 0), 6)
})

it('predicts for the rate and the number of cycles of the test', () => {
  const tested = predictUnder(frozen, { conditions: { cRate: 1 }, cycles: 100, dwell: null }, publishedLibrary)
  expect(dwellOf(tested)?.value).toBe(1800)
  const figure = tested.rocksaltThickness
  expect(isFigure(figure) && figure.inputs.find(({ symbol }) => symbol === 'N')?.value).toBe(100)
})

it('keeps what the recipe says where the test leaves it open', () => {
  const open = predictUnder(
    frozen,
    { conditions: { cRate: undefined, upperCutoffV: null }, cycles: null, dwell: null },
    publishedLibrary,
  )
  expect(dwellOf(open)?.value).toBe(3600)
})
