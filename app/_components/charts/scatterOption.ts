import type { EChartsCoreOption } from 'echarts/core'
import type { Line } from '@/science/statistics/line'
import { axisText, frame, insideZoom, scrollLegend, valueAxis } from './axes'
import { band } from './band'
import type { ChartTheme } from './chartTheme'
import { scaleLegend, viridis } from './viridis'

/** A recipe in a scatter: one quantity of it against another. */
export interface ScatterPoint {
  name: string
  detail: string
  /** What it shares its colour with. */
  group: string
  origin: 'measured' | 'paper'
  x: number
  y: number
  /** A bound is not a value: `at least` draws an arrow to the right, `at most` one to the left. */
  bound: 'at least' | 'at most' | null
  /** The range of x, where one is known. */
  low: number | null
  high: number | null
  /** Standard deviation of y over replicates. */
  sd: number | null
  /** Along the scale of a quantity, 0 to 1; null takes the colour of the group. */
  share: number | null
  /** The page that the point opens. */
  href: string | null
}

export interface ScatterInput {
  points: readonly ScatterPoint[]
  xLabel: string
  yLabel: string
  xLog: boolean
  yLog: boolean
  /** The line through the group's own points, fitted to logarithms where an axis is logarithmic. */
  fit: Line | null
  /** The line on which prediction and record are equal. */
  hasIdentity: boolean
  scale: { label: string; least: number; most: number } | null
}

const fitSteps = 40

/** A group has a colour, or a place on a scale; measured is filled, papers are hollow. */
export function scatterOption(input: ScatterInput, theme: ChartTheme): EChartsCoreOption {
  const { points, scale } = input
  const groups = [...new Set(points.map((point) => point.group))]
  const axis = (label: string, isLog: boolean, nameGap: number, reach: object) =>
    valueAxis(theme, label, {
      type: isLog ? 'log' : 'value',
      nameGap,
      axisLabel: { ...axisText(theme), formatter: isLog ? formatPower : undefined, hideOverlap: true },
      ...reach,
    })
  const xReach = input.xLog
    ? decades(points.flatMap(({ x, low, high }) => [x, low, high]))
    : { boundaryGap: ['4%', '4%'] }
  const yReach = input.yLog ? decades(points.map(({ y }) => y)) : { boundaryGap: ['6%', '6%'] }
  return {
    ...frame(theme),
    legend: scrollLegend(theme, { itemWidth: 12, itemHeight: 10 }),
    ...(scale ? { visualMap: scaleLegend(scale, theme) } : {}),
    grid: { top: theme.topInset + 34, bottom: 50, left: 64, right: scale ? 84 : 20 },
    tooltip: { trigger: 'item' },
    xAxis: axis(input.xLabel, input.xLog, 30, xReach),
    yAxis: axis(input.yLabel, input.yLog, 46, yReach),
    dataZoom: [insideZoom([0])],
    series: [
      ...fitSeries(input, theme),
      ...identitySeries(input, theme),
      ...groups.flatMap((group, at) => groupSeries(input, group, at, theme)),
    ],
  }
}

function groupSeries({ points, scale }: ScatterInput, group: string, at: number, theme: ChartTheme): object[] {
  const own = theme.series[at % theme.series.length] ?? theme.ink
  const colourOf = ({ share }: ScatterPoint) =>
    scale && share !== null ? viridis(share, theme) : scale ? theme.muted : own
  return (['measured', 'paper'] as const).flatMap((origin) => {
    const found = points.filter((point) => point.group === group && point.origin === origin)
    if (found.length === 0) return []
    const name = origin === 'paper' ? `${group}, papers` : group
    const whiskers = found.flatMap((point) => {
      const color = colourOf(point)
      return [
        ...(point.low !== null && point.high !== null
          ? [
              {
                color,
                ends: [
                  [point.low, point.y],
                  [point.high, point.y],
                ],
              },
            ]
          : []),
        ...(point.sd !== null
          ? [
              {
                color,
                ends: [
                  [point.x, point.y - point.sd],
                  [point.x, point.y + point.sd],
                ],
              },
            ]
          : []),
      ]
    })
    return [
      {
        type: 'scatter',
        name,
        z: 4,
        itemStyle: { color: own },
        data: found.map((point) => ({
          value: [point.x, point.y],
          name: point.name,
          detail: point.detail,
          ...(point.href === null ? {} : { href: point.href }),
          symbol: point.bound === null ? 'circle' : 'triangle',
          symbolRotate: point.bound === 'at least' ? -90 : point.bound === 'at most' ? 90 : 0,
          symbolSize: point.bound === null ? 11 : 13,
          itemStyle:
            origin === 'paper'
              ? { color: 'transparent', borderColor: colourOf(point), borderWidth: 2 }
              : { color: colourOf(point), borderColor: colourOf(point), borderWidth: 1 },
        })),
      },
      ...whiskers.map(({ color, ends }) => ({
        type: 'line',
        name,
        symbol: 'none',
        silent: true,
        tooltip: { show: false },
        lineStyle: { color, width: 1, opacity: 0.6 },
        data: ends,
      })),
    ]
  })
}

/** The line with the bands of its mean and of a new observation, over the reach of the points that it was fitted to. */
function fitSeries({ points, fit, xLog, yLog }: ScatterInput, theme: ChartTheme): object[] {
  const xs = points
    .filter(({ bound, origin }) => bound === null && origin === 'measured')
    .map(({ x }) => (xLog ? Math.log10(x) : x))
  if (fit === null || xs.length === 0) return []
  const [least, most] = [Math.min(...xs), Math.max(...xs)]
  const back = (value: number, isLog: boolean) => (isLog ? 10 ** value : value)
  const at = Array.from({ length: fitSteps + 1 }, (_, step) => least + ((most - least) * step) / fitSteps)
  const reach = (kind: 'mean' | 'observation') =>
    at.map((x) => {
      const found = fit.at(x)
      return [back(x, xLog), back(found.y - found[kind], yLog), back(found.y + found[kind], yLog)] as const
    })
  const name = 'fit, with the 95 % bands of the mean and of a new observation'
  return [
    band(reach('observation'), { name, color: theme.muted, opacity: 0.1 }),
    band(reach('mean'), { name, color: theme.muted, opacity: 0.2 }),
    {
      type: 'line',
      name,
      symbol: 'none',
      silent: true,
      z: 2,
      tooltip: { show: false },
      lineStyle: { color: theme.ink, width: 1.5 },
      itemStyle: { color: theme.ink },
      data: at.map((x) => [back(x, xLog), back(fit.at(x).y, yLog)]),
    },
  ]
}

function identitySeries({ points, hasIdentity }: ScatterInput, theme: ChartTheme): object[] {
  const values = points.flatMap(({ x, y }) => [x, y])
  if (!hasIdentity || values.length === 0) return []
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return [
    {
      type: 'line',
      name: 'record as predicted',
      symbol: 'none',
      silent: true,
      z: 2,
      tooltip: { show: false },
      lineStyle: { color: theme.ink, width: 1, type: 'dashed' },
      itemStyle: { color: theme.ink },
      data: [
        [least, least],
        [most, most],
      ],
    },
  ]
}

/** Whole decades around the values, so that the axis has labels. */
function decades(found: readonly (number | null)[]): { min: number; max: number } | Record<string, never> {
  const values = found.filter((value): value is number => value !== null && value > 0)
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
