import { expect, it } from 'vitest'
import { describeDetails, describeMeasured, describeValue } from './describeCharacterisation'

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

it('says a value with its uncertainty, and a phase whose share is not known by its name', () => {
  expect(describeMeasured({ value: 12, uncertainty: 1 })).toBe('12 ± 1')
  expect(describeMeasured({ value: 12, uncertainty: null })).toBe('12')
  expect(describeMeasured({ value: { LiCoO2: 98.5, Co3O4: null }, uncertainty: null })).toBe('LiCoO2 98.5, Co3O4')
})
