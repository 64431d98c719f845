import type { EChartsCoreOption } from 'echarts/core'
import { frame, legend, legendTop, valueAxis } from './axes'
import type { ChartTheme } from './chartTheme'

/** Neighbouring cycles at one rate. */
export interface DrawnRate {
  /** C-rate, or mA where nobody said what 1C is */
  rate: number
  first: number
  last: number
  /** mAh g⁻¹, or mAh */
  capacities: readonly number[]
}

/** Discharge capacity against rate: each step's cycles as points, their mean joined by a line in the order of the test. */
export function rateOption(
  { rates, rateLabel, capacityLabel }: { rates: readonly DrawnRate[]; rateLabel: string; capacityLabel: string },
  theme: ChartTheme,
): EChartsCoreOption {
  const names = ['mean of the step', 'its cycles']
  return {
    ...frame(theme),
    legend: legend(theme, names),
    grid: { top: legendTop(theme, names), bottom: 46, left: 64, right: 16 },
    tooltip: { trigger: 'item' },
    xAxis: valueAxis(theme, rateLabel, { isX: true, type: 'log', logBase: 10 }),
    yAxis: valueAxis(theme, capacityLabel, { scale: false, min: 0 }),
    series: [
      {
        type: 'line',
        name: names[0],
        symbol: 'circle',
        symbolSize: 9,
        lineStyle: { width: 1, type: 'dashed', color: theme.series[0] },
        itemStyle: { color: theme.series[0] },
        data: rates.map((step) => ({ value: [step.rate, mean(step.capacities)], name: stepName(step) })),
      },
      {
        type: 'scatter',
        name: names[1],
        symbol: 'circle',
        symbolSize: 5,
        itemStyle: { color: theme.series[0], opacity: 0.45 },
        data: rates.flatMap((step) =>
          step.capacities.map((capacity) => ({ value: [step.rate, capacity], name: stepName(step) })),
        ),
      },
    ],
  }
}

export function stepName({ first, last }: Pick<DrawnRate, 'first' | 'last'>): string {
  return `cycles ${first} to ${last}`
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
