import { describe, expect, test } from 'vitest'
import type { Recipe, SolGelRecipe } from '../recipe/recipe'
import type { Check } from './figure'
import { predict } from './predict'

const base: SolGelRecipe = {
  process: 'sol-gel',
  cathode: 'NMC532',
  coating: 'Li3B11O18',
  thicknessNm: 3,
  sinterTemperatureC: 350,
  conditions: { oxygenSink: 'o2-gas', temperatureC: 26.85, cRate: 1, upperCutoffV: 4.3, cycles: 10 },
}
const of = (recipe: Recipe, code: string): Check[] => predict(recipe).checks.filter((check) => check.code === code)
const has = (recipe: object, code: string) => of(recipe as Recipe, code).length > 0
const under = (conditions: object): Recipe => ({ ...base, conditions: { ...base.conditions, ...conditions } })

test('the recipe of the paper has nothing to remark but the sol-gel borate’s temperature', () => {
  expect(predict(base).checks.map(({ code, severity }) => [code, severity])).toEqual([['sinter-below-melt', 'info']])
})

describe('outside-known-range', () => {
  test('one value known is a remark, a range a warning', () => {
    expect(of({ ...base, sinterTemperatureC: 351 }, 'outside-known-range')).toMatchObject([
      {
        severity: 'info',
        parameter: 'sinterTemperatureC',
        message: 'Sintering temperature 351 °C lies outside 350 °C, the only value that the sources know.',
        source: 'cheng2024',
      },
    ])
    expect(of({ process: 'wet', sinterTemperatureC: 501 }, 'outside-known-range')).toMatchObject([
      {
        severity: 'warning',
        message: 'Sintering temperature 501 °C lies outside 450–500 °C, the range that the sources know.',
      },
    ])
    for (const sinterTemperatureC of [450, 500])
      expect(has({ process: 'wet', sinterTemperatureC }, 'outside-known-range')).toBe(false)
    expect(has({ process: 'wet', sinterTemperatureC: 449 }, 'outside-known-range')).toBe(true)
  })

  test.each([
    [{ process: 'ald', supercycles: 6 }, 'supercycles'],
    [{ process: 'wet', depositSizeFromNm: 9 }, 'depositSizeFromNm'],
    [{ process: 'wet', sinterHours: 5 }, 'sinterHours'],
    [{ process: 'sol-gel', coatingMolPercent: 0.6 }, 'coatingMolPercent'],
    [{ process: 'sol-gel', solutionTemperatureC: 61 }, 'solutionTemperatureC'],
    [{ process: 'solid-state', tio2WtPercent: 1 }, 'tio2WtPercent'],
    [{ process: 'solid-state', lboWtPercent: 2.1 }, 'lboWtPercent'],
    [{ process: 'ball-milling', coatingWtPercent: 2 }, 'coatingWtPercent'],
  ])('%j', (recipe, parameter) => {
    expect(of(recipe as Recipe, 'outside-known-range')).toMatchObject([{ parameter }])
  })
})

describe('library', () => {
  test('names what it does not have', () => {
    expect(of({ ...base, cathode: 'X' }, 'unknown-library-id')).toMatchObject([
      { severity: 'error', parameter: 'cathode', message: 'The library has no cathode “X”.' },
    ])
    expect(of({ ...base, coating: 'Y' }, 'unknown-library-id')).toMatchObject([
      { parameter: 'coating', message: 'The library has no coating “Y”.' },
    ])
    expect(has({ process: 'none', coating: 'Y' }, 'unknown-library-id')).toBe(false)
    expect(has({ process: 'wet' }, 'unknown-library-id')).toBe(false)
    const composite = [
      { id: 'Y', volumeFraction: 0.5 },
      { id: 'Li3BO3', volumeFraction: 0.5 },
    ]
    expect(of({ ...base, coating: composite }, 'unknown-library-id')).toHaveLength(1)
    expect(has({ ...base, coating: composite }, 'phase-fractions')).toBe(false)
    expect(of({ ...base, coating: composite.slice(1) }, 'phase-fractions')).toMatchObject([
      { severity: 'error', message: 'The volume fractions of the coating add up to 0.5, not to 1.' },
    ])
    expect(has({ ...base, coating: [] }, 'phase-fractions')).toBe(false)
  })
})

describe('sinter-below-melt', () => {
  test('borates only, and below 450 °C', () => {
    expect(of({ process: 'wet', sinterTemperatureC: 449 }, 'sinter-below-melt')).toMatchObject([
      { severity: 'warning', message: '449 °C is below 450 °C, where B₂O₃ melts: will it wet the powder?' },
    ])
    expect(has({ process: 'wet', sinterTemperatureC: 450 }, 'sinter-below-melt')).toBe(false)
    expect(has({ process: 'wet' }, 'sinter-below-melt')).toBe(false)
    expect(has({ process: 'solid-state', sinterTemperatureC: 400, lboWtPercent: 2 }, 'sinter-below-melt')).toBe(true)
    expect(has({ process: 'solid-state', sinterTemperatureC: 400, lboWtPercent: 0 }, 'sinter-below-melt')).toBe(false)
    expect(has({ process: 'solid-state', sinterTemperatureC: 400 }, 'sinter-below-melt')).toBe(false)
    expect(has({ process: 'sol-gel', sinterTemperatureC: 400, coating: 'Al2O3' }, 'sinter-below-melt')).toBe(false)
    expect(of({ process: 'sol-gel', sinterTemperatureC: 400, coating: 'Li3BO3' }, 'sinter-below-melt')).toMatchObject([
      { severity: 'info' },
    ])
    expect(has({ process: 'ball-milling', coating: 'Li3BO3' }, 'sinter-below-melt')).toBe(false)
  })
})

describe('lithium-deficit', () => {
  const mixed = { process: 'solid-state', cathode: 'LCO', tio2WtPercent: 0.75 }

  test('when the borate brings less than the titanate takes', () => {
    expect(of({ ...mixed, lboWtPercent: 0 } as Recipe, 'lithium-deficit')).toMatchObject([
      {
        severity: 'warning',
        message:
          'Li2TiO3 takes 188 µmol Li per g more than the borate brings: it comes from the surface of the cathode, and leaves Co₃O₄.',
      },
    ])
    // 187.8 of 753.5 µmol Li at 2 wt%
    expect(has({ ...mixed, lboWtPercent: 0.49 }, 'lithium-deficit')).toBe(true)
    expect(has({ ...mixed, lboWtPercent: 0.5 }, 'lithium-deficit')).toBe(false)
    expect(of({ ...mixed, lboWtPercent: 0, coating: 'Li4Ti5O12' } as Recipe, 'lithium-deficit')[0]?.message).toMatch(
      /^Li4Ti5O12 takes 75.1/,
    )
    expect(has({ ...mixed, lboWtPercent: 0, tio2WtPercent: 0 }, 'lithium-deficit')).toBe(false)
    expect(has(mixed, 'lithium-deficit')).toBe(false)
  })

  test('Co₃O₄ also while the cathode is not chosen', () => {
    const [check] = of({ ...mixed, cathode: undefined, lboWtPercent: 0 } as Recipe, 'lithium-deficit')
    expect(check?.message).toMatch(/Co₃O₄/)
    const found = predict({ ...mixed, lboWtPercent: 0.2 } as Recipe).lithiumBalance
    expect(found).toMatchObject({
      basis: 'computed',
      balanceUmolPerG: expect.closeTo(753.5132555540205 / 10 - 187.81694108808614, 6),
      note: expect.stringMatching(/from the surface of LCO, and leaves Co₃O₄/),
    })
    expect('inputs' in found && found.inputs.map(({ symbol, value }) => [symbol, value])).toEqual([
      ['w_TiO₂', 0.75],
      ['w_borate', 0.2],
      ['n_Li/n_Ti', 2],
      ['M', expect.closeTo(79.865, 2)],
      ['M', expect.closeTo(79.627, 2)],
    ])
    expect(predict({ ...mixed, lboWtPercent: 2 } as Recipe).lithiumBalance).toMatchObject({
      note: expect.stringMatching(/brings enough/),
    })
  })
})

test('amounts-differ: mol% and wt% that do not say the same', () => {
  const both = (coatingWtPercent: number) => ({ ...base, coatingMolPercent: 0.5, coatingWtPercent })
  expect(has(both(2.2), 'amounts-differ')).toBe(false)
  expect(has(both(2.235), 'amounts-differ')).toBe(false)
  expect(of(both(3), 'amounts-differ')).toMatchObject([
    { severity: 'warning', message: '0.5 mol% of Li3B11O18 are 2.21 wt%, not 3 wt%: mol% is used.' },
  ])
  expect(has({ ...both(3), cathode: undefined }, 'amounts-differ')).toBe(false)
  expect(has({ ...both(3), coating: undefined }, 'amounts-differ')).toBe(false)
})

test('boron-measured-differs: nominal and measured are never one number', () => {
  const wet = (value: number, basis = 'wt% H3BO3') => ({
    process: 'wet',
    boronContent: { value: 1, basis: 'wt% H3BO3' },
    measuredBoronContent: { value, basis },
  })
  expect(has(wet(0.91), 'boron-measured-differs')).toBe(false)
  expect(has(wet(1.09), 'boron-measured-differs')).toBe(false)
  expect(of(wet(0.5) as Recipe, 'boron-measured-differs')).toMatchObject([
    { severity: 'info', message: 'The boron found is 50 % of the boron weighed in.' },
  ])
  expect(has(wet(1.2), 'boron-measured-differs')).toBe(true)
  expect(has(wet(0.5, 'wt% B'), 'boron-measured-differs')).toBe(false)
  expect(predict(wet(0.5, 'wt% B') as Recipe).derived).toMatchObject({
    boronNominal: { 'wt% H3BO3': 1 },
    boronMeasured: { 'wt% B': 0.5 },
  })
})

describe('thickness', () => {
  test('thickness-upper-bound where masses gave it', () => {
    const byMass = { ...base, thicknessNm: undefined, coatingMolPercent: 0.5 } as unknown as Recipe
    expect(of(byMass, 'thickness-upper-bound')).toMatchObject([{ severity: 'info' }])
    expect(has(base, 'thickness-upper-bound')).toBe(false)
  })

  test('thick-beside-particle above a tenth of the radius', () => {
    expect(has({ ...base, thicknessNm: 500 }, 'thick-beside-particle')).toBe(false)
    expect(of({ ...base, thicknessNm: 501 }, 'thick-beside-particle')).toMatchObject([
      { severity: 'warning', message: 'The coating of 501 nm is not thin beside a particle of 5 µm radius.' },
    ])
    expect(has({ ...base, thicknessNm: 400, thicknessUncertaintyNm: 150 }, 'thick-beside-particle')).toBe(true)
  })
})

describe('cathode and cycling', () => {
  test('cathode-stand-in until the recipe has its own µ_O', () => {
    expect(of({ ...base, cathode: 'LCO' }, 'cathode-stand-in')).toMatchObject([{ severity: 'info' }])
    expect(has({ ...base, cathode: 'LCO', cathodeOxygenPotentialEv: -4.9 }, 'cathode-stand-in')).toBe(false)
  })

  test('cutoffs above and below what µ_O is published for', () => {
    expect(has(under({ upperCutoffV: 4.4 }), 'cutoff-above-data')).toBe(true)
    expect(has({ ...under({ upperCutoffV: 4.4 }), cathodeOxygenPotentialEv: -4.9 }, 'cutoff-above-data')).toBe(false)
    expect(has(under({ upperCutoffV: 4.2 }), 'cutoff-above-data')).toBe(false)
    expect(has(under({ upperCutoffV: 4.2 }), 'cutoff-below-dwell')).toBe(true)
    expect(has(under({ upperCutoffV: 4.4, dwellVoltageV: 4.5 }), 'cutoff-below-dwell')).toBe(true)
    expect(has(under({ upperCutoffV: 4.2, dwellVoltageV: 4.1 }), 'cutoff-below-dwell')).toBe(false)
    expect(has({ ...under({ upperCutoffV: 4.2 }), dwellSecondsPerCycle: 5 }, 'cutoff-below-dwell')).toBe(false)
    expect(has({ ...under({ upperCutoffV: 4.6 }), coating: undefined }, 'cutoff-above-data')).toBe(false)
    expect(predict(under({ upperCutoffV: 4.2 })).cyclesToRocksalt).toEqual({
      unavailable: 'the cell is charged to 4.2 V only, and oxygen is taken to leave at or above 4.3 V',
    })
  })

  test('dwell-beyond-cycle', () => {
    expect(has({ ...under({ cRate: 2 }), dwellSecondsPerCycle: 3600 }, 'dwell-beyond-cycle')).toBe(false)
    expect(of({ ...under({ cRate: 2 }), dwellSecondsPerCycle: 3601 } as Recipe, 'dwell-beyond-cycle')).toMatchObject([
      { severity: 'warning' },
    ])
  })
})

describe('temperature', () => {
  test('not given, or not that of the data', () => {
    expect(of(under({ temperatureC: undefined }), 'temperature-not-given')).toMatchObject([{ severity: 'info' }])
    expect(of(under({ temperatureC: 66 }), 'temperature-extrapolated')).toMatchObject([{ severity: 'info' }])
    expect(of(under({ temperatureC: 67 }), 'temperature-extrapolated')).toMatchObject([{ severity: 'warning' }])
    expect(has(under({}), 'temperature-extrapolated')).toBe(false)
    expect(has({ ...base, coating: undefined, conditions: {} }, 'temperature-not-given')).toBe(false)
    expect(has({ ...under({ temperatureC: 60 }), coating: 'Li2TiO3' }, 'temperature-extrapolated')).toBe(false)
    // Li₃PO₄ was measured at 298.15 K.
    expect(has({ ...under({ temperatureC: 25 }), coating: 'Li3PO4' }, 'temperature-extrapolated')).toBe(false)
  })
})

test('reacts-with-electrolyte: only where energy is gained, against a thiophosphate', () => {
  const against = (coating: string, oxygenSink: string) => ({ ...under({ oxygenSink }), coating })
  expect(of(against('Li3BO3', 'thiophosphate') as Recipe, 'reacts-with-electrolyte')).toMatchObject([
    { message: 'Li3BO3 against Li₁₀GeP₂S₁₂ gains 0.079 eV per atom by reacting.', source: 'feng2023 Fig. 5d' },
  ])
  expect(has(against('Li3BO3', 'o2-gas'), 'reacts-with-electrolyte')).toBe(false)
  expect(has(against('Li2TiO3', 'thiophosphate'), 'reacts-with-electrolyte')).toBe(false)
  expect(has(against('Li4Ti5O12', 'thiophosphate'), 'reacts-with-electrolyte')).toBe(false)
})
