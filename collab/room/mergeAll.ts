import * as Y from 'yjs'

/** Yjs sorts all updates again for each struct that it writes: many at once take the square of their number. */
const atOnce = 32

/** One update that says what all of these say, in order. */
export function mergeAll(updates: readonly Uint8Array[]): Uint8Array {
  let merged = updates
  while (merged.length > 1) {
    const next: Uint8Array[] = []
    for (let from = 0; from < merged.length; from += atOnce) {
      const group = merged.slice(from, from + atOnce)
      next.push(group.length === 1 ? (group[0] as Uint8Array) : Y.mergeUpdates(group))
    }
    merged = next
  }
  return merged[0] ?? noUpdate
}

const noUpdate = Uint8Array.of(0, 0)
