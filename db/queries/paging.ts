import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'

/** Where a page ended: the sort value and the id of its last row. Rows that come and go meanwhile shift nothing. */
export interface Place {
  value: string | number
  id: string
}

/** The rows that come after this place in the order of `value`, then `id`. */
export function after(
  place: Place | null,
  { value, id, isDescending }: { value: SQLWrapper; id: SQLWrapper; isDescending: boolean },
): SQL | undefined {
  if (place === null) return undefined
  return isDescending
    ? sql`(${value}, ${id}) < (${place.value}, ${place.id})`
    : sql`(${value}, ${id}) > (${place.value}, ${place.id})`
}

export function inOrder(value: SQLWrapper, id: SQLWrapper, isDescending: boolean): SQL[] {
  return isDescending ? [sql`${value} desc`, sql`${id} desc`] : [sql`${value} asc`, sql`${id} asc`]
}

/** Finds `text` anywhere, in any case; what LIKE would take for wildcards is taken as it stands. */
export function contains(column: SQLWrapper, text: string): SQL {
  const pattern = `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`
  return sql`lower(${column}) like ${pattern.toLowerCase()} escape '\\'`
}
