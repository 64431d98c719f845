import { expect, it } from 'vitest'
import { weighOut } from '../chemistry/weighOut'
import { isFigure } from '../prediction/figure'
import { predict } from '../prediction/predict'
import { assembleRecipe } from '../recipe/assembleRecipe'
import type { ParameterValue } from '../recipe/parameter'
import { asWeighed, type FrozenRecipe, recipeAsMade, weighKey } from './asMade'

function frozen(process: FrozenRecipe['process'], values: Record<string, ParameterValue>) {
  const recipe: FrozenRecipe = { name: 'r', process, values }
  const { lines } = weighOut(assembleRecipe({ ...recipe, conditions: {} }))
  return { recipe, lines }
}

const boron = frozen('wet', {
  cathode: 'LCO',
  batchMassG: 10,
  boronSource: 'H3BO3',
  'boronContent.value': 0.5,
  'boronContent.basis': 'wt% H3BO3',
})
const titanate = frozen('solid-state', { cathode: 'LCO', batchMassG: 5, tio2WtPercent: 0.75, lboWtPercent: 2 })

it('is no other recipe when all was done as planned', () => {
  const asPlanned = new Map(
    boron.lines.flatMap((line) => (line.massG === null ? [] : [[weighKey(line), line.massG] as const])),
  )
  expect(recipeAsMade(boron.recipe, asPlanned, boron.lines)).toBeNull()
  expect(recipeAsMade(boron.recipe, new Map(), boron.lines)).toBeNull()
  const third = frozen('wet', { ...boron.recipe.values, 'boronContent.value': 1 / 3 })
  const shown = new Map(third.lines.map((line) => [weighKey(line), asWeighed(line.massG ?? 0)]))
  expect([...shown.values()]).toEqual([10, 0.0333])
  expect(recipeAsMade(third.recipe, shown, third.lines)).toBeNull()
})

it('takes what was set at the furnace, and refuses what is no value', () => {
  const made = recipeAsMade(boron.recipe, new Map<string, string | number>([['sinterTemperatureC', 480]]), boron.lines)
  expect(made).toMatchObject({ sinterTemperatureC: 480 })
  expect(recipeAsMade(boron.recipe, new Map([['sinterTemperatureC', 'hot']]), boron.lines)).toBeNull()
})

it('scales the boron content by precursor over powder', () => {
  const acid = boron.lines.find((line) => line.role === 'B')
  if (!acid?.massG) throw new Error('no boric acid to weigh')
  const made = recipeAsMade(
    boron.recipe,
    new Map([
      [weighKey(acid), acid.massG * 1.2],
      ['batchMassG', 9],
    ]),
    boron.lines,
  )
  // 0.5 wt% × 1.2 / 0.9
  expect(made).toMatchObject({ boronContent: { value: expect.closeTo(0.6667, 4) } })
})

it('scales titania and borate each by its own', () => {
  const titania = titanate.lines.find((line) => line.formula === 'TiO2')
  if (!titania?.massG) throw new Error('no titania to weigh')
  const made = recipeAsMade(titanate.recipe, new Map([[weighKey(titania), titania.massG * 2]]), titanate.lines)
  expect(made).toMatchObject({ tio2WtPercent: expect.closeTo(1.5, 9), lboWtPercent: 2 })
  if (made === null) throw new Error('nothing made')
  const planned = predict(assembleRecipe({ ...titanate.recipe, conditions: {} })).coatingThickness
  const found = predict(made).coatingThickness
  if (!isFigure(planned) || !isFigure(found)) throw new Error('no thickness')
  expect(found.high ?? 0).toBeGreaterThan(planned.high ?? Number.POSITIVE_INFINITY)
})

it('leaves a content alone that was recorded itself', () => {
  const made = recipeAsMade(
    titanate.recipe,
    new Map<string, number>([
      ['lboWtPercent', 1.9],
      ['weigh.Li3BO3', 0.2],
    ]),
    titanate.lines,
  )
  expect(made).toMatchObject({ lboWtPercent: 1.9 })
})
