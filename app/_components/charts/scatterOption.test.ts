import { describe, expect, it } from 'vitest'
import type { Pair } from '@/science/statistics/correlation'
import { fitLine } from '@/science/statistics/line'
import { printTheme } from './chartTheme'
import { type ScatterInput, type ScatterPoint, scatterOption } from './scatterOption'

const point: ScatterPoint = {
  name: 'a',
  detail: '',
  group: 'wet',
  origin: 'measured',
  x: 50,
  y: 90,
  bound: null,
  low: null,
  high: null,
  sd: null,
  share: null,
  href: '/lab/cells/a',
}
const blank: ScatterInput = {
  points: [],
  xLabel: 't_rs (s)',
  yLabel: 'Capacity retention (%)',
  xLog: true,
  yLog: false,
  fit: null,
  hasIdentity: false,
  scale: null,
}

interface Drawn {
  xAxis: { min: number; max: number }
  visualMap?: { min: number; max: number }
  series: {
    type: string
    name: string
    data: { symbolRotate?: number; href?: string; itemStyle?: { color: string; borderColor: string } }[]
  }[]
}
const draw = (input: Partial<ScatterInput>) => scatterOption({ ...blank, ...input }, printTheme) as unknown as Drawn

describe('a scatter', () => {
  it('draws a bound as an arrow, papers hollow, and ranges and spreads as whiskers', () => {
    const { xAxis, series } = draw({
      points: [
        { ...point, bound: 'at most', sd: 2 },
        { ...point, origin: 'paper', x: 5000, low: 2000, high: 9000 },
      ],
    })
    expect(xAxis).toMatchObject({ min: 10, max: 10_000 })
    expect(series.map((one) => [one.type, one.name])).toEqual([
      ['scatter', 'wet'],
      ['line', 'wet'],
      ['scatter', 'wet, papers'],
      ['line', 'wet, papers'],
    ])
    expect(series[0]?.data[0]).toMatchObject({ symbolRotate: 90, href: '/lab/cells/a' })
    expect(series[1]?.data).toEqual([
      [50, 88],
      [50, 92],
    ])
    expect(series[2]?.data[0]?.itemStyle?.color).toBe('transparent')
  })

  it('draws the fit over the reach of its own points only, back from logarithms', () => {
    const points = [10, 100, 1000].map((x, at) => ({ ...point, x, y: 80 + at + (at === 1 ? 0.5 : 0) }))
    const fit = fitLine(points.map(({ x, y }): Pair => [Math.log10(x), y]))
    const { series } = draw({ points: [...points, { ...point, origin: 'paper', x: 1e6 }], fit })
    const line = series.find((one) => one.type === 'line')?.data as unknown as [number, number][]
    expect(series.filter((one) => one.type === 'custom')).toHaveLength(2)
    expect(line[0]?.[0]).toBeCloseTo(10, 9)
    expect(line.at(-1)?.[0]).toBeCloseTo(1000, 9)
    expect(line[0]?.[1]).toBeCloseTo(fit?.at(1).y ?? 0, 9)
  })

  it('colours by a quantity along a scale that stands beside it', () => {
    const { visualMap, series } = draw({
      points: [
        { ...point, share: 0 },
        { ...point, share: 1 },
      ],
      scale: { label: 'sinter', least: 400, most: 550 },
    })
    expect(visualMap).toMatchObject({ min: 400, max: 550 })
    const colours = series[0]?.data.map((one) => one.itemStyle?.borderColor)
    expect(colours?.[0]).toBe('rgb(68, 1, 84)')
    expect(colours?.[1]).not.toBe(colours?.[0])
  })
})
