import { expect, it } from 'vitest'
import { formatClock, formatDay, formatMoment, formatSize, formatSpan } from './moments'

it('says a time in the zone of who reads it', () => {
  const moment = new Date('2026-11-20T23:30:00Z')
  expect(formatMoment(moment, 0)).toBe('20 Nov 2026, 23:30')
  expect(formatMoment(moment, -60)).toBe('21 Nov 2026, 00:30')
  expect(formatDay(moment, 300)).toBe('20 Nov 2026')
})

it('says a size as a person would', () => {
  expect([12, 640_400, 1_922_549, 48_000_000].map(formatSize)).toEqual(['12 bytes', '640 kB', '1.9 MB', '48 MB'])
})

it('says how long something took', () => {
  expect([-5, 40_999, 12 * 60_000, 59 * 60_000 + 59_999, 6 * 3_600_000 + 5 * 60_000].map(formatSpan)).toEqual([
    '0 s',
    '40 s',
    '12 min',
    '59 min',
    '6 h 05 min',
  ])
  expect([0, 65_000, 30 * 3_600_000 + 61_500].map(formatClock)).toEqual(['0:00:00', '0:01:05', '30:01:01'])
})
