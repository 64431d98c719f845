import type { EChartsCoreOption } from 'echarts/core'
import type { Summary } from '@/science/statistics/summary'
import { band } from './band'
import type { PublishedMark } from './capacityOption'
import type { ChartTheme } from './chartTheme'
import { scaleLegend, viridis } from './viridis'

/** A value at a cycle over the replicates that reached it. */
export interface MeanAt {
  cycle: number
  value: Summary
}

export interface DrawnCell {
  name: string
  cycle: readonly number[]
  value: readonly (number | null)[]
  efficiency: readonly (number | null)[]
}

/** Replicates: a recipe as frozen under one set of conditions. */
export interface DrawnGroup {
  name: string
  cells: readonly DrawnCell[]
  mean: readonly MeanAt[]
  efficiency: readonly MeanAt[]
  /** Where it lies on the scale of the chosen parameter, 0 to 1; null takes a colour of its own. */
  share: number | null
}

export interface ComparisonInput {
  groups: readonly DrawnGroup[]
  marks: readonly PublishedMark[]
  valueLabel: string
  /** Single cells instead of mean and band. */
  showsCells: boolean
  scale: { label: string; least: number; most: number } | null
}

const paperSymbols = ['diamond', 'triangle', 'rect', 'circle'] as const
const notOnScale = 'rgb(140, 140, 140)'

/** Capacity or retention against cycle number of several recipes, coulombic efficiency on its own axis above. */
export function comparisonOption(input: ComparisonInput, theme: ChartTheme): EChartsCoreOption {
  const { groups, marks, scale } = input
  const isPrinted = theme.topInset > 0
  const top = theme.topInset + 34
  const right = scale ? 84 : 16
  const axisText = { color: theme.muted, fontSize: 12, fontFamily: theme.fontFamily }
  const name = { ...axisText, color: theme.ink }
  const lines = { axisLine: { show: true, onZero: false, lineStyle: { color: theme.muted } }, axisTick: { show: true } }
  const split = { show: true, lineStyle: { color: theme.line, width: 1, opacity: 0.7 } }
  const last = Math.max(
    2,
    ...groups.flatMap((group) => group.mean.at(-1)?.cycle ?? 0),
    ...marks.map((mark) => mark.cycle),
  )
  const xAxis = {
    type: 'value',
    min: 0,
    max: Math.ceil(last * 1.02),
    minInterval: 1,
    splitLine: { show: false },
    ...lines,
  }
  const colourOf = (group: DrawnGroup, at: number) => {
    if (scale) return group.share === null ? notOnScale : viridis(group.share, theme)
    return theme.series[at % theme.series.length] ?? theme.ink
  }
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: theme.fontFamily, color: theme.ink },
    legend: {
      type: 'scroll',
      top: theme.topInset,
      left: 52,
      right: 8,
      itemWidth: 18,
      itemHeight: 9,
      textStyle: { color: theme.ink, fontSize: 12, fontFamily: theme.fontFamily },
      pageTextStyle: { color: theme.muted },
      pageIconColor: theme.ink,
      pageIconInactiveColor: theme.line,
      data: [...groups.map((group) => group.name), ...marks.map((mark) => mark.name)],
    },
    ...(scale ? { visualMap: scaleLegend(scale, theme) } : {}),
    grid: [
      // Both axes of cycles start at one place, however long the labels beside them are.
      { top, height: 72, left: 64, right, outerBoundsMode: 'none' },
      { top: top + 88, bottom: isPrinted ? 46 : 78, left: 64, right, outerBoundsMode: 'none' },
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: theme.muted, type: 'dashed' } },
    tooltip: { trigger: 'axis', axisPointer: { type: 'line' } },
    xAxis: [
      { ...xAxis, gridIndex: 0, axisLabel: { show: false }, axisTick: { show: false } },
      {
        ...xAxis,
        gridIndex: 1,
        name: 'Cycle number',
        nameLocation: 'middle',
        nameGap: 28,
        nameTextStyle: name,
        axisLabel: { ...axisText, showMaxLabel: false },
      },
    ],
    yAxis: [
      {
        type: 'value',
        gridIndex: 0,
        scale: true,
        splitNumber: 2,
        ...efficiencyReach(groups),
        name: 'CE (%)',
        nameLocation: 'middle',
        nameGap: 46,
        nameTextStyle: name,
        axisLabel: axisText,
        splitLine: split,
        ...lines,
      },
      {
        type: 'value',
        gridIndex: 1,
        scale: true,
        boundaryGap: ['4%', '6%'],
        name: input.valueLabel,
        nameLocation: 'middle',
        nameGap: 46,
        nameTextStyle: name,
        axisLabel: axisText,
        splitLine: split,
        ...lines,
      },
    ],
    dataZoom: [
      {
        type: 'inside',
        xAxisIndex: [0, 1],
        zoomOnMouseWheel: 'ctrl',
        moveOnMouseWheel: false,
        preventDefaultMouseMove: false,
        filterMode: 'none',
      },
      ...(isPrinted
        ? []
        : [
            {
              type: 'slider',
              xAxisIndex: [0, 1],
              bottom: 8,
              height: 18,
              left: 64,
              right,
              brushSelect: false,
              filterMode: 'none',
              borderColor: theme.line,
              textStyle: axisText,
              showDataShadow: false,
            },
          ]),
    ],
    series: [
      ...groups.flatMap((group, at) =>
        input.showsCells ? cellSeries(group, colourOf(group, at)) : meanSeries(group, colourOf(group, at)),
      ),
      ...marks.map((mark, at) => ({
        type: 'scatter',
        name: mark.name,
        xAxisIndex: 1,
        yAxisIndex: 1,
        symbol: paperSymbols[at % paperSymbols.length],
        symbolSize: 12,
        z: 5,
        // Hollow: what others measured is never mistaken for a cell of this lab.
        itemStyle: { color: 'transparent', borderColor: theme.ink, borderWidth: 2 },
        data: [{ value: [mark.cycle, mark.value], ...(mark.href ? { href: mark.href } : {}) }],
      })),
    ],
  }
}

function look(count: number, color: string) {
  const many = count > 150
  return {
    type: 'line',
    symbol: 'circle',
    symbolSize: 6,
    showSymbol: count <= 60,
    lineStyle: { width: many ? 1.5 : 2, color },
    itemStyle: { color },
    connectNulls: false,
    z: 3,
  }
}

function meanSeries({ name, mean, efficiency }: DrawnGroup, color: string): object[] {
  const drawn = [
    { of: mean, axis: 1 },
    { of: efficiency, axis: 0 },
  ]
  return drawn.flatMap(({ of, axis }) => {
    const axes = { xAxisIndex: axis, yAxisIndex: axis }
    const spread = of.flatMap(({ cycle, value: { mean: middle, sd } }) =>
      sd === null ? [] : [[cycle, middle - sd, middle + sd] as const],
    )
    return [
      { ...look(of.length, color), ...axes, name, data: of.map(({ cycle, value }) => [cycle, value.mean]) },
      ...(spread.length > 1 ? [band(spread, { name, color, opacity: 0.2, ...axes })] : []),
    ]
  })
}

function cellSeries({ name, cells }: DrawnGroup, color: string): object[] {
  return cells.flatMap((cell) => [
    {
      ...look(cell.cycle.length, color),
      name,
      xAxisIndex: 1,
      yAxisIndex: 1,
      data: cell.cycle.map((cycle, at) => [cycle, cell.value[at] ?? null]),
    },
    {
      ...look(cell.cycle.length, color),
      name,
      xAxisIndex: 0,
      yAxisIndex: 0,
      data: cell.cycle.map((cycle, at) => [cycle, cell.efficiency[at] ?? null]),
    },
  ])
}

/** Less than a percent apart is noise of the counter, and shall not fill the picture. */
function efficiencyReach(groups: readonly DrawnGroup[]): { min?: number; max?: number; interval?: number } {
  const values = groups.flatMap((group) => group.efficiency.flatMap(({ value }) => [value.least, value.most]))
  const [least, most] = [Math.min(...values), Math.max(...values)]
  if (values.length === 0 || most - least >= 1) return {}
  return { min: Math.floor(least * 2) / 2, max: Math.ceil(most * 2) / 2, interval: 0.5 }
}
