import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { publishedLibrary } from '../library/library'
import { boronBases, parametersOf, subCycleParameters } from '../recipe/parameters'
import { processes } from '../recipe/process'
import type { Recipe, SolGelRecipe } from '../recipe/recipe'
import { figureKeys, isFigure, type Prediction } from './figure'
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
