import { axisText, frame, insideZoom, scrollLegend, sliderZoom, valueAxis } from './axes'
import type { ChartTheme } from './chartTheme'

/** A published result that may be drawn, because its conditions are those of the test. */
export interface PublishedMark {
  name: string
  cycle: number
  value: number
  unit: string
  /** The place in its paper. */
  href?: string
}

/**
 * What pictures over cycle number have in common: coulombic efficiency on its own axis above, the value below, one zoom for both.
 * The axes of the efficiency have index 0, those of the value index 1.
 */
export function cycleFrame(
  theme: ChartTheme,
  {
    names,
    cycles,
    value,
    efficiency = {},
    cycleLabels = {},
    grid = {},
    right = 16,
    hasSlider,
  }: {
    /** In the legend; null where the picture needs none. */
    names: readonly string[] | null
    /** The first and the last place on the axis of cycles. */
    cycles: readonly [number, number]
    value: { label: string } & Record<string, unknown>
    efficiency?: Record<string, unknown>
    cycleLabels?: Record<string, unknown>
    grid?: Record<string, unknown>
    /** Space at the right, px. */
    right?: number
    hasSlider: boolean
  },
): Record<string, unknown> {
  const top = theme.topInset + (names === null ? 10 : 30)
  const above = 72
  const { label, ...reach } = value
  const [min, max] = cycles
  const isX = { isX: true, scale: false, min, max, minInterval: 1 }
  const { axisPointer, ...look } = frame(theme)
  return {
    ...look,
    legend: names === null ? { show: false } : scrollLegend(theme, { itemHeight: 9, data: [...names] }),
    grid: [
      { top, height: above, left: 64, right, ...grid },
      { top: top + above + 16, bottom: hasSlider ? 78 : 46, left: 64, right, ...grid },
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }], ...(axisPointer as object) },
    tooltip: { trigger: 'axis', axisPointer: { type: 'line' } },
    xAxis: [
      valueAxis(theme, '', { ...isX, gridIndex: 0, axisLabel: { show: false }, axisTick: { show: false } }),
      valueAxis(theme, 'Cycle number', { ...isX, gridIndex: 1, axisLabel: { ...axisText(theme), ...cycleLabels } }),
    ],
    yAxis: [
      valueAxis(theme, 'CE (%)', { gridIndex: 0, splitNumber: 2, ...efficiency }),
      valueAxis(theme, label, { gridIndex: 1, ...reach }),
    ],
    dataZoom: [
      insideZoom([0, 1]),
      ...(hasSlider ? sliderZoom(theme, [0, 1], { right, labelFormatter: undefined }) : []),
    ],
  }
}

const paperSymbols = ['diamond', 'triangle', 'rect', 'circle'] as const

/** Published results, hollow: what others measured is never mistaken for one's own points. */
export function publishedSeries(
  marks: readonly PublishedMark[],
  colourOf: (index: number) => string | undefined,
  more: Record<string, unknown> = {},
): Record<string, unknown>[] {
  return marks.map((mark, index) => ({
    type: 'scatter',
    name: mark.name,
    xAxisIndex: 1,
    yAxisIndex: 1,
    symbol: paperSymbols[index % paperSymbols.length],
    symbolSize: 12,
    itemStyle: { color: 'transparent', borderColor: colourOf(index), borderWidth: 2 },
    data: [{ value: [mark.cycle, mark.value], ...(mark.href ? { href: mark.href } : {}) }],
    ...more,
  }))
}
