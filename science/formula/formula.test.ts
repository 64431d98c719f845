import { describe, expect, it } from 'vitest'
import { parameters } from '../recipe/parameters'
import { quantityOf } from '../units/quantity'
import { readFormula } from './formula'

const units: Record<string, string | null> = {
  lbo_wt: 'wt%',
  tio2_wt: 'wt%',
  boron_mol: 'mol%',
  thickness: 'nm',
  radius: 'µm',
  sinter_c: '°C',
  dry_c: '°C',
  sinter_h: 'h',
  mix_min: 'min',
  ramp: '°C min⁻¹',
  density: 'g cm⁻³',
  bet: 'm² g⁻¹',
  retention: '%',
  n: null,
}
const unitOf = (name: string) => (Object.hasOwn(units, name) ? units[name] : undefined)

function value(text: string, values: Record<string, number> = {}): [number | null, string | null] {
  const read = readFormula(text, unitOf)
  if (!read.ok) throw new Error(read.reason)
  return [read.formula.evaluate((name) => values[name] ?? null), read.formula.unit]
}

function reason(text: string): string {
  const read = readFormula(text, unitOf)
  return read.ok ? '' : read.reason
}

describe('a formula', () => {
  it('divides like by like to a plain number', () => {
    expect(value('lbo_wt / tio2_wt', { lbo_wt: 2, tio2_wt: 0.75 })).toEqual([2.66666666667, null])
    expect(value('sinter_h / mix_min', { sinter_h: 2, mix_min: 30 })).toEqual([4, null])
    expect(value('retention / n', { retention: 83, n: 1 })).toEqual([0.83, null])
  })

  it('carries units through, in those that came in', () => {
    expect(value('thickness / sinter_h', { thickness: 10, sinter_h: 4 })).toEqual([2.5, 'nm h⁻¹'])
    expect(value('radius + thickness', { radius: 5, thickness: 10 })).toEqual([5.01, 'µm'])
    // The mass of a film per mass of powder: thickness × density × specific area.
    expect(value('thickness * density * bet', { thickness: 10, density: 2, bet: 0.5 })[0]).toBeCloseTo(0.01, 12)
    expect(value('radius^2', { radius: 5 })).toEqual([25, 'µm²'])
    expect(value('sqrt(radius * radius)', { radius: 5 })).toEqual([5, 'µm'])
  })

  it('counts temperatures from absolute zero', () => {
    expect(value('sinter_c - dry_c', { sinter_c: 500, dry_c: 80 })).toEqual([420, 'K'])
    expect(value('sinter_c / ramp', { sinter_c: 226.85, ramp: 5 })).toEqual([100, 'min'])
  })

  it('understands numbers with units, real minus and times signs, and powers from the right', () => {
    expect(value('sinter_h − 30 min', { sinter_h: 2 })).toEqual([1.5, 'h'])
    expect(value('2 × 3 + 2^3^1 - -1')).toEqual([15, null])
    // As in spreadsheets, the sign belongs to the number.
    expect(value('-2^2')).toEqual([4, null])
    expect(value('1e-3 * n', { n: 2 })).toEqual([0.002, null])
    expect(value('max(sinter_h, 90 min) / (1 h)', { sinter_h: 1 })).toEqual([1.5, null])
    expect(value('round(thickness)', { thickness: 9.6 })).toEqual([10, 'nm'])
    expect(value('ln(exp(n))', { n: 3 })).toEqual([3, null])
  })

  it('has no value where one is missing or the result is no number', () => {
    expect(value('lbo_wt / tio2_wt', { lbo_wt: 2 })[0]).toBeNull()
    expect(value('lbo_wt / tio2_wt', { lbo_wt: 2, tio2_wt: 0 })[0]).toBeNull()
    expect(value('sqrt(n)', { n: -1 })[0]).toBeNull()
  })

  it.each([
    ['sinter_h + lbo_wt', /h and wt% measure different things/],
    ['lbo_wt + boron_mol', /different things/],
    ['thickness + 1', /plain number/],
    ['exp(thickness)', /plain number, not nm/],
    ['thickness ^ n', /only to a written number/],
    ['2 ^ thickness', /exponent/],
    ['unknown / 2', /no “unknown”/],
    ['foo(2)', /no function “foo”/],
    ['toString(2)', /no function/],
    ['lbo_wt tio2_wt', /operator is missing/],
    ['lbo_wt /', /no formula/],
    ['', /Write a formula/],
    ['n.constructor', /A formula has numbers/],
    ['[1, 2]', /A formula has numbers/],
    ['this', /no “this”|A formula has/],
    ['"a"', /no number/],
    ['n = 2', /no formula|not among/],
    ['constructor', /no “constructor”/],
  ])('refuses %s and says why', (text, why) => {
    expect(reason(text)).toMatch(why)
  })
})

it('takes every unit of the catalogue', () => {
  for (const { key, unit } of parameters) {
    const { value: base, dimension } = quantityOf(1, unit)
    expect(Number.isFinite(base), key).toBe(true)
    // Only known dimensions: a unit that counts for itself would add to nothing.
    for (const name of Object.keys(dimension))
      expect(
        ['length', 'mass', 'time', 'temperature', 'current', 'mass fraction', 'mole fraction', 'cycles'],
        `${key}: ${unit}`,
      ).toContain(name)
  }
})
