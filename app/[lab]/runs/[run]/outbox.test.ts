import { expect, it } from 'vitest'
import type { RunEntryView } from '@/server/views'
import { outboxKey, type Pending, readOutbox, savedWord, withPending } from './outbox'

const me = { memberId: 'mem_1', name: 'Jon', hue: 2 } as const
const one: Pending = {
  entryId: 'ent_aaaaaaaaaaaaaaaa',
  key: 'sinterHours',
  actual: 6,
  unit: 'h',
  reason: '',
  corrects: null,
  at: Date.UTC(2026, 10, 20),
  refusal: null,
}

it('gives back what was put in, whatever else lies in the drawer', () => {
  expect(readOutbox(JSON.stringify([one]))).toEqual([one])
  expect(readOutbox(JSON.stringify([{ ...one, entryId: 'x' }, null, 7, { ...one, actual: {} }, one]))).toEqual([one])
  expect(readOutbox('{')).toEqual([])
  expect(readOutbox('{}')).toEqual([])
  expect(readOutbox(null)).toEqual([])
})

it('keeps a drawer per person', () => {
  expect(outboxKey('mem_1', 'run_a')).not.toBe(outboxKey('mem_2', 'run_a'))
})

it('shows a value once, whether it waits or has arrived, and not one that was refused', () => {
  const arrived: RunEntryView = { ...withPending([], [one], me)[0]!, recordedBy: me }
  expect(withPending([], [one], me)).toHaveLength(1)
  expect(withPending([arrived], [one], me)).toHaveLength(1)
  expect(withPending([], [{ ...one, refusal: 'The run is closed.' }], me)).toHaveLength(0)
})

it('says honestly where the values are', () => {
  expect(savedWord([], false)).toBe('saved')
  expect(savedWord([one], true)).toBe('saving…')
  expect(savedWord([one], false)).toBe('no connection, 1 value kept on this device')
})
