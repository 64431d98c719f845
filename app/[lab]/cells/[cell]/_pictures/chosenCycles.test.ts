import { expect, it } from 'vitest'
import { firstChoice, nearestCycle, readCycles, spread, toggled } from './chosenCycles'

const known = new Set(Array.from({ length: 100 }, (_, at) => at + 1))

it('reads numbers and ranges, each once and in order', () => {
  expect(readCycles('50-52, 3 1;3', known)).toEqual({ cycles: [1, 3, 50, 51, 52], problem: null })
  expect(readCycles('12–10', known).cycles).toEqual([10, 11, 12])
  expect(readCycles('', known)).toEqual({ cycles: [], problem: null })
})

it('takes of a long range twenty, the ends among them', () => {
  const { cycles, problem } = readCycles('1-100', known)
  expect(problem).toBeNull()
  expect(cycles).toHaveLength(20)
  expect([cycles[0], cycles.at(-1)]).toEqual([1, 100])
  expect(readCycles('1-15, 40-60', known)).toMatchObject({ problem: expect.stringContaining('More than 20') })
  expect(spread([5, 1, 3], 2)).toEqual([1, 5])
})

it('says what it cannot read', () => {
  expect(readCycles('1, last', known).problem).toBe('Expected cycle numbers such as 1, 3, 50-52; found “last”.')
  expect(readCycles('101', known).problem).toBe('This test has no cycle 101.')
})

it('begins with the first, the reference and the last complete cycle', () => {
  expect(firstChoice([1, 2, 3, 4], 2, 3)).toEqual([1, 2, 3])
  expect(firstChoice([1, 2], 1, null)).toEqual([1, 2])
  expect(firstChoice([], null, null)).toEqual([])
})

it('adds and takes away, but never the last one', () => {
  expect(toggled([1, 2], 5)).toEqual([1, 2, 5])
  expect(toggled([1, 2], 2)).toEqual([1])
  expect(toggled([1], 1)).toEqual([1])
  expect(toggled([...known].slice(0, 20), 50)).toHaveLength(20)
})

it('finds the cycle that a click means', () => {
  expect(nearestCycle([1, 2, 3], 2.4)).toBe(2)
  expect(nearestCycle([1, 10], 5)).toBeNull()
  expect(nearestCycle([1, 500, 1000], 507)).toBe(500)
  expect(nearestCycle([], 1)).toBeNull()
})
