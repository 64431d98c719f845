import { expect, it } from 'vitest'
import type { ComparisonLine } from './comparisonTable'
import { scatterPoints, sharedConditions } from './scatterPoints'

function line(timeToRocksalt: unknown, rest: Partial<ComparisonLine> = {}): ComparisonLine {
  return {
    key: 'a',
    recipeName: 'LCO-M2',
    planTitle: 'LZPO',
    planId: 'pln_a',
    process: 'ald',
    origin: 'paper',
    paperPlace: null,
    cellId: 'cel_a',
    cellName: 'a',
    window: '2.8–4.5 V',
    rate: '1 C',
    cell: 'coin, Li',
    conditions: { lowerCutoffV: 2.8, upperCutoffV: 4.5, cRate: 1 },
    values: {},
    prediction: { timeToRocksalt } as ComparisonLine['prediction'],
    figures: {
      retention: {
        figure: 'retention',
        value: 83.3,
        unit: '%',
        qualifier: null,
        atCycle: 200,
        referenceCycle: null,
        alsoReported: [],
        conditions: { lowerCutoffV: 2.8, upperCutoffV: 4.5, cRate: 1 },
      },
      dischargeCapacity: null,
      finalCapacity: null,
      initialCoulombicEfficiency: null,
    },
    ...rest,
  }
}

it('takes a central value with its range, a bound as a bound, and leaves out what is not predicted', () => {
  const points = scatterPoints(
    [
      line({ value: 600, low: 300, high: 1200 }),
      line({ low: 3600 }),
      line({ high: 60 }),
      line({ unavailable: 'no data' }),
    ],
    'retention',
  )
  expect(points.map((point) => [point.x, point.bound, point.low, point.high])).toEqual([
    [10, null, 5, 20],
    [60, 'at least', null, null],
    [1, 'at most', null, null],
  ])
  expect(points[0]?.detail).toBe('capacity retention 83.3 % · cycle 200 · 2.8–4.5 V · 1 C')
})

it('says what the points do not share', () => {
  expect(sharedConditions([line({}), line({}, { rate: '0.2 C' })], 'retention')).toBe(
    '2.8–4.5 V · several rates · coin, Li · cycle 200 · n = 2',
  )
})
