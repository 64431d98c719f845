import { expect, it } from 'vitest'
import { describeDetails, describeValue } from './describeCharacterisation'

it('says numbers, ranges, compositions and words', () => {
  expect(describeValue(4)).toBe('4')
  expect(describeValue([3, 4])).toBe('3–4')
  expect(describeValue({ Li: 2.2, Zr: 1 })).toBe('Li 2.2, Zr 1')
  expect(describeValue('amorphous')).toBe('amorphous')
  expect(describeValue(-1.5)).toBe('−1.5')
  expect(describeValue(null)).toBe('not given')
  expect(describeValue(['spinel', 'layered', 'rocksalt'])).toBe('spinel, layered, rocksalt')
})

it('names every further condition', () => {
  expect(describeDetails({ cycles: 100, window: [3, 4.6], note: null })).toBe('cycles 100, window 3–4.6')
})
