import type { EChartsCoreOption } from 'echarts/core'
import { axisText, frame, insideZoom, legend, legendTop, valueAxis } from './axes'
import type { ChartTheme } from './chartTheme'

export interface FadeCycle {
  cycle: number
  meanChargeV: number | null
  meanDischargeV: number | null
  deltaV: number | null
}

/** Mean voltages over cycle number, with ΔV of the dQ/dV peaks on its own axis above. */
export function fadeOption(
  {
    cycles,
    leftOut,
    voltageLabel,
  }: { cycles: readonly FadeCycle[]; leftOut: ReadonlySet<number>; voltageLabel: string },
  theme: ChartTheme,
): EChartsCoreOption {
  const drawn = cycles.filter(({ cycle }) => !leftOut.has(cycle))
  const hasDelta = drawn.some(({ deltaV }) => deltaV !== null)
  const names = ['mean charge voltage', 'mean discharge voltage', ...(hasDelta ? ['ΔV of the dQ/dV peaks'] : [])]
  const top = legendTop(theme, names)
  const many = drawn.length > 150
  const keys = ['meanChargeV', 'meanDischargeV', ...(hasDelta ? (['deltaV'] as const) : [])] as const
  const last = hasDelta ? 1 : 0
  return {
    ...frame(theme),
    legend: legend(theme, names),
    grid: hasDelta
      ? [
          { top, height: 84, left: 64, right: 16 },
          { top: top + 104, bottom: 46, left: 64, right: 16 },
        ]
      : [{ top, bottom: 46, left: 64, right: 16 }],
    axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: theme.muted, type: 'dashed' } },
    tooltip: { trigger: 'axis', axisPointer: { type: 'line' } },
    xAxis: [
      ...(hasDelta
        ? [valueAxis(theme, '', { isX: true, gridIndex: 0, axisLabel: { show: false }, axisTick: { show: false } })]
        : []),
      valueAxis(theme, 'Cycle number', {
        isX: true,
        gridIndex: last,
        minInterval: 1,
        axisLabel: { ...axisText(theme), showMinLabel: false, showMaxLabel: false },
      }),
    ],
    yAxis: [
      ...(hasDelta ? [valueAxis(theme, 'ΔV (V)', { gridIndex: 0, splitNumber: 2 })] : []),
      valueAxis(theme, voltageLabel.replace('Voltage', 'Mean voltage').replace('Cell voltage', 'Mean cell voltage'), {
        gridIndex: last,
      }),
    ],
    dataZoom: [insideZoom(hasDelta ? [0, 1] : [0])],
    series: keys.map((key, index) => ({
      type: 'line',
      name: names[index],
      xAxisIndex: key === 'deltaV' ? 0 : last,
      yAxisIndex: key === 'deltaV' ? 0 : last,
      symbol: (['circle', 'rect', 'triangle'] as const)[index],
      symbolSize: many ? 3 : 6,
      lineStyle: { width: many ? 1 : 1.5, color: theme.series[index] },
      itemStyle: { color: theme.series[index] },
      data: drawn.map((cycle) => [cycle.cycle, cycle[key]]),
    })),
  }
}
