import type * as Y from 'yjs'

/**
 * The shape of a plan's document.
 *
 * - `plan`: a list of entries (title, aim, conditions, schema).
 * - `recipes`: a map from recipe id to a map that is born whole, in one transaction, under a fresh id, and holds
 *   `entries` (a list of entries) and `notes` (rich text).
 * - `threads`: comments.
 *
 * An entry is a plain object `{ k: key, v: value, t: ms }`. Writing a key deletes every entry of that key that the
 * writer can see and adds the new one. Two people who had not seen each other's value therefore leave two entries:
 * the last in document order counts, on all copies alike, and both are shown until someone picks.
 */
export const roots = { plan: 'plan', recipes: 'recipes', threads: 'threads' } as const

/** Raised when an older client could no longer write safely; such a client is refused at connect. */
export const schemaVersion = 1

/** The oldest version whose writes still merge without harm. */
export const oldestWritableSchemaVersion = 1

export const planKeys = { title: 'title', aim: 'aim', schema: 'schema' } as const
export const recipeKeys = { name: 'name', process: 'process', order: 'order', binnedAt: 'binnedAt' } as const
export const recipeParts = { entries: 'entries', notes: 'notes' } as const
export const conditionsPrefix = 'conditions.'

/** Longest texts that the writer takes and the reader accepts. */
export const textLimits = { title: 300, aim: 20_000, name: 200 } as const

export interface Entry {
  k: string
  v: unknown
  t: number
}

/** Origin of what this person does in this tab, so that undo is hers alone. */
export const localOrigin = Symbol('the person at this tab')

/** Origin of what is written on the way, as the birth of a recipe: undo leaves it alone. */
export const silentOrigin = Symbol('not an act of its own')

export type Origin = unknown

export function planEntries(doc: Y.Doc): Y.Array<unknown> {
  return doc.getArray(roots.plan)
}

export function recipesMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap(roots.recipes)
}
