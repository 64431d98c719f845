import { expect, test } from 'vitest'
import { weaker, weakest } from './basis'
import { currentOnArea, currentOnSphere, lithiumConductivity, overpotential } from './lithium'

test('conductivity: e L', () => {
  expect(lithiumConductivity(1e10) / 1.602176634e-9).toBeCloseTo(1, 12)
})

test('current density on spheres and on a measured area', () => {
  // 0.2 Ah/g · 2 /h · 4 g/cm³ · 6e-4 cm / 3
  expect(currentOnSphere(200, 2, 4, 6)).toBeCloseTo(0.2 * 2 * 4 * 2e-4, 12)
  expect(currentOnArea(200, 2, 0.5)).toBeCloseTo(0.4 / 5000, 12)
  // A sphere has 3/(ρ r) of area: both agree on it.
  const areaM2PerG = 3 / (4 * 6e-4) / 1e4
  expect(currentOnArea(200, 2, areaM2PerG) / currentOnSphere(200, 2, 4, 6)).toBeCloseTo(1, 12)
})

test('overpotential: i l / σ, in mV', () => {
  // 1e-5 A/cm² over 10 nm of 1e-10 S/cm
  expect(overpotential(1e-5, 10, 1e-10 / 1.602176634e-19)).toBeCloseTo(100, 9)
  expect(overpotential(1e-5, 10, 0)).toBe(Number.POSITIVE_INFINITY)
})

test('the weakest input decides', () => {
  expect(weakest([])).toBe('measured')
  expect(weakest([{ basis: 'measured' }, { basis: 'bound' }, { basis: 'computed' }])).toBe('bound')
  expect(weakest([{ basis: 'assumed' }, { basis: 'measured' }])).toBe('assumed')
  expect([weaker('measured', 'computed'), weaker('assumed', 'bound'), weaker('computed', 'computed')]).toEqual([
    'computed',
    'assumed',
    'computed',
  ])
})
