import { isStepKey, type StepKey } from './steps'

/** One thing that somebody said of a run. A correction is a new entry that points at the old one. */
export interface RunEntry {
  id: string
  /**
   * A parameter's key, `weigh.<line>`, `yield.massG` or `duration.deposit` for a value; `note`; `step.<step>` with `done`,
   * `skipped` or `open`; `timer.<step>` with `started` or `stopped`; `photo.<step>` with its caption; `start` with `began`, said at the
   * time at which the run really began, where that is not when its record was made.
   */
  key: string
  actual: string | number
  corrects: string | null
  /** When it was said at the bench; it may have reached the server later. */
  saidAt: Date
}

/** What was recorded under one key: the entry that stands, and what it replaced, newest first. */
export interface Recorded<Entry extends RunEntry> {
  latest: Entry
  earlier: Entry[]
}

export const noteKey = 'note'
export const startKey = 'start'
export type MarkKind = 'step' | 'timer' | 'photo'

/** Photos and marks that belong to no step of the process. */
export type Place = StepKey | 'run'

/** `step.dry` is a mark of the step `dry`; null for values and notes. */
export function readMarkKey(key: string): { kind: MarkKind; place: Place } | null {
  const [kind, place, ...rest] = key.split('.')
  if (rest.length > 0 || (kind !== 'step' && kind !== 'timer' && kind !== 'photo')) return null
  if (isStepKey(place)) return { kind, place }
  return kind === 'photo' && place === 'run' ? { kind, place } : null
}

/** What a mark may say. */
export const markWords = { step: ['done', 'skipped', 'open'], timer: ['started', 'stopped'] } as const

/** Why an entry cannot be recorded under this key; null when it can. */
export function refuseMark(key: string, actual: string | number): string | null {
  if (key === startKey) return actual === 'began' ? null : `Expected began of ${key}, found “${actual}”.`
  if (!/^(step|timer|photo)\./.test(key)) return null
  const mark = readMarkKey(key)
  if (mark === null) return `Expected a step of a process after “${key.split('.')[0]}.”, found “${key}”.`
  if (mark.kind === 'photo') return typeof actual === 'string' ? null : 'Expected words as the caption of a photo.'
  const words: readonly (string | number)[] = markWords[mark.kind]
  return words.includes(actual) ? null : `Expected ${words.join(' or ')} of ${key}, found “${actual}”.`
}

/**
 * The value that stands for each key. A correction replaces what it points at; of two entries that nobody corrected
 * (two people at two phones) the later one stands, and the other stays readable.
 */
export function recordedValues<Entry extends RunEntry>(entries: readonly Entry[]): Map<string, Recorded<Entry>> {
  return standing(entries.filter(({ key }) => key !== noteKey && key !== startKey && readMarkKey(key) === null))
}

function standing<Entry extends RunEntry>(entries: readonly Entry[]): Map<string, Recorded<Entry>> {
  const byKey = new Map<string, Entry[]>()
  for (const entry of entries) {
    const list = byKey.get(entry.key)
    if (list) list.push(entry)
    else byKey.set(entry.key, [entry])
  }
  const recorded = new Map<string, Recorded<Entry>>()
  for (const [key, list] of byKey) {
    const corrected = new Set(list.map((entry) => entry.corrects))
    const newestFirst = list.toSorted(newerFirst)
    const latest = newestFirst.find((entry) => !corrected.has(entry.id)) ?? newestFirst[0]
    if (latest) recorded.set(key, { latest, earlier: newestFirst.filter((entry) => entry.id !== latest.id) })
  }
  return recorded
}

function newerFirst(a: RunEntry, b: RunEntry): number {
  return b.saidAt.getTime() - a.saidAt.getTime() || (a.id < b.id ? 1 : -1)
}

export function notesOf<Entry extends RunEntry>(entries: readonly Entry[]): Entry[] {
  return entries.filter((entry) => entry.key === noteKey).toSorted((a, b) => newerFirst(b, a))
}

export interface StepMark<Entry extends RunEntry> extends Recorded<Entry> {
  state: 'done' | 'skipped'
}

/** How a step ended; null while it is open. */
export function stepMark<Entry extends RunEntry>(entries: readonly Entry[], step: StepKey): StepMark<Entry> | null {
  const found = standing(entries.filter(({ key }) => key === `step.${step}`)).get(`step.${step}`)
  const state = found?.latest.actual
  return found !== undefined && (state === 'done' || state === 'skipped') ? { ...found, state } : null
}

export interface StepTimer<Entry extends RunEntry> {
  start: Entry
  /** Null while it runs. */
  stop: Entry | null
}

/**
 * The last time that a step was timed. Who starts what runs already, or stops what stands, changes nothing: the first of
 * two people counts.
 */
export function stepTimer<Entry extends RunEntry>(entries: readonly Entry[], step: StepKey): StepTimer<Entry> | null {
  let timer: StepTimer<Entry> | null = null
  for (const entry of entries.filter(({ key }) => key === `timer.${step}`).toSorted((a, b) => newerFirst(b, a))) {
    const isRunning = timer !== null && timer.stop === null
    if (entry.actual === 'started' && !isRunning) timer = { start: entry, stop: null }
    if (entry.actual === 'stopped' && timer !== null && isRunning) timer = { ...timer, stop: entry }
  }
  return timer
}

/**
 * When a run began: as somebody said last, else when its record was made. Who says so enters it later than it was; `entered` is that
 * entry.
 */
export function beganOf<Entry extends RunEntry & { recordedAt: Date }>(
  startedAt: Date,
  entries: readonly Entry[],
): { at: Date; entered: Entry | null } {
  const entered = entries
    .filter(({ key }) => key === startKey)
    .toSorted((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime())
    .at(-1)
  return { at: entered?.saidAt ?? startedAt, entered: entered ?? null }
}

/** Said so much later than it was that both times are of interest, ms. */
const worthSaying = 60_000

/** When it was entered, where that was not at once. */
export function enteredLater({ saidAt, recordedAt }: { saidAt: Date; recordedAt: Date }): Date | null {
  return recordedAt.getTime() - saidAt.getTime() >= worthSaying ? recordedAt : null
}

/** Between start and stop, ms; until `nowMs` while it runs. Never negative. */
export function elapsedMs({ start, stop }: StepTimer<RunEntry>, nowMs: number): number {
  return Math.max(0, (stop?.saidAt.getTime() ?? nowMs) - start.saidAt.getTime())
}

/** As a duration is recorded, h: to the hundredth, below an hour to the thousandth. */
export function hoursOf(ms: number): number {
  const hours = ms / 3_600_000
  return Number(hours.toFixed(hours < 1 ? 3 : 2))
}

export interface Photo<Entry extends RunEntry> {
  /** The entry that the photo came with. */
  taken: Entry
  /** The entry with the caption that stands: the same, or the last that corrected it. */
  latest: Entry
  place: Place
}

/** In the order in which they were taken. */
export function photosOf<Entry extends RunEntry>(entries: readonly Entry[]): Photo<Entry>[] {
  const photos = entries.filter(({ key }) => readMarkKey(key)?.kind === 'photo')
  const correcting = new Map<string, Entry>()
  for (const entry of photos.toSorted((a, b) => newerFirst(b, a)))
    if (entry.corrects !== null) correcting.set(entry.corrects, entry)
  return photos
    .filter((entry) => entry.corrects === null)
    .toSorted((a, b) => newerFirst(b, a))
    .map((taken) => {
      let latest = taken
      const seen = new Set<string>()
      for (
        let next = correcting.get(latest.id);
        next !== undefined && !seen.has(next.id);
        next = correcting.get(next.id)
      ) {
        seen.add(next.id)
        latest = next
      }
      return { taken, latest, place: readMarkKey(taken.key)?.place ?? 'run' }
    })
}

/** The first step that nobody has finished: what to do next. Null when all are done or skipped. */
export function nextStep<Step extends { key: StepKey }>(
  steps: readonly Step[],
  entries: readonly RunEntry[],
): Step | null {
  return steps.find(({ key }) => stepMark(entries, key) === null) ?? null
}
