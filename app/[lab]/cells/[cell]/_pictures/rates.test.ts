import { expect, it } from 'vitest'
import type { CycleView, TestView } from '@/server/views'
import { ratesOf } from './rates'

const blank: CycleView = {
  cycle: 0,
  chargeCapacityMAh: null,
  dischargeCapacityMAh: null,
  chargeCapacityMAhPerG: null,
  dischargeCapacityMAhPerG: null,
  coulombicEfficiencyPercent: null,
  retentionPercent: null,
  meanChargeV: null,
  meanDischargeV: null,
  dwellS: null,
  chargeEnergyMWh: null,
  dischargeEnergyMWh: null,
  energyEfficiencyPercent: null,
  chargeCurrentMA: null,
  dischargeCurrentMA: null,
  temperatureC: null,
  deltaV: null,
  firstRow: null,
  lastRow: null,
}
/** 0.1, 0.5 and 1 mA, three cycles each, of 2 mAh less the current. */
const cycles = [0.1, 0.1, 0.1, 0.5, 0.5, 0.5, 1, 1, 1].map((mA, at) => ({
  ...blank,
  cycle: at + 1,
  dischargeCurrentMA: mA,
  dischargeCapacityMAh: 2 - mA,
}))
const judgement: TestView['judgement'] = {
  settings: { referenceCycle: null, retentionCycle: null, oneC: null },
  chosen: null,
  leftOut: [],
  referenceCycle: 1,
  lastCompleteCycle: 9,
  oneC: { value: 200, unit: 'mAh/g', source: 'data-sheet', place: null },
  dwellVoltageV: null,
}

it('gives the steps of a rate test per gram and in C where mass and 1C are known', () => {
  const table = ratesOf({ cycles, judgement }, 10)
  expect(table?.isCRate).toBe(true)
  expect(table?.steps.map(({ rate, first, last }) => [rate, first, last])).toEqual([
    [0.05, 1, 3],
    [0.25, 4, 6],
    [0.5, 7, 9],
  ])
  expect(table?.steps[1]?.capacities).toEqual([150, 150, 150])
})

it('gives currents without a mass, and nothing of a test at fewer than three rates', () => {
  const table = ratesOf({ cycles, judgement })
  expect(table?.isCRate).toBe(false)
  expect(table?.steps.map(({ rate }) => rate)).toEqual([0.1, 0.5, 1])
  expect(ratesOf({ cycles: cycles.slice(0, 6), judgement })).toBeNull()
})

it('leaves out what was left out, and a cycle that is still running', () => {
  const by = { memberId: 'mem_12345678', name: 'Sora', hue: 0 } as const
  const leftOut = [{ cycle: 4, reason: 'x', by, at: new Date(0) }]
  const table = ratesOf({ cycles, judgement: { ...judgement, leftOut, lastCompleteCycle: 8 } })
  expect(table?.steps.map(({ first, last, capacities }) => [first, last, capacities.length])).toEqual([
    [1, 3, 3],
    [5, 6, 2],
    [7, 8, 2],
  ])
})
