import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logSdOfRange, propagate, type Uncertain } from './propagate'

const sd = (name: string, logSd: number): Uncertain => ({ name, logSd })

describe('logSdOfRange', () => {
  test('half of the logarithm of high over low', () => {
    expect(logSdOfRange(1, Math.E ** 2)).toBeCloseTo(1, 12)
    expect(logSdOfRange(5.32e5, 3.73e6)).toBeCloseTo(Math.log(3.73e6 / 5.32e5) / 2, 12)
  })

  test('nothing where there is no range', () => {
    for (const [low, high] of [
      [undefined, 2],
      [1, undefined],
      [0, 2],
      [-1, 2],
      [2, 2],
      [3, 2],
      [Number.NaN, 2],
    ] as const)
      expect(logSdOfRange(low, high)).toBe(0)
  })
})

describe('propagate', () => {
  test('adds the inputs of a product in quadrature', () => {
    const found = propagate([sd('a', 0.3), sd('b', 0.4)], ([a = 0, b = 0]) => 10 * a * b)
    expect(found?.low).toBeCloseTo(10 * Math.exp(-0.5), 12)
    expect(found?.high).toBeCloseTo(10 * Math.exp(0.5), 12)
    expect(found?.dominantInput).toBe('b')
  })

  test('an input that the figure falls with counts as much as one that it rises with', () => {
    const rising = propagate([sd('a', 0.3), sd('b', 0.4)], ([a = 0, b = 0]) => a * b)
    const falling = propagate([sd('a', 0.3), sd('b', 0.4)], ([a = 0, b = 0]) => b / a)
    expect(falling?.low).toBeCloseTo(rising?.low ?? Number.NaN, 12)
    expect(falling?.high).toBeCloseTo(rising?.high ?? Number.NaN, 12)
  })

  test('a power weighs by its exponent, and so decides which input dominates', () => {
    const found = propagate([sd('a', 0.3), sd('b', 0.4)], ([a = 0, b = 0]) => a ** 2 * b)
    expect(found?.high).toBeCloseTo(Math.exp(Math.hypot(0.6, 0.4)), 12)
    expect(found?.dominantInput).toBe('a')
  })

  test('the order of inputs stands, and exact ones keep their place', () => {
    const found = propagate([sd('a', 0), sd('b', 0.3), sd('c', 0.4)], ([a = 0, b = 0, c = 0]) => 100 ** (a - 1) * b * c)
    expect(found?.high).toBeCloseTo(Math.exp(0.5), 12)
    expect(found?.dominantInput).toBe('c')
  })

  test('the range says it all while fewer than two inputs are uncertain', () => {
    expect(propagate([sd('a', 0.3)], ([a = 0]) => a)).toBeNull()
    expect(propagate([sd('a', 0.3), sd('b', 0)], ([a = 0]) => a)).toBeNull()
    expect(propagate([], () => 1)).toBeNull()
  })

  test('nothing where no input moves the figure, or it leaves the numbers', () => {
    const two = [sd('a', 0.3), sd('b', 0.4)]
    expect(propagate(two, () => 50)).toBeNull()
    expect(propagate(two, ([a = 0]) => (a > 1 ? Number.POSITIVE_INFINITY : 1))).toBeNull()
    expect(propagate(two, () => Number.NaN)).toBeNull()
    // Each alone is finite, both together are not.
    expect(propagate(two, ([a = 0, b = 0]) => (a > 1 && b > 1 ? Number.POSITIVE_INFINITY : a * b))).toBeNull()
    expect(propagate(two, ([a = 0, b = 0]) => (a < 1 && b < 1 ? Number.NaN : a * b))).toBeNull()
  })

  test('a figure that reaches nothing is moved by differences', () => {
    const found = propagate([sd('a', 1), sd('b', 0.1)], ([a = 0, b = 0]) => Math.max(0, 2 - a) + 0.01 * (b - 1))
    expect(found?.dominantInput).toBe('a')
    expect(found?.low).toBeCloseTo(0, 1)
    expect(found?.high).toBeCloseTo(2 - Math.exp(-1), 1)
    const floored = propagate([sd('a', 1), sd('b', 1)], ([a = 0, b = 0]) => Math.max(0, a - 0.5) * b)
    expect(floored).toMatchObject({ dominantInput: 'a', low: 0 })
    const mixed = propagate([sd('a', 1), sd('b', 1)], ([a = 0, b = 0]) => Math.max(0, 2 - a) + b)
    expect(mixed?.dominantInput).toBe('b')
    const other = propagate([sd('a', 0.1), sd('b', 1)], ([a = 0, b = 0]) => 0.01 * (a - 1) - (b - 1))
    expect(other?.dominantInput).toBe('b')
  })

  test('low and high lie on either side of the figure, whatever the powers', () => {
    const power = fc.double({ min: -3, max: 3, noNaN: true })
    const spread = fc.double({ min: 0.01, max: 1.5, noNaN: true })
    fc.assert(
      fc.property(power, power, spread, spread, (m, n, a, b) => {
        fc.pre(Math.abs(m) > 0.01 || Math.abs(n) > 0.01)
        const found = propagate([sd('a', a), sd('b', b)], ([x = 0, y = 0]) => x ** m * y ** n)
        const width = Math.hypot(m * a, n * b)
        expect(Math.log(found?.high ?? Number.NaN)).toBeCloseTo(width, 9)
        expect(Math.log(found?.low ?? Number.NaN)).toBeCloseTo(-width, 9)
      }),
    )
  })
})
