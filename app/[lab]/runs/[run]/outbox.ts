import { isId, type RunEntryId } from '@/science/ids'
import type { PersonView, RunEntryView } from '@/server/views'

/** What was said at the bench and is not yet known to be on the server. Its id is made here: sending again is harmless. */
export interface Pending {
  entryId: RunEntryId
  key: string
  actual: string | number
  unit: string | null
  reason: string
  corrects: RunEntryId | null
  /** When it was said, ms. */
  at: number
  /** Of a photo: what its file is called. The picture itself lies in the photo store, under the entry's id. */
  photo: string | null
  /** The server has it, and the page that is kept on this device may not show it yet. */
  isSent: boolean
  /** Why the server would not take it; null while it waits. */
  refusal: string | null
}

const drawerPrefix = 'interphase.outbox.'

/** One drawer per person and run: on a shared phone nobody sends another's values under their own name. */
export function outboxKey(memberId: string, run: string): string {
  return `${drawerPrefix}${memberId}.${run}`
}

/**
 * When somebody signs out: what the server has goes from this device, what it has not stays until she is back.
 *
 * @returns ids of the photos that are no longer needed here
 */
export function forgetSent(store: Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>): string[] {
  const drawers = Array.from({ length: store.length }, (_, place) => store.key(place)).filter((key) => key !== null)
  return drawers
    .filter((key) => key.startsWith(drawerPrefix))
    .flatMap((key) => {
      const kept = readOutbox(store.getItem(key))
      const left = kept.filter((one) => !one.isSent)
      if (left.length === 0) store.removeItem(key)
      else store.setItem(key, JSON.stringify(left))
      return kept.filter((one) => one.isSent && one.photo !== null).map((one) => one.entryId)
    })
}

/** Total: a drawer that another version or another hand has written loses only what cannot be understood. */
export function readOutbox(stored: string | null): Pending[] {
  if (!stored) return []
  let found: unknown
  try {
    found = JSON.parse(stored)
  } catch {
    return []
  }
  return Array.isArray(found) ? found.flatMap((one) => readPending(one) ?? []) : []
}

function readPending(found: unknown): Pending | null {
  if (!found || typeof found !== 'object') return null
  const { entryId, key, actual, unit, reason, corrects, at, photo, isSent, refusal } = found as Record<string, unknown>
  if (!isId('runEntry', entryId) || typeof key !== 'string') return null
  if (typeof actual !== 'string' && typeof actual !== 'number') return null
  return {
    entryId,
    key,
    actual,
    unit: typeof unit === 'string' ? unit : null,
    reason: typeof reason === 'string' ? reason : '',
    corrects: isId('runEntry', corrects) ? corrects : null,
    at: typeof at === 'number' ? at : 0,
    photo: typeof photo === 'string' ? photo : null,
    isSent: isSent === true,
    refusal: typeof refusal === 'string' ? refusal : null,
  }
}

/** The record with what still waits: a value that the server has is not shown twice, one that it refused not as said. */
export function withPending(
  entries: readonly RunEntryView[],
  pending: readonly Pending[],
  me: PersonView,
): RunEntryView[] {
  const known = new Set(entries.map((entry) => entry.id))
  return [
    ...entries,
    ...pending
      .filter((one) => !known.has(one.entryId) && one.refusal === null)
      .map((one) => ({
        id: one.entryId,
        key: one.key,
        actual: one.actual,
        unit: one.unit,
        reason: one.reason,
        corrects: one.corrects,
        fileId: null,
        recordedBy: me,
        recordedAt: new Date(one.at),
        saidAt: new Date(one.at),
      })),
  ]
}

/** What waits to be sent. */
export function waiting(pending: readonly Pending[]): Pending[] {
  return pending.filter((one) => one.refusal === null && !one.isSent)
}

/**
 * What to send next: words and numbers before photos, which take long on a bad line, each in the order in which it was said,
 * and a correction after what it corrects.
 */
export function nextToSend(pending: readonly Pending[]): Pending | null {
  const open = waiting(pending)
  const ids = new Set(open.map((one) => one.entryId))
  const free = open.filter((one) => one.corrects === null || !ids.has(one.corrects))
  return free.find((one) => one.photo === null) ?? free[0] ?? null
}

/** What the page as served shows need not be kept any longer. */
export function withoutKnown(pending: readonly Pending[], known: ReadonlySet<string>): Pending[] {
  return pending.filter((one) => !(one.isSent && known.has(one.entryId)))
}

export type LineState = 'idle' | 'sending' | 'signed-out'

/** The steady word beside the title. */
export function savedWord(pending: readonly Pending[], line: LineState): string {
  const count = waiting(pending).length
  if (count === 0) return 'saved'
  if (line === 'sending') return 'saving…'
  const kept = `${count} ${count === 1 ? 'entry' : 'entries'} kept on this device`
  return line === 'signed-out' ? `signed out, ${kept}` : `no connection, ${kept}`
}
