import { describe, expect, it } from 'vitest'
import { amountLeft, formatAmount } from './amounts'
import { describeSampleChange } from './changes'
import { expiryOf, expiryWords, isDay } from './expiry'
import { activeMassMg, discAreaCm2, kindsMadeOf } from './kinds'
import { centreOfValue } from './quantities'

it('leaves nothing where everything was taken, whatever decimal fractions do', () => {
  expect(amountLeft(10, 9.9 + 0.1)).toBe(0)
  expect(amountLeft(0.3, 0.1 + 0.2)).toBe(0)
  expect(amountLeft(10, 2.6)).toBe(7.4)
  expect(amountLeft(1, 1.5)).toBe(-0.5)
  expect(amountLeft(null, 3)).toBeNull()
})

it('says amounts with their unit', () => {
  expect([formatAmount(6.20004, false), formatAmount(-0.5, false)]).toEqual(['6.2 g', '−0.5 g'])
  expect([formatAmount(1, true), formatAmount(12, true)]).toEqual(['1 disc', '12 discs'])
})

describe('the last day', () => {
  it('is told from two weeks before it, and after it', () => {
    expect(expiryWords('2026-12-31', '2026-12-01')).toBeNull()
    expect(expiryWords('2026-12-31', '2026-12-17')).toBe('expires in 14 days')
    expect(expiryWords('2026-12-31', '2026-12-30')).toBe('expires in 1 day')
    expect(expiryWords('2026-12-31', '2026-12-31')).toBe('expires today')
    expect(expiryWords('2026-12-31', '2027-01-03')).toBe('expired 3 days ago')
    expect(expiryOf(null, '2026-12-31')).toBeNull()
    // Over a change of the clocks.
    expect(expiryOf('2026-03-30', '2026-03-28')).toEqual({ state: 'expiring', days: 2 })
  })

  it('is a day of the calendar', () => {
    expect(['2026-12-31', '2028-02-29'].map(isDay)).toEqual([true, true])
    expect(['2026-02-29', '2026-13-01', '31.12.2026', '2026-1-1', ''].map(isDay)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
  })
})

it('makes sheets of powders and discs of sheets; only powders go together', () => {
  expect(kindsMadeOf(['powder'])).toEqual(['powder', 'electrode'])
  expect(kindsMadeOf(['powder', 'powder'])).toEqual(['powder', 'electrode'])
  expect(kindsMadeOf(['electrode'])).toEqual(['discs'])
  expect(kindsMadeOf(['discs'])).toEqual(['discs'])
  expect(kindsMadeOf(['powder', 'electrode'])).toEqual([])
  expect(kindsMadeOf(['discs', 'discs'])).toEqual([])
  expect(kindsMadeOf([])).toEqual([])
})

it('knows area and active mass of a disc', () => {
  expect(discAreaCm2(12)).toBeCloseTo(1.131, 3)
  expect(activeMassMg(4.75, 80)).toBeCloseTo(3.8, 9)
})

it('says every change in words', () => {
  const said = (
    field: Parameters<typeof describeSampleChange>[0]['field'],
    before: string | number | boolean | null,
    after: string | number | boolean | null,
    kind: 'powder' | 'discs' = 'powder',
  ) => describeSampleChange({ field, before, after }, kind)
  expect(said('made', null, 10)).toBe('weighed what was made: 10 g')
  expect(said('left', null, 12, 'discs')).toBe('counted what is there: 12 discs')
  expect(said('left', 6, 5, 'discs')).toBe('counted what is left: 5 discs, by the record 6 discs')
  expect(said('place', 'bench', '')).toBe('said that its place is not known, before “bench”')
  expect(said('expiresOn', '2026-12-31', null)).toBe('said that it does not expire, before “2026-12-31”')
  expect(said('isAirSensitive', true, false)).toBe('said that it is not air-sensitive')
  expect(said('state', 'used-up', 'present')).toBe('brought it back')
  expect(said('remark', '', 'below 38 µm')).toBe('wrote the remark “below 38 µm”')
})

it('takes a range of a paper as its middle with half its width', () => {
  expect(centreOfValue(9, 2)).toEqual({ value: 9, uncertainty: 2 })
  expect(centreOfValue([3, 4], null)).toEqual({ value: 3.5, uncertainty: 0.5 })
  for (const value of ['thin', [4, 3], [1, 2, 3], -1, null, { Li: 1 }]) expect(centreOfValue(value, null)).toBeNull()
})
