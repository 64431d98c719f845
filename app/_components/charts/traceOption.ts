import type { EChartsCoreOption } from 'echarts/core'
import { axisText, bottomOf, frame, insideZoom, sliderZoom, valueAxis } from './axes'
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
  /** where nobody measured, s */
  gaps: readonly { fromS: number; toS: number; seconds: number | null }[]
}

const hour = 1 / 3600

/** Voltage, current and, where it was measured, temperature over test time, one above the other on one time axis. */
export function traceOption(input: TraceInput, theme: ChartTheme): EChartsCoreOption {
  const { voltageV, currentMA, temperatureC, gaps } = input
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
      data: broken(panel.line, gaps),
      connectNulls: false,
      ...(gaps.length > 0 ? { markArea: gapAreas(gaps, theme, index === 0), markLine: gapLines(gaps, theme) } : {}),
    })),
  }
}

type Gaps = TraceInput['gaps']

/** Points in hours; between two files the line ends, as nobody knows what the cell did. */
function broken({ x, y }: Line, gaps: Gaps): [number, number | null][] {
  const points: [number, number | null][] = []
  let next = 0
  for (const [at, time] of x.entries()) {
    for (let gap = gaps[next]; gap !== undefined && time > gap.fromS; gap = gaps[++next])
      if (at > 0) points.push([gap.fromS * hour, null])
    points.push([time * hour, y[at] as number])
  }
  return points
}

/** A faint field for each time without a record; its length is written where there is room for it. */
function gapAreas(gaps: Gaps, theme: ChartTheme, isNamed: boolean) {
  return {
    silent: true,
    itemStyle: { color: theme.line, opacity: 0.45 },
    label: {
      show: isNamed,
      position: 'insideTop',
      color: theme.muted,
      fontSize: 12,
      lineHeight: 16,
      fontFamily: theme.fontFamily,
    },
    data: gaps
      .filter(({ fromS, toS }) => toS > fromS)
      .map(({ fromS, toS }) => [
        { name: `no record\n${words(toS - fromS)}`, xAxis: fromS * hour },
        { xAxis: toS * hour },
      ]),
  }
}

/** Where one file ends and the next begins, also when no time lies between them. */
function gapLines(gaps: Gaps, theme: ChartTheme) {
  return {
    silent: true,
    symbol: 'none',
    label: { show: false },
    lineStyle: { color: theme.muted, width: 1, type: 'dashed' },
    data: gaps.map(({ toS }) => ({ xAxis: toS * hour })),
  }
}

/** `60.5 h`, `12 min` */
function words(seconds: number): string {
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min`
  const hours = seconds / 3600
  return hours < 100 ? `${hours.toPrecision(3)} h` : `${(hours / 24).toPrecision(3)} d`
}
