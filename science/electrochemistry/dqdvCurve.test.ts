import { expect, it } from 'vitest'
import { branchOf } from './branch'
import { binMiddleV, dqdvCurve, dqdvDifference, highestPeakV, smoothingWords } from './dqdvCurve'

const unsmoothed = { binV: 0.1, windowBins: 1, order: 0 }

it('lays the charge of each bin over its width, an empty bin between them included', () => {
  // 1 mAh between 3.02 and 3.08 V, nothing in 3.1 to 3.2 V, 3 mAh between 3.22 and 3.28 V.
  const curve = dqdvCurve([3.02, 3.08, 3.22, 3.28], [0, 1, 1, 4], unsmoothed)
  expect(curve?.firstBin).toBe(30)
  expect(Array.from(curve?.slopes ?? [], (slope) => Number(slope.toFixed(9)))).toEqual([10, 0, 30])
  expect(curve && binMiddleV(curve, 2)).toBeCloseTo(3.25, 9)
})

it('smooths as it says', () => {
  // Savitzky and Golay’s weights for a quadratic over five points: (−3, 12, 17, 12, −3) / 35.
  const volts = Array.from({ length: 12 }, (_, at) => 3.05 + 0.1 * at)
  const passed = volts.map((_, at) => (at >= 6 ? 1 : 0))
  const curve = dqdvCurve(volts, passed, { binV: 0.1, windowBins: 5, order: 2 })
  const raw = dqdvCurve(volts, passed, unsmoothed)
  const at = Array.from(raw?.slopes ?? []).findIndex((slope) => slope > 0)
  const height = raw?.slopes[at] ?? 0
  expect(height).toBeCloseTo(10, 6)
  expect(curve?.slopes[at]).toBeCloseTo((17 / 35) * height, 9)
  expect(curve?.slopes[at - 1]).toBeCloseTo((12 / 35) * height, 9)
  expect(curve?.slopes[at + 2]).toBeCloseTo((-3 / 35) * height, 9)
  expect(smoothingWords({ binV: 0.005, windowBins: 7, order: 3 })).toBe(
    'bins of 5 mV, Savitzky–Golay over 7 bins, order 3',
  )
  expect(smoothingWords(unsmoothed)).toBe('bins of 100 mV, not smoothed')
})

it('subtracts one curve from another where both have bins', () => {
  const curve = (firstBin: number, ...slopes: number[]) => ({ firstBin, binV: 0.01, slopes: Float64Array.from(slopes) })
  const difference = dqdvDifference(curve(300, 1, 2, 3, 4), curve(302, 1, 1, 9))
  expect(difference).toMatchObject({ firstBin: 302 })
  expect(Array.from(difference?.slopes ?? [])).toEqual([2, 3])
  expect(dqdvDifference(curve(300, 1, 2), curve(310, 1))).toBeNull()
  expect(() => dqdvDifference(curve(300, 1), { ...curve(300, 1), binV: 0.02 })).toThrow(/bins/)
})

it('finds the highest peak between bins, and none at the edges', () => {
  // A parabola with its top at bin 5.25: 10 − (at − 5.25)².
  const slopes = Float64Array.from({ length: 12 }, (_, at) => Math.max(0, 10 - (at - 5.25) ** 2))
  expect(highestPeakV({ firstBin: 400, binV: 0.01, slopes })).toBeCloseTo((400 + 5.75) * 0.01, 9)
  const piled = Float64Array.from({ length: 12 }, (_, at) => (at === 11 ? 99 : 0))
  expect(highestPeakV({ firstBin: 400, binV: 0.01, slopes: piled })).toBeNull()
})

it('reads a half cycle: its rows only, charge from zero, rests jumped over', () => {
  const record = {
    voltageV: [3, 3.5, 3.6, 3.55, 3.9, 3.8, 3.2],
    currentA: [0, 1, 1, 0, 1, -1, -1],
    total: [7, 7, 8, 8, 9, 9, 9],
  }
  const charge = branchOf(record, [{ firstRow: 1, lastRow: 6 }], 1, 1e-3)
  expect(Array.from(charge.voltageV)).toEqual([3.5, 3.6, 3.9])
  expect(Array.from(charge.passed)).toEqual([0, 1, 2])
  const twice = branchOf(
    record,
    [
      { firstRow: 2, lastRow: 2 },
      { firstRow: 4, lastRow: 4 },
    ],
    1,
    1e-3,
  )
  // What passed between the two stretches is another cycle's.
  expect(Array.from(twice.passed)).toEqual([1, 2])
})
