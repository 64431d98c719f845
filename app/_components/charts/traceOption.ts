import type { EChartsCoreOption } from 'echarts/core'
import { axisText, bottomOf, frame, insideZoom, pairs, sliderZoom, valueAxis } from './axes'
import type { ChartTheme } from './chartTheme'

interface Line {
  x: readonly number[]
  y: readonly number[]
}

export interface TraceInput {
  voltageV: Line
  currentMA: Line
  temperatureC: Line | null
  /** s, of the whole test */
  beginsS: number
  endsS: number
  voltageLabel: string
}

const hour = 1 / 3600

/** Voltage, current and, where it was measured, temperature over test time, one above the other on one time axis. */
export function traceOption(input: TraceInput, theme: ChartTheme): EChartsCoreOption {
  const { voltageV, currentMA, temperatureC } = input
  const panels = [
    { name: 'voltage', label: input.voltageLabel, line: voltageV, color: theme.series[0] },
    { name: 'current', label: 'Current (mA)', line: currentMA, color: theme.series[1] },
    ...(temperatureC === null
      ? []
      : [{ name: 'temperature', label: 'T (°C)', line: temperatureC, color: theme.series[2] }]),
  ]
  const indices = panels.map((_, index) => index)
  const bottom = bottomOf(theme)
  // In parts of the frame, as its height is not known here; below them the axis, and the slider where there is one.
  const shares = panels.length === 3 ? [46, 24, 18] : [58, 30]
  const whole = theme.topInset > 0 ? 0.92 : 0.96
  let at = theme.topInset > 0 ? 11 : 2
  const grids = panels.map((_, index) => {
    const share = (shares[index] ?? 0) * whole
    const grid = { top: `${at}%`, height: `${share - 4}%`, left: 64, right: 16 }
    at += share
    return grid
  })
  return {
    ...frame(theme),
    legend: { show: false },
    grid: grids,
    axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: theme.muted, type: 'dashed' } },
    tooltip: { trigger: 'axis', axisPointer: { type: 'line' } },
    xAxis: panels.map((_, index) => {
      const isLast = index === panels.length - 1
      return valueAxis(theme, isLast ? 'Test time (h)' : '', {
        isX: true,
        gridIndex: index,
        min: input.beginsS * hour,
        max: input.endsS * hour,
        axisLabel: { ...axisText(theme), show: isLast, showMaxLabel: false, showMinLabel: false, hideOverlap: true },
        axisTick: { show: isLast },
      })
    }),
    yAxis: panels.map((panel, index) =>
      valueAxis(theme, panel.label, { gridIndex: index, splitNumber: index === 0 ? 4 : 2 }),
    ),
    dataZoom: [insideZoom(indices), ...(bottom > 46 ? sliderZoom(theme, indices) : [])],
    series: panels.map((panel, index) => ({
      type: 'line',
      name: panel.name,
      xAxisIndex: index,
      yAxisIndex: index,
      symbol: 'none',
      lineStyle: { width: 1, color: panel.color },
      itemStyle: { color: panel.color },
      data: pairs(panel.line, hour),
    })),
  }
}
