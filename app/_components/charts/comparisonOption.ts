import type { EChartsCoreOption } from 'echarts/core'
import type { Summary } from '@/science/statistics/summary'
import { band } from './band'
import type { ChartTheme } from './chartTheme'
import { cycleFrame, type PublishedMark, publishedSeries } from './cycleFrame'
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

const notOnScale = 'rgb(140, 140, 140)'

/** Capacity or retention against cycle number of several recipes, coulombic efficiency on its own axis above. */
export function comparisonOption(input: ComparisonInput, theme: ChartTheme): EChartsCoreOption {
  const { groups, marks, scale } = input
  const last = Math.max(
    2,
    ...groups.flatMap((group) => group.mean.at(-1)?.cycle ?? 0),
    ...marks.map((mark) => mark.cycle),
  )
  const colourOf = (group: DrawnGroup, at: number) => {
    if (scale) return group.share === null ? notOnScale : viridis(group.share, theme)
    return theme.series[at % theme.series.length] ?? theme.ink
  }
  return {
    ...cycleFrame(theme, {
      names: [...groups, ...marks].map(({ name }) => name),
      cycles: [0, Math.ceil(last * 1.02)],
      value: { label: input.valueLabel, boundaryGap: ['4%', '6%'] },
      efficiency: efficiencyReach(groups),
      cycleLabels: { showMaxLabel: false },
      // Both axes of cycles start at one place, however long the labels beside them are.
      grid: { outerBoundsMode: 'none' },
      right: scale ? 84 : 16,
      hasSlider: theme.topInset === 0,
    }),
    ...(scale ? { visualMap: scaleLegend(scale, theme) } : {}),
    series: [
      ...groups.flatMap((group, at) =>
        input.showsCells ? cellSeries(group, colourOf(group, at)) : meanSeries(group, colourOf(group, at)),
      ),
      ...publishedSeries(marks, () => theme.ink, { z: 5 }),
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
