import { expect, it } from 'vitest'
import { printTheme } from './chartTheme'
import { spectrumOption, squareRange } from './spectrumOption'

const sweep = { name: 'sweep', isFit: false, frequencyHz: [1000, 10, 1], reZOhm: [5, 30, 65], imZOhm: [-1, -30, -2] }

it('gives both axes of a Nyquist plot one scale', () => {
  const { x, y } = squareRange([sweep], 2)
  expect((x[1] - x[0]) / (y[1] - y[0])).toBeCloseTo(2, 1)
  expect(x[0]).toBe(0)
  expect(x[1]).toBeGreaterThanOrEqual(65)
  expect(y[1]).toBeGreaterThanOrEqual(30)
  // Inductive points are shown below the axis.
  expect(squareRange([{ ...sweep, imZOhm: [4, -30, -2] }], 2).y[0]).toBe(-4)
})

it('keeps one scale in a picture that is saved, whatever shape the page has', () => {
  const length = ({ min, max }: { min: number; max: number }) => max - min
  for (const frameRatio of [0.9, 2.8]) {
    const saved = spectrumOption({ spectra: [sweep], picture: 'nyquist', frameRatio }, printTheme)
    const { xAxis, yAxis } = saved as Record<'xAxis' | 'yAxis', { min: number; max: number }>
    // px of the frame of a picture of 960 × 620 with its title above
    expect(length(xAxis) / length(yAxis)).toBeCloseTo(860 / 484, 1)
  }
})

it('draws −Im Z upwards, and in Bode the modulus and the phase over frequency', () => {
  const nyquist = spectrumOption({ spectra: [sweep], picture: 'nyquist', frameRatio: 2 }, printTheme)
  expect(nyquist.series).toMatchObject([
    {
      data: [
        [5, 1],
        [30, 30],
        [65, 2],
      ],
    },
  ])
  const bode = spectrumOption({ spectra: [sweep], picture: 'bode', frameRatio: 2 }, printTheme)
  const [modulus, phase] = bode.series as { data: number[][] }[]
  expect(modulus?.data[1]?.[1]).toBeCloseTo(30 * Math.SQRT2, 9)
  expect(phase?.data[1]?.[1]).toBeCloseTo(45, 9)
})
