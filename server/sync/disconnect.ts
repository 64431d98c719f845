import type { Rooms } from '@/collab/room/rooms'
import type { MemberId, PlanId } from '@/science/ids'

/**
 * What may have changed the gatekeeper's answer. Sockets concerned are closed; their owners come back by themselves and are
 * judged again, so that access is decided in one place only.
 */
export type AccessChange =
  | { kind: 'member'; memberId: MemberId }
  | { kind: 'session'; sessionId: string }
  | { kind: 'plan'; planId: PlanId }

/** Call it after the change is committed, never before: whoever comes back at once must meet the new answer. */
export function disconnect(
  rooms: Pick<Rooms, 'closeMember' | 'closeSession' | 'closePlan'>,
  change: AccessChange,
): void {
  switch (change.kind) {
    case 'member':
      rooms.closeMember(change.memberId)
      return
    case 'session':
      rooms.closeSession(change.sessionId)
      return
    case 'plan':
      rooms.closePlan(change.planId)
      return
  }
}
