import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atomicWeights } from './atomicWeights'
import { type Formula, type FormulaNode, molarMass, parseFormula, printFormula, substance } from './formula'

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

const counts = fc.oneof(
  { weight: 2, arbitrary: fc.constant(1) },
  fc.integer({ min: 2, max: 99 }),
  fc.integer({ min: 1, max: 999 }).map((thousandths) => thousandths / 1000),
)
const symbols = fc.constantFrom(...Object.keys(atomicWeights))
const { nodes } = fc.letrec<{ nodes: FormulaNode[]; node: FormulaNode }>((tie) => ({
  nodes: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
  node: fc.oneof(
    { maxDepth: 3 },
    fc.record({ kind: fc.constant('element' as const), symbol: symbols, count: counts }),
    fc.record({ kind: fc.constant('group' as const), nodes: tie('nodes'), count: counts }),
  ),
}))
const parts = fc.array(fc.record({ count: fc.integer({ min: 1, max: 12 }), nodes }), { minLength: 1, maxLength: 3 })

test('a printed formula reads back to the same formula, plain and typeset', () => {
  fc.assert(
    fc.property(parts, (own) => {
      const formula: Formula = { parts: own }
      for (const style of ['plain', 'typeset'] as const) {
        const text = printFormula(formula, style)
        if (text.length > 200) return
        expect(parseFormula(text), text).toEqual({ ok: true, formula })
      }
    }),
    { numRuns: 500 },
  )
})

test('the mass of a formula is that of its atoms, however they are bracketed', () => {
  const mass = (text: string) => substance(text)?.molarMass ?? Number.NaN
  fc.assert(
    fc.property(symbols, symbols, fc.integer({ min: 2, max: 20 }), fc.integer({ min: 2, max: 20 }), (a, b, m, n) => {
      expect(mass(`(${a}${b}${m})${n}`)).toBeCloseTo(n * mass(a) + n * m * mass(b), 6)
      expect(mass(`[${a}{${b}${m}}]${n}`)).toBeCloseTo(n * mass(a) + n * m * mass(b), 6)
      expect(mass(`${a}·${n}${b}${m}`)).toBeCloseTo(mass(a) + n * m * mass(b), 6)
    }),
  )
})

test('prints as chemists do', () => {
  const print = (text: string) => printFormula(substance(text)?.formula ?? { parts: [] }, 'typeset')
  expect(print('LiCH3COO.2H2O')).toBe('LiCH₃COO·2H₂O')
  expect(print('LiNi0.5Mn0.3Co0.2O2')).toBe('LiNi₀.₅Mn₀.₃Co₀.₂O₂')
  expect(print('Li2Zr(PO4)2')).toBe('Li₂Zr(PO₄)₂')
})

test.each([
  ['Li3BOx3', 'expected a number as subscript, or an element at place 6, found “x3”'],
  ['LixByOz', 'expected a number as subscript, or an element at place 3, found “xByOz”'],
  ['Li(BO2', 'expected an element or “)” at place 7, found the end'],
  ['LiO2-', 'expected an element at place 5, found “-”'],
  ['Li0', 'expected a number above 0, up to 1 000 000 at place 3, found “0”'],
  ['()', 'expected an element at place 2, found “)”'],
  ['Li'.repeat(101), 'a formula has at most 200 characters'],
])('%s: %s', (text, message) => {
  expect(parseFormula(text)).toMatchObject({ ok: false, message })
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
