import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { publishedLibrary } from '../library/library'
import { boronBases, parametersOf, subCycleParameters } from '../recipe/parameters'
import { processes } from '../recipe/process'
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

/** Every number anywhere in a prediction is one, and nothing missing goes without a reason. */
function expectSound(found: Prediction, about: string): void {
  const look = (value: unknown, path: string): void => {
    if (typeof value === 'number') expect(Number.isFinite(value), `${path} is ${value}, ${about}`).toBe(true)
    else if (typeof value === 'string' && !value.includes('left out') && !/, found (NaN|-?Infinity)/.test(value))
      expect(value, `${path}, ${about}`).not.toMatch(/undefined|NaN|Infinity|\[object/)
    else if (typeof value === 'object' && value !== null)
      for (const [key, own] of Object.entries(value)) look(own, `${path}.${key}`)
  }
  look(found, 'prediction')
  for (const key of figureKeys) {
    const figure = found[key]
    if (isFigure(figure)) {
      const { value, low, high, equation, inputs, unit } = figure
      expect(value ?? low ?? high, `${key}, ${about}`).toBeDefined()
      expect(equation).not.toBe('')
      expect(unit).not.toBe('')
      for (const input of inputs) expect(input.source, `${key}: ${input.name}`).not.toBe('')
      if (value === undefined) expect(['bound', 'assumed'], `${key}, ${about}`).toContain(figure.basis)
      expect(formatFigure(figure).text).toMatch(/\d/)
    } else expect(figure.unavailable, `${key}, ${about}`).toMatch(/\w/)
  }
  for (const { code, message, reason, source } of found.checks)
    for (const text of [code, message, reason, source]) expect(text, `check ${code}`).toMatch(/\w/)
}

const anyNumber = fc.oneof(
  fc.double(),
  fc.double({ min: 0, max: 100, noNaN: true }),
  fc.constantFrom(0, -0, -1, 1, Number.NaN, Number.POSITIVE_INFINITY, Number.MIN_VALUE, Number.MAX_VALUE, 1e300),
)
const ids = [
  ...publishedLibrary.materials.map(({ id }) => id),
  ...publishedLibrary.cathodes.map(({ id }) => id),
  'o2-gas',
  'thiophosphate',
  'unobtainium',
  '',
  '__proto__',
]
const anyValue = fc.oneof(
  { weight: 4, arbitrary: anyNumber },
  { weight: 2, arbitrary: fc.constantFrom(...ids) },
  fc.constantFrom(null, undefined, true, '3', ...boronBases.map(({ value }) => value)),
  fc.array(fc.record({ id: fc.constantFrom(...ids), volumeFraction: anyNumber }), { maxLength: 3 }),
)

/** Recipes of every process, with any of its fields given anything. */
const anyRecipe = fc.constantFrom(...processes).chain((process) => {
  const shape: Record<string, fc.Arbitrary<unknown>> = { process: fc.constant(process) }
  const nested = new Map<string, Record<string, fc.Arbitrary<unknown>>>()
  for (const { key } of parametersOf(process)) {
    const [outer = '', inner] = key.split('.')
    if (inner === undefined) shape[outer] = anyValue
    else nested.set(outer, { ...nested.get(outer), [inner]: anyValue })
  }
  for (const [outer, fields] of nested)
    shape[outer] = fc.oneof({ weight: 9, arbitrary: fc.record(fields, { requiredKeys: [] }) }, anyValue)
  if (process === 'ald')
    shape.subCycles = fc.array(
      fc.record(Object.fromEntries(subCycleParameters.map(({ key }) => [key, anyValue])), { requiredKeys: [] }),
      { maxLength: 3 },
    )
  return fc.record(shape, { requiredKeys: ['process'] }) as fc.Arbitrary<Recipe>
})

describe('whatever a recipe holds', () => {
  test('a prediction has finite numbers or a reason, and never throws', () => {
    fc.assert(
      fc.property(anyRecipe, (recipe) => expectSound(predict(recipe), JSON.stringify(recipe))),
      { numRuns: 1500 },
    )
  })

  test('every number within its limits gives finite figures, at both ends', () => {
    for (const parameter of parametersOf('sol-gel')) {
      const { min, max, above } = parameter.limits ?? {}
      for (const value of [min, max, above, above === undefined ? undefined : above + 1e-12]) {
        if (value === undefined) continue
        const [outer = '', inner] = parameter.key.split('.')
        const recipe =
          inner === undefined
            ? { ...full, [outer]: value }
            : { ...full, conditions: { ...full.conditions, [inner]: value } }
        expectSound(predict(recipe as Recipe), `${parameter.key} = ${value}`)
      }
    }
  })
})

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
