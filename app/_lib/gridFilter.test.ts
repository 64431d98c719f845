import { describe, expect, it } from 'vitest'
import type { Figure } from '@/science/prediction/figure'
import type { ParameterValue } from '@/science/recipe/parameter'
import { parseFilter, passes } from './gridFilter'
import { arrangeRecipes, holdArrangement } from './gridRows'
import { buildColumns } from './planColumns'
import { buildPrediction, buildRecipe } from './planTesting'

const columns = buildColumns(['wet', 'solid-state'])
const rocksalt = (seconds: number): Figure => ({
  value: seconds,
  unit: 's',
  basis: 'computed',
  equation: '',
  inputs: [],
})

function matches(filter: string, values: Record<string, ParameterValue>, seconds = 7200): boolean {
  const recipe = buildRecipe('B-LCO 1.0', { values })
  const { clauses, faults } = parseFilter(filter, columns)
  expect(faults).toEqual([])
  const sources = {
    recipe,
    conditions: {},
    prediction: buildPrediction({ timeToRocksalt: rocksalt(seconds) }),
    record: undefined,
  }
  return passes({ clauses, faults }, sources)
}

describe('a filter', () => {
  it.each([
    'sinter 450–550',
    'sinter 450-550',
    'sinter 450..550',
    'sinter 450 to 550',
    'sinter 550 – 450',
    'sinter 723–823 K',
  ])('takes %s as a range with both ends', (filter) => {
    for (const [temperature, is] of [
      [449, false],
      [450, true],
      [500, true],
      [551, false],
    ] as const)
      expect(matches(filter, { sinterTemperatureC: temperature }), String(temperature)).toBe(is)
    expect(matches(filter, {})).toBe(false)
  })

  it('lets two columns of one head share a clause: each takes what it understands', () => {
    // The head “coating” is that of the material and that of the amount.
    const both = buildColumns(['sol-gel'])
    const shows = (filter: string, values: Record<string, ParameterValue>) => {
      const recipe = buildRecipe('x', { process: 'sol-gel', values })
      const sources = { recipe, conditions: {}, prediction: buildPrediction(), record: undefined }
      return passes(parseFilter(filter, both), sources)
    }
    expect(shows('coating > 0.4', { coating: 'Li3BO3', coatingMolPercent: 0.5 })).toBe(true)
    expect(shows('coating > 0.4', { coating: 'Li3BO3', coatingMolPercent: 0.3 })).toBe(false)
    expect(shows('coating li3bo3', { coating: 'Li3BO3' })).toBe(true)
  })

  it('compares, with units and decimal commas', () => {
    expect(matches('sintering temperature > 500', { sinterTemperatureC: 500 })).toBe(false)
    expect(matches('sintering temperature >= 500 °C', { sinterTemperatureC: 500 })).toBe(true)
    expect(matches('thickness < 0,5 µm', { thicknessNm: 400 })).toBe(true)
    expect(matches('thickness ≤ 3', { thicknessNm: 4 })).toBe(false)
    expect(matches('thickness not 3', { thicknessNm: 4 })).toBe(true)
    expect(matches('thickness 3, 4', { thicknessNm: 4 })).toBe(true)
  })

  it('compares predicted times in the unit that is named', () => {
    expect(matches('t_rs > 1 h', {}, 7200)).toBe(true)
    expect(matches('t_rs 10–100 min', {}, 7200)).toBe(false)
    expect(parseFilter('t_rs > 2', columns).faults[0]).toMatch(/unit/)
  })

  it('finds texts: any of several, none of them, empty, filled', () => {
    expect(matches('atmosphere air, O2', { sinterAtmosphere: 'O2' })).toBe(true)
    expect(matches('atmosphere not air', { sinterAtmosphere: 'air' })).toBe(false)
    expect(matches('coating empty', {})).toBe(true)
    expect(matches('coating filled', {})).toBe(false)
    expect(matches('coating li3bo3', { coating: 'Li3BO3' })).toBe(true)
    expect(matches('process wet', {})).toBe(true)
    expect(matches('process solid', {})).toBe(false)
  })

  it('looks for words without a column in names and texts, and joins clauses', () => {
    expect(matches('b-lco', {})).toBe(true)
    expect(matches('li3bo3', { coating: 'Li3BO3' })).toBe(true)
    expect(matches('b-lco; thickness > 3', { thicknessNm: 2 })).toBe(false)
    expect(matches('', {})).toBe(true)
  })

  it('says what it does not understand, and hides nothing for it', () => {
    const filter = parseFilter('thickness thick; > 5', columns)
    expect(filter.clauses).toEqual([])
    expect(filter.faults).toHaveLength(2)
    expect(filter.faults[0]).toMatch(/number/)
  })
})

describe('arrangeRecipes', () => {
  const recipes = [
    buildRecipe('a', { values: { thicknessNm: 10 } }),
    buildRecipe('b'),
    buildRecipe('c', { values: { thicknessNm: 9 } }),
    buildRecipe('d', { values: { thicknessNm: 10 } }),
    buildRecipe('e', { values: { thicknessNm: 1 }, binnedAt: 5 }),
  ]
  const sourcesOf = (recipe: (typeof recipes)[number]) => ({
    recipe,
    conditions: {},
    prediction: buildPrediction(),
    record: undefined,
  })
  const sorted = (direction: 'ascending' | 'descending', filter = '') =>
    arrangeRecipes(
      recipes,
      { filter: parseFilter(filter, columns), sort: [{ key: 'thicknessNm', direction }] },
      columns,
      sourcesOf,
    ).map((recipe) => recipe.name)

  it('sorts by number, equals in the order of the plan, empty ones last', () => {
    expect(sorted('ascending')).toEqual(['c', 'a', 'd', 'b'])
    expect(sorted('descending')).toEqual(['a', 'd', 'c', 'b'])
    expect(sorted('descending', 'thickness > 9')).toEqual(['a', 'd'])
  })

  it('stays while people edit, loses what is binned and takes in what is new', () => {
    const edited = [...recipes.filter((recipe) => recipe.name !== 'a'), buildRecipe('new')]
    const known = new Set<string>(recipes.map((recipe) => recipe.id))
    const held = holdArrangement(['rec_c', 'rec_a', 'rec_d'], known, edited)
    expect(held.map((recipe) => recipe.name)).toEqual(['c', 'd', 'new'])
  })
})
