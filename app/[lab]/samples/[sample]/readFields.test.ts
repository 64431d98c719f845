import { expect, it } from 'vitest'
import { readNumber, readShares } from './readFields'

it('takes a decimal comma, and nothing as nothing', () => {
  expect(readNumber(' 2,5 ', { unit: 'g' })).toEqual({ ok: true, value: 2.5 })
  expect(readNumber('  ', { unit: 'g' })).toEqual({ ok: true, value: null })
  expect(readNumber('0', { unit: 'g', least: 0 })).toEqual({ ok: true, value: 0 })
})

it('says what was expected and what was found', () => {
  expect(readNumber('0', { unit: 'g' })).toEqual({ ok: false, message: 'Expected a number above 0 in g, found “0”.' })
  expect(readNumber('2.5', { unit: 'discs', whole: true })).toEqual({
    ok: false,
    message: 'Expected a whole number above 0 of discs, found “2.5”.',
  })
  expect(readNumber('two', { unit: 'g', least: 0 })).toMatchObject({ ok: false })
})

it('reads shares by name, the amount of a phase may be unknown', () => {
  const rows = [
    { name: ' LiCoO2 ', share: '98,5' },
    { name: 'Co3O4', share: '' },
    { name: '', share: ' ' },
  ]
  expect(readShares(rows, 'Phase')).toEqual({ ok: true, shares: { LiCoO2: 98.5, Co3O4: null } })
  expect(readShares([{ name: '', share: '3' }], 'Phase')).toMatchObject({
    ok: false,
    message: 'Say which phase has 3.',
  })
  expect(readShares([...rows, { name: 'Co3O4', share: '1' }], 'Phase')).toMatchObject({ ok: false, row: 3 })
  expect(readShares([{ name: 'B', share: '-1' }], 'Element')).toMatchObject({ ok: false, row: 0 })
  expect(readShares([], 'Element')).toMatchObject({ ok: false, message: 'Name at least one element.' })
})
