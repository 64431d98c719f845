import { expect, it } from 'vitest'
import { type CyclerTable, emptyCyclerTable } from '@/science/cycler/columns'
import { completeCycles } from './completeCycles'
import { type CycleFigures, cycleFigures } from './cycleFigures'
import { referenceCycle } from './formation'
import { hysteresis } from './hysteresis'
import { splitCycles } from './splitCycles'
import { testResults } from './testResults'

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
  energyEfficiencyPercent: null,
  chargeCurrentMA: null,
  dischargeCurrentMA: null as number | null,
  temperatureC: null,
  firstRow: number * 10 - 9,
  lastRow: number * 10,
  chargePeakV: null,
  dischargePeakV: null,
  open: null as CycleFigures['open'],
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

const at = (mA: number, one: CycleFigures): CycleFigures => ({ ...one, dischargeCurrentMA: mA })
const value = (cycles: CycleFigures[], figure: string, options = {}) =>
  testResults(cycles, { kind: 'full', ...options }).find((result) => result.figure === figure)

it('tells formation by its slower current, however many cycles follow', () => {
  const cycles = [
    at(0.2, cycle(1, 2.3)),
    at(0.2, cycle(2, 2.2)),
    ...[3, 4, 5, 6].map((n) => at(1, cycle(n, 2 - n * 0.1))),
  ]
  expect(referenceCycle(cycles)).toBe(3)
  const retention = value(cycles, 'retention')
  expect(retention).toMatchObject({ atCycle: 6, referenceCycle: 3 })
  expect(retention?.value).toBeCloseTo((100 * 1.4) / 1.7, 9)
  expect(retention?.how).toBe(
    'discharge capacity of cycle 6 (rows 51 to 60) over that of cycle 3 (rows 21 to 30); cycles 1 to 2 are taken for formation',
  )
  // All at one current: the first falls, but nothing was formed.
  expect(referenceCycle([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => at(1, cycle(n, n === 1 ? 2.4 : 2))))).toBe(1)
})

it('compares a rate test only with its own rate, and lists the rates', () => {
  const currents = [0.1, 0.1, 0.1, 0.5, 0.5, 0.5, 1, 1, 1, 0.1, 0.1]
  const cycles = currents.map((mA, i) => at(mA, cycle(i + 1, 2 - mA)))
  const results = testResults(cycles, { kind: 'full', activeMassMg: 10, oneC: { value: 100, unit: 'mAh/g' } })
  const retention = results.find((result) => result.figure === 'retention')
  expect(retention).toMatchObject({ atCycle: 11, referenceCycle: 1 })
  expect(retention?.value).toBeCloseTo(100, 9)
  const rates = results.filter((result) => result.figure === 'dischargeCapacity')
  expect(rates.map((result) => [result.conditions.cRate, result.atCycle])).toEqual([
    [0.1, 3],
    [0.5, 6],
    [1, 9],
    [0.1, 11],
  ])
  expect(rates[1]?.value).toBeCloseTo(150, 9)
  // Without a definition of 1C no rate is claimed.
  expect(value(cycles, 'dischargeCapacity', { activeMassMg: 10 })).toBeUndefined()
})

it('takes the last cycle for complete only when its running half had reached its end', () => {
  const before = [1, 2, 3].map((n) => cycle(n, 2))
  const ends = (last: Partial<CycleFigures>) =>
    completeCycles([...before, { ...cycle(4, 2), ...last }]).at(-1)?.cycle === 4
  // Cut on discharge, at the lower cut-off of 3 V and above it.
  expect(ends({ open: { half: 'discharge', atV: 3.01 }, dischargeCapacityMAh: 1.5 })).toBe(true)
  expect(ends({ open: { half: 'discharge', atV: 3.4 }, dischargeCapacityMAh: 1.9 })).toBe(false)
  // A half cycle that ends by capacity never sees the cut-off.
  expect(ends({ open: { half: 'discharge', atV: 3.4 }, dischargeCapacityMAh: 1.99 })).toBe(true)
  // A cell that is discharged first: all of the discharge passed, of the charge less than half.
  expect(ends({ open: { half: 'charge', atV: 3.8 }, chargeCapacityMAh: 0.9 })).toBe(false)
  expect(ends({ open: null, chargeCapacityMAh: 0.9 })).toBe(false)
})

it('says currents, temperature and rows of a cycle, and how the record ends', () => {
  const table = record([1, 1, 1, 1, 2, 2, 2, 2])
  table.temperatureC = Float64Array.from([20, 22, 24, 26, 30, 30, 30, Number.NaN])
  const [first, second] = cycleFigures(table, { kind: 'full' })
  expect(first?.chargeCurrentMA).toBeCloseTo(1, 9)
  expect(first?.dischargeCurrentMA).toBeCloseTo(1, 9)
  expect(first).toMatchObject({ temperatureC: 23, firstRow: 1, lastRow: 4, open: null })
  expect(second).toMatchObject({ temperatureC: 30, firstRow: 5, lastRow: 8, open: { half: 'discharge', atV: 3.5 } })
})

it('finds the hysteresis between the dQ/dV peaks of charge and discharge', () => {
  // Two plateaus, a logistic step of capacity each, 120 mV apart.
  const table = emptyCyclerTable(2000)
  table.chargeCapacityAh = new Float64Array(2000)
  table.dischargeCapacityAh = new Float64Array(2000)
  for (let row = 0; row < 2000; row++) {
    const charging = row < 1000
    const volt = charging ? 3 + row * 0.0012 : 4.2 - (row - 1000) * 0.0012
    const step = (centre: number) => 1 / (1 + Math.exp(-(volt - centre) / 0.03))
    table.testTimeS[row] = row
    table.voltageV[row] = volt
    table.currentA[row] = charging ? 0.001 : -0.001
    table.chargeCapacityAh[row] = charging ? step(3.76) : 1
    table.dischargeCapacityAh[row] = charging ? 0 : 1 - step(3.64)
  }
  const found = hysteresis(table, 0, 1999)
  expect(found?.chargePeakV).toBeCloseTo(3.76, 2)
  expect(found?.deltaV).toBeGreaterThan(0.115)
  expect(found?.deltaV).toBeLessThan(0.125)
  expect(hysteresis(table, 0, 900)).toBeNull()
})
