import type { RunEntryView } from '@/server/views'

/** What was recorded under one key: the value that stands, and what it replaced, newest first. */
export interface RecordedValue {
  latest: RunEntryView
  earlier: RunEntryView[]
}

/**
 * The value that stands for each key. A correction replaces what it points at; of two entries that nobody corrected
 * (two people at two phones) the later one stands, and the other stays readable.
 */
export function recordedValues(entries: readonly RunEntryView[]): Map<string, RecordedValue> {
  const byKey = new Map<string, RunEntryView[]>()
  for (const entry of entries) {
    if (entry.key === noteKey) continue
    const list = byKey.get(entry.key)
    if (list) list.push(entry)
    else byKey.set(entry.key, [entry])
  }
  const recorded = new Map<string, RecordedValue>()
  for (const [key, list] of byKey) {
    const corrected = new Set(list.map((entry) => entry.corrects))
    const newestFirst = list.toSorted(
      (a, b) => b.recordedAt.getTime() - a.recordedAt.getTime() || (a.id < b.id ? 1 : -1),
    )
    const latest = newestFirst.find((entry) => !corrected.has(entry.id)) ?? newestFirst[0]
    if (latest) recorded.set(key, { latest, earlier: newestFirst.filter((entry) => entry.id !== latest.id) })
  }
  return recorded
}

export const noteKey = 'note'

export function notesOf(entries: readonly RunEntryView[]): RunEntryView[] {
  return entries
    .filter((entry) => entry.key === noteKey)
    .toSorted((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime())
}
