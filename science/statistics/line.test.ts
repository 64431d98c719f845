import { expect, it } from 'vitest'
import type { Pair } from './correlation'
import { disagreements } from './disagreement'
import { fitLine } from './line'

// Anscombe's first quartet, as R's lm and predict give it.
const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
const quartet = x.map((one, at): Pair => [one, y[at] as number])

it('fits a line with its intervals', () => {
  const line = fitLine(quartet)
  expect(line?.slope).toBeCloseTo(0.5000909, 7)
  expect(line?.intercept).toBeCloseTo(3.0000909, 7)
  expect(line?.residualSd).toBeCloseTo(1.236603, 6)
  // standard error of the slope 0.1179055, t(9) = 2.262157
  expect(line?.slopeInterval.low).toBeCloseTo(0.2333701, 5)
  expect(line?.slopeInterval.high).toBeCloseTo(0.7668117, 5)
})

it('is surest at the mean of x, and less sure of a new observation than of the mean', () => {
  const line = fitLine(quartet)
  // At x = 9, the mean: t s / √n, and t s √(1 + 1/n).
  expect(line?.at(9)).toEqual({
    y: expect.closeTo(7.500909, 6),
    mean: expect.closeTo((2.262157 * 1.236603) / Math.sqrt(11), 4),
    observation: expect.closeTo(2.262157 * 1.236603 * Math.sqrt(1 + 1 / 11), 4),
  })
  expect(line?.at(14).mean).toBeGreaterThan(line?.at(9).mean ?? 0)
})

it('fits no line through two points or one x', () => {
  expect(fitLine(quartet.slice(0, 2))).toBeNull()
  expect(fitLine([1, 2, 3].map((one): Pair => [5, one]))).toBeNull()
})

it('puts first what stands farthest from its predicted place', () => {
  const recipes = [
    { name: 'as predicted', pair: [1, 70] },
    { name: 'worse', pair: [4, 60] },
    { name: 'better', pair: [2, 90] },
    { name: 'about right', pair: [3, 80] },
  ] as const
  const found = disagreements(recipes, (one) => one.pair)
  expect(found.map(({ thing, difference }) => [thing.name, difference])).toEqual([
    ['worse', -3],
    ['better', 2],
    ['as predicted', 1],
    ['about right', 0],
  ])
})
