import type { EChartsCoreOption } from 'echarts/core'
import type { TradeOff, TradeOffPoint } from '@/science/prediction/tradeOff'
import { band } from './band'
import type { ChartTheme } from './chartTheme'
import { formatPower } from './scatterOption'

/** The unit in which the times of one drawing are said, by the longest of them. */
export function timeUnitOf(points: readonly TradeOffPoint[]): { unit: string; seconds: number } {
  const longest = Math.max(0, ...points.map(({ value, low, high }) => value ?? high ?? low ?? 0))
  if (longest < 600) return { unit: 's', seconds: 1 }
  if (longest < 36_000) return { unit: 'min', seconds: 60 }
  return longest < 172_800 ? { unit: 'h', seconds: 3600 } : { unit: 'd', seconds: 86_400 }
}

/** Time to rocksalt above, overpotential below, over one axis of thickness; the present thickness as a line through both. */
export function tradeOffOption(
  { timeToRocksalt, lithiumOverpotential, present }: TradeOff,
  theme: ChartTheme,
): EChartsCoreOption {
  const text = { color: theme.muted, fontSize: 12, fontFamily: theme.fontFamily }
  const name = { ...text, color: theme.ink }
  const axis = {
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.muted } },
    axisTick: { show: true },
    splitLine: { show: true, lineStyle: { color: theme.line, opacity: 0.7 } },
    axisLabel: { ...text, formatter: formatPower, hideOverlap: true },
  }
  const { unit, seconds } = timeUnitOf(timeToRocksalt)
  const parts = [
    {
      label: `t\u1d63\u209b (${unit})`,
      points: timeToRocksalt,
      scale: 1 / seconds,
      color: theme.series[0] ?? theme.ink,
    },
    { label: '\u03b7 of Li (mV)', points: lithiumOverpotential, scale: 1, color: theme.series[1] ?? theme.ink },
  ].filter(({ points }) => points.length > 0)
  const height = 92 / parts.length
  const isLast = (at: number) => at === parts.length - 1
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: theme.fontFamily, color: theme.ink },
    tooltip: { trigger: 'axis' },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    grid: parts.map((_, at) => ({
      left: 56,
      right: 14,
      top: theme.topInset === 0 ? `${6 + at * height}%` : theme.topInset + 16 + at * 260,
      height: theme.topInset === 0 ? `${height - 14}%` : 210,
    })),
    xAxis: parts.map((_, at) => ({
      type: 'log',
      gridIndex: at,
      min: 0.5,
      max: 100,
      name: isLast(at) ? 'Coating thickness (nm)' : '',
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: name,
      ...axis,
    })),
    yAxis: parts.map(({ label }, at) => ({
      type: 'log',
      gridIndex: at,
      name: label,
      nameLocation: 'middle',
      nameGap: 40,
      nameTextStyle: name,
      ...axis,
    })),
    series: parts.flatMap(({ label, points, scale, color }, at) => {
      const line = (key: 'value' | 'low' | 'high') =>
        points.flatMap((point) => {
          const found = point[key]
          return found === null ? [] : [[point.thicknessNm, found * scale]]
        })
      const isBound = points.every(({ value }) => value === null)
      const ranges = points.flatMap(({ thicknessNm, low, high }) =>
        low === null || high === null ? [] : [[thicknessNm, low * scale, high * scale] as const],
      )
      // Of a range the band says it; its edges keep their names for the hover.
      const area =
        ranges.length < 2
          ? []
          : [band(ranges, { name: `${label}, range`, color, opacity: 0.16, xAxisIndex: at, yAxisIndex: at })]
      const lines = (['value', 'low', 'high'] as const).flatMap((key) => {
        const data = line(key)
        if (data.length === 0) return []
        const isMain = key === 'value' || isBound
        return [
          {
            type: 'line',
            name: key === 'value' ? label : `${label}, ${isBound ? (key === 'low' ? 'at least' : 'at most') : key}`,
            xAxisIndex: at,
            yAxisIndex: at,
            symbol: 'none',
            data,
            lineStyle: {
              color,
              width: isMain ? 2 : 1,
              type: isBound ? 'dashed' : 'solid',
              opacity: isMain ? 1 : ranges.length < 2 ? 0.6 : 0,
            },
            itemStyle: { color },
            ...(isMain && present
              ? {
                  markLine: {
                    silent: true,
                    symbol: 'none',
                    label: {
                      show: at === 0,
                      formatter: presentLabel(present),
                      align: present.thicknessNm > 20 ? 'right' : 'center',
                      color: theme.ink,
                      fontSize: 12,
                    },
                    lineStyle: { color: theme.ink, type: 'dashed', width: 1 },
                    data: [{ xAxis: present.thicknessNm }],
                  },
                }
              : {}),
          },
        ]
      })
      return [...area, ...lines]
    }),
  }
}

function presentLabel({ thicknessNm, bound }: NonNullable<TradeOff['present']>): string {
  const sign = bound === 'at most' ? '≤ ' : bound === 'at least' ? '≥ ' : ''
  return `${sign}${Number(thicknessNm.toPrecision(3))} nm`
}
