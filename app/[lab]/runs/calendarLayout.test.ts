import { expect, it } from 'vitest'
import { addDays, dayName, dayOfName, layBars, stepFrom, weeksAround } from './calendarLayout'

const day = (name: string, hour = 12) => new Date(dayOfName(name).getTime() + hour * 3_600_000)

it('shows whole weeks from Monday that cover a month', () => {
  const weeks = weeksAround(dayOfName('2026-11-20'), 'month')
  expect(weeks).toHaveLength(6)
  expect(dayName(weeks[0]![0]!)).toBe('2026-10-26')
  expect(dayName(weeks.at(-1)![6]!)).toBe('2026-12-06')
  expect(weeksAround(dayOfName('2026-11-20'), 'week').map((week) => week.map(dayName))).toEqual([
    ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'],
  ])
})

it('steps by months without losing one that is short', () => {
  expect(dayName(stepFrom(dayOfName('2026-01-31'), 'month', 1))).toBe('2026-02-28')
  expect(dayName(stepFrom(dayOfName('2026-03-31'), 'month', -1))).toBe('2026-02-28')
  expect(dayName(stepFrom(dayOfName('2026-12-30'), 'week', 1))).toBe('2027-01-06')
})

it('lays runs into lanes so that none lies upon another, cut where they leave the week', () => {
  const week = weeksAround(dayOfName('2026-11-20'), 'week')[0]!
  const items = [
    { name: 'since Friday before', startedAt: day('2026-11-13'), closedAt: day('2026-11-17') },
    { name: 'Tuesday', startedAt: day('2026-11-17'), closedAt: day('2026-11-17', 20) },
    { name: 'Wednesday', startedAt: day('2026-11-18'), closedAt: day('2026-11-18', 20) },
    { name: 'goes on', startedAt: day('2026-11-19'), closedAt: null },
    { name: 'the week after', startedAt: day('2026-11-23'), closedAt: null },
  ]
  const bars = layBars(items, week, addDays(dayOfName('2026-11-25'), 0))
  expect(bars.map(({ item, lane, from, to }) => [item.name, lane, from, to])).toEqual([
    ['since Friday before', 0, 0, 1],
    ['Tuesday', 1, 1, 1],
    ['Wednesday', 0, 2, 2],
    ['goes on', 0, 3, 6],
  ])
  expect(bars.map(({ isCutLeft, isCutRight }) => [isCutLeft, isCutRight])).toEqual([
    [true, false],
    [false, false],
    [false, false],
    [false, true],
  ])
})
