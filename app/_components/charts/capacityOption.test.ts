import { describe, expect, it } from 'vitest'
import { type ChartCycle, capacityOption, capacityUnit, drawnMarks, valueLabel } from './capacityOption'
import { printTheme } from './chartTheme'

function cycle(number: number, perGram: number | null = 180): ChartCycle {
  return {
    cycle: number,
    chargeCapacityMAh: 2.1,
    dischargeCapacityMAh: 2,
    chargeCapacityMAhPerG: perGram === null ? null : perGram + 2,
    dischargeCapacityMAhPerG: perGram,
    coulombicEfficiencyPercent: 99.1,
    retentionPercent: 100,
  }
}

const marks = [
  { name: 'ma2026 LCO-M2', cycle: 100, value: 70.17, unit: '%' },
  { name: 'ma2026 LCO-M2', cycle: 1, value: 223.7, unit: 'mAh/g' },
]

describe('capacityUnit', () => {
  it('is per gram only where every cycle has it', () => {
    expect(capacityUnit([{ name: 'a', cycles: [cycle(1), cycle(2)] }])).toBe('mAh/g')
    expect(capacityUnit([{ name: 'a', cycles: [cycle(1), cycle(2, null)] }])).toBe('mAh')
    expect(capacityUnit([])).toBe('mAh')
    expect(valueLabel('capacity', 'mAh')).toContain('active mass not known')
  })
})

describe('capacityOption', () => {
  const input = {
    series: [{ name: 'a', cycles: [cycle(1), cycle(2)] }],
    published: marks,
    mode: 'capacity',
    withCharge: false,
  } as const

  it('draws a published figure only on an axis of its own unit', () => {
    expect(drawnMarks(input).map((mark) => mark.value)).toEqual([223.7])
    expect(drawnMarks({ ...input, mode: 'retention' }).map((mark) => mark.value)).toEqual([70.17])
    expect(drawnMarks({ ...input, series: [{ name: 'a', cycles: [cycle(1, null)] }] })).toEqual([])
  })

  it('has the efficiency on its own axis above the capacity, both over the same cycles', () => {
    const option = capacityOption({ ...input, published: [] }, printTheme) as {
      xAxis: { min: number; max: number }[]
      yAxis: { name: string }[]
      series: { yAxisIndex: number; data: unknown[] }[]
    }
    expect(option.yAxis.map((axis) => axis.name)).toEqual(['CE (%)', 'Specific discharge capacity (mAh g⁻¹)'])
    expect(option.xAxis[0]?.min).toBe(option.xAxis[1]?.min)
    expect(option.series.map((one) => [one.yAxisIndex, one.data[0]])).toEqual([
      [1, [1, 180]],
      [0, [1, 99.1]],
    ])
  })

  it('draws nothing but axes from no cycles', () => {
    expect(() =>
      capacityOption({ series: [], published: [], mode: 'capacity', withCharge: true }, printTheme),
    ).not.toThrow()
  })
})
