import * as Y from 'yjs'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Entry } from './schema'

/** An entry with the Yjs client that wrote it. */
export interface FoundEntry extends Entry {
  clientId: number
}

export interface EntryList {
  entries: readonly FoundEntry[]
  /** What stood in the list and is no entry. */
  malformed: readonly unknown[]
}

/** A hostile list is described, not copied. */
const mostMalformed = 50

function isEntry(value: unknown): value is { k: string; v: unknown; t?: unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'k' in value &&
    typeof value.k === 'string' &&
    Object.hasOwn(value, 'v')
  )
}

/**
 * The visible entries in document order. Walks the items themselves, because only they say which client wrote what.
 */
export function listEntries(array: Y.Array<unknown>): EntryList {
  const entries: FoundEntry[] = []
  const malformed: unknown[] = []
  for (let item = array._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    const values = item.content instanceof Y.ContentString ? [item.content.str] : item.content.getContent()
    for (const value of values) {
      if (isEntry(value)) {
        const at = typeof value.t === 'number' && Number.isFinite(value.t) ? value.t : 0
        entries.push({ k: value.k, v: value.v, t: at, clientId: item.id.client })
      } else if (malformed.length < mostMalformed) {
        malformed.push(plain(value))
      } else {
        malformed[mostMalformed] = 'and more'
      }
    }
  }
  return { entries, malformed }
}

/** The entries by key, each list in document order. */
export function groupByKey(entries: readonly FoundEntry[]): Map<string, FoundEntry[]> {
  const groups = new Map<string, FoundEntry[]>()
  for (const entry of entries) {
    const group = groups.get(entry.k)
    if (group === undefined) groups.set(entry.k, [entry])
    else group.push(entry)
  }
  return groups
}

/** What a problem shows of something strange: plain JSON, never a living Yjs type, never more than a glance. */
export function plain(value: unknown): unknown {
  if (value instanceof Y.AbstractType) return `a shared ${value.constructor.name}`
  if (value instanceof Y.Doc) return 'a nested document'
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return String(value)
  if (typeof value === 'string') return value.length > 200 ? `${value.slice(0, 200)}…` : value
  if (typeof value !== 'object' || value === null) return value
  try {
    const text = JSON.stringify(value)
    return text.length > 500 ? `${text.slice(0, 500)}…` : (JSON.parse(text) as unknown)
  } catch {
    return 'something that is no plain value'
  }
}

/** Equality of plain values as the document holds them. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, index) => sameValue(value, b[index]))
  }
  return false
}

/**
 * Writes `key` in the list: what is visible of that key goes, the new entry comes last.
 * Writes nothing when the value already stands alone. Call it inside a transaction.
 */
export function writeEntry(
  array: Y.Array<unknown>,
  key: string,
  value: ParameterValue | number | null,
  at: number,
): boolean {
  const places: number[] = []
  let standing: unknown
  array.forEach((entry, index) => {
    if (isEntry(entry) && entry.k === key) {
      places.push(index)
      standing = entry.v
    }
  })
  if (places.length === 1 && sameValue(standing, value)) return false
  if (places.length === 0 && value === null) return false
  for (const index of places.reverse()) array.delete(index, 1)
  array.push([{ k: key, v: Array.isArray(value) ? [...value] : value, t: at } satisfies Entry])
  return true
}
