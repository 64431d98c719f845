import { describe, expect, it } from 'vitest'
import { parameters } from '@/science/recipe/parameters'
import { parseFilterOf, passes } from '../gridFilter'
import { comparedColumns, conditionSets, lineReading, sharedConditions, sortLines } from './columns'
import { toLines } from './lines'
import { notGiven, pivotLines } from './pivot'
import { buildRevision, buildTest, figure } from './testing'

const recipes = [
  buildRevision('cool', { values: { sinterTemperatureC: 400, coating: 'Li3BO3' }, timeToRocksalt: { value: 600 } }),
  buildRevision('warm', { values: { sinterTemperatureC: 500, coating: 'Li3BO3' }, timeToRocksalt: { high: 7200 } }),
  buildRevision('hot', { values: { sinterTemperatureC: 600, coating: 'Li2ZrO3' }, process: 'wet' }),
  buildRevision('bare', { process: 'none' }),
]
const [cool, warm, hot, bare] = recipes as [ReturnType<typeof buildRevision>, ...ReturnType<typeof buildRevision>[]]
const tests = [
  buildTest(cool, [figure('retention', 80)]),
  buildTest(cool, [figure('retention', 84)]),
  buildTest(warm ?? cool, [figure('retention', 90)]),
  buildTest(hot ?? cool, [figure('retention', 70)], { conditions: { lowerCutoffV: 3, upperCutoffV: 4.6, cRate: 0.5 } }),
  buildTest(bare ?? cool, [figure('finalCapacity', 120, { unit: 'mAh/g' })]),
]
const lines = toLines({ n: 100, revisions: recipes, tests })
const columns = comparedColumns(lines, parameters, 100)
const column = (key: string) => {
  const found = columns.find((one) => one.key === key)
  if (!found) throw new Error(`There is no column ${key}.`)
  return found
}

describe('results', () => {
  const filtered = (text: string) => {
    const filter = parseFilterOf(text, columns, lineReading)
    expect(filter.faults, text).toEqual([])
    return lines.filter((line) => passes(filter, line)).map((line) => line.revision.recipeName)
  }

  it('are filtered as one writes it', () => {
    expect(filtered('sinter 450–550')).toEqual(['warm'])
    expect(filtered('sinter > 450; coating Li3BO3')).toEqual(['warm'])
    expect(filtered('retention, last ≥ 82')).toEqual(['cool', 'warm'])
    expect(filtered('retention > 82')).toEqual(['warm'])
    expect(filtered('retention 75–85; process sol-gel')).toEqual(['cool'])
    expect(filtered('t_rs < 1 h')).toEqual(['cool'])
    expect(filtered('upper 4.6')).toEqual(['hot'])
    expect(filtered('process wet')).toEqual(['hot'])
    expect(filtered('Li2ZrO3')).toEqual(['hot'])
    expect(filtered('')).toHaveLength(4)
  })

  it('say what of a filter cannot be understood, and then hide nothing by it', () => {
    const filter = parseFilterOf('sinter warm', columns, lineReading)
    expect(filter.faults[0]).toContain('expected a number in °C')
    expect(lines.every((line) => passes(filter, line))).toBe(true)
  })

  it('are sorted by any column, those without a value last either way', () => {
    const names = (key: string, isDescending: boolean) =>
      sortLines(lines, column(key), isDescending).map((line) => line.revision.recipeName)
    expect(names('retention', true)).toEqual(['warm', 'cool', 'hot', 'bare'])
    expect(names('retention', false)).toEqual(['hot', 'cool', 'warm', 'bare'])
    expect(names('parameter.sinterTemperatureC', true)).toEqual(['hot', 'warm', 'cool', 'bare'])
    expect(names('recipe', false)).toEqual(['bare', 'cool', 'hot', 'warm'])
  })

  it('name the conditions that they share, and by how many cells each set was used', () => {
    expect(sharedConditions(lines)).toBe('several windows · several rates · liquid, Li · n = 5 cells')
    expect(sharedConditions(lines.slice(0, 1))).toBe('3.0–4.5 V · 1 C · liquid, Li · n = 2 cells')
    expect(conditionSets(lines).map(({ window, cells }) => [window, cells])).toEqual([
      ['3.0–4.5 V', 4],
      ['3.0–4.6 V', 1],
    ])
  })

  it('are pivoted with mean and spread over cells, and mixed conditions are marked', () => {
    const byWindow = pivotLines(lines, column('parameter.sinterTemperatureC'), column('window'), 'retention')
    expect(byWindow.rows).toEqual(['400', '500', '600'])
    expect(byWindow.columns).toEqual(['3.0–4.5 V', '3.0–4.6 V'])
    expect(byWindow.at('400', '3.0–4.5 V')).toMatchObject({ summary: { n: 2, mean: 82 }, unit: '%', isMixed: false })
    expect(byWindow.at('400', '3.0–4.6 V')).toBeNull()
    const all = pivotLines(lines, column('cell'), column('parameter.coating'), 'retention')
    expect(all.at('liquid, Li', 'Li3BO3')).toMatchObject({ summary: { n: 3 }, isMixed: false })
    const mixed = pivotLines(lines, column('plan'), column('origin'), 'retention')
    expect(mixed.at('Borates', 'this lab')).toMatchObject({ summary: { n: 4 }, isMixed: true })
    const gap = pivotLines(lines, column('parameter.coating'), column('process'), 'finalCapacity')
    expect(gap.rows).toEqual([notGiven])
  })
})
