import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTheme } from './chartTheme'

/** One recipe's cell: what was predicted of the recipe against what the cell gave. */
export interface ScatterPoint {
  name: string
  detail: string
  group: string
  origin: 'measured' | 'paper'
  x: number
  /** `at least` draws the point as an arrow to the right, `at most` to the left: a bound is not a value. */
  bound: 'at least' | 'at most' | null
  low: number | null
  high: number | null
  y: number
}

export interface ScatterInput {
  points: readonly ScatterPoint[]
  xLabel: string
  yLabel: string
  xLog: boolean
}

/** Prediction against record: a group (process) has a colour; measured is filled, papers are hollow. */
export function scatterOption(input: ScatterInput, theme: ChartTheme): EChartsCoreOption {
  const axisText = { color: theme.muted, fontSize: 12, fontFamily: theme.fontFamily }
  const name = { ...axisText, color: theme.ink }
  const lines = { axisLine: { show: true, onZero: false, lineStyle: { color: theme.muted } }, axisTick: { show: true } }
  const split = { show: true, lineStyle: { color: theme.line, opacity: 0.7 } }
  const groups = [...new Set(input.points.map((point) => point.group))]
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: theme.fontFamily, color: theme.ink },
    legend: {
      type: 'scroll',
      top: theme.topInset,
      left: 52,
      right: 8,
      itemWidth: 12,
      itemHeight: 10,
      textStyle: { color: theme.ink, fontSize: 12, fontFamily: theme.fontFamily },
      pageTextStyle: { color: theme.muted },
      pageIconColor: theme.ink,
      pageIconInactiveColor: theme.line,
    },
    grid: { top: theme.topInset + 34, bottom: 50, left: 64, right: 20 },
    tooltip: { trigger: 'item' },
    xAxis: {
      type: input.xLog ? 'log' : 'value',
      name: input.xLabel,
      nameLocation: 'middle',
      nameGap: 30,
      nameTextStyle: name,
      axisLabel: { ...axisText, formatter: input.xLog ? formatPower : undefined, hideOverlap: true },
      splitLine: split,
      scale: true,
      ...(input.xLog ? decades(input.points) : {}),
      ...lines,
    },
    yAxis: {
      type: 'value',
      name: input.yLabel,
      nameLocation: 'middle',
      nameGap: 46,
      nameTextStyle: name,
      axisLabel: axisText,
      splitLine: split,
      scale: true,
      boundaryGap: ['6%', '6%'],
      ...lines,
    },
    dataZoom: [
      {
        type: 'inside',
        xAxisIndex: 0,
        zoomOnMouseWheel: 'ctrl',
        moveOnMouseWheel: false,
        preventDefaultMouseMove: false,
        filterMode: 'none',
      },
    ],
    series: groups.flatMap((group, index) => {
      const color = theme.series[index % theme.series.length]
      return (['measured', 'paper'] as const).flatMap((origin) => {
        const points = input.points.filter((point) => point.group === group && point.origin === origin)
        if (points.length === 0) return []
        return [
          {
            type: 'scatter',
            name: origin === 'paper' ? `${group}, papers` : group,
            itemStyle:
              origin === 'paper'
                ? { color: 'transparent', borderColor: color, borderWidth: 2 }
                : { color, borderColor: color, borderWidth: 1 },
            data: points.map((point) => ({
              value: [point.x, point.y],
              name: point.name,
              detail: point.detail,
              symbol: point.bound === null ? 'circle' : 'triangle',
              symbolRotate: point.bound === 'at least' ? -90 : point.bound === 'at most' ? 90 : 0,
              symbolSize: point.bound === null ? 11 : 13,
            })),
          },
          ...points
            .filter((point) => point.low !== null && point.high !== null)
            .map((point) => ({
              type: 'line',
              name: origin === 'paper' ? `${group}, papers` : group,
              symbol: 'none',
              silent: true,
              tooltip: { show: false },
              lineStyle: { color, width: 1, opacity: 0.6 },
              data: [
                [point.low, point.y],
                [point.high, point.y],
              ],
            })),
        ]
      })
    }),
  }
}

/** Whole decades around the values, so that the axis has labels. */
function decades(points: readonly ScatterPoint[]): { min: number; max: number } | Record<string, never> {
  const values = points
    .flatMap((point) => [point.x, point.low, point.high])
    .filter((value): value is number => value !== null && value > 0)
  if (values.length === 0) return {}
  return {
    min: 10 ** Math.floor(Math.log10(Math.min(...values))),
    max: 10 ** Math.ceil(Math.log10(Math.max(...values)) + 1e-9),
  }
}

const superscripts: Record<string, string> = {
  '-': '⁻',
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
}

export function formatPower(value: number): string {
  const power = Math.log10(value)
  if (!Number.isFinite(power)) return ''
  if (power > -3 && power < 4) return String(Number(value.toPrecision(3)))
  return `10${[...String(Math.round(power))].map((digit) => superscripts[digit] ?? digit).join('')}`
}
