import { describe, expect, test } from 'vitest'
import { publishedLibrary } from '../library/library'
import type { Recipe, SolGelRecipe } from '../recipe/recipe'
import { type Figure, figureKeys, isFigure, type Prediction } from './figure'
import { formatFigure } from './formatFigure'
import { predict } from './predict'

const full: SolGelRecipe = {
  process: 'sol-gel',
  cathode: 'NMC532',
  coating: 'Li3B11O18',
  thicknessNm: 3,
  conditions: { oxygenSink: 'o2-gas', temperatureC: 26.85, cRate: 1, upperCutoffV: 4.3, cycles: 10 },
}

describe('a value that cannot be', () => {
  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, '1'])('C-rate %s is named where it is missing', (cRate) => {
    const found = predict({ ...full, conditions: { ...full.conditions, cRate: cRate as number } })
    expect(found.checks).toContainEqual(
      expect.objectContaining({ code: 'value-left-out', severity: 'error', parameter: 'conditions.cRate' }),
    )
    expect(found.lithiumOverpotential).toEqual({
      unavailable: expect.stringMatching(
        /^the C-rate is not given; left out: C-rate .+ \(expected a number in C above 0/,
      ),
    })
    expect(isFigure(found.timeToRocksalt)).toBe(true)
  })

  test('fractions that do not add up to 1', () => {
    const found = predict({
      ...full,
      coating: [
        { id: 'Li3B11O18', volumeFraction: 0.5 },
        { id: 'Al2O3', volumeFraction: 0.3 },
      ],
    })
    expect(found.timeToRocksalt).toEqual({ unavailable: 'the volume fractions add up to 0.8, not to 1' })
    expect(found.checks.map(({ code }) => code)).toContain('phase-fractions')
  })
})

const figure = (found: Prediction[(typeof figureKeys)[number]]): Figure => {
  if (!isFigure(found)) throw new Error(found.unavailable)
  return found
}

describe('before cycling', () => {
  test('the shell is nothing and all oxygen is there', () => {
    const found = predict({ ...full, conditions: { ...full.conditions, cycles: 0 } })
    expect(figure(found.rocksaltThickness)).toMatchObject({ value: 0, unit: 'nm' })
    expect(figure(found.surfaceOxygenRetention)).toMatchObject({ value: 100, unit: '%' })
    expect(formatFigure(found.surfaceOxygenRetention)).toMatchObject({ text: '100.0', unit: '%' })
  })
})

test('units of the machine interface', () => {
  const found = predict(full)
  expect(figureKeys.map((key) => [key, figure(found[key]).unit])).toEqual([
    ['coatingThickness', 'nm'],
    ['timeToRocksalt', 's'],
    ['cyclesToRocksalt', 'cycles'],
    ['rocksaltThickness', 'nm'],
    ['surfaceOxygenRetention', '%'],
    ['lithiumOverpotential', 'mV'],
    ['oxygenFlux', 'cm⁻² s⁻¹'],
  ])
})

test('a measured thickness beats an entered one in its basis, and both beat the estimate', () => {
  const basis = (more: Partial<SolGelRecipe>) => {
    const { basis: own, equation } = figure(predict({ ...full, coatingMolPercent: 0.5, ...more }).coatingThickness)
    return [own, equation]
  }
  expect(basis({ thicknessBasis: 'measured' })).toEqual(['measured', 'l_c, measured'])
  expect(basis({ thicknessBasis: 'entered' })).toEqual(['computed', 'l_c, entered'])
  expect(basis({})).toEqual(['computed', 'l_c, entered'])
  expect(basis({ thicknessNm: undefined })).toEqual(['assumed', 'l_c ≤ r [(1 + v)^{1/3} − 1]'])
})

describe('figures are marked when an input lies outside the range of its data', () => {
  const marks = (recipe: Recipe) => figureKeys.filter((key) => figure(predict(recipe)[key]).outsideRange)
  test('nothing at the temperature and voltage of the data', () => expect(marks(full)).toEqual([]))

  test('another temperature marks what goes with transport', () => {
    expect(marks({ ...full, conditions: { ...full.conditions, temperatureC: 60 } })).toEqual(
      figureKeys.filter((key) => key !== 'coatingThickness'),
    )
  })

  test('a higher cut-off marks what goes with the driving force', () => {
    expect(marks({ ...full, conditions: { ...full.conditions, upperCutoffV: 4.6 } })).toEqual(
      figureKeys.filter((key) => key !== 'coatingThickness' && key !== 'lithiumOverpotential'),
    )
    expect(
      marks({ ...full, cathodeOxygenPotentialEv: -4.5, conditions: { ...full.conditions, upperCutoffV: 4.6 } }),
    ).toEqual([])
  })
})

describe('what is not there is said', () => {
  test('an oxygen sink that the library does not have, or none', () => {
    const sink = (oxygenSink?: string) =>
      predict({ ...full, conditions: { ...full.conditions, oxygenSink } }).oxygenFlux
    expect(sink()).toEqual({ unavailable: 'no oxygen sink is chosen' })
    expect(sink('moon')).toEqual({
      unavailable: expect.stringMatching(/^no oxygen sink is chosen; left out: Oxygen sink "moon"/),
    })
    const without = { ...publishedLibrary, sinkById: new Map() }
    expect(predict(full, without).oxygenFlux).toEqual({ unavailable: 'the library has no oxygen sink “o2-gas”' })
  })

  test('a balance needs both contents, and a process that has them', () => {
    const balance = (recipe: Recipe) => predict(recipe).lithiumBalance
    expect(balance(full)).toEqual({ unavailable: 'it is counted for TiO₂ with a lithium borate (solid-state) only' })
    expect(balance({ process: 'solid-state', lboWtPercent: 1 })).toEqual({
      unavailable: 'the TiO₂ content is not given',
    })
    expect(balance({ process: 'solid-state', tio2WtPercent: 1 })).toEqual({
      unavailable: 'the lithium borate content is not given',
    })
    expect(balance({ process: 'solid-state', tio2WtPercent: 0, lboWtPercent: 0 })).toMatchObject({
      balanceUmolPerG: 0,
      note: 'Li2TiO3 is to form, and the Li3BO3 brings enough (feng2023)',
    })
  })

  test('what is derived stands only where its process has it', () => {
    expect(predict(full).derived).toBeUndefined()
    expect('derived' in predict({ process: 'none' })).toBe(false)
    const boronContent = { value: 1, basis: 'mol% B' } as const
    const wet = predict({ process: 'wet', cathode: 'LCO', boronContent, measuredBoronContent: { value: 1 } }).derived
    expect(wet).toMatchObject({ boronNominal: { 'mol% B': 1, 'wt% B': expect.any(Number) } })
    expect(wet).not.toHaveProperty('boronMeasured')
    const half = predict({
      process: 'wet',
      boronContent: { value: 1 },
      measuredBoronContent: { basis: 'wt% B' },
    }).derived
    expect(half).toEqual({})
    expect(predict({ process: 'wet', boronContent }).derived).toEqual({ boronNominal: { 'mol% B': 1 } })
  })
})

test('the transport limit is said wherever a time or a shell is shown', () => {
  const found = predict(full)
  for (const key of ['timeToRocksalt', 'cyclesToRocksalt', 'rocksaltThickness', 'surfaceOxygenRetention'] as const)
    expect(figure(found[key]).notes).toEqual([expect.stringMatching(/leaves out reaction kinetics/)])
  for (const key of ['oxygenFlux', 'lithiumOverpotential', 'coatingThickness'] as const)
    expect('notes' in figure(found[key])).toBe(false)
})

test('one-sided figures are bounds at best', () => {
  const bound = predict({ ...full, thicknessUncertaintyNm: 5, thicknessBasis: 'measured' })
  expect(figure(bound.timeToRocksalt)).toMatchObject({ basis: 'bound', high: expect.any(Number) })
  expect(figure(bound.oxygenFlux)).toMatchObject({ basis: 'bound', low: expect.any(Number) })
})
