import type { EChartsCoreOption } from 'echarts/core'
import { type ChartTheme, printSize } from './chartTheme'

/** A measured sweep, or a fitted circuit at the same frequencies. Im Z is negative when capacitive. */
export interface DrawnSpectrum {
  name: string
  isFit: boolean
  frequencyHz: ArrayLike<number>
  reZOhm: ArrayLike<number>
  imZOhm: ArrayLike<number>
}

export type SpectrumPicture = 'nyquist' | 'bode'

export interface SpectrumInput {
  spectra: readonly DrawnSpectrum[]
  picture: SpectrumPicture
  /** width over height of the frame that a Nyquist plot is drawn in on the page; a printed one has its own */
  frameRatio: number
}

/** px around the frame of a Nyquist plot */
export const frameMargin = { top: 34, bottom: 50, left: 76, right: 24 } as const

/**
 * Nyquist with one scale on both axes, or a circle would not look like one: the ranges are of one length, and the frame's shape does
 * the rest. Bode with |Z| over frequency and the phase below.
 */
export function spectrumOption({ spectra, picture, frameRatio }: SpectrumInput, theme: ChartTheme): EChartsCoreOption {
  const axisText = { color: theme.muted, fontSize: 12, fontFamily: theme.fontFamily }
  const name = { ...axisText, color: theme.ink }
  const lines = { axisLine: { show: true, onZero: false, lineStyle: { color: theme.muted } }, axisTick: { show: true } }
  const split = { show: true, lineStyle: { color: theme.line, opacity: 0.7 } }
  const axis = (label: string, nameGap: number) => ({
    type: 'value',
    name: label,
    nameLocation: 'middle',
    nameGap,
    nameTextStyle: name,
    axisLabel: { ...axisText, hideOverlap: true },
    splitLine: split,
    scale: true,
    ...lines,
  })
  const shared = {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: theme.fontFamily, color: theme.ink },
    tooltip: { trigger: 'item' },
    legend: {
      type: 'scroll',
      top: theme.topInset,
      left: 52,
      right: 8,
      textStyle: { color: theme.ink, fontSize: 12, fontFamily: theme.fontFamily },
      pageTextStyle: { color: theme.muted },
      pageIconColor: theme.ink,
      pageIconInactiveColor: theme.line,
    },
  }
  const top = theme.topInset + frameMargin.top
  const drawn = (spectrum: DrawnSpectrum, index: number, data: number[][], grid = 0) => {
    const color = theme.series[(spectrum.isFit ? 1 : index) % theme.series.length]
    return {
      type: spectrum.isFit ? 'line' : 'scatter',
      name: spectrum.name,
      xAxisIndex: grid,
      yAxisIndex: grid,
      symbol: spectrum.isFit ? 'none' : 'circle',
      symbolSize: 7,
      silent: spectrum.isFit,
      itemStyle: { color },
      lineStyle: { color, width: 2 },
      data,
    }
  }
  if (picture === 'nyquist') {
    const isPrinted = theme.topInset > 0
    const printedRatio =
      (printSize.width - frameMargin.left - frameMargin.right) / (printSize.height - top - frameMargin.bottom)
    const range = squareRange(spectra, isPrinted ? printedRatio : frameRatio)
    return {
      ...shared,
      grid: { ...frameMargin, top },
      xAxis: { ...axis('Re Z (Ω)', 30), min: range.x[0], max: range.x[1] },
      yAxis: { ...axis('−Im Z (Ω)', 56), min: range.y[0], max: range.y[1] },
      series: spectra.map((spectrum, index) =>
        drawn(
          spectrum,
          index,
          points(spectrum, (_, re, im) => [re, -im]),
        ),
      ),
    }
  }
  const frequency = { type: 'log', minorTick: { show: true } }
  return {
    ...shared,
    grid: [
      { top, height: '34%', left: 76, right: 24 },
      { bottom: 50, height: '32%', left: 76, right: 24 },
    ],
    xAxis: [0, 1].map((gridIndex) => ({
      ...axis(gridIndex === 1 ? 'Frequency (Hz)' : '', 30),
      ...frequency,
      gridIndex,
    })),
    yAxis: [
      { ...axis('|Z| (Ω)', 56), type: 'log', gridIndex: 0 },
      { ...axis('−Phase (°)', 56), gridIndex: 1 },
    ],
    series: spectra.flatMap((spectrum, index) => [
      drawn(
        spectrum,
        index,
        points(spectrum, (f, re, im) => [f, Math.hypot(re, im)]),
      ),
      drawn(
        spectrum,
        index,
        points(spectrum, (f, re, im) => [f, (-Math.atan2(im, re) * 180) / Math.PI]),
        1,
      ),
    ]),
  }
}

function points(spectrum: DrawnSpectrum, place: (f: number, re: number, im: number) => number[]): number[][] {
  return Array.from(spectrum.frequencyHz, (f, at) =>
    place(f, spectrum.reZOhm[at] as number, spectrum.imZOhm[at] as number),
  )
}

/** Ranges of Re Z and −Im Z whose lengths stand in the ratio of the frame's sides, so that a semicircle is one. */
export function squareRange(
  spectra: readonly DrawnSpectrum[],
  frameRatio: number,
): { x: [number, number]; y: [number, number] } {
  const re = spectra.flatMap((spectrum) => Array.from(spectrum.reZOhm))
  const im = spectra.flatMap((spectrum) => Array.from(spectrum.imZOhm, (value) => -value))
  const [left, right] = [Math.min(0, ...re), Math.max(...re, 1e-9)]
  const [bottom, top] = [Math.min(0, ...im), Math.max(...im, 1e-9)]
  const height = Math.max((top - bottom) * 1.08, ((right - left) * 1.08) / frameRatio)
  const width = height * frameRatio
  const digits = (value: number) => Number(value.toPrecision(3))
  return { x: [digits(left), digits(left + width)], y: [digits(bottom), digits(bottom + height)] }
}
