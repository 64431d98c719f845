import type { ChartTheme } from './chartTheme'

/** What charts have in common: axes with their quantity and unit, hair lines, a zoom by Ctrl and wheel. */

export function axisText(theme: ChartTheme) {
  return { color: theme.muted, fontSize: 12, fontFamily: theme.fontFamily }
}

/** A value axis named in its middle, as the field draws it. */
export function valueAxis(
  theme: ChartTheme,
  name: string,
  { isX = false, ...more }: { isX?: boolean } & Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    type: 'value',
    scale: true,
    name,
    nameLocation: 'middle',
    nameGap: isX ? 28 : 46,
    nameTextStyle: { ...axisText(theme), color: theme.ink },
    axisLabel: axisText(theme),
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.muted } },
    axisTick: { show: true },
    splitLine: { show: !isX, lineStyle: { color: theme.line, width: 1, opacity: 0.7 } },
    ...more,
  }
}

export function frame(theme: ChartTheme): Record<string, unknown> {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: theme.fontFamily, color: theme.ink },
    axisPointer: { lineStyle: { color: theme.muted, type: 'dashed' } },
  }
}

export function legend(theme: ChartTheme, names: readonly string[]): Record<string, unknown> {
  if (names.length < 2) return { show: false }
  const textStyle = { color: theme.ink, fontSize: 12, lineHeight: 16, fontFamily: theme.fontFamily }
  return scrollLegend(theme, { itemHeight: 12, textStyle, data: [...names] })
}

/** A legend of one line above the drawing, which is paged where it is too long. */
export function scrollLegend(theme: ChartTheme, more: Record<string, unknown>): Record<string, unknown> {
  return {
    type: 'scroll',
    top: theme.topInset,
    left: 52,
    right: 8,
    itemWidth: 18,
    textStyle: { color: theme.ink, fontSize: 12, fontFamily: theme.fontFamily },
    pageTextStyle: { color: theme.muted },
    pageIconColor: theme.ink,
    pageIconInactiveColor: theme.line,
    ...more,
  }
}

/** Space above the drawing, with or without a legend. */
export function legendTop(theme: ChartTheme, names: readonly string[]): number {
  return theme.topInset + (names.length < 2 ? 10 : 30)
}

export function insideZoom(xAxisIndex: readonly number[]): Record<string, unknown> {
  return {
    type: 'inside',
    xAxisIndex: [...xAxisIndex],
    zoomOnMouseWheel: 'ctrl',
    moveOnMouseWheel: false,
    preventDefaultMouseMove: false,
    filterMode: 'none',
  }
}

/** A slider for those who have no wheel; a printed picture has none. */
export function sliderZoom(
  theme: ChartTheme,
  xAxisIndex: readonly number[],
  more: Record<string, unknown> = {},
): Record<string, unknown>[] {
  if (theme.topInset > 0) return []
  return [
    {
      type: 'slider',
      xAxisIndex: [...xAxisIndex],
      bottom: 8,
      height: 18,
      left: 64,
      right: 16,
      brushSelect: false,
      filterMode: 'none',
      borderColor: theme.line,
      textStyle: axisText(theme),
      showDataShadow: false,
      labelFormatter: '',
      ...more,
    },
  ]
}

/** Below the drawing: the name of the axis, and the slider where there is one. */
export function bottomOf(theme: ChartTheme): number {
  return theme.topInset > 0 ? 46 : 78
}

export function pairs({ x, y }: { x: readonly number[]; y: readonly number[] }, scale = 1): [number, number][] {
  return x.map((value, at) => [value * scale, y[at] as number])
}
