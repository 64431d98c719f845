import type { PlanPresence } from '@/collab/plan/types'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Catalogue } from '@/science/recipe/parameters'
import { readValue } from '@/science/recipe/readValue'
import { type CellPlace, type CellRange, type GridShape, selectedRange } from './planSelection'

/** Somebody else who is in the plan now, as far as what her browser says of her can be understood. */
export interface Peer {
  clientId: number
  memberId: string
  name: string
  hue: number
  selection: CellPlace | null
  /** Where her selection stretches to, when it is more than one cell. */
  spread: Spread | null
  editing: boolean
  /** What she is typing, as far as it parses: shown while she types, in the document only when she is done. */
  draft: ParameterValue | null | undefined
}

/** The cell that a selection began at, and how many rows and columns it has on the screen of the person whose it is. */
export interface Spread extends CellPlace {
  rows: number
  columns: number
}

/** Reads what a peer's browser announced. It is whatever it is: what does not fit is left out, never trusted. */
export function readPresence(clientId: number, state: unknown, findParameter: Catalogue['findParameter']): Peer | null {
  if (!isRecord(state)) return null
  const presence = state as Partial<Record<keyof PlanPresence | 'draft' | 'spread', unknown>>
  const person = presence.person
  if (!isRecord(person) || typeof person.name !== 'string' || typeof person.memberId !== 'string') return null
  const selection = readSelection(presence.selection)
  return {
    clientId,
    memberId: person.memberId,
    name: person.name.slice(0, 80) || 'someone',
    hue: typeof person.hue === 'number' && Number.isFinite(person.hue) ? Math.abs(Math.trunc(person.hue)) : 0,
    selection,
    spread: selection && readSpread(presence.spread),
    editing: presence.editing === true,
    draft: selection && presence.editing === true ? readDraft(selection.key, presence.draft, findParameter) : undefined,
  }
}

function readSelection(found: unknown): Peer['selection'] {
  if (!isRecord(found) || typeof found.recipeId !== 'string' || typeof found.key !== 'string') return null
  return { recipeId: found.recipeId.slice(0, 64), key: found.key.slice(0, 120) }
}

function readSpread(found: unknown): Spread | null {
  const place = readSelection(found)
  const { rows, columns } = (found ?? {}) as Partial<Record<keyof Spread, unknown>>
  return place && isCount(rows) && isCount(columns) ? { ...place, rows, columns } : null
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0
}

/**
 * The cells of a grid that a peer has selected besides the one she is in. Null where this grid has other rows or columns between
 * the two ends than hers, as when one of them sorts or hides: then nobody can say which ones she means.
 */
export function peerRange({ selection, spread }: Peer, shape: GridShape): CellRange | null {
  if (!selection || !spread) return null
  const { rows, columns, ...anchor } = spread
  const range = selectedRange({ anchor, focus: selection }, shape)
  if (!range) return null
  const isSame = range.bottom - range.top + 1 === rows && range.right - range.left + 1 === columns
  return isSame ? range : null
}

function readDraft(key: string, found: unknown, findParameter: Catalogue['findParameter']): Peer['draft'] {
  if (found === undefined) return undefined
  if (found === null) return null
  if (key === 'name') return typeof found === 'string' ? found.slice(0, 200) : undefined
  const parameter = findParameter(key)
  if (!parameter) return undefined
  const read = readValue(parameter, found)
  return read.ok ? read.value : undefined
}

/** The people in the plan, one entry per person however many tabs she has open, in a steady order. */
export function peopleOf(peers: readonly Peer[]): Peer[] {
  const people = new Map<string, Peer>()
  for (const peer of peers) if (!people.has(peer.memberId)) people.set(peer.memberId, peer)
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name) || a.memberId.localeCompare(b.memberId))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
