import type { EChartsCoreOption } from 'echarts/core'
import { axisText, bottomOf, frame, insideZoom, legend, legendTop, pairs, sliderZoom, valueAxis } from './axes'
import type { ChartTheme } from './chartTheme'
import { viridis } from './viridis'

/** One cycle's curves: voltage over capacity passed (mAh). */
export interface DrawnProfile {
  cycle: number
  charge: { x: readonly number[]; y: readonly number[] }
  discharge: { x: readonly number[]; y: readonly number[] }
}

export interface ProfileInput {
  profiles: readonly DrawnProfile[]
  /** mg; null: capacities stay in mAh */
  activeMassMg: number | null
  /** `Voltage (V vs. Li/Li⁺)` */
  voltageLabel: string
  /** mAh, of all that there is: closer data must not move the frame */
  widestMAh: number
}

/** mAh to what the axis shows. */
export function capacityScale(activeMassMg: number | null): number {
  return activeMassMg !== null && activeMassMg > 0 ? 1000 / activeMassMg : 1
}

export function capacityLabel(activeMassMg: number | null): string {
  return activeMassMg !== null && activeMassMg > 0
    ? 'Specific capacity (mAh g⁻¹)'
    : 'Capacity (mAh), active mass not known'
}

/** The potential that the counter electrode gives the voltage its zero. */
export function voltageLabel(counter: string | null): string {
  if (counter === 'lithium') return 'Voltage (V vs. Li/Li⁺)'
  if (counter === 'lithium-indium') return 'Voltage (V vs. Li–In)'
  return 'Cell voltage (V)'
}

export function cycleName(cycle: number): string {
  return `cycle ${cycle}`
}

/** One colour per cycle, early to late. */
export function cycleColors(cycles: readonly number[], theme: ChartTheme): Map<number, string> {
  const inOrder = cycles.toSorted((a, b) => a - b)
  const last = inOrder.length - 1
  return new Map(inOrder.map((cycle, at) => [cycle, viridis(last === 0 ? 0.4 : at / last, theme)]))
}

/** Voltage against capacity: charge and discharge of a cycle in one colour, both from zero. */
export function profileOption(input: ProfileInput, theme: ChartTheme): EChartsCoreOption {
  const { profiles, activeMassMg } = input
  const scale = capacityScale(activeMassMg)
  const names = profiles.map(({ cycle }) => cycleName(cycle))
  const colors = cycleColors(
    profiles.map(({ cycle }) => cycle),
    theme,
  )
  return {
    ...frame(theme),
    legend: legend(theme, names),
    grid: { top: legendTop(theme, names), bottom: bottomOf(theme), left: 64, right: 16 },
    tooltip: { trigger: 'axis', axisPointer: { type: 'line', axis: 'x' } },
    xAxis: valueAxis(theme, capacityLabel(activeMassMg), {
      isX: true,
      scale: false,
      min: 0,
      max: niceEnd(input.widestMAh * scale),
      axisLabel: { ...axisText(theme), hideOverlap: true },
    }),
    yAxis: valueAxis(theme, input.voltageLabel),
    dataZoom: [insideZoom([0]), ...sliderZoom(theme, [0])],
    series: profiles.flatMap(({ cycle, charge, discharge }) =>
      [charge, discharge].map((line) => ({
        type: 'line',
        name: cycleName(cycle),
        symbol: 'none',
        lineStyle: { width: 1.5, color: colors.get(cycle) },
        itemStyle: { color: colors.get(cycle) },
        data: pairs(line, scale),
      })),
    ),
  }
}

/** The next round number above, of two digits: an axis that ends there has no odd last label. */
export function niceEnd(value: number): number {
  if (!(value > 0)) return 1
  const step = 10 ** Math.floor(Math.log10(value)) / 10
  return Number((Math.ceil((value * 1.01) / step) * step).toPrecision(6))
}
