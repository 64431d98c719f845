import { expect, it } from 'vitest'
import { sayAgo } from './RelativeTime'

const now = new Date('2026-11-20T14:00:00Z')

it('says how long ago as a person would', () => {
  const said = (at: string) => sayAgo(new Date(at), now, 0)
  expect(said('2026-11-20T13:59:40Z')).toBe('just now')
  expect(said('2026-11-20T13:56:00Z')).toBe('4 min ago')
  expect(said('2026-11-20T11:30:00Z')).toBe('2 h ago')
  expect(said('2026-11-19T23:30:00Z')).toBe('yesterday')
  expect(sayAgo(new Date('2026-11-20T23:30:00Z'), new Date('2026-11-21T01:00:00Z'), 0)).toBe('1 h ago')
  expect(said('2026-11-16T09:00:00Z')).toBe('4 days ago')
  expect(said('2026-11-02T09:00:00Z')).toBe('2 Nov 2026')
})

it('counts days in the reader’s time zone', () => {
  expect(sayAgo(new Date('2026-11-19T23:30:00Z'), now, -60)).toBe('14 h ago')
})
