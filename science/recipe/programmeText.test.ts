import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseProgramme, printProgramme, type SubCycleValues, summariseProgramme } from './programmeText'

const lzpo: SubCycleValues[] = [
  { repeats: 3, oxide: 'LiOx', precursor: 'LiOtBu', coReactant: 'H2O', pulseS: 1, exposureS: 0.5, purgeS: 10 },
  { repeats: 1, oxide: 'ZrOx', precursor: 'Zr(NMe2)4', coReactant: 'O3', cationsPerCycle: 2.1 },
]
const text = '3 × LiOx (LiOtBu, H2O, pulse 1 s, exposure 0.5 s, purge 10 s) + 1 × ZrOx (Zr(NMe2)4, O3, yield 2.1 nm⁻²)'
const read = (typed: string) => {
  const found = parseProgramme(typed)
  return found.ok ? found.subCycles : found.expected
}

describe('an ALD programme as text', () => {
  it('says all of it on one line, and is read back', () => {
    expect(printProgramme(lzpo)).toBe(text)
    expect(read(text)).toEqual(lzpo)
    expect(summariseProgramme(lzpo)).toBe('3 × LiOx + 1 × ZrOx')
    expect(summariseProgramme([{ repeats: 2, precursor: 'TMA', coReactant: 'H2O' }, {}])).toBe('2 × TMA/H₂O + ?')
  })

  it('is read as people write it', () => {
    expect(read('3x(TMA, H₂O)')).toEqual([{ repeats: 3, precursor: 'TMA', coReactant: 'H2O' }])
    expect(read('(TMA; h2o; Purge: 500 ms) * 20')).toEqual([
      { repeats: 20, precursor: 'TMA', coReactant: 'H2O', purgeS: 0.5 },
    ])
    expect(read('LiOx × 2\n1 × POx (TMPO, O2 plasma, pulse 0,5 s)')).toEqual([
      { repeats: 2, oxide: 'LiOx' },
      { repeats: 1, oxide: 'POx', precursor: 'TMPO', coReactant: 'O2 plasma', pulseS: 0.5 },
    ])
    expect(read('2 × ZrOx (O3); AlOx (, H2O2)')).toEqual([
      { repeats: 2, oxide: 'ZrOx', coReactant: 'O3' },
      { oxide: 'AlOx', coReactant: 'H2O2' },
    ])
    expect(read('  ')).toEqual([])
  })

  it('says what it expected where it cannot be read', () => {
    expect(read('3 × LiOx (LiOtBu, tea)')).toMatch(/^one of H2O, O3, .* as the co-reactant in sub-cycle 1$/)
    expect(read('LiOx + 0 × ZrOx')).toBe('a whole number from 1 to 10000 as the repeats in sub-cycle 2')
    expect(read('LiOx (pulse soon)')).toBe('a number in s from 0 to 36000 as the pulse in sub-cycle 1')
    expect(read('LiOx (pulse 1 s, pulse 2 s)')).toBe('one pulse as the pulse in sub-cycle 1')
    expect(read('LiOx (A, precursor B)')).toBe('one precursor in sub-cycle 1')
    expect(read('LiOx (A, H2O, O3)')).toMatch(/^a precursor and a co-reactant/)
    for (const bad of ['LiOx (A', 'LiOx) (', '"LiOx', 'A, B', '3 × Zr(NMe2)4 x', 'LiOx + ', '2 × 3 × A', 'A (b) (c)'])
      expect(read(bad), bad).toMatch(/^a programme like/)
    expect(read(Array(201).fill('A').join('+'))).toBe('at most 200 sub-cycles')
  })

  it('reads back whatever a recipe may hold', () => {
    const word = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('O3', 'pulse', 'purge 3 s', 'x', '3 × A', 'Zr(NMe2)4', 'a, b', '"', ')(', ' A ', '1,5', 'none'),
    )
    const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
    const subCycle = fc
      .record({
        repeats: some(fc.integer({ min: 1, max: 10_000 })),
        oxide: some(word),
        precursor: some(word),
        coReactant: some(fc.constantFrom('H2O', 'O3', 'O2 plasma', 'H2O2', 'none')),
        pulseS: some(fc.double({ min: 0, max: 36_000, noNaN: true })),
        exposureS: some(fc.double({ min: 0, max: 36_000, noNaN: true })),
        purgeS: some(fc.double({ min: 0, max: 36_000, noNaN: true })),
        cationsPerCycle: some(fc.double({ min: 1e-6, max: 1000, noNaN: true })),
      })
      .map((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)))
    fc.assert(
      fc.property(fc.array(subCycle, { minLength: 1, maxLength: 4 }), (subCycles) => {
        expect(read(printProgramme(subCycles as SubCycleValues[]))).toEqual(subCycles.map(({ ...own }) => own))
      }),
      { numRuns: 2000 },
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'3×x( ),;+"AH2O pulse1s\n') }), (typed) => {
        parseProgramme(typed)
      }),
      { numRuns: 2000 },
    )
  })
})
