import { expect, it } from 'vitest'
import { type CyclerTable, emptyCyclerTable } from '@/science/cycler/columns'
import { cycleFigures } from './cycleFigures'
import { splitCycles } from './splitCycles'
import { referenceCycle, testResults } from './testResults'

/** One hour at +1 mA, one hour at −1 mA, twice; the second discharge is cut to half an hour. */
function record(cycle: number[] | null): CyclerTable {
  const hours = [0, 1, 1.001, 2, 2.001, 3, 3.001, 3.5]
  const currents = [1, 1, -1, -1, 1, 1, -1, -1]
  const volts = [3, 4.2, 4.1, 3, 3, 4.2, 4.1, 3.5]
  const table = emptyCyclerTable(hours.length)
  table.testTimeS = Float64Array.from(hours, (hour) => hour * 3600)
  table.currentA = Float64Array.from(currents, (current) => current / 1000)
  table.voltageV = Float64Array.from(volts)
  if (cycle) table.cycle = Int32Array.from(cycle)
  return table
}

it('recounts cycles where charge follows discharge when the file has no counter', () => {
  expect(splitCycles(record(null), 'counter').map((span) => [span.cycle, span.firstRow, span.lastRow])).toEqual([
    [1, 0, 3],
    [2, 4, 7],
  ])
})

it('takes capacity from the integral of the current when the file counts none', () => {
  const [first, second] = cycleFigures(record([5, 5, 5, 5, 6, 6, 6, 6]), { kind: 'full' })
  expect(first?.cycle).toBe(5)
  expect(first?.chargeCapacityMAh).toBeCloseTo(1, 3)
  expect(second?.dischargeCapacityMAh).toBeCloseTo(0.5, 2)
  expect(second?.coulombicEfficiencyPercent).toBeCloseTo(50, 0)
})

it('turns the efficiency round for an anode half cell', () => {
  const [, second] = cycleFigures(record([1, 1, 1, 1, 2, 2, 2, 2]), { kind: 'anode-half' })
  expect(second?.coulombicEfficiencyPercent).toBeCloseTo(200, 0)
})

it('sums the time at or above a voltage, a crossing in part', () => {
  const [first] = cycleFigures(record([1, 1, 1, 1, 2, 2, 2, 2]), { kind: 'full', dwellVoltageV: 3.6 })
  // Half of the charge, nearly all of the gap, and the part of the discharge above 3.6 V.
  expect(first?.dwellS).toBeCloseTo(1800 + 3.6 + 0.999 * 3600 * (0.5 / 1.1), 0)
})

const cycle = (number: number, discharge: number, charge = discharge) => ({
  cycle: number,
  rows: 10,
  chargeCapacityMAh: charge,
  dischargeCapacityMAh: discharge,
  coulombicEfficiencyPercent: (100 * discharge) / charge,
  meanChargeV: 4,
  meanDischargeV: 3.8 - number * 0.001,
  chargeEnergyMWh: null,
  dischargeEnergyMWh: null,
  maxV: 4.5,
  minV: 3,
  dwellS: null,
})

it('keeps formation cycles out of retention', () => {
  const cycles = [
    cycle(1, 2.1, 2.4),
    cycle(2, 2.08),
    ...Array.from({ length: 10 }, (_, i) => cycle(i + 3, 1.9 - i * 0.01)),
  ]
  expect(referenceCycle(cycles)).toBe(3)
  const results = testResults(cycles, { kind: 'cathode-half', activeMassMg: 10 })
  const retention = results.find((result) => result.figure === 'retention')
  expect(retention).toMatchObject({ atCycle: 12, referenceCycle: 3, unit: '%' })
  expect(retention?.value).toBeCloseTo((100 * 1.81) / 1.9, 6)
  expect(results.find((result) => result.figure === 'initialDischargeCapacity')).toMatchObject({
    value: 210,
    unit: 'mAh/g',
    atCycle: 1,
  })
  expect(retention?.conditions).toMatchObject({ lowerCutoffV: 3, upperCutoffV: 4.5 })
})

it('leaves a last cycle that is still running out of retention', () => {
  const cycles = [...Array.from({ length: 9 }, (_, i) => cycle(i + 1, 2 - i * 0.01)), cycle(10, 0.3)]
  expect(testResults(cycles, { kind: 'full' }).find((result) => result.figure === 'retention')?.atCycle).toBe(9)
})

it('does not take a single low cycle for the end of life', () => {
  const cycles = Array.from({ length: 12 }, (_, i) => cycle(i + 1, i === 5 ? 1 : 2))
  expect(testResults(cycles, { kind: 'full' }).some((result) => result.figure === 'cyclesTo80')).toBe(false)
})
