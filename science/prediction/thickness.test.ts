import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { titanateAndBorate } from '../chemistry/coatingMass'
import { knownSubstance } from '../chemistry/formula'
import { aldThickness, shellOnArea, shellOnSphere } from '../chemistry/shell'
import { extendLibrary, publishedLibrary } from '../library/library'
import type { CoatedRecipe, Recipe, SolidStateRecipe } from '../recipe/recipe'
import { type Figure, isFigure } from './figure'
import { phasesOf } from './phases'
import { predict } from './predict'
import { solidStateMasses, titanateOf } from './thickness'

const mass = (formula: string) => knownSubstance(formula).molarMass

function thickness(recipe: CoatedRecipe, library = publishedLibrary): Figure {
  const found = predict(recipe, library).coatingThickness
  if (!isFigure(found)) throw new Error(found.unavailable)
  return found
}
const reason = (recipe: Recipe, library = publishedLibrary) => {
  const found = predict(recipe, library).coatingThickness
  return isFigure(found) ? null : found.unavailable
}

describe('a thickness that is given', () => {
  test('beats every estimate, and carries its half range', () => {
    expect(thickness({ process: 'ald', coating: 'LZPO', supercycles: 5, thicknessNm: 4 })).toMatchObject({ value: 4 })
    const ranged = thickness({
      process: 'ball-milling',
      thicknessNm: 3.5,
      thicknessUncertaintyNm: 0.5,
      thicknessBasis: 'measured',
    })
    expect(ranged).toMatchObject({ value: 3.5, low: 3, high: 4, basis: 'measured', unit: 'nm' })
    expect(ranged.inputs).toMatchObject([{ symbol: 'l_c', value: 3.5, low: 3, high: 4, note: 'measured' }])
    const exact = thickness({ process: 'ball-milling', thicknessNm: 3.5, thicknessUncertaintyNm: 0 })
    expect([exact.value, exact.low, exact.high, exact.basis]).toEqual([3.5, undefined, undefined, 'computed'])
    expect(exact.inputs).toMatchObject([{ note: 'as entered, not measured' }])
  })

  test('with a half range as wide as itself is a bound', () => {
    for (const half of [3, 4]) {
      const found = thickness({
        process: 'wet',
        thicknessNm: 3,
        thicknessUncertaintyNm: half,
        thicknessBasis: 'measured',
      })
      expect([found.value, found.low, found.high, found.basis]).toEqual([undefined, undefined, 3 + half, 'bound'])
    }
  })
})

describe('ALD', () => {
  test('supercycles × growth, the tool’s own before the published', () => {
    expect(aldThickness(5, 2)).toBe(10)
    const published = thickness({ process: 'ald', coating: 'LZPO', supercycles: 3 })
    expect(published).toMatchObject({ value: 6, basis: 'assumed' })
    expect(published.inputs.map(({ symbol, value }) => [symbol, value])).toEqual([
      ['N', 3],
      ['g', 2],
    ])
    const recipe: CoatedRecipe = { process: 'ald', coating: 'LZPO', supercycles: 3 }
    expect(predict(recipe).checks.map(({ code }) => code)).not.toContain('thickness-upper-bound')
    expect(thickness({ process: 'ald', coating: 'LZPO', supercycles: 3, growthPerSupercycleNm: 1.5 })).toMatchObject({
      value: 4.5,
      basis: 'computed',
    })
  })

  test('says what is missing', () => {
    expect(reason({ process: 'ald', coating: 'LZPO' })).toBe(
      'neither the thickness nor the number of supercycles is given',
    )
    expect(reason({ process: 'ald', coating: 'Al2O3', supercycles: 2 })).toBe(
      'neither the thickness nor the growth per supercycle is given',
    )
    expect(reason({ process: 'ald', supercycles: 2 })).toMatch(/growth per supercycle/)
  })
})

/** 0.75 wt% TiO₂ + 2 wt% Li₃BO₃ on LiCoO₂ */
const mixed: SolidStateRecipe = { process: 'solid-state', cathode: 'LCO', tio2WtPercent: 0.75, lboWtPercent: 2 }

describe('masses', () => {
  test('every titanium ends in the titanate, the borate stays', () => {
    const [titanate, borate] = titanateAndBorate(0.75, 'Li2TiO3', 2, 'Li3BO3')
    expect(titanate?.gramsPerGram).toBeCloseTo((0.0075 / mass('TiO2')) * mass('Li2TiO3'), 15)
    expect(borate).toEqual({ formula: 'Li3BO3', gramsPerGram: 0.02 })
    const [spinel] = titanateAndBorate(0.75, 'Li4Ti5O12', 2, 'Li3BO3')
    expect(spinel?.gramsPerGram).toBeCloseTo((0.0075 / mass('TiO2') / 5) * mass('Li4Ti5O12'), 15)
    expect(titanateAndBorate(0, 'Li2TiO3', 2, 'Li3BO3').map(({ formula }) => formula)).toEqual(['Li3BO3'])
    expect(titanateAndBorate(1, 'Li2TiO3', 0, 'Li3BO3').map(({ formula }) => formula)).toEqual(['Li2TiO3'])
    expect(titanateAndBorate(0, 'Li2TiO3', 0, 'Li3BO3')).toEqual([])
  })

  test('the titanate is what the coating says', () => {
    expect(titanateOf(mixed)).toBe('Li2TiO3')
    expect(titanateOf({ ...mixed, coating: 'Li4Ti5O12' })).toBe('Li4Ti5O12')
    expect(titanateOf({ ...mixed, coating: 'toString' })).toBe('Li2TiO3')
    const composite = [
      { id: 'Li3BO3', volumeFraction: 0.5 },
      { id: 'Li4Ti5O12', volumeFraction: 0.5 },
    ]
    expect(titanateOf({ ...mixed, coating: composite })).toBe('Li4Ti5O12')
    expect(solidStateMasses({ process: 'solid-state', tio2WtPercent: 1 })).toBeNull()
    expect(solidStateMasses({ process: 'solid-state', lboWtPercent: 1 })).toBeNull()
  })

  test('on spheres, on a measured area, and with a density of its own', () => {
    const volume = (0.0075 / mass('TiO2')) * (mass('Li2TiO3') / 3.43) + 0.02 / 2.16
    const sphere = thickness(mixed)
    expect(sphere.high).toBeCloseTo(2500 * ((1 + volume * 5.05) ** (1 / 3) - 1), 9)
    expect([sphere.value, sphere.low]).toEqual([undefined, undefined])
    expect(sphere.notes).toEqual(['every gram is taken to form a closed shell: an upper bound'])
    expect(sphere.basis).toBe('bound')
    expect(sphere.inputs.map(({ symbol }) => symbol)).toEqual(['m', 'ρ_c', 'm', 'ρ_c', 'r', 'ρ'])
    const onArea = thickness({ ...mixed, betAreaM2PerG: 0.4 })
    expect(onArea).toMatchObject({
      high: expect.closeTo((volume / 4000) * 1e7, 9),
      equation: 'l_c ≤ m_coat / (ρ_coat A_BET)',
    })
    expect(onArea.inputs.at(-1)).toMatchObject({ symbol: 'A_BET', value: 0.4, basis: 'measured' })
    // A density without a range has none among the inputs either.
    expect(Object.keys(onArea.inputs[1] ?? {})).not.toContain('low')
    expect(Object.keys(onArea.inputs[1] ?? {})).not.toContain('high')
    const own = 0.0075 * (mass('Li2TiO3') / mass('TiO2')) + 0.02
    expect(thickness({ ...mixed, coatingDensityGPerCm3: 3, betAreaM2PerG: 1 }).high).toBeCloseTo(
      (own / 3 / 1e4) * 1e7,
      9,
    )
    expect(thickness({ ...mixed, cathodeRadiusUm: 5 }).high).toBeCloseTo((sphere.high ?? 0) * 2, 9)
    expect(thickness({ ...mixed, cathodeDensityGPerCm3: 4 }).high).toBeCloseTo(
      2500 * ((1 + volume * 4) ** (1 / 3) - 1),
      9,
    )
  })

  test('an upper bound takes the least dense coating on the densest and largest core', () => {
    const recipe: CoatedRecipe = {
      process: 'ball-milling',
      cathode: 'NMC532',
      coating: 'Li3B11O18',
      coatingWtPercent: 1,
    }
    expect(thickness(recipe).high).toBeCloseTo(5000 * ((1 + (0.01 / 2) * 4.8) ** (1 / 3) - 1), 9)
    const [nmc] = publishedLibrary.cathodes
    if (nmc === undefined) throw new Error('no cathode')
    const own = {
      ...nmc,
      id: 'mine',
      radiusUm: { value: 5, low: 4, high: 6, kind: 'measured' as const, source: 'SEM' },
    }
    const library = extendLibrary(publishedLibrary, { cathodes: [own] })
    expect(thickness({ ...recipe, cathode: 'mine' }, library).high).toBeCloseTo(
      6000 * ((1 + (0.01 / 2) * 4.8) ** (1 / 3) - 1),
      9,
    )
  })

  test('mol% of a formula, and of a boron content in what it becomes', () => {
    const solGel: CoatedRecipe = { process: 'sol-gel', cathode: 'NMC532', coating: 'Li3B11O18', coatingMolPercent: 0.5 }
    const grams = (0.005 * mass('Li3B11O18')) / mass('LiNi0.5Mn0.3Co0.2O2')
    const wanted = 5000 * ((1 + (grams / 2) * 4.8) ** (1 / 3) - 1)
    expect(thickness(solGel).high).toBeCloseTo(wanted, 9)
    // Both amounts: mol% counts, as it does for the weigh-out.
    expect(thickness({ ...solGel, coatingWtPercent: 9 }).high).toBeCloseTo(wanted, 9)
    expect(
      thickness({ ...solGel, coatingMolPercent: undefined, coatingWtPercent: grams * 100 } as CoatedRecipe).high,
    ).toBeCloseTo(wanted, 9)
    const wet: CoatedRecipe = {
      process: 'wet',
      cathode: 'LCO',
      coating: 'B2O3/LixByOz',
      boronContent: { value: 1, basis: 'wt% H3BO3' },
    }
    const oxide = (0.01 / mass('H3BO3') / 2) * mass('B2O3')
    expect(thickness(wet).high).toBeCloseTo(2500 * ((1 + (oxide / 1.8) * 5.05) ** (1 / 3) - 1), 9)
    const borate = (0.01 / mass('H3BO3')) * mass('Li3BO3')
    expect(thickness({ ...wet, coating: 'Li3BO3' }).high).toBeCloseTo(
      2500 * ((1 + (borate / 2.16) * 5.05) ** (1 / 3) - 1),
      9,
    )
  })

  test('a composite by weight has the density of its phases, by volume', () => {
    const recipe: CoatedRecipe = {
      process: 'ball-milling',
      cathode: 'LCO',
      coatingWtPercent: 1,
      coating: [
        { id: 'Li3BO3', volumeFraction: 0.25 },
        { id: 'Li3B11O18', volumeFraction: 0.75 },
      ],
    }
    const found = thickness(recipe)
    const density = 0.25 * 2.16 + 0.75 * 2
    expect(found.high).toBeCloseTo(2500 * ((1 + (0.01 / density) * 5.05) ** (1 / 3) - 1), 9)
    expect(found.inputs.find(({ symbol }) => symbol === 'ρ_c')).toMatchObject({
      value: expect.closeTo(0.25 * 2.16 + 0.75 * 2.2, 12),
      low: expect.closeTo(density, 12),
      high: expect.closeTo(0.25 * 2.16 + 0.75 * 2.4, 12),
      basis: 'assumed',
    })
    expect(
      reason({
        ...recipe,
        coating: [
          { id: 'Li3BO3', volumeFraction: 0.5 },
          { id: 'ZnO', volumeFraction: 0.5 },
        ],
      }),
    ).toMatch(/density of the coating is not known/)
  })

  test.each<[Recipe, RegExp]>([
    [{ process: 'solid-state', tio2WtPercent: 1 }, /TiO₂ and borate contents/],
    [{ ...mixed, tio2WtPercent: 0, lboWtPercent: 0 }, /brings no coating/],
    [{ ...mixed, lboFormula: 'LiBO2' }, /density of LiBO2 is not known/],
    [{ ...mixed, cathode: undefined }, /particle radius is not known/],
    [{ ...mixed, cathode: undefined, cathodeRadiusUm: 3 }, /density of the cathode is not known/],
    [{ process: 'wet', coating: 'Li3BO3' }, /boron content with its basis/],
    [{ process: 'wet', coating: 'Li3BO3', boronContent: { value: 1 } }, /boron content with its basis/],
    [{ process: 'wet', coating: 'Li3BO3', boronContent: { basis: 'wt% B' } }, /boron content with its basis/],
    [{ process: 'wet', boronContent: { value: 1, basis: 'wt% B' } }, /what the boron becomes/],
    [
      { process: 'wet', coating: 'Al2O3', boronContent: { value: 1, basis: 'wt% B' } },
      /does not follow from boron in Al2O3/,
    ],
    [{ process: 'wet', coating: 'Li3BO3', boronContent: { value: 1, basis: 'mol% B' } }, /does not follow from boron/],
    [{ process: 'sol-gel', coating: 'Li3B11O18' }, /amount of coating is given/],
    [{ process: 'ball-milling', coating: 'Li3B11O18' }, /amount of coating is given/],
    [{ process: 'ball-milling', cathode: 'LCO', coating: 'ZnO', coatingWtPercent: 1 }, /density of ZnO is not known/],
    [{ process: 'ball-milling', cathode: 'LCO', coatingWtPercent: 1 }, /density of the coating is not known/],
    [{ process: 'sol-gel', coating: 'Li3B11O18', coatingMolPercent: 1 }, /no cathode is chosen/],
    [
      { process: 'sol-gel', cathode: 'LCO', coating: 'B2O3/LixByOz', coatingMolPercent: 1 },
      /no formula to count moles of/,
    ],
    [{ process: 'sol-gel', cathode: 'LCO', coating: 'ZnO', coatingMolPercent: 1 }, /density of ZnO/],
    [{ process: 'sol-gel', cathode: 'LCO', coatingMolPercent: 1 }, /no formula to count moles of/],
  ])('%j says what is missing', (recipe, wanted) => {
    expect(reason(recipe)).toMatch(wanted)
  })

  test('a shell grows with its volume, and on small particles is thinner', () => {
    const volume = fc.double({ min: 1e-6, max: 1, noNaN: true })
    const radius = fc.double({ min: 0.05, max: 50, noNaN: true })
    fc.assert(
      fc.property(radius, volume, (r, v) => {
        const shell = shellOnSphere(r, v)
        expect(((1 + shell / (r * 1000)) ** 3 - 1) / v).toBeCloseTo(1, 6)
        expect(shellOnSphere(r, v * 1.1)).toBeGreaterThan(shell)
        expect(shellOnSphere(r / 2, v)).toBeCloseTo(shell / 2, 6)
        // A thin shell is as thick on a sphere as on its own area, 3/(ρ r).
        if (v < 1e-4) expect(shellOnArea(v, 3 / r) / shell).toBeCloseTo(1, 3)
      }),
    )
  })
})

describe('the phases of a mosaic', () => {
  const of = (recipe: CoatedRecipe, library = publishedLibrary) => phasesOf(recipe, library)
  const mosaic: SolidStateRecipe = { ...mixed, coating: 'Li2TiO3/LixByOz' }

  test('follow from what is weighed in, by volume', () => {
    const titanate = ((0.0075 / mass('TiO2')) * mass('Li2TiO3')) / 3.43
    const borate = 0.02 / 2.16
    const { phases, reason: why } = of(mosaic)
    expect(why).toBeNull()
    expect(phases.map(({ material, fraction }) => [material.id, fraction])).toEqual([
      ['Li2TiO3', expect.closeTo(titanate / (titanate + borate), 12)],
      ['Li3BO3', expect.closeTo(borate / (titanate + borate), 12)],
    ])
  })

  test('are unknown without amounts, in another process, or without a density', () => {
    const unknown = 'the shares of Li2TiO3 and Li3BO3 in the coating are not given'
    expect(of({ process: 'solid-state', coating: 'Li2TiO3/LixByOz' })).toEqual({ phases: [], reason: unknown })
    expect(of({ ...mosaic, tio2WtPercent: 0, lboWtPercent: 0 }).reason).toBe(unknown)
    expect(of({ process: 'ball-milling', coating: 'Li2TiO3/LixByOz', coatingWtPercent: 1 }).reason).toBe(unknown)
    expect(of({ ...mosaic, lboFormula: 'LiB3O5' }).reason).toBe('the library has no density of LiB3O5')
    expect(of({ ...mosaic, lboFormula: 'B2O3' }).reason).toBe('the library has no density of B2O3')
  })

  test('of a composite are what it says', () => {
    const composite = (...parts: [string, number][]) =>
      of({ process: 'sol-gel', coating: parts.map(([id, volumeFraction]) => ({ id, volumeFraction })) })
    const thirds = composite(['Li2TiO3', 0.333], ['Li3BO3', 0.333], ['Al2O3', 0.333])
    expect(thirds.phases.map(({ fraction }) => fraction)).toEqual(Array(3).fill(expect.closeTo(1 / 3, 12)))
    expect(composite(['Li2TiO3', 1], ['Li3BO3', 0]).phases).toHaveLength(1)
    expect(composite().reason).toBe('no coating is chosen')
    expect(composite(['Li2TiO3', 0]).reason).toBe('the volume fractions add up to 0, not to 1')
    expect(composite(['Li2TiO3', 0.5], ['Li3BO3', 0.4979]).reason).toMatch(/add up to 0.9979/)
    expect(composite(['Li2TiO3', 0.5], ['Li3BO3', 0.4981]).reason).toBeNull()
    expect(composite(['Li2TiO3', 0.5], ['Li3BO3', 0.5019]).reason).toBeNull()
    expect(composite(['Li2TiO3', 0.5], ['Li3BO3', 0.5021]).reason).toMatch(/add up to 1.002/)
    expect(composite(['Li2TiO3', Number.NaN]).reason).toMatch(/add up/)
    expect(composite(['X', 1]).reason).toBe('the library has no coating “X”')
    expect(composite(['Li2TiO3/LixByOz', 1]).reason).toMatch(/is a mosaic itself/)
    expect(of({ process: 'wet' }).reason).toBe('no coating is chosen')
    expect(of({ process: 'wet', coating: 'X' }).reason).toBe('the library has no coating “X”')
    expect(of({ process: 'wet', coating: 'Al2O3' })).toMatchObject({ phases: [{ fraction: 1 }], reason: null })
  })
})
