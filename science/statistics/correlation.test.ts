import fc from 'fast-check'
import { expect, it } from 'vitest'
import { kendall, type Pair, pearson, ranks, spearman } from './correlation'

/** Ten students' marks, as most textbooks work them: Σd² = 26 of n = 10, ρ = 1 − 6·26/990. */
const marks: Pair[] = [
  [1, 2],
  [2, 1],
  [3, 5],
  [4, 3],
  [5, 4],
  [6, 9],
  [7, 7],
  [8, 8],
  [9, 6],
  [10, 10],
]

it('ranks from one, ties sharing their mean rank', () => {
  expect(ranks([10, 30, 20, 20])).toEqual([1, 4, 2.5, 2.5])
  expect(ranks([5, 5, 5])).toEqual([2, 2, 2])
})

it('gives Spearman’s ρ by hand', () => {
  // d = 1, 1, 2, 1, 1, 3, 0, 0, 3, 0; Σd² = 26
  const found = spearman(marks)
  expect(found?.value).toBeCloseTo(1 - (6 * 26) / 990, 12)
  // z = artanh 0.84242 = 1.2295; se = √((1 + 0.84242²/2) / 7) = 0.43995; ± 0.8623
  expect(found?.interval?.low).toBeCloseTo(Math.tanh(1.2295 - 0.8623), 3)
  expect(found?.interval?.high).toBeCloseTo(Math.tanh(1.2295 + 0.8623), 3)
})

it('gives Kendall’s τ by hand, and τ-b where there are ties', () => {
  // discordant: (1,2) (3,4) (3,5) (6,7) (6,8) (6,9) (7,9) (8,9) = 8 of 45
  expect(kendall(marks)?.value).toBeCloseTo((45 - 16) / 45, 12)
  // x tied once of 3 pairs: (C − D) / √((3 − 1)(3 − 0)) = 2 / √6
  expect(
    kendall([
      [1, 1],
      [1, 2],
      [2, 3],
    ])?.value,
  ).toBeCloseTo(2 / Math.sqrt(6), 12)
})

it('gives Pearson’s r with Fisher’s interval', () => {
  // Anscombe's first quartet: r = 0.81642, n = 11, interval 0.4244 to 0.9507 (as R's cor.test has it)
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
  const found = pearson(x.map((one, at): Pair => [one, y[at] as number]))
  expect(found?.value).toBeCloseTo(0.81642, 5)
  expect(found?.interval?.low).toBeCloseTo(0.4244, 4)
  expect(found?.interval?.high).toBeCloseTo(0.9507, 4)
})

it('has no interval for too few pairs or where all ranks agree, and nothing to say of what does not vary', () => {
  const rising: Pair[] = [1, 2, 3, 4, 5, 6].map((x) => [x, x ** 3])
  expect(spearman(rising)).toEqual({ n: 6, value: 1, interval: null })
  expect(spearman(marks.slice(0, 3))?.interval).toBeNull()
  expect(kendall(marks.slice(0, 4))?.interval).toBeNull()
  expect(spearman(marks.slice(0, 2))).toBeNull()
  const flat: Pair[] = [1, 2, 3].map((x) => [x, 7])
  expect([pearson(flat), spearman(flat), kendall(flat)]).toEqual([null, null, null])
})

it('lies between −1 and 1 within its interval, turns its sign with one side, and rank correlation knows no scale', () => {
  const value = fc.integer({ min: -20, max: 20 })
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 3, maxLength: 30 }), (pairs) => {
      for (const measure of [pearson, spearman, kendall]) {
        const found = measure(pairs)
        const turned = measure(pairs.map(([x, y]): Pair => [-x, y]))
        if (found === null) {
          expect(turned).toBeNull()
          continue
        }
        expect(Math.abs(found.value)).toBeLessThanOrEqual(1)
        expect(turned?.value).toBeCloseTo(-found.value, 12)
        if (found.interval) {
          expect(found.interval.low).toBeLessThanOrEqual(found.value)
          expect(found.interval.high).toBeGreaterThanOrEqual(found.value)
        }
      }
      const stretched = pairs.map(([x, y]): Pair => [Math.exp(x / 5), y ** 3])
      expect(spearman(stretched)?.value ?? 0).toBeCloseTo(spearman(pairs)?.value ?? 0, 10)
      expect(kendall(stretched)?.value ?? 0).toBeCloseTo(kendall(pairs)?.value ?? 0, 10)
    }),
  )
})
