import { isId, type MemberId } from '@/science/ids'
import type { PlanPresence } from './types'

/** Someone else in the plan, as her browser shows her. The server vouches for `memberId` and `name`, and for nothing more. */
export interface OtherPresence extends PlanPresence {
  /** One per tab: a person with two tabs is there twice. */
  clientId: number
}

const longestName = 200
const longestKey = 120

/** Reads what a peer shows of herself. Null for anything that is no presence: it is simply not shown. */
export function readPresence(state: unknown): PlanPresence | null {
  if (!isRecord(state) || !isRecord(state.person)) return null
  const { memberId, name, hue } = state.person
  if (!isId('member', memberId) || typeof name !== 'string') return null
  return {
    person: {
      memberId: memberId satisfies MemberId,
      name: name.slice(0, longestName),
      hue: typeof hue === 'number' && Number.isFinite(hue) ? ((hue % 360) + 360) % 360 : 0,
    },
    selection: readSelection(state.selection),
    editing: state.editing === true,
  }
}

/** All others that are well-formed, in a steady order. */
export function readPresences(states: ReadonlyMap<number, unknown>, ownClientId: number): OtherPresence[] {
  const others: OtherPresence[] = []
  for (const [clientId, state] of states) {
    if (clientId === ownClientId) continue
    const presence = readPresence(state)
    if (presence !== null) others.push({ clientId, ...presence })
  }
  return others.sort((a, b) => a.clientId - b.clientId)
}

function readSelection(found: unknown): PlanPresence['selection'] {
  if (!isRecord(found)) return null
  const { recipeId, key } = found
  if (!isId('recipe', recipeId) || typeof key !== 'string' || key.length > longestKey) return null
  return { recipeId, key }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
