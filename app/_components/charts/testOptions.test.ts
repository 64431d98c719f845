import { expect, it } from 'vitest'
import { type CapacitySeries, capacityOption } from './capacityOption'
import { printTheme } from './chartTheme'
import { dqdvOption } from './dqdvOption'
import { fadeOption } from './fadeOption'
import { capacityScale, niceEnd, profileOption, voltageLabel } from './profileOption'
import { rateOption } from './rateOption'
import { traceOption } from './traceOption'

interface Drawn {
  series: {
    name: string
    data: unknown[]
    xAxisIndex?: number
    lineStyle?: { color: string }
    markLine?: { data: { xAxis: number }[] }
  }[]
  xAxis: { name: string; min?: number; max?: number } | { name: string; min?: number; max?: number }[]
  yAxis: { name: string } | { name: string }[]
}
const drawn = (option: object) => option as unknown as Drawn
const line = (...points: [number, number][]) => ({ x: points.map(([x]) => x), y: points.map(([, y]) => y) })

it('draws profiles per gram where the mass is known, charge and discharge of a cycle in one colour', () => {
  const profiles = [3, 1].map((cycle) => ({
    cycle,
    charge: line([0, 3], [1, 4.3]),
    discharge: line([0, 4.2], [0.9, 3]),
  }))
  const input = { profiles, activeMassMg: 5, voltageLabel: voltageLabel('lithium'), widestMAh: 1 }
  const { series, xAxis, yAxis } = drawn(profileOption(input, printTheme))
  expect(xAxis).toMatchObject({ name: 'Specific capacity (mAh g⁻¹)', min: 0, max: 210 })
  expect(yAxis).toMatchObject({ name: 'Voltage (V vs. Li/Li⁺)' })
  expect(series.map(({ name }) => name)).toEqual(['cycle 3', 'cycle 3', 'cycle 1', 'cycle 1'])
  expect(series[0]?.data).toEqual([
    [0, 3],
    [200, 4.3],
  ])
  expect(series[0]?.lineStyle?.color).toBe(series[1]?.lineStyle?.color)
  expect(series[0]?.lineStyle?.color).not.toBe(series[2]?.lineStyle?.color)
  expect(drawn(profileOption({ ...input, activeMassMg: null }, printTheme)).xAxis).toMatchObject({
    name: 'Capacity (mAh), active mass not known',
  })
  expect(capacityScale(0)).toBe(1)
  expect([niceEnd(0.93), niceEnd(199), niceEnd(1), niceEnd(0)]).toEqual([0.94, 210, 1.1, 1])
})

it('names the voltage by what it is measured against', () => {
  expect(voltageLabel('lithium-indium')).toBe('Voltage (V vs. Li–In)')
  expect(voltageLabel('graphite')).toBe('Cell voltage (V)')
  expect(voltageLabel(null)).toBe('Cell voltage (V)')
})

it('keeps the axis of time at the whole test when a window of it is drawn', () => {
  const input = { voltageV: line([3600, 4]), currentMA: line([3600, 1]), temperatureC: null, beginsS: 0, endsS: 36_000 }
  const { xAxis, series } = drawn(traceOption({ ...input, gaps: [], voltageLabel: 'Cell voltage (V)' }, printTheme))
  expect(xAxis).toHaveLength(2)
  for (const axis of xAxis as { min: number; max: number }[]) expect([axis.min, axis.max]).toEqual([0, 10])
  expect(series[0]?.data).toEqual([[1, 4]])
  const warm = traceOption({ ...input, temperatureC: line([0, 25]), gaps: [], voltageLabel: 'V' }, printTheme)
  expect(drawn(warm).series.map(({ name }) => name)).toEqual(['voltage', 'current', 'temperature'])
})

it('ends the line where nobody measured, and says for how long', () => {
  const voltageV = line([0, 3], [3600, 4], [218_400, 3.1], [222_000, 4])
  const gaps = [{ fromS: 3600, toS: 218_400, seconds: 214_800 }]
  const input = { voltageV, currentMA: voltageV, temperatureC: null, beginsS: 0, endsS: 222_000, gaps }
  const [voltage] = drawn(traceOption({ ...input, voltageLabel: 'V' }, printTheme)).series
  expect(voltage?.data.map((point) => (point as [number, number | null])[1])).toEqual([3, 4, null, 3.1, 4])
  expect(voltage).toMatchObject({ markArea: { data: [[{ name: 'no record\n59.7 h', xAxis: 1 }, {}]] } })
  // A closer look that begins after the gap has nothing to break.
  const after = { ...input, voltageV: line([218_400, 3.1], [222_000, 4]), voltageLabel: 'V' }
  expect(drawn(traceOption(after, printTheme)).series[0]?.data).toHaveLength(2)
})

it('draws ΔV only where there is one, and no cycle that was left out', () => {
  const cycles = [1, 2, 3].map((cycle) => ({ cycle, meanChargeV: 4, meanDischargeV: 3.8, deltaV: null }))
  const without = drawn(fadeOption({ cycles, leftOut: new Set([2]), voltageLabel: 'Cell voltage (V)' }, printTheme))
  expect(without.series).toHaveLength(2)
  expect(without.series[0]?.data).toEqual([
    [1, 4],
    [3, 4],
  ])
  expect(without.yAxis).toMatchObject([{ name: 'Mean cell voltage (V)' }])
  const withDelta = cycles.map((one) => ({ ...one, deltaV: 0.1 }))
  expect(
    drawn(fadeOption({ cycles: withDelta, leftOut: new Set(), voltageLabel: 'Voltage (V vs. Li–In)' }, printTheme))
      .yAxis,
  ).toMatchObject([{ name: 'ΔV (V)' }, { name: 'Mean voltage (V vs. Li–In)' }])
})

it('joins the means of a rate test in its own order', () => {
  const rates = [
    { rate: 0.1, first: 1, last: 3, capacities: [200, 198, 199] },
    { rate: 2, first: 4, last: 5, capacities: [120, 118] },
    { rate: 0.1, first: 6, last: 7, capacities: [196, 196] },
  ]
  const { series } = drawn(rateOption({ rates, rateLabel: 'C-rate', capacityLabel: 'mAh' }, printTheme))
  expect(series[0]?.data.map((point) => (point as { value: number[] }).value)).toEqual([
    [0.1, 199],
    [2, 119],
    [0.1, 196],
  ])
  expect(series[1]?.data).toHaveLength(7)
})

it('draws dQ/dV of a cycle as two branches of one name', () => {
  const curves = [{ cycle: 2, charge: [[4, 1]] as const, discharge: [[3.9, -1]] as const }]
  const { series } = drawn(dqdvOption({ curves, label: 'dQ/dV', voltageLabel: 'V' }, printTheme))
  expect(series.map(({ name, data }) => [name, data])).toEqual([
    ['cycle 2', [[4, 1]]],
    ['cycle 2', [[3.9, -1]]],
  ])
})

const cycle = (number: number) => ({
  cycle: number,
  chargeCapacityMAh: 1,
  dischargeCapacityMAh: 1,
  chargeCapacityMAhPerG: 100 + number,
  dischargeCapacityMAhPerG: 100 - number,
  coulombicEfficiencyPercent: 99,
  retentionPercent: 100 - number,
})

it('leaves a cycle that was left out in sight, hollow, off the line; formation is paler; chosen cycles are marked', () => {
  const series: CapacitySeries[] = [
    { name: 'a', cycles: [1, 2, 3].map(cycle), leftOut: new Set([3]), referenceCycle: 2 },
  ]
  const chosen = () => [{ cycle: 2, color: '#123456' }]
  const input = { series, published: [], mode: 'capacity', withCharge: false, chosen } as const
  const option = drawn(capacityOption(input, { ...printTheme, topInset: 0 }))
  const [capacity] = option.series
  expect(capacity?.data).toEqual([
    { value: [1, 99], itemStyle: { color: printTheme.series[0], opacity: 0.4 } },
    [2, 98],
  ])
  expect(capacity?.markLine?.data).toMatchObject([{ xAxis: 2, lineStyle: { color: '#123456' } }])
  // In a file there are no curves beside the picture that the lines could point at.
  expect(drawn(capacityOption(input, printTheme)).series[0]?.markLine).toBeUndefined()
  const hollow = option.series.filter((one) => one.name === 'a, left out')
  expect(hollow.map((one) => [one.xAxisIndex, one.data])).toEqual([
    [1, [[3, 97]]],
    [0, [[3, 99]]],
  ])
})
