import { expect, it } from 'vitest'
import type { PublishedResult } from '@/server/views'
import { conditionsOf, judgePublished, marksOf } from './publishedBeside'

const cell = { format: 'CR2032 coin', electrolyte: '1 M LiPF6 in EC:DMC', counterElectrode: 'Li' }
const test = { conditions: { lowerCutoffV: 2.8, upperCutoffV: 4.5, cRate: 1 }, results: [] }

function published(figure: string, value: number, atCycle: number | null, conditions = {}): PublishedResult {
  return {
    key: `ma2026-04.${figure}`,
    paper: 'ma2026',
    paperTestId: 'ma2026-04',
    place: 'Fig. 2d',
    sampleLabel: 'LCO-M2',
    process: 'ald',
    result: {
      figure,
      value,
      unit: figure === 'retention' ? '%' : 'mAh/g',
      qualifier: null,
      atCycle,
      referenceCycle: null,
      alsoReported: [],
      conditions: { lowerCutoffV: 2.8, upperCutoffV: 4.5, cRate: 1, cell: 'coin, liquid carbonate, Li', ...conditions },
    },
  }
}

it('draws what was measured under the same conditions and lists the rest with its difference, the nearest first', () => {
  const judged = judgePublished(test, cell, [
    published('retention', 84, 500, { upperCutoffV: 4.65, lowerCutoffV: 3 }),
    published('retention', 70.17, 100, { upperCutoffV: 4.6 }),
    published('finalCapacity', 159.2, 200),
    published('Rf', 6.8, null),
    published('coKEdgeShift', 0.2, null),
  ])
  expect(judged.map((one) => [one.published.result.value, one.differences])).toEqual([
    [159.2, []],
    [70.17, ['upper cutoff 4.6 V, here 4.5 V']],
    [6.8, ['same window, rate and cell type; it has no axis in this chart']],
    [84, ['lower cutoff 3.0 V, here 2.8 V', 'upper cutoff 4.65 V, here 4.5 V']],
  ])
  expect(marksOf(judged, (key) => `#${key}`)).toEqual([
    { name: 'LCO-M2, ma2026 Fig. 2d', cycle: 200, value: 159.2, unit: 'mAh/g', href: '#ma2026-04.finalCapacity' },
  ])
})

it('puts a plain discharge capacity at the first cycle and draws no retention without its cycle', () => {
  const judged = judgePublished(test, cell, [
    published('dischargeCapacity', 186.4, null),
    published('retention', 80, null),
  ])
  expect(marksOf(judged, String).map((mark) => [mark.cycle, mark.value])).toEqual([[1, 186.4]])
})

it('takes what is stated, and from the data what is not', () => {
  const [seen] = [
    published('retention', 90, 4, { lowerCutoffV: 2.5, upperCutoffV: 4.31, cRate: undefined, cell: undefined }),
  ]
  expect(conditionsOf({ conditions: { upperCutoffV: 4.3, cRate: 0.2 }, results: [seen!.result] })).toEqual({
    lowerCutoffV: 2.5,
    upperCutoffV: 4.3,
    cRate: 0.2,
    cell: undefined,
  })
})
