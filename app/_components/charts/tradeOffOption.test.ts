import { expect, it } from 'vitest'
import { printTheme } from './chartTheme'
import { tradeOffOption } from './tradeOffOption'

interface Drawn {
  type: string
  name: string
  data: readonly (readonly number[])[]
  lineStyle?: { opacity: number; type: string }
}

it('draws a range as a band behind its central line, and a bound alone as a dashed line', () => {
  const timeToRocksalt = [1, 10].map((thicknessNm) => ({
    thicknessNm,
    value: 60 * thicknessNm,
    low: 30 * thicknessNm,
    high: 90 * thicknessNm,
  }))
  const lithiumOverpotential = [1, 10].map((thicknessNm) => ({
    thicknessNm,
    value: null,
    low: null,
    high: thicknessNm,
  }))
  const option = tradeOffOption({ timeToRocksalt, lithiumOverpotential, present: null }, printTheme)
  const series = option.series as Drawn[]
  expect(series.map(({ type, lineStyle }) => [type, lineStyle?.opacity, lineStyle?.type])).toEqual([
    ['custom', undefined, undefined],
    ['line', 1, 'solid'],
    ['line', 0, 'solid'],
    ['line', 0, 'solid'],
    ['line', 1, 'dashed'],
  ])
  // Minutes, there along the low edge and back along the high one.
  expect(series[0]?.data).toEqual([
    [1, 0.5],
    [10, 5],
    [10, 15],
    [1, 1.5],
  ])
})
