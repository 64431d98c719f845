import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

/** Where a recipe stands when its document does not say. */
export const firstOrder = 'a0'

/** True for a key that the others can be placed around. */
export function isOrder(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 256 || !/^[A-Za-z0-9]+$/.test(value)) return false
  try {
    generateKeyBetween(value, null)
    generateKeyBetween(null, value)
    return true
  } catch {
    return false
  }
}

interface Placed {
  id: string
  order: string
}

/** By order, ties by id: the same on every copy, and not by the reader's language. */
export function compareOrder(a: Placed, b: Placed): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/**
 * The keys to write so that `id` stands right after `after` (at the very start when null).
 * Usually one; where neighbours share a key, because two people added at the same place, those behind get a new one too.
 */
export function placeAfter(all: readonly Placed[], id: string, after: string | null): Map<string, string> {
  const others = all.filter((one) => one.id !== id).sort(compareOrder)
  const at = after === null ? 0 : others.findIndex((one) => one.id === after) + 1
  const index = after !== null && at === 0 ? others.length : at
  const lower = others[index - 1]?.order ?? null
  const tied: string[] = []
  let next = index
  while (lower !== null && others[next]?.order === lower) {
    tied.push((others[next] as Placed).id)
    next += 1
  }
  const upper = others[next]?.order ?? null
  const keys = generateNKeysBetween(lower, upper, 1 + tied.length)
  return new Map([id, ...tied].map((one, i) => [one, keys[i] as string]))
}
