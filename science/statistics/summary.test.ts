import { expect, it } from 'vitest'
import { studentQuantile } from './student'
import { median, summarise } from './summary'

it('gives the two-sided t of the textbooks', () => {
  // Abramowitz & Stegun, table 26.10
  const table: [number, number, number][] = [
    [1, 0.95, 12.706],
    [2, 0.95, 4.303],
    [3, 0.95, 3.182],
    [4, 0.95, 2.776],
    [9, 0.95, 2.262],
    [30, 0.95, 2.042],
    [120, 0.95, 1.98],
    [5, 0.99, 4.032],
    [10, 0.9, 1.812],
  ]
  for (const [freedom, probability, t] of table)
    expect(studentQuantile(freedom, probability), `${freedom} degrees of freedom`).toBeCloseTo(t, 3)
})

it('goes over into the normal distribution', () => {
  expect(studentQuantile(1e6)).toBeCloseTo(1.96, 3)
})

it('summarises replicates by hand-worked values', () => {
  // 83, 85, 87: mean 85, s = 2, t(2) = 4.3027, reach 4.3027 · 2 / √3 = 4.968
  const found = summarise([83, 85, 87])
  expect(found).toMatchObject({ n: 3, mean: 85, sd: 2, least: 83, most: 87 })
  expect(found?.interval?.low).toBeCloseTo(80.032, 3)
  expect(found?.interval?.high).toBeCloseTo(89.968, 3)
})

it('gives one measurement no spread, and makes nothing of none', () => {
  expect(summarise([83.3])).toEqual({ n: 1, mean: 83.3, sd: null, interval: null, least: 83.3, most: 83.3 })
  expect(summarise([])).toBeNull()
  expect(summarise([Number.NaN])).toBeNull()
})

it('finds the middle of odd and even numbers', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([9, 1, 5, 7])).toBe(6)
  expect(median([])).toBeNull()
})
