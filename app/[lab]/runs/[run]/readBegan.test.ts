import { expect, it } from 'vitest'
import { readBegan } from './readBegan'

const nowMs = Date.UTC(2026, 10, 20, 14, 2)
const read = (minutesAgo: string, moment = '', earliest: { at: Date; because: string } | null = null) =>
  readBegan({ minutesAgo, moment }, { nowMs, earliest })

it('takes minutes ago, or a moment in the reader’s zone', () => {
  expect(read('40')).toEqual({ ok: true, at: nowMs - 40 * 60_000 })
  expect(read('2,5')).toEqual({ ok: true, at: nowMs - 150_000 })
  expect(read('', '2026-11-20T01:15')).toEqual({ ok: true, at: new Date(2026, 10, 20, 1, 15).getTime() })
})

it('refuses the future, what is no time, both at once, and what is before the run', () => {
  expect(read('-5')).toMatchObject({ ok: false, problem: expect.stringContaining('in the future') })
  expect(read('', '2027-01-01T10:00')).toMatchObject({ problem: expect.stringContaining('in the future') })
  expect(read('soon')).toMatchObject({ problem: 'Expected a number of minutes, found “soon”.' })
  expect(read('', 'x')).toMatchObject({ problem: 'Expected a date and a time, found “x”.' })
  expect(read('')).toMatchObject({ ok: false })
  expect(read('5', '2026-11-20T01:15')).toMatchObject({ problem: expect.stringContaining('either') })
  expect(read('999999')).toMatchObject({ problem: expect.stringContaining('365 days') })
  const earliest = { at: new Date(nowMs - 600_000), because: 'The run began later.' }
  expect(read('11', '', earliest)).toEqual({ ok: false, problem: 'The run began later.' })
  expect(read('9', '', earliest)).toMatchObject({ ok: true })
})
