import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findParameter, parameters, subCycleParameters } from '../recipe/parameters'
import { convert, dimensionOf } from './units'

describe('convert', () => {
  it.each([
    [30, 'min', 'h', 0.5],
    [2, 'h', 's', 7200],
    [1, 'd', 'h', 24],
    [250, 'ms', 's', 0.25],
    [773, 'K', '°C', 499.85],
    [0, '°C', 'K', 273.15],
    [212, '°F', '°C', 100],
    [0.004, 'µm', 'nm', 4],
    [40, 'Å', 'nm', 4],
    [5000, 'nm', 'µm', 5],
    [1, 'mm', 'µm', 1000],
    [1, 'cm', 'nm', 1e7],
    [1, 'm', 'nm', 1e9],
    [500, 'mg', 'g', 0.5],
    [1, 'kg', 'g', 1000],
    [3, 'µg', 'mg', 0.003],
    [1.5, 'L', 'mL', 1500],
    [20, 'µL', 'mL', 0.02],
    [4300, 'mV', 'V', 4.3],
    [-4950, 'meV', 'eV', -4.95],
    [4000, 'cm2/g', 'm² g⁻¹', 0.4],
    [0.18, 'Ah/g', 'mAh g⁻¹', 180],
    [180, 'Ah/kg', 'mAh g⁻¹', 180],
    [5050, 'kg/m3', 'g cm⁻³', 5.05],
    [4.2e22, 'cm-3', 'nm⁻³', 42],
    [1e14, 'cm-2', 'nm⁻²', 1],
    [120, 'K/h', '°C min⁻¹', 2],
    [2, 'K/s', '°C min⁻¹', 120],
    [10, 'Hz', 'rpm', 600],
    [1e-18, 'm2/s', 'cm² s⁻¹', 1e-14],
    [2, '%', 'wt%', 2],
    [2, '%', 'mol%', 2],
    [3, 'cycles', 'cycles', 3],
    [1, '1/h', 'C', 1],
  ])('%f %s is so many %s', (value, from, to, expected) => {
    const found = convert(value, from, to)
    expect(Math.abs((found ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected))
  })

  it('takes C for a rate beside rates and for a temperature beside temperatures', () => {
    expect(convert(5, 'C', 'C')).toBe(5)
    expect(convert(500, 'C', '°C')).toBeCloseTo(500, 9)
    expect(convert(1, '1/h', '°C')).toBeNull()
  })

  it('refuses to turn one thing into another', () => {
    for (const [from, to] of [
      ['nm', 's'],
      ['wt%', 'mol%'],
      ['%', 'nm'],
      ['parsec', 'nm'],
      ['nm', 'parsec'],
      ['toString', 'nm'],
    ] as const)
      expect(convert(1, from, to)).toBeNull()
  })

  it('comes back, between all units of a dimension', () => {
    const families = [
      ['m', 'cm', 'mm', 'µm', 'nm', 'Å'],
      ['kg', 'g', 'mg', 'µg'],
      ['d', 'h', 'min', 's', 'ms'],
      ['K', '°C', '°F'],
      ['L', 'mL', 'µL'],
      ['°C min⁻¹', 'K/h', 'K/s'],
    ]
    fc.assert(
      fc.property(
        fc
          .constantFrom(...families)
          .chain((family) => fc.tuple(fc.constantFrom(...family), fc.constantFrom(...family))),
        fc.double({ min: 0.01, max: 1e4, noNaN: true }),
        ([from, to], value) => {
          expect(convert(convert(value, from, to) ?? Number.NaN, to, from)).toBeCloseTo(value, 6)
        },
      ),
    )
  })
})

it('knows the dimension of every unit of the catalogue', () => {
  for (const { key, unit } of [...parameters, ...subCycleParameters])
    if (unit !== null) expect(dimensionOf(unit), `${key}: ${unit}`).not.toBeNull()
  expect(findParameter('conditions.cRate')?.unit).toBe('C')
  expect(dimensionOf('C')).toBe('rate')
  expect(dimensionOf('constructor')).toBeNull()
})
