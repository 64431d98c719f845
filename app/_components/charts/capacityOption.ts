import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTheme } from './chartTheme'
import { cycleFrame, type PublishedMark, publishedSeries } from './cycleFrame'

/** One cycle as the chart needs it; a subset of the server's CycleView. */
export interface ChartCycle {
  cycle: number
  chargeCapacityMAh: number | null
  dischargeCapacityMAh: number | null
  chargeCapacityMAhPerG: number | null
  dischargeCapacityMAhPerG: number | null
  coulombicEfficiencyPercent: number | null
  retentionPercent: number | null
}

export interface CapacitySeries {
  name: string
  cycles: readonly ChartCycle[]
  /** Cycles that somebody left out of the figures: they stay in sight, hollow. */
  leftOut?: ReadonlySet<number>
  /** Cycles before this one are formation, and drawn paler. */
  referenceCycle?: number | null
}

/** A cycle that is looked at closer, with the colour of its curves. */
export interface ChosenCycle {
  cycle: number
  color: string
}

export type CapacityMode = 'capacity' | 'retention'

export interface CapacityInput {
  series: readonly CapacitySeries[]
  published: readonly PublishedMark[]
  mode: CapacityMode
  withCharge: boolean
  /** Called with the theme: colours differ on light and dark. */
  chosen?: (theme: ChartTheme) => readonly ChosenCycle[]
}

/** Capacity per gram only where the active mass of every cell is known; else mAh, and the axis says so. */
export function capacityUnit(series: readonly CapacitySeries[]): 'mAh/g' | 'mAh' {
  const cycles = series.flatMap((one) => one.cycles)
  const known = cycles.filter((cycle) => cycle.dischargeCapacityMAh !== null || cycle.dischargeCapacityMAhPerG !== null)
  return known.length > 0 && known.every((cycle) => cycle.dischargeCapacityMAhPerG !== null) ? 'mAh/g' : 'mAh'
}

export function valueLabel(mode: CapacityMode, unit: 'mAh/g' | 'mAh'): string {
  if (mode === 'retention') return 'Capacity retention (%)'
  return unit === 'mAh/g' ? 'Specific discharge capacity (mAh g⁻¹)' : 'Discharge capacity (mAh), active mass not known'
}

export function plottedValue(cycle: ChartCycle, mode: CapacityMode, unit: 'mAh/g' | 'mAh'): number | null {
  if (mode === 'retention') return cycle.retentionPercent
  return unit === 'mAh/g' ? cycle.dischargeCapacityMAhPerG : cycle.dischargeCapacityMAh
}

/** The published results that this picture has an axis for. */
export function drawnMarks(input: CapacityInput): PublishedMark[] {
  const unit = capacityUnit(input.series)
  return input.published.filter((mark) => (input.mode === 'retention' ? mark.unit === '%' : mark.unit === unit))
}

/** Cycles that the zoom starts with no slider for. */
const slimLimit = 25
const symbols = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'arrow'] as const

/** Capacity (or retention) against cycle number, with coulombic efficiency on its own axis above. */
export function capacityOption(input: CapacityInput, theme: ChartTheme): EChartsCoreOption {
  const unit = capacityUnit(input.series)
  const marks = drawnMarks(input)
  const isPrinted = theme.topInset > 0
  const hasSlider = !isPrinted && Math.max(0, ...input.series.map((one) => one.cycles.length)) > slimLimit
  const hasLegend =
    input.series.length > 1 ||
    marks.length > 0 ||
    input.series.some(hasLeftOut) ||
    (input.withCharge && input.mode === 'capacity')
  const names = hasLegend ? [...seriesNames(input), ...marks.map((mark) => mark.name)] : null
  return {
    ...cycleFrame(theme, {
      names,
      cycles: cycleSpan(input.series, marks),
      value: { label: valueLabel(input.mode, unit), min: 0, scale: false },
      cycleLabels: { showMinLabel: false, showMaxLabel: false },
      hasSlider,
    }),
    ...(input.chosen ? { brush: brushLook(theme) } : {}),
    series: [
      ...input.series.flatMap((one, index) => seriesOf(one, index, input, unit, theme)),
      ...publishedSeries(marks, (index) => theme.series[(input.series.length + index) % theme.series.length]),
    ],
  }
}

function seriesOf(
  one: CapacitySeries,
  index: number,
  input: CapacityInput,
  unit: 'mAh/g' | 'mAh',
  theme: ChartTheme,
): Record<string, unknown>[] {
  const color = theme.series[index % theme.series.length]
  const many = one.cycles.length > 150
  const look = {
    type: 'line',
    symbol: symbols[index % symbols.length],
    symbolSize: many ? 3 : 7,
    showSymbol: true,
    lineStyle: { width: many ? 1 : 1.5, color },
    itemStyle: { color },
    connectNulls: false,
  }
  const counted = one.cycles.filter((cycle) => !one.leftOut?.has(cycle.cycle))
  const leftOut = one.cycles.filter((cycle) => one.leftOut?.has(cycle.cycle))
  const until = one.referenceCycle ?? Number.NEGATIVE_INFINITY
  /** Formation is paler: it is no part of retention. */
  const point = (cycle: ChartCycle, value: number | null) =>
    cycle.cycle < until ? { value: [cycle.cycle, value], itemStyle: { color, opacity: 0.4 } } : [cycle.cycle, value]
  const drawn: Record<string, unknown>[] = [
    {
      ...look,
      name: one.name,
      xAxisIndex: 1,
      yAxisIndex: 1,
      data: counted.map((cycle) => point(cycle, plottedValue(cycle, input.mode, unit))),
      // A printed picture has no curves beside it that the lines could point at.
      ...(index === 0 && input.chosen && theme.topInset === 0 ? { markLine: chosenLines(input.chosen(theme)) } : {}),
    },
    {
      ...look,
      name: one.name,
      symbolSize: many ? 2 : 5,
      lineStyle: { width: 1, color },
      xAxisIndex: 0,
      yAxisIndex: 0,
      data: counted.map((cycle) => point(cycle, cycle.coulombicEfficiencyPercent)),
    },
    ...([1, 0] as const).flatMap((axis) =>
      leftOut.length === 0
        ? []
        : [
            {
              type: 'scatter',
              name: leftOutName(one.name),
              symbol: symbols[index % symbols.length],
              symbolSize: 8,
              xAxisIndex: axis,
              yAxisIndex: axis,
              itemStyle: { color: 'transparent', borderColor: color, borderWidth: 1.5 },
              data: leftOut.map((cycle) => [
                cycle.cycle,
                axis === 1 ? plottedValue(cycle, input.mode, unit) : cycle.coulombicEfficiencyPercent,
              ]),
            },
          ],
    ),
  ]
  if (input.withCharge && input.mode === 'capacity') {
    drawn.push({
      ...look,
      name: chargeName(one.name),
      symbol: 'none',
      lineStyle: { width: 1.5, type: 'dashed', color },
      xAxisIndex: 1,
      yAxisIndex: 1,
      data: one.cycles.map((cycle) => [
        cycle.cycle,
        unit === 'mAh/g' ? cycle.chargeCapacityMAhPerG : cycle.chargeCapacityMAh,
      ]),
    })
  }
  return drawn
}

function seriesNames(input: CapacityInput): string[] {
  return input.series.flatMap((one) => [
    one.name,
    ...(input.withCharge && input.mode === 'capacity' ? [chargeName(one.name)] : []),
    ...(hasLeftOut(one) ? [leftOutName(one.name)] : []),
  ])
}

function hasLeftOut({ cycles, leftOut }: CapacitySeries): boolean {
  return cycles.some((cycle) => leftOut?.has(cycle.cycle))
}

function leftOutName(name: string): string {
  return `${name}, left out`
}

/** A thin line at each cycle that is looked at, in the colour of its curves. */
function chosenLines(chosen: readonly ChosenCycle[]) {
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    label: { show: false },
    data: chosen.map(({ cycle, color }) => ({ xAxis: cycle, lineStyle: { color, width: 1.5, type: 'solid' } })),
  }
}

function brushLook(theme: ChartTheme) {
  return {
    toolbox: [],
    xAxisIndex: 'all',
    brushLink: 'none',
    throttleType: 'debounce',
    brushStyle: { color: theme.line, opacity: 0.4, borderColor: theme.muted, borderWidth: 1 },
    inBrush: {},
    outOfBrush: { colorAlpha: 1 },
  }
}

function chargeName(name: string): string {
  return `${name}, charge`
}

/** Half a cycle of air on short tests, so that no symbol sits on an axis. */
function cycleSpan(series: readonly CapacitySeries[], marks: readonly PublishedMark[]): [number, number] {
  const all = [...series.flatMap((one) => one.cycles.map((cycle) => cycle.cycle)), ...marks.map((mark) => mark.cycle)]
  if (all.length === 0) return [0, 1]
  const low = all.reduce((a, b) => Math.min(a, b))
  const high = all.reduce((a, b) => Math.max(a, b))
  const air = Math.max(0.5, (high - low) * 0.02)
  return [Math.max(0, low - Math.ceil(air * 2) / 2), high + Math.ceil(air * 2) / 2]
}
