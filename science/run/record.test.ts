import { describe, expect, it } from 'vitest'
import {
  elapsedMs,
  hoursOf,
  nextStep,
  notesOf,
  photosOf,
  type RunEntry,
  readMarkKey,
  recordedValues,
  refuseMark,
  stepMark,
  stepTimer,
} from './record'

const hour = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute))
function entry(id: string, minute: number, rest: Partial<RunEntry> = {}): RunEntry {
  return { id: `ent_${id}`, key: 'sinterTemperatureC', actual: 500, corrects: null, saidAt: hour(minute), ...rest }
}

describe('values', () => {
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

  it('keeps notes, marks, timers and photos apart', () => {
    const entries = [
      entry('b', 5, { key: 'note', actual: 'second' }),
      entry('a', 1, { key: 'note', actual: 'first' }),
      entry('c', 2, { key: 'step.dry', actual: 'done' }),
      entry('d', 2, { key: 'timer.dry', actual: 'started' }),
      entry('e', 2, { key: 'photo.run', actual: '' }),
    ]
    expect(recordedValues(entries).size).toBe(0)
    expect(notesOf(entries).map((note) => note.actual)).toEqual(['first', 'second'])
  })
})

describe('a key', () => {
  it('names a mark of a step of some process, or none', () => {
    expect(readMarkKey('timer.sinter')).toEqual({ kind: 'timer', place: 'sinter' })
    expect(readMarkKey('photo.run')).toEqual({ kind: 'photo', place: 'run' })
    for (const key of ['step.run', 'step.bake', 'step', 'step.dry.x', 'sinterHours', 'weigh.H3BO3'])
      expect(readMarkKey(key)).toBeNull()
  })

  it('takes only what such a mark can say', () => {
    expect(refuseMark('step.dry', 'done')).toBeNull()
    expect(refuseMark('sinterHours', 6)).toBeNull()
    expect(refuseMark('photo.dry', 'white lumps')).toBeNull()
    expect(refuseMark('step.bake', 'done')).toMatch(/found “step.bake”/)
    expect(refuseMark('step.dry', 'perhaps')).toMatch(/Expected done or skipped or open .* found “perhaps”/)
    expect(refuseMark('timer.dry', 3)).toMatch(/found “3”/)
    expect(refuseMark('photo.dry', 3)).toMatch(/words/)
  })
})

describe('a step', () => {
  const done = entry('a', 1, { key: 'step.weigh', actual: 'done' })
  it('is done, skipped, or open again once somebody takes it back', () => {
    expect(stepMark([done], 'weigh')).toMatchObject({ state: 'done', latest: done })
    expect(stepMark([done], 'dry')).toBeNull()
    expect(
      stepMark([done, entry('b', 2, { ...done, id: 'ent_b', actual: 'open', corrects: 'ent_a' })], 'weigh'),
    ).toBeNull()
    expect(stepMark([entry('c', 3, { key: 'step.dry', actual: 'skipped' })], 'dry')?.state).toBe('skipped')
  })

  it('is next when those before it are done or skipped', () => {
    const steps = [{ key: 'weigh' }, { key: 'dry' }] as const
    expect(nextStep(steps, [])?.key).toBe('weigh')
    expect(nextStep(steps, [done])?.key).toBe('dry')
    expect(nextStep(steps, [done, entry('c', 3, { key: 'step.dry', actual: 'skipped' })])).toBeNull()
  })
})

describe('a timer', () => {
  const started = (id: string, minute: number) => entry(id, minute, { key: 'timer.dry', actual: 'started' })
  const stopped = (id: string, minute: number) => entry(id, minute, { key: 'timer.dry', actual: 'stopped' })

  it('runs from its start to its stop, and until now while nobody has stopped it', () => {
    expect(stepTimer([], 'dry')).toBeNull()
    const running = stepTimer([started('a', 0)], 'dry')
    expect(running?.stop).toBeNull()
    expect(running && elapsedMs(running, hour(90).getTime())).toBe(90 * 60_000)
    const ended = stepTimer([stopped('b', 30), started('a', 0)], 'dry')
    expect(ended && elapsedMs(ended, hour(90).getTime())).toBe(30 * 60_000)
    expect(stepTimer([started('a', 0)], 'sinter')).toBeNull()
  })

  it('counts the first of two who start it, and the first of two who stop it', () => {
    const timer = stepTimer([started('a', 0), started('b', 5), stopped('c', 20), stopped('d', 25)], 'dry')
    expect(timer).toMatchObject({ start: { id: 'ent_a' }, stop: { id: 'ent_c' } })
  })

  it('starts anew after it was stopped, and hears no stop before a start', () => {
    expect(stepTimer([stopped('z', 0), started('a', 1), stopped('b', 2), started('c', 3)], 'dry')).toMatchObject({
      start: { id: 'ent_c' },
      stop: null,
    })
  })

  it('says hours as exactly as somebody stops it', () => {
    expect(hoursOf(6 * 3_600_000 + 40_000)).toBe(6.01)
    expect(hoursOf(95_000)).toBe(0.026)
    expect(elapsedMs({ start: started('a', 9), stop: stopped('b', 3) }, 0)).toBe(0)
  })
})

it('shows a photo once, with the caption that somebody corrected last', () => {
  const taken = entry('a', 1, { key: 'photo.dry', actual: '' })
  const second = entry('b', 2, { key: 'photo.dry', actual: 'lumps', corrects: 'ent_a' })
  const third = entry('c', 3, { key: 'photo.dry', actual: 'white lumps', corrects: 'ent_b' })
  const other = entry('d', 0, { key: 'photo.run', actual: 'the bench' })
  expect(
    photosOf([third, taken, second, other]).map(({ taken: { id }, latest: { actual }, place }) => [id, actual, place]),
  ).toEqual([
    ['ent_d', 'the bench', 'run'],
    ['ent_a', 'white lumps', 'dry'],
  ])
})
