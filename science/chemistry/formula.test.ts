import fc from 'fast-check'
import { expect, test } from 'vitest'
import { molarMass, parseFormula, printFormula, substance } from './formula'

/** materials.json, `molar_mass_g_mol` */
test.each([
  ['H3BO3', 61.831],
  ['B2O3', 69.617],
  ['TiO2', 79.865],
  ['Li3BO3', 79.627],
  ['Li2TiO3', 109.744],
  ['Li3B11O18', 427.712],
  ['LiCoO2', 97.871],
  ['LiNi0.5Mn0.3Co0.2O2', 96.553],
  ['LiCH3COO', 65.984],
  ['B(OC3H7)3', 188.074],
])('M(%s) = %d g/mol', (formula, mass) => {
  expect(substance(formula)?.molarMass).toBeCloseTo(mass, 2)
})

test('a hydrate counts its water', () => {
  const water = (substance('LiCH3COO·2H2O')?.molarMass ?? 0) - (substance('LiCH3COO')?.molarMass ?? 0)
  expect(water).toBeCloseTo(2 * 18.015, 6)
  expect(substance('LiCH3COO.2H2O')?.molarMass).toBe(substance('LiCH3COO·2H2O')?.molarMass)
})

test.each(['', 'Xx', 'Li(', 'Li)', 'Li-1', '(((('])('%j is no formula', (text) => {
  expect(parseFormula(text).ok).toBe(false)
  expect(substance(text)).toBeNull()
})

test('any text is read or refused, never thrown; what is read prints back to the same mass', () => {
  const signs = fc.constantFrom('Li', 'B', 'O', 'H', 'Co', '2', '3', '0.5', '(', ')', '·', ' ', 'x', '.')
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 12 }), (parts) => {
      const read = parseFormula(parts.join(''))
      if (!read.ok) return
      const again = parseFormula(printFormula(read.formula))
      expect(again.ok).toBe(true)
      if (again.ok) expect(molarMass(again.formula) / molarMass(read.formula)).toBeCloseTo(1, 9)
    }),
  )
})
