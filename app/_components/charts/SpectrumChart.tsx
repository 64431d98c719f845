'use client'

import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { Toggle } from './CapacityChart'
import { Chart, type HoveredPoint } from './Chart'
import type { ChartTheme } from './chartTheme'
import { type DrawnSpectrum, type SpectrumPicture, spectrumOption } from './spectrumOption'

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
  const buildOption = useCallback(
    (theme: ChartTheme) => spectrumOption({ spectra, picture }, theme),
    [spectra, picture],
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
      header: ['Sweep', 'Frequency (Hz)', 'Re Z (Ω)', 'Im Z (Ω)'],
      rows: spectra.flatMap((spectrum) =>
        Array.from(spectrum.frequencyHz, (frequency, at) => [
          spectrum.name,
          exact(frequency),
          exact(spectrum.reZOhm[at] as number),
          exact(spectrum.imZOhm[at] as number),
        ]),
      ),
    }),
    [spectra],
  )
  const measured = spectra.filter((spectrum) => !spectrum.isFit)
  const count = measured.reduce((sum, spectrum) => sum + spectrum.frequencyHz.length, 0)
  return (
    <Chart
      title={title}
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
  )
}

function digits(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−')
}

function exact(value: number): number {
  return Number(value.toPrecision(7))
}
