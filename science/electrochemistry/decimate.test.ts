import { expect, it } from 'vitest'
import { createDecimator, decimate } from './decimate'

it('keeps the first, lowest, highest and last point of each stretch, in their order', () => {
  const x = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
  const y = [5, 9, 1, 5, 5, 2, 2, 8, 2, 2]
  const two = createDecimator(0, 10, 2)
  two.add(x, y)
  expect(two.line()).toEqual({ x: [0, 1, 2, 4, 5, 7, 9], y: [5, 9, 1, 5, 2, 8, 2] })
})

it('gives the same whether the points come at once or in portions', () => {
  const x = Float64Array.from({ length: 5000 }, (_, row) => row)
  const y = Float64Array.from(x, (row) => Math.sin(row / 30) + (row === 3333 ? 5 : 0))
  const whole = createDecimator(0, 5000, 50)
  whole.add(x, y)
  const portions = createDecimator(0, 5000, 50)
  for (let row = 0; row < 5000; row += 777) portions.add(x, y, row, Math.min(4999, row + 776))
  expect(portions.line()).toEqual(whole.line())
})

it('keeps a spike of a single row among a million', () => {
  const x = Float64Array.from({ length: 1_000_000 }, (_, row) => row)
  const y = new Float64Array(1_000_000).fill(3.8)
  y[654_321] = 21
  const line = decimate(x, y, 400)
  expect(line.x.length).toBeLessThanOrEqual(1600)
  expect(line.y).toContain(21)
  expect(line.x[line.y.indexOf(21)]).toBe(654_321)
  expect([line.x[0], line.x.at(-1)]).toEqual([0, 999_999])
})

it('passes over what is no number or outside of the window', () => {
  const window = createDecimator(2, 4, 4)
  window.add([1, 2, Number.NaN, 3, 5], [1, Number.NaN, 1, 7, 1])
  expect(window.line()).toEqual({ x: [3], y: [7] })
  expect(decimate([0, 1, 2], [1, Number.NaN, 3], 10)).toEqual({ x: [0, 2], y: [1, 3] })
  expect(decimate([], [], 10)).toEqual({ x: [], y: [] })
  // All at one place, as a stretch of constant voltage over capacity that does not pass.
  expect(decimate([1, 1, 1, 1, 1], [3, 4, 5, 6, 7], 1)).toEqual({ x: [1, 1], y: [3, 7] })
})
