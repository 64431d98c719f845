import { expect, test } from 'vitest'
import type { Recipe } from './recipe'
import { soundRecipe } from './soundRecipe'

const recipe: Recipe = {
  process: 'ald',
  name: 'M2',
  cathode: 'LCO',
  coating: 'LZPO',
  supercycles: 2,
  subCycles: [{ id: 's1', oxide: 'LiOx', repeats: 1, pulseS: 1 }],
  tags: ['a'],
  conditions: { oxygenSink: 'o2-gas', cRate: 1 },
  own: { crucible: Number.NaN },
}

test('a sound recipe comes back as it is', () => {
  expect(soundRecipe(recipe)).toEqual({ recipe, unsound: [] })
  expect(soundRecipe(recipe).recipe).toBe(recipe)
})

const changed = (change: object): Recipe => ({ ...recipe, ...change }) as Recipe

test.each<[string, object, string, object]>([
  ['a negative rate', { conditions: { cRate: -1, cycles: 3 } }, 'conditions.cRate', { conditions: { cycles: 3 } }],
  ['half a supercycle', { supercycles: 0.5 }, 'supercycles', {}],
  ['NaN', { thicknessNm: Number.NaN }, 'thicknessNm', {}],
  ['Infinity', { batchMassG: Number.POSITIVE_INFINITY }, 'batchMassG', {}],
  ['a number in words', { thicknessNm: '3' }, 'thicknessNm', {}],
  ['a choice that there is not', { thicknessBasis: 'guessed' }, 'thicknessBasis', {}],
  ['a number for a name', { cathode: 3 }, 'cathode', { cathode: undefined }],
  [
    'a sub-cycle run minus one time',
    { subCycles: [{ id: 's1', repeats: -1, pulseS: 1 }] },
    'subCycles.s1.repeats',
    { subCycles: [{ id: 's1', pulseS: 1 }] },
  ],
  ['a sub-cycle without an id', { subCycles: [{}, { purgeS: -1 }] }, 'subCycles.s2.purgeS', { subCycles: [{}, {}] }],
  [
    'a share below nothing',
    {
      coating: [
        { id: 'Li2TiO3', volumeFraction: -0.5 },
        { id: 'Li3BO3', volumeFraction: 1.5 },
      ],
    },
    'coatingFractions',
    { coating: undefined },
  ],
  [
    'a share that is NaN',
    { coating: [{ id: 'Li2TiO3', volumeFraction: Number.NaN }] },
    'coatingFractions',
    { coating: undefined },
  ],
])('%s is left out and named', (_name, change, key, left) => {
  const { recipe: sound, unsound } = soundRecipe(changed(change))
  expect(unsound).toMatchObject([{ key, expected: expect.stringMatching(/\w/), found: expect.stringMatching(/./) }])
  const wanted: Record<string, unknown> = { ...changed(change), ...left }
  for (const [field, value] of Object.entries(wanted))
    if (value === undefined || (unsound[0]?.key === field && !(field in left))) delete wanted[field]
  expect(sound).toEqual(wanted)
})

test('what is not given as null is not given', () => {
  const { recipe: sound, unsound } = soundRecipe(changed({ thicknessNm: null, conditions: { cRate: null } }))
  expect(unsound).toEqual([])
  expect('thicknessNm' in sound).toBe(false)
  expect(sound.conditions).toEqual({})
})

test('choices are understood as people write them', () => {
  const found = soundRecipe({ process: 'wet', boronContent: { value: 1, basis: 'wt% H₃BO₃' as 'wt% H3BO3' } })
  expect(found).toMatchObject({ unsound: [], recipe: { boronContent: { basis: 'wt% H3BO3' } } })
})

test('fields that the catalogue does not know are left alone', () => {
  const odd = changed({ moon: Number.NaN, conditions: 3, subCycles: 'x', __proto__: { coating: 3 } })
  expect(soundRecipe(odd).recipe).toMatchObject({ moon: Number.NaN })
  expect('conditions' in soundRecipe(odd).recipe).toBe(false)
  expect('subCycles' in soundRecipe(odd).recipe).toBe(false)
})
