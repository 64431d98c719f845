import { expect, test } from 'vitest'
import { type ComparedRecipe, diffRecipes } from './diffRecipes'

const before: ComparedRecipe = {
  name: 'B-LCO',
  process: 'wet',
  values: { sinterTemperatureC: 450, sinterHours: 6, 'boronContent.basis': 'wt% H3BO3', precursors: ['H3BO3'] },
}

test('nothing changed, whatever the order', () => {
  const { values } = before
  expect(diffRecipes(before, { ...before, values: Object.fromEntries(Object.entries(values).toReversed()) })).toEqual(
    [],
  )
})

test('each change is a sentence', () => {
  const after: ComparedRecipe = {
    name: 'B-LCO 2',
    process: 'sol-gel',
    values: { sinterTemperatureC: 500, 'boronContent.basis': 'wt% B', precursors: ['H3BO3'], solventVolumeMl: 30 },
  }
  expect(diffRecipes(before, after).map(({ key, sentence }) => [key, sentence])).toEqual([
    ['name', 'name “B-LCO” → “B-LCO 2”'],
    ['process', 'process wet → sol-gel'],
    ['sinterTemperatureC', 'sintering temperature 450 → 500 °C'],
    ['boronContent.basis', 'boron content counts wt% H₃BO₃ → wt% B'],
    ['solventVolumeMl', 'solvent volume set to 30 mL'],
    ['sinterHours', 'sintering time 6 h removed'],
  ])
})

test('symbols keep their capitals, sub-cycles are named, unknown keys stand for themselves', () => {
  const sentences = (values: ComparedRecipe['values']) =>
    diffRecipes({ ...before, values: {} }, { ...before, values }).map(({ sentence }) => sentence)
  expect(sentences({ betAreaM2PerG: 0.4 })).toEqual(['BET area set to 0.4 m² g⁻¹'])
  expect(sentences({ tio2WtPercent: 0.75 })).toEqual(['TiO₂ set to 0.75 wt%'])
  expect(sentences({ 'conditions.cRate': 1 })).toEqual(['C-rate set to 1 C'])
  expect(sentences({ 'subCycles.x1.repeats': 3 })).toEqual(['sub-cycle 1 repeats set to 3'])
  expect(sentences({ moon: 'full' })).toEqual(['moon set to full'])
})

test('sub-cycles are told by their place in the programme, and moved, added and removed ones as such', () => {
  const of = (
    ...cycles: readonly (readonly [id: string, order: string, rest?: Record<string, string | number>])[]
  ) => ({
    ...before,
    values: Object.fromEntries(
      cycles.flatMap(([id, order, rest = {}]) =>
        Object.entries({ order, ...rest }).map(([field, value]) => [`subCycles.${id}.${field}`, value]),
      ),
    ),
  })
  const told = (one: ComparedRecipe, other: ComparedRecipe) => diffRecipes(one, other).map(({ sentence }) => sentence)
  const lithium = ['x', 'a0', { oxide: 'LiOx', repeats: 2 }] as const
  const zirconium = ['z', 'a1', { oxide: 'ZrOx', repeats: 3 }] as const
  const both = of(lithium, zirconium)
  expect(told(both, of(lithium, ['z', 'a1', { oxide: 'ZrOx', repeats: 5 }]))).toEqual(['sub-cycle 2 repeats 3 → 5'])
  expect(told(both, of(['x', 'a2', { oxide: 'LiOx', repeats: 2 }], zirconium))).toEqual([
    'sub-cycle 1 moved to place 2',
  ])
  expect(told(both, of(lithium, zirconium, ['n', 'a2']))).toEqual(['sub-cycle 3 added'])
  expect(told(of(lithium), both)).toEqual(['sub-cycle 2 deposits set to ZrOx', 'sub-cycle 2 repeats set to 3'])
  expect(told(both, of(zirconium))).toEqual(['sub-cycle 1 deposits LiOx removed', 'sub-cycle 1 repeats 2 removed'])
})
