import { expect, it } from 'vitest'
import { integrateCurrent, runningTotal, splitByDirection, splitSignedCounter } from './counters'

const last = (totals: { charge: Float64Array; discharge: Float64Array }) => [
  totals.charge.at(-1),
  totals.discharge.at(-1),
]
const array = (...values: number[]) => Float64Array.from(values)

it('takes a fall for a restart, and the first row for the base line', () => {
  expect(Array.from(runningTotal(array(2, 3, 5, 0, 1, 2)))).toEqual([0, 1, 3, 3, 4, 5])
})

it('takes a fall in the last digits for noise', () => {
  expect(runningTotal(array(0, 1, 0.9999, 1)).at(-1)).toBeCloseTo(1, 9)
})

it('passes over gaps in a counter', () => {
  expect(runningTotal(array(0, 1, Number.NaN, 2)).at(-1)).toBe(2)
})

it('splits a counter that runs up and down, and restarts with each half cycle', () => {
  const counter = array(0, 1, 2, 0, -1, -1.5, 0, 1)
  expect(last(splitSignedCounter(counter, [0, 0, 0, 1, 1, 1, 2, 2]))).toEqual([3, 1.5])
  expect(last(splitSignedCounter(counter, null))).toEqual([2 + 1.5 + 1, 3.5])
})

it('takes a jump of a signed counter to zero against the current for an interrupted step that goes on', () => {
  const counter = array(0, -1, -2, 0, -1, -1, 1)
  const direction = [-1, -1, -1, -1, -1, 1, 1]
  expect(last(splitSignedCounter(counter, null, false, direction))).toEqual([2, 3])
  // Without a current to tell, up is charge.
  expect(last(splitSignedCounter(counter, null))).toEqual([4, 3])
})

it('splits an unsigned counter by direction, also over steps of a single row', () => {
  expect(last(splitByDirection(array(0, 1, 2, 0.5, 1), [1, 1, 1, -1, -1], [1, 1, 1, 2, 2]))).toEqual([2, 1])
  const pulses = splitByDirection(array(0, 0.1, 0.2, 0.3), [1, 1, -1, 1], [1, 1, 2, 3])
  expect(pulses.charge.at(-1)).toBeCloseTo(0.4, 9)
  expect(pulses.discharge.at(-1)).toBeCloseTo(0.2, 9)
})

it('integrates by trapezoids, and passes nothing where time steps back or a value is missing', () => {
  const totals = integrateCurrent(array(0, 3600, 1800, 5400, 7200), array(1, 1, 1, 1, Number.NaN))
  expect(last(totals)).toEqual([2, 0])
})
