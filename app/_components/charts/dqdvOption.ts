import type { EChartsCoreOption } from 'echarts/core'
import { frame, insideZoom, legend, legendTop, valueAxis } from './axes'
import type { ChartTheme } from './chartTheme'
import { cycleColors, cycleName } from './profileOption'

export interface DrawnDqdv {
  cycle: number
  /** one half cycle's curve, discharge negative; V and what the axis shows */
  charge: readonly (readonly [number, number])[]
  discharge: readonly (readonly [number, number])[]
}

/** dQ/dV over voltage: charge above zero, discharge below, as the field draws it. */
export function dqdvOption(
  { curves, label, voltageLabel }: { curves: readonly DrawnDqdv[]; label: string; voltageLabel: string },
  theme: ChartTheme,
): EChartsCoreOption {
  const names = curves.map(({ cycle }) => cycleName(cycle))
  const colors = cycleColors(
    curves.map(({ cycle }) => cycle),
    theme,
  )
  return {
    ...frame(theme),
    legend: legend(theme, names),
    grid: { top: legendTop(theme, names), bottom: 46, left: 72, right: 16 },
    tooltip: { trigger: 'axis', axisPointer: { type: 'line', axis: 'x' } },
    xAxis: valueAxis(theme, voltageLabel, { isX: true }),
    yAxis: valueAxis(theme, label, { scale: false, nameGap: 54 }),
    dataZoom: [insideZoom([0])],
    series: curves.flatMap(({ cycle, charge, discharge }) =>
      [charge, discharge].map((data) => ({
        type: 'line',
        name: cycleName(cycle),
        symbol: 'none',
        lineStyle: { width: 1.5, color: colors.get(cycle) },
        itemStyle: { color: colors.get(cycle) },
        data: data.map(([volt, slope]) => [volt, slope]),
      })),
    ),
  }
}
