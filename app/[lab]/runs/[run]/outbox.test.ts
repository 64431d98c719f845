import { expect, it } from 'vitest'
import type { RunEntryView } from '@/server/views'
import {
  forgetSent,
  nextToSend,
  outboxKey,
  type Pending,
  readOutbox,
  savedWord,
  withoutKnown,
  withPending,
} from './outbox'

const me = { memberId: 'mem_1', name: 'Jon', hue: 2 } as const
const one: Pending = {
  entryId: 'ent_aaaaaaaaaaaaaaaa',
  key: 'sinterHours',
  actual: 6,
  unit: 'h',
  reason: '',
  corrects: null,
  at: Date.UTC(2026, 10, 20),
  photo: null,
  isSent: false,
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

it('sends values before photos, each in its order, and a correction after what it corrects', () => {
  const photo: Pending = { ...one, entryId: 'ent_photo00000000000', key: 'photo.dry', actual: '', photo: 'a.jpg' }
  const caption: Pending = { ...photo, entryId: 'ent_caption000000000', photo: null, corrects: photo.entryId }
  const later: Pending = { ...one, entryId: 'ent_later00000000000' }
  const sent = { isSent: true }
  expect(nextToSend([photo, caption, one, later])).toBe(one)
  expect(nextToSend([photo, caption, { ...one, ...sent }, later])).toBe(later)
  expect(nextToSend([photo, caption])).toBe(photo)
  expect(nextToSend([{ ...photo, ...sent }, caption])).toBe(caption)
  expect(
    nextToSend([
      { ...one, ...sent },
      { ...later, refusal: 'closed' },
    ]),
  ).toBeNull()
})

it('keeps what was sent until the page as served shows it: the one kept without network may be older', () => {
  const sent = { ...one, isSent: true }
  expect(withoutKnown([sent, one], new Set())).toEqual([sent, one])
  expect(withoutKnown([sent], new Set([one.entryId]))).toEqual([])
  expect(withoutKnown([one], new Set([one.entryId]))).toEqual([one])
})

it('leaves nothing on a device that the server has when somebody signs out, and loses nothing that it has not', () => {
  const kept = new Map<string, string>()
  const store = {
    get length() {
      return kept.size
    },
    key: (place: number) => [...kept.keys()][place] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  }
  const photo: Pending = { ...one, entryId: 'ent_photo00000000000', photo: 'a.jpg', isSent: true }
  store.setItem(outboxKey('mem_1', 'run_a'), JSON.stringify([photo, one]))
  store.setItem(outboxKey('mem_1', 'run_b'), JSON.stringify([{ ...one, isSent: true }]))
  store.setItem('theme', 'dark')
  expect(forgetSent(store)).toEqual([photo.entryId])
  expect(readOutbox(store.getItem(outboxKey('mem_1', 'run_a')))).toEqual([one])
  expect([...kept.keys()]).toEqual([outboxKey('mem_1', 'run_a'), 'theme'])
})

it('says honestly where the values are', () => {
  expect(savedWord([], 'idle')).toBe('saved')
  expect(savedWord([{ ...one, isSent: true }], 'idle')).toBe('saved')
  expect(savedWord([one], 'sending')).toBe('saving…')
  expect(savedWord([one], 'idle')).toBe('no connection, 1 entry kept on this device')
  expect(savedWord([one], 'signed-out')).toBe('signed out, 1 entry kept on this device')
})
