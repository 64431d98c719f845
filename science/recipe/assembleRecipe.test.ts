import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assembleRecipe, flattenRecipe } from './assembleRecipe'
import { contentHash } from './contentHash'
import { formatValue } from './formatValue'
import type { ParameterValue } from './parameter'
import { parametersOf, subCycleParameters } from './parameters'
import { parseInput } from './parseInput'
import { processes } from './process'
import { readRecipe } from './recipeSchema'

type Values = Record<string, ParameterValue>

/** Any value that a parameter takes. */
function anyValueOf(parameter: (typeof subCycleParameters)[number]): fc.Arbitrary<ParameterValue> {
  const { kind, limits: { min, max = 1e6, above } = {}, choices = [], key } = parameter
  switch (kind) {
    case 'integer':
      return fc.integer({ min: min ?? 1, max })
    case 'number':
      return fc
        .double({ min: min ?? (above ?? 0) + 1e-6, max, noNaN: true })
        .map((value) => Number(value.toPrecision(6)))
    case 'choice':
      return fc.constantFrom(...choices.map(({ value }) => value))
    case 'tags':
      return key === 'coatingFractions'
        ? fc.constantFrom(['Li2TiO3:0.25', 'B2O3/LixByOz:0.75'], ['Al2O3:1'])
        : fc.array(fc.constantFrom('TiO2 99 %', 'LiOH·H2O', 'fast'), { minLength: 1, maxLength: 3 })
    case 'library':
    case 'text':
      return fc.constantFrom('Al2O3', 'a b', 'x')
  }
}

const anyRecipe = fc.constantFrom(...processes).chain((process) => {
  const shape: Record<string, fc.Arbitrary<ParameterValue>> = {}
  for (const parameter of parametersOf(process))
    if (parameter.key !== 'coating') shape[parameter.key] = anyValueOf(parameter)
  if (process === 'ald')
    for (const id of ['a1', 'b2'])
      for (const field of subCycleParameters)
        shape[`subCycles.${id}.${field.key}`] = field.key === 'order' ? fc.constant(`${id}`) : anyValueOf(field)
  return fc
    .record(shape, { requiredKeys: process === 'ald' ? ['subCycles.a1.order', 'subCycles.b2.order'] : [] })
    .map((values) => ({ process, values: values as Values }))
})

test('flat and nested say the same, and a script may hand over the nested form', () => {
  fc.assert(
    fc.property(anyRecipe, ({ process, values }) => {
      const nested = assembleRecipe({ name: 'r', process, values, conditions: {} })
      expect(flattenRecipe(nested)).toEqual({ name: 'r', process, values })
      expect(readRecipe(JSON.parse(JSON.stringify(nested)))).toMatchObject({ ok: true, ignored: [] })
    }),
  )
})

describe('assembleRecipe', () => {
  test('the recipe’s own values beat the plan’s conditions', () => {
    const found = assembleRecipe({
      name: 'r',
      process: 'none',
      values: { 'conditions.cRate': 2 },
      conditions: { 'conditions.cRate': 1, 'conditions.cycles': 50 },
    })
    expect(found).toEqual({ name: 'r', process: 'none', conditions: { cRate: 2, cycles: 50 } })
  })

  test('sub-cycles come in their order, whatever order they were written in', () => {
    const values = {
      'subCycles.z.order': 'a0',
      'subCycles.a.order': 'a1',
      'subCycles.a.oxide': 'ZrOx',
      'subCycles.z.oxide': 'LiOx',
    }
    const found = assembleRecipe({ name: 'r', process: 'ald', values, conditions: {} })
    expect(found).toMatchObject({
      subCycles: [
        { id: 'z', oxide: 'LiOx' },
        { id: 'a', oxide: 'ZrOx' },
      ],
    })
  })

  test('names that objects are born with are no keys', () => {
    const values = Object.fromEntries([
      ['__proto__.polluted', 1],
      ['constructor', 1],
      ['conditions.__proto__', 1],
      ['subCycles.a.__proto__', 1],
    ])
    const found = assembleRecipe({ name: 'r', process: 'ald', values, conditions: {} })
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect(JSON.stringify(found)).not.toMatch(/polluted/)
  })
})

test('the hash goes with what is said, not with the order it is said in', () => {
  fc.assert(
    fc.property(anyRecipe, ({ process, values }) => {
      const reversed = Object.fromEntries(Object.entries(values).toReversed())
      const hash = contentHash({ name: 'r', process, values })
      expect(hash).toMatch(/^[0-9a-f]{64}$/)
      expect(contentHash({ name: 'r', process, values: reversed })).toBe(hash)
      expect(contentHash({ name: 'r', process, values: { ...values, target: 'something else' } })).not.toBe(hash)
    }),
  )
})

test('what is shown of a value can be typed back', () => {
  const numbers = processes.flatMap((process) => parametersOf(process)).filter(({ kind }) => kind === 'number')
  fc.assert(
    fc.property(
      fc.constantFrom(...numbers).chain((parameter) => fc.tuple(fc.constant(parameter), anyValueOf(parameter))),
      ([parameter, value]) => {
        const shown = `${formatValue(parameter, value)} ${parameter.unit ?? ''}`
        const read = parseInput(parameter, shown)
        expect(read, shown).toMatchObject({ ok: true })
        if (read.ok)
          expect(Math.abs(Number(read.value) - Number(value))).toBeLessThanOrEqual(1e-5 * Math.abs(Number(value)))
      },
    ),
  )
})
