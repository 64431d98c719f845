import { expect, it } from 'vitest'
import type { RunEntryView } from '@/server/views'
import { notesOf, recordedValues } from './entries'

function entry(id: string, minute: number, rest: Partial<RunEntryView> = {}): RunEntryView {
  return {
    id: `ent_${id}`,
    key: 'sinterTemperatureC',
    actual: 500,
    unit: '°C',
    reason: '',
    corrects: null,
    recordedBy: { memberId: 'mem_1', name: 'Mina', hue: 1 },
    recordedAt: new Date(Date.UTC(2026, 10, 20, 9, minute)),
    ...rest,
  }
}

it('lets a correction stand and keeps the old value readable', () => {
  const recorded = recordedValues([entry('b', 5, { actual: 480, corrects: 'ent_a' }), entry('a', 1)])
  expect(recorded.get('sinterTemperatureC')?.latest.actual).toBe(480)
  expect(recorded.get('sinterTemperatureC')?.earlier.map((one) => one.actual)).toEqual([500])
})

it('lets a correction stand even when the clock of its writer was slow', () => {
  const recorded = recordedValues([entry('a', 9), entry('b', 5, { actual: 480, corrects: 'ent_a' })])
  expect(recorded.get('sinterTemperatureC')?.latest.actual).toBe(480)
})

it('shows both of two people who recorded the same thing', () => {
  const recorded = recordedValues([entry('a', 1), entry('b', 2, { actual: 510 })])
  expect(recorded.get('sinterTemperatureC')).toMatchObject({ latest: { actual: 510 }, earlier: [{ actual: 500 }] })
})

it('keeps notes apart, in the order of time', () => {
  const entries = [entry('b', 5, { key: 'note', actual: 'second' }), entry('a', 1, { key: 'note', actual: 'first' })]
  expect(recordedValues(entries).size).toBe(0)
  expect(notesOf(entries).map((note) => note.actual)).toEqual(['first', 'second'])
})
