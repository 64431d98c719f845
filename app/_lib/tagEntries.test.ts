import { expect, it } from 'vitest'
import { findParameter } from '@/science/recipe/parameters'
import { parseInput } from '@/science/recipe/parseInput'
import { editText } from './planCells'
import { suggestEntries, usedEntries, withEntry } from './tagEntries'

const option = (value: string) => ({ value, label: value, detail: '' })

it('offers for the entry that is being typed what fits it and does not stand there yet', () => {
  const options = ['hot', 'hot press', 'glass'].map(option)
  const offered = (text: string) => suggestEntries(options, text).map(({ value }) => value)
  expect(offered('')).toEqual([])
  expect(offered('h')).toEqual(['hot', 'hot press'])
  expect(offered('glass, h')).toEqual(['hot', 'hot press'])
  expect(offered('hot; h')).toEqual(['hot press'])
  expect(offered('glass; g')).toEqual([])
  expect(withEntry('glass, h', 'hot press')).toBe('glass, hot press, ')
  expect(withEntry('h', 'hot')).toBe('hot; ')
  expect(usedEntries([{ values: { tags: ['b', 'a'] } }, { values: { tags: ['a'] } }, { values: {} }], 'tags')).toEqual([
    option('a'),
    option('b'),
  ])
})

it('reads a list back as it was, also where an entry has a comma of its own', () => {
  const precursors = findParameter('precursors')
  if (!precursors) throw new Error('no such parameter')
  for (const value of [['Al2O3, fused 99 %'], ['Al2O3, fused', 'B(OH)3'], ['LiOH', 'B(OH)3']])
    expect(parseInput(precursors, editText(precursors, value))).toEqual({ ok: true, value })
  const tags = findParameter('tags')
  if (!tags) throw new Error('no such parameter')
  expect(parseInput(tags, 'hot, glass; new')).toEqual({ ok: true, value: ['hot', 'glass', 'new'] })
  const fractions = findParameter('coatingFractions')
  if (!fractions) throw new Error('no such parameter')
  expect(parseInput(fractions, 'Li2TiO3 0.25, Li3BO3 0,75')).toEqual({
    ok: true,
    value: ['Li2TiO3:0.25', 'Li3BO3:0.75'],
  })
})
