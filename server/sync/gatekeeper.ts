import type { IncomingMessage } from 'node:http'
import { type CloseReason, closeCodes } from '@/collab/protocol/closeCodes'
import type { Admission, Gatekeeper } from '@/collab/room/ports'
import type { Role } from '@/db/schema/members'
import { isId, type MemberId, type PlanId } from '@/science/ids'

/** What the gatekeeper needs to know, and nothing else of the process. */
export interface PlanDoor {
  /** The address that people use (`INTERPHASE_URL`), null when none was set: then a page must come from the host it talks to. */
  url: string | null
  /** Who the cookie says is there; null when nobody is signed in. */
  session(headers: Headers): Promise<{ sessionId: string; userId: string } | null>
  /** The person as a member of the plan's lab. */
  membership(userId: string, planId: PlanId): Promise<PlanMembership>
  /** The table of policies. */
  may(member: { memberId: MemberId; role: Role }, action: 'plan.read' | 'plan.write'): boolean
}

export type PlanMembership =
  | { plan: 'none' }
  | { plan: 'of another lab' }
  | { plan: 'open' | 'archived'; memberId: MemberId; role: Role; name: string }

/**
 * Admits to a plan whoever may read it, by the same sessions and policies as the rest of the server. It is asked at every
 * connect, and connections are closed when an answer could have changed (see disconnect.ts), so access is decided here only.
 */
export function createGatekeeper(door: PlanDoor): Gatekeeper {
  return {
    async admit(request, planId) {
      if (!isFromOurPages(request, door.url)) return refuse('notAllowed')
      if (!isId('plan', planId)) return refuse('noSuchPlan')
      const session = await door.session(headersOf(request))
      if (session === null) return refuse('notSignedIn')
      const found = await door.membership(session.userId, planId)
      // Whoever is not in the lab does not learn whether there is such a plan.
      if (found.plan === 'none' || found.plan === 'of another lab') return refuse('noSuchPlan')
      const { memberId, role, name } = found
      if (!door.may({ memberId, role }, 'plan.read')) return refuse('notAllowed')
      return {
        admitted: true,
        memberId,
        sessionId: session.sessionId,
        name,
        canWrite: found.plan === 'open' && door.may({ memberId, role }, 'plan.write'),
      }
    },
  }
}

function refuse(reason: CloseReason): Admission {
  return { admitted: false, closeCode: closeCodes[reason].code, reason: closeCodes[reason].reason }
}

/**
 * Browsers send the page's origin with every socket, and cookies too: a foreign page must not get in on them.
 * Programs other than browsers send no origin, and have no cookies by accident.
 */
export function isFromOurPages(request: Pick<IncomingMessage, 'headers'>, url: string | null): boolean {
  const { origin, host } = request.headers
  if (origin === undefined) return true
  try {
    const page = new URL(origin)
    if (url !== null && page.origin === new URL(url).origin) return true
    return host !== undefined && page.host === host
  } catch {
    return false
  }
}

function headersOf(request: Pick<IncomingMessage, 'headers'>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value)
    else for (const one of value ?? []) headers.append(name, one)
  }
  return headers
}
