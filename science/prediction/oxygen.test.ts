import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  assumedDwell,
  assumedDwellShare,
  oxygenFlux,
  oxygenRetention,
  type Particle,
  shellAfter,
  timeToTurn,
} from './oxygen'

const nmc: Particle = { radiusUm: 5, surfaceOxygenPerCm3: 4.2e22, lostFraction: 0.5 }

describe('time to turn a shell', () => {
  test('of a small particle, where the cubes are not to be neglected', () => {
    // r = 10 nm, l_s = 4 nm, l_c = 2 nm: φ c [1000 − 216] / (3 · 144 J), lengths in nm
    const small = { ...nmc, radiusUm: 0.01 }
    const flux = 1e14
    const wanted = (0.5 * 4.2e22 * ((1000 - 216) * 1e-21)) / (3 * 144 * 1e-14 * flux)
    expect(timeToTurn(small, 4, 2, flux) / wanted).toBeCloseTo(1, 12)
    // The whole particle.
    expect(timeToTurn(small, 10, 2, flux) / ((0.5 * 4.2e22 * 1000e-21) / (3 * 144e-14 * flux))).toBeCloseTo(1, 12)
    expect(timeToTurn(small, 0, 2, flux)).toBe(0)
  })
})

describe('shell after a time', () => {
  const particle = fc.record({
    radiusUm: fc.double({ min: 0.01, max: 20, noNaN: true }),
    surfaceOxygenPerCm3: fc.double({ min: 1e22, max: 8e22, noNaN: true }),
    lostFraction: fc.double({ min: 0.05, max: 1, noNaN: true }),
  })

  test('is the inverse of the time to turn it', () => {
    fc.assert(
      fc.property(
        particle,
        fc.double({ min: 0.001, max: 0.99, noNaN: true }),
        fc.double({ min: 0.5, max: 100, noNaN: true }),
        fc.double({ min: 6, max: 18, noNaN: true }),
        (own, share, nm, power) => {
          const shell = own.radiusUm * 1000 * share
          const flux = 10 ** power
          expect(shellAfter(own, nm, flux, timeToTurn(own, shell, nm, flux)) / shell).toBeCloseTo(1, 6)
        },
      ),
    )
  })

  test('never more than the particle, and all of it from the moment that all oxygen is gone', () => {
    const flux = 1e14
    const whole = timeToTurn(nmc, 5000, 3, flux)
    expect(shellAfter(nmc, 3, flux, whole * 0.999_999)).toBeLessThan(5000)
    expect(shellAfter(nmc, 3, flux, whole * 1.000_001)).toBeCloseTo(5000, 9)
    expect(shellAfter(nmc, 3, flux, whole * 1e6)).toBeCloseTo(5000, 9)
    expect(shellAfter(nmc, 3, flux, 0)).toBe(0)
  })

  test('of a small particle, where the cube is not to be neglected', () => {
    const small = { ...nmc, radiusUm: 0.01 }
    const seconds = (0.5 * 4.2e22 * ((1000 - 216) * 1e-21)) / (3 * 144 * 1e-14 * 1e14)
    expect(shellAfter(small, 2, 1e14, seconds)).toBeCloseTo(4, 9)
  })
})

test('oxygen retention: by the share of the reference shell, and no further', () => {
  expect([0, 0.5, 1, 2, 3].map((shell) => oxygenRetention(shell, 0.4))).toEqual([100, 90, 80, 60, 60])
  expect(oxygenRetention(2, 1)).toBe(0)
  expect(oxygenRetention(9, 0)).toBe(100)
})

test('flux: ions per area and time', () => {
  expect(oxygenFlux(1e6, 2, 10)).toBeCloseTo(2e12, 0)
})

test('the dwell that is assumed: a quarter of charge and discharge', () => {
  expect(assumedDwellShare).toBe(0.25)
  expect(assumedDwell(1)).toBe(1800)
  expect(assumedDwell(0.2)).toBe(9000)
  expect(assumedDwell(4)).toBe(450)
})
