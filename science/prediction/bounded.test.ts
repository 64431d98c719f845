import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { across, type Bounded, exactly, isUnknown, leastOf, mostOf } from './bounded'

const ratio = (a: number, b: number) => a / b
const risesFalls = [true, false] as const

describe('across', () => {
  test('exact quantities give an exact result', () => {
    expect(across(ratio, [exactly(6), exactly(2)], risesFalls)).toStrictEqual({ value: 3 })
    expect(across(ratio, [{ value: 6, low: 6, high: 6 }, exactly(2)], risesFalls)).toStrictEqual({ value: 3 })
  })

  test('the corners decide', () => {
    const found = across(
      ratio,
      [
        { value: 6, low: 4, high: 8 },
        { value: 2, low: 1, high: 4 },
      ],
      risesFalls,
    )
    expect(found).toStrictEqual({ value: 3, low: 1, high: 8 })
    expect(across(ratio, [{ value: 6, low: 4, high: 8 }, exactly(2)], risesFalls)).toStrictEqual({
      value: 3,
      low: 2,
      high: 4,
    })
    expect(across(ratio, [exactly(6), { value: 2, low: 1, high: 3 }], risesFalls)).toStrictEqual({
      value: 3,
      low: 2,
      high: 6,
    })
  })

  test('a bound carries over to the right side', () => {
    expect(across(ratio, [{ high: 6 }, exactly(2)], risesFalls)).toStrictEqual({ high: 3 })
    expect(across(ratio, [{ low: 6 }, exactly(2)], risesFalls)).toStrictEqual({ low: 3 })
    expect(across(ratio, [exactly(6), { high: 2 }], risesFalls)).toStrictEqual({ low: 3 })
    expect(across(ratio, [exactly(6), { low: 2 }], risesFalls)).toStrictEqual({ high: 3 })
    expect(across(ratio, [{ low: 4, high: 8 }, exactly(2)], risesFalls)).toStrictEqual({ low: 2, high: 4 })
  })

  test('bounds from opposite sides leave nothing known', () => {
    const found = across(ratio, [{ high: 6 }, { high: 2 }], risesFalls)
    expect(found).toStrictEqual({})
    expect(isUnknown(found)).toBe(true)
  })

  test('what leaves the numbers is left out', () => {
    expect(across(ratio, [exactly(6), exactly(0)], risesFalls)).toStrictEqual({})
    expect(
      across(
        ratio,
        [
          { value: 6, low: 4, high: 8 },
          { value: 2, low: 0, high: 4 },
        ],
        risesFalls,
      ),
    ).toStrictEqual({
      value: 3,
      low: 1,
    })
    expect(across(() => Number.NaN, [{ value: 6, low: 4, high: 8 }], [true])).toStrictEqual({})
    expect(across((a) => (a < 5 ? Number.NaN : a), [{ value: 6, low: 4, high: 8 }], [true])).toStrictEqual({
      value: 6,
      high: 8,
    })
  })

  test('low ≤ value ≤ high, for all that rises and falls', () => {
    const bounded = fc
      .tuple(...Array.from({ length: 3 }, () => fc.double({ min: 0.01, max: 100, noNaN: true })))
      .map((three): Bounded => {
        const [low = 0, value = 0, high = 0] = three.toSorted((a, b) => a - b)
        return { low, value, high }
      })
    fc.assert(
      fc.property(bounded, bounded, (a, b) => {
        const { low = Number.NaN, value = Number.NaN, high = Number.NaN } = across(ratio, [a, b], risesFalls)
        if (a.low === a.high && b.low === b.high) return
        expect(low).toBeLessThanOrEqual(value)
        expect(high).toBeGreaterThanOrEqual(value)
      }),
    )
  })
})

test('the least and the most that a quantity can be', () => {
  expect([leastOf({ value: 2, low: 1 }), leastOf({ value: 2 }), leastOf({ high: 3 })]).toEqual([1, 2, undefined])
  expect([mostOf({ value: 2, high: 3 }), mostOf({ value: 2 }), mostOf({ low: 1 })]).toEqual([3, 2, undefined])
})

test('unknown is what has neither value nor bound', () => {
  expect([{ value: 0 }, { low: 0 }, { high: 0 }, {}].map(isUnknown)).toEqual([false, false, false, true])
})
