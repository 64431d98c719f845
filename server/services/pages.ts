import type { Place } from '@/db/queries/paging'
import { AppError } from '../errors'
import type { Page } from '../views'

/** The cursor that a page of an infinite list gives on: opaque to pages, one line of JSON to us. */
export function readCursor(cursor: string | null | undefined): Place | null {
  if (cursor === null || cursor === undefined) return null
  try {
    const read: unknown = JSON.parse(cursor)
    if (Array.isArray(read) && read.length === 2) {
      const [value, id] = read as unknown[]
      if ((typeof value === 'string' || typeof value === 'number') && typeof id === 'string') return { value, id }
    }
  } catch {
    // Said below.
  }
  throw new AppError('bad-input', 'The list cannot go on from there: expected the cursor of its last page.')
}

/** Of one row more than a page shows, asked for to know whether there is more. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  total: number,
  placeOf: (row: Row) => Place,
): Omit<Page<never>, 'items'> {
  const last = rows[limit - 1]
  const place = rows.length > limit && last !== undefined ? placeOf(last) : null
  return { next: place === null ? null : JSON.stringify([place.value, place.id]), total }
}
