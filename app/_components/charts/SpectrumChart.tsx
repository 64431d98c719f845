'use client'

import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Toggle } from './CapacityChart'
import { Chart, type HoveredPoint } from './Chart'
import type { ChartTheme } from './chartTheme'
import { type DrawnSpectrum, frameMargin, type SpectrumPicture, spectrumOption } from './spectrumOption'

/** px; the chart's own height, 26 rem */
const chartHeight = 416

/** Sweeps of impedance as Nyquist or Bode plot, fitted circuits as lines. */
export function SpectrumChart({
  title,
  conditions,
  spectra,
  controls,
}: {
  title: string
  conditions: string
  spectra: readonly DrawnSpectrum[]
  controls?: ReactNode
}) {
  const [picture, setPicture] = useState<SpectrumPicture>('nyquist')
  const place = useRef<HTMLDivElement>(null)
  const frameRatio = useFrameRatio(place)
  const buildOption = useCallback(
    (theme: ChartTheme) => spectrumOption({ spectra, picture, frameRatio }, theme),
    [spectra, picture, frameRatio],
  )
  const describeHover = useCallback(
    (points: readonly HoveredPoint[]) => {
      const point = points[0]
      const [x, y] = point?.value ?? []
      if (!point || x === null || x === undefined || y === null || y === undefined) return { title: '', lines: [] }
      const spectrum = spectra.find((one) => one.name === point.seriesName)
      if (picture === 'bode')
        return {
          title: point.seriesName,
          lines: [`${digits(x)} Hz`, point.axisIndex === 0 ? `|Z| ${digits(y)} Ω` : `phase ${digits(-y)}°`],
        }
      const at = spectrum ? Array.from(spectrum.reZOhm).indexOf(x) : -1
      const frequency = spectrum?.frequencyHz[at]
      return {
        title: point.seriesName,
        lines: [
          ...(frequency === undefined ? [] : [`${digits(frequency)} Hz`]),
          `Re Z ${digits(x)} Ω`,
          `−Im Z ${digits(y)} Ω`,
        ],
      }
    },
    [spectra, picture],
  )
  const table = useMemo(
    () => ({
      header: ['Sweep', 'Frequency (Hz)', 'Re Z (Ω)', 'Im Z (Ω)', '|Z| (Ω)', 'Phase (°)'],
      rows: spectra.flatMap((spectrum) =>
        Array.from(spectrum.frequencyHz, (frequency, at) => {
          const re = spectrum.reZOhm[at] as number
          const im = spectrum.imZOhm[at] as number
          const numbers = [frequency, re, im, Math.hypot(re, im), (Math.atan2(im, re) * 180) / Math.PI]
          return [spectrum.name, ...numbers.map(exact)]
        }),
      ),
    }),
    [spectra],
  )
  const measured = spectra.filter((spectrum) => !spectrum.isFit)
  const count = measured.reduce((sum, spectrum) => sum + spectrum.frequencyHz.length, 0)
  return (
    <div ref={place}>
      <Chart
        title={`${title}, ${picture === 'nyquist' ? 'Nyquist' : 'Bode'}`}
        conditions={conditions}
        summary={
          picture === 'nyquist'
            ? `Minus the imaginary part over the real part of the impedance, ${count} points${spectra.length > measured.length ? ', with the fitted circuit as a line' : ''}.`
            : `Modulus and phase of the impedance over frequency, ${count} points.`
        }
        buildOption={buildOption}
        describeHover={describeHover}
        table={table}
        controls={
          <>
            <Toggle isPressed={picture === 'bode'} onClick={() => setPicture(picture === 'bode' ? 'nyquist' : 'bode')}>
              Bode
            </Toggle>
            {controls}
          </>
        }
      />
    </div>
  )
}

/** The drawing's frame, width over height, in steps of a tenth: on a phone it is as high as wide. */
function useFrameRatio(place: RefObject<HTMLDivElement | null>): number {
  const [ratio, setRatio] = useState(1.9)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const watch = new ResizeObserver(() => {
      const width = element.clientWidth - frameMargin.left - frameMargin.right
      setRatio(Math.max(0.5, Math.round((10 * width) / (chartHeight - frameMargin.top - frameMargin.bottom)) / 10))
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [place])
  return ratio
}

function digits(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−')
}

function exact(value: number): number {
  return Number(value.toPrecision(7))
}
