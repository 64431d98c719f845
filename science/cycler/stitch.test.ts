import { expect, it } from 'vitest'
import { cycleFigures } from '@/science/electrochemistry/cycleFigures'
import { type CyclerTable, emptyCyclerTable } from './columns'
import { extendsEarlier, stitchRecords } from './stitch'

/** One hour of charge at 1 mA from `start` on (s since 1970), in steps of ten minutes; counted from 1. */
function hour(start: number | null, current = 0.001): CyclerTable {
  const table = emptyCyclerTable(7)
  for (let row = 0; row < 7; row++) {
    table.testTimeS[row] = row * 600
    table.voltageV[row] = 3 + row * 0.1
    table.currentA[row] = current
  }
  table.cycle = new Int32Array(7).fill(1)
  table.chargeCapacityAh = Float64Array.from({ length: 7 }, (_, row) => (current > 0 ? row / 6000 : 0))
  table.dischargeCapacityAh = Float64Array.from({ length: 7 }, (_, row) => (current < 0 ? row / 6000 : 0))
  table.stepKinds = { codes: new Uint8Array(7), names: [current > 0 ? 'charge' : 'discharge'] }
  if (start !== null) table.unixTimeS = table.testTimeS.map((seconds) => start + seconds)
  return table
}

it('puts files in the order of their clocks and says the gap between them', () => {
  const { table, names, gaps, warnings } = stitchRecords([
    { name: 'second', table: hour(1e9 + 7200, -0.001) },
    { name: 'first', table: hour(1e9) },
  ])
  expect(names).toEqual(['first', 'second'])
  expect(gaps).toEqual([{ row: 7, before: 'first', after: 'second', seconds: 3600 }])
  expect(warnings).toEqual([])
  expect(Array.from(table.testTimeS.slice(5, 9))).toEqual([3000, 3600, 7200, 7800])
  expect(Array.from(table.cycle ?? [])).toEqual([1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2])
  expect(table.stepKinds?.names[table.stepKinds.codes[13] as number]).toBe('discharge')
  // The gap passes no charge.
  expect(table.chargeCapacityAh?.at(-1)).toBeCloseTo(0.001, 12)
  const figures = cycleFigures(table, { kind: 'full' })
  expect(figures.map((cycle) => cycle.dischargeCapacityMAh)).toEqual([0, expect.closeTo(1, 9)])
})

it('passes no charge and no dwell time in a gap, though the files count none and end under current', () => {
  const uncounted = (table: CyclerTable): CyclerTable => ({
    ...table,
    chargeCapacityAh: null,
    dischargeCapacityAh: null,
  })
  const { table, gaps, places } = stitchRecords([
    { name: 'later', table: hour(1e9 + 90_000) },
    { name: 'first', table: uncounted(hour(1e9)) },
  ])
  expect(places).toEqual([
    { part: 1, row: 0, skipped: 0, rowCount: 7 },
    { part: 0, row: 7, skipped: 0, rowCount: 7 },
  ])
  table.cycle?.fill(1)
  const [only] = cycleFigures(table, { kind: 'full', dwellVoltageV: 2.9, breaks: gaps.map(({ row }) => row) })
  expect(only).toMatchObject({ chargeCapacityMAh: expect.closeTo(2, 9), dwellS: 7200 })
  expect(only?.chargeEnergyMWh).toBeCloseTo(2 * 3.3, 6)
})

it('leaves rows out that an earlier file has told already', () => {
  const { table, warnings, gaps } = stitchRecords([
    { name: 'a', table: hour(1e9) },
    { name: 'b', table: hour(1e9 + 1800) },
    { name: 'within', table: hour(1e9) },
  ])
  expect(table.rowCount).toBe(10)
  expect(warnings.map((warning) => warning.message)).toEqual([
    'All of 7 rows of within lie before the end of a and were left out.',
    'The first 4 of 7 rows of b lie before the end of a and were left out.',
  ])
  expect(gaps.map((gap) => gap.seconds)).toEqual([600])
  expect(table.testTimeS.at(-1)).toBe(5400)
  expect(table.chargeCapacityAh?.at(-1)).toBeCloseTo(0.0015, 12)
})

it('keeps the given order where a clock is missing, and says so', () => {
  const { table, gaps, warnings } = stitchRecords([
    { name: 'a', table: hour(1e9) },
    { name: 'b', table: hour(null) },
  ])
  expect(gaps).toEqual([{ row: 7, before: 'a', after: 'b', seconds: null }])
  expect(warnings.map((warning) => warning.code)).toEqual(['no-clock'])
  expect(table.unixTimeS).toBeNull()
  expect(table.testTimeS.at(-1)).toBe(7200)
})

it('knows a file again that goes on from an earlier one', () => {
  const cycle = (number: number, rows: number, discharge: number) => ({
    cycle: number,
    rows,
    chargeCapacityMAh: 2,
    dischargeCapacityMAh: discharge,
  })
  const earlier = [cycle(1, 100, 1.9), cycle(2, 60, 0.8)]
  expect(extendsEarlier(earlier, [cycle(1, 100, 1.9), cycle(2, 100, 1.8), cycle(3, 20, 0)])).toBe(true)
  expect(extendsEarlier(earlier, [cycle(1, 100, 1.9), cycle(2, 61, 0.81)])).toBe(true)
  expect(extendsEarlier(earlier, earlier)).toBe(false)
  expect(extendsEarlier(earlier, [cycle(1, 100, 1.91), cycle(2, 100, 1.8)])).toBe(false)
  expect(extendsEarlier(earlier, [cycle(1, 100, 1.9), cycle(2, 120, 0.7)])).toBe(false)
  expect(extendsEarlier([cycle(1, 10, 1)], [cycle(1, 100, 1.9)])).toBe(false)
})
