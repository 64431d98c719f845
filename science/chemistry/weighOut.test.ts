import { describe, expect, it } from 'vitest'
import { publishedLibrary } from '../library/library'
import type { Recipe } from '../recipe/recipe'
import { knownSubstance } from './formula'
import { solve } from './linear'
import { readPrecursor, type WeighLine, weighOut } from './weighOut'

const line = (recipe: Recipe, key: string): WeighLine => {
  const found = weighOut(recipe).lines.find((one) => one.key === key)
  if (found === undefined) throw new Error(`no ${key} in ${JSON.stringify(weighOut(recipe))}`)
  return found
}
const mass = (formula: string) => knownSubstance(formula).molarMass

const borate: Recipe = {
  process: 'sol-gel',
  cathode: 'NMC532',
  coating: 'Li3B11O18',
  coatingMolPercent: 0.5,
  batchMassG: 10,
  precursors: ['lithium acetate', 'triisopropyl borate'],
}

describe('weighOut', () => {
  it('meets the worked values of the sol-gel borate', () => {
    expect(line(borate, 'LiCH3COO').massG).toBeCloseTo(0.10251003340151729, 9)
    expect(line(borate, 'B(OC3H7)3').massG).toBeCloseTo(1.0713414981486757, 9)
    expect(line(borate, 'B(OC3H7)3').volumeMl).toBeCloseTo(1.0713414981486757 / 0.815, 9)
    expect(line(borate, 'powder')).toMatchObject({
      massG: 10,
      millimoles: expect.closeTo(10_000 / mass('LiNi0.5Mn0.3Co0.2O2'), 6),
    })
  })

  it('takes the water of a hydrate and the purity into account', () => {
    const recipe = { ...borate, precursors: ['LiCH3COO·2H2O 98 %', 'B(OC3H7)3 99.5%'] } as Recipe
    const dihydrate = line(recipe, 'LiCH3COO·2H2O')
    expect(dihydrate.pureMassG).toBeCloseTo((0.10251003340151729 * mass('LiCH3COO·2H2O')) / mass('LiCH3COO'), 9)
    expect(dihydrate.massG).toBeCloseTo((dihydrate.pureMassG ?? 0) / 0.98, 9)
    expect(line(recipe, 'B(OC3H7)3').massG).toBeCloseTo(1.0713414981486757 / 0.995, 9)
    expect(dihydrate.notes).toEqual([])
    expect(line(borate, 'LiCH3COO').notes).toEqual(['no purity is given: weighed as pure'])
  })

  it('weighs the same coating from wt% as from mol%', () => {
    const { coatingMolPercent: _, ...rest } = borate as Extract<Recipe, { process: 'sol-gel' }>
    const byMass: Recipe = { ...rest, coatingWtPercent: 2.214919344398126 }
    expect(line(byMass, 'LiCH3COO').massG).toBeCloseTo(0.10251003340151729, 8)
  })

  it('shares lithium between two precursors that both bring it', () => {
    const recipe: Recipe = { ...borate, precursors: ['LiBO2', 'H3BO3'] } as Recipe
    const moles = (0.005 * 10) / mass('LiNi0.5Mn0.3Co0.2O2')
    expect(line(recipe, 'LiBO2').millimoles).toBeCloseTo(3000 * moles, 9)
    expect(line(recipe, 'H3BO3').millimoles).toBeCloseTo(8000 * moles, 9)
  })

  it('weighs TiO₂ and borate as such, or what they are made from', () => {
    const recipe: Recipe = {
      process: 'solid-state',
      cathode: 'LCO',
      batchMassG: 20,
      tio2WtPercent: 0.75,
      lboWtPercent: 2,
    }
    expect(line(recipe, 'TiO2').massG).toBeCloseTo(0.15, 12)
    expect(line(recipe, 'Li3BO3').massG).toBeCloseTo(0.4, 12)
    const made: Recipe = { ...recipe, precursors: ['TiO2 99.8 %', 'Li2CO3', 'H3BO3'] }
    const borates = 0.4 / mass('Li3BO3')
    expect(line(made, 'TiO2').massG).toBeCloseTo(0.15 / 0.998, 12)
    expect(line(made, 'Li2CO3').massG).toBeCloseTo(1.5 * borates * mass('Li2CO3'), 12)
    expect(line(made, 'H3BO3').massG).toBeCloseTo(borates * mass('H3BO3'), 12)
    expect(weighOut({ ...recipe, tio2WtPercent: 0 }).lines.map(({ key }) => key)).toEqual(['powder', 'Li3BO3'])
  })

  it('weighs the boron source for a boron content in any basis', () => {
    const recipe: Recipe = {
      process: 'wet',
      cathode: 'LCO',
      batchMassG: 5,
      boronSource: 'H3BO3',
      boronSourcePurityPercent: 99,
      boronContent: { value: 1, basis: 'wt% H3BO3' },
      solvent: 'ethanol',
    }
    expect(line(recipe, 'H3BO3').massG).toBeCloseTo(0.05 / 0.99, 12)
    const oxide: Recipe = { ...recipe, boronContent: { value: 1, basis: 'wt% B2O3' } }
    expect(line(oxide, 'H3BO3').massG).toBeCloseTo(((0.05 / mass('B2O3')) * 2 * mass('H3BO3')) / 0.99, 12)
    const moles: Recipe = { ...recipe, boronContent: { value: 1.5, basis: 'mol% B' } }
    expect(line(moles, 'H3BO3').pureMassG).toBeCloseTo(((0.015 * 5) / mass('LiCoO2')) * mass('H3BO3'), 12)
    expect(line(recipe, 'solvent')).toMatchObject({ volumeMl: null, notes: ['the volume is not given'] })
    expect(line({ ...recipe, solventVolumeMl: 30 }, 'solvent').volumeMl).toBe(30)
  })

  it('weighs a ball-milled coating, and nothing for bare powder', () => {
    const recipe: Recipe = {
      process: 'ball-milling',
      cathode: 'LCO',
      coating: 'Li2Zr(PO4)2',
      coatingWtPercent: 1,
      batchMassG: 3,
    }
    expect(line(recipe, 'Li2Zr(PO4)2').massG).toBeCloseTo(0.03, 12)
    expect(weighOut({ process: 'none', cathode: 'LCO', batchMassG: 3 }).lines.map(({ key }) => key)).toEqual(['powder'])
  })

  it('gives the time of an ALD programme', () => {
    const recipe: Recipe = {
      process: 'ald',
      cathode: 'LCO',
      batchMassG: 3,
      supercycles: 2,
      subCycles: [
        { oxide: 'LiOx', repeats: 1, pulseS: 2, exposureS: 30, purgeS: 60 },
        { oxide: 'ZrOx', repeats: 3, pulseS: 1, purgeS: 40 },
      ],
    }
    expect(weighOut(recipe)).toMatchObject({ missing: [], programmeTime: { value: 2 * (92 + 3 * 41), unit: 's' } })
  })

  it.each<[string, Recipe, RegExp]>([
    ['a batch mass', { process: 'none', cathode: 'LCO' }, /batch mass/],
    ['a cathode', { process: 'none', batchMassG: 1 }, /No cathode/],
    ['a cathode of the library', { process: 'none', cathode: 'X', batchMassG: 1 }, /no cathode “X”/],
    ['precursors', { ...borate, precursors: undefined } as Recipe, /precursors are not given/],
    ['an amount', { ...borate, coatingMolPercent: undefined } as Recipe, /amount of coating is not given/],
    ['known precursors', { ...borate, precursors: ['LixByOz'] } as Recipe, /“LixByOz” is neither/],
    ['a purity up to 100 %', { ...borate, precursors: ['H3BO3 200 %'] } as Recipe, /neither/],
    ['a source of each element', { ...borate, precursors: ['lithium acetate'] } as Recipe, /brings B/],
    ['no foreign element', { ...borate, precursors: ['NaBO2', 'lithium acetate'] } as Recipe, /brings Na/],
    ['no superfluous precursor', { ...borate, precursors: ['LiOH', 'LiNO3', 'H3BO3'] } as Recipe, /more precursors/],
    ['the proportion of the coating', { ...borate, precursors: ['LiBO2'] } as Recipe, /proportion/],
    ['amounts above nothing', { ...borate, precursors: ['Li3BO3', 'LiOH'] } as Recipe, /proportion/],
    ['a boron content', { process: 'wet', cathode: 'LCO', batchMassG: 1 }, /boron content/],
    [
      'a formula of the coating',
      { process: 'ball-milling', cathode: 'LCO', batchMassG: 1, coating: 'B2O3/LixByOz', coatingWtPercent: 1 },
      /no formula/,
    ],
    ['one coating', { ...borate, coating: [{ id: 'Li3B11O18', volumeFraction: 1 }] } as Recipe, /not one material/],
    ['the contents of a mixture', { process: 'solid-state', cathode: 'LCO', batchMassG: 1 }, /TiO₂ and borate/],
    ['a programme', { process: 'ald', cathode: 'LCO', batchMassG: 1 }, /No programme time/],
  ])('says so when it lacks %s', (_, recipe, sentence) => {
    expect(weighOut(recipe).missing.join(' ')).toMatch(sentence)
  })
})

it('knows a precursor by id, name, alias and formula, however it is written', () => {
  const key = (text: string) => readPrecursor(text, publishedLibrary)?.key
  expect(['H3BO3', 'h₃bo₃', 'Boric acid', 'B(OH)3 99.9 %', 'boric acid, 99,9 %', 'boric acid (99 %)'].map(key)).toEqual(
    Array(6).fill('H3BO3'),
  )
  expect(key('LiCH3COO * 2 H2O')).toBe('LiCH3COO·2H2O')
  expect(key('ZrOCl2·8H2O 98 %')).toBe('ZrOCl2·8H2O')
  expect(readPrecursor('boric acid, 99,9 %', publishedLibrary)?.purityPercent).toBe(99.9)
  expect(key('moon dust')).toBeUndefined()
})

it('solves small systems, and says when they have no answer or many', () => {
  expect(
    solve(
      [
        [2, 0],
        [1, 1],
      ],
      [4, 5],
    ),
  ).toEqual({ kind: 'one', values: [2, 3] })
  expect(
    solve(
      [
        [0, 1],
        [1, 0],
      ],
      [3, 4],
    ),
  ).toEqual({ kind: 'one', values: [4, 3] })
  expect(solve([[1], [2]], [1, 2])).toMatchObject({ kind: 'one' })
  expect(solve([[1], [2]], [1, 3])).toMatchObject({ kind: 'none' })
  expect(solve([[1, 1]], [1])).toEqual({ kind: 'many' })
  expect(
    solve(
      [
        [1, 1],
        [2, 2],
      ],
      [1, 3],
    ),
  ).toMatchObject({ kind: 'none' })
})
