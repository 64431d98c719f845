import type { PlanPresence } from '@/collab/plan/types'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Catalogue } from '@/science/recipe/parameters'
import { readValue } from '@/science/recipe/readValue'

/** Somebody else who is in the plan now, as far as what her browser says of her can be understood. */
export interface Peer {
  clientId: number
  memberId: string
  name: string
  hue: number
  selection: { recipeId: string; key: string } | null
  editing: boolean
  /** What she is typing, as far as it parses: shown while she types, in the document only when she is done. */
  draft: ParameterValue | null | undefined
}

/** Reads what a peer's browser announced. It is whatever it is: what does not fit is left out, never trusted. */
export function readPresence(clientId: number, state: unknown, findParameter: Catalogue['findParameter']): Peer | null {
  if (!isRecord(state)) return null
  const presence = state as Partial<Record<keyof PlanPresence | 'draft', unknown>>
  const person = presence.person
  if (!isRecord(person) || typeof person.name !== 'string' || typeof person.memberId !== 'string') return null
  const selection = readSelection(presence.selection)
  return {
    clientId,
    memberId: person.memberId,
    name: person.name.slice(0, 80) || 'someone',
    hue: typeof person.hue === 'number' && Number.isFinite(person.hue) ? Math.abs(Math.trunc(person.hue)) : 0,
    selection,
    editing: presence.editing === true,
    draft: selection && presence.editing === true ? readDraft(selection.key, presence.draft, findParameter) : undefined,
  }
}

function readSelection(found: unknown): Peer['selection'] {
  if (!isRecord(found) || typeof found.recipeId !== 'string' || typeof found.key !== 'string') return null
  return { recipeId: found.recipeId.slice(0, 64), key: found.key.slice(0, 120) }
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
