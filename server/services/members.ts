import { commit, guarded } from '@/db/commit'
import { listMembers, markRemoved, updateRole, whileAnotherPi } from '@/db/queries/members'
import type { LabScope } from '@/db/queries/scope'
import type { Role } from '@/db/schema/members'
import type { MemberId } from '@/science/ids'
import { AppError } from '../errors'
import { disconnect } from '../sync/disconnect'
import type { MemberView } from '../views'
import { activityEntry } from './activity'
import { type LabContext, scopeOf } from './context'

export async function getMembers(context: LabContext): Promise<MemberView[]> {
  const rows = await listMembers(scopeOf(context))
  return rows.map(({ userId: _, ...member }) => member)
}

/** Takes effect at once: the person's open plans close and come back with what the new role allows. */
export async function changeRole(context: LabContext, memberId: MemberId, role: Role): Promise<void> {
  const lab = scopeOf(context)
  const member = await findInLab(context, memberId)
  if (member.role === role) return
  await commit(context.core.database, [
    ...(member.role === 'pi' ? [unlessLastPi(lab, memberId, 'A lab needs a PI: make somebody else PI first.')] : []),
    guarded(updateRole(lab, memberId, member.role, role), { changes: 1, otherwise: changedMeanwhile }),
    activityEntry(lab, {
      by: context.actor.memberId,
      at: new Date(),
      subjectId: memberId,
      planId: null,
      verb: 'member.role-changed',
      details: { name: member.name, from: member.role, to: role },
    }),
  ])
  disconnect(context.core.rooms, { kind: 'member', memberId })
}

/** What the person did stays; she no longer gets in. */
export async function removeMember(context: LabContext, memberId: MemberId): Promise<void> {
  const lab = scopeOf(context)
  const member = await findInLab(context, memberId)
  const at = new Date()
  await commit(context.core.database, [
    ...(member.role === 'pi'
      ? [unlessLastPi(lab, memberId, 'A lab needs a PI: make somebody else PI before you leave.')]
      : []),
    guarded(markRemoved(lab, memberId, at), { changes: 1, otherwise: changedMeanwhile }),
    activityEntry(lab, {
      by: context.actor.memberId,
      at,
      subjectId: memberId,
      planId: null,
      verb: 'member.removed',
      details: { name: member.name },
    }),
  ])
  disconnect(context.core.rooms, { kind: 'member', memberId })
}

const changedMeanwhile = () => new AppError('conflict', 'Somebody changed this member just now. Look again.')

async function findInLab(context: LabContext, memberId: MemberId) {
  const member = (await listMembers(scopeOf(context))).find((one) => one.memberId === memberId)
  if (member === undefined) throw new AppError('not-found', 'There is no such member in this lab.')
  return member
}

/** Decided when it is written: two PIs who remove each other at the same moment do not leave the lab without one. */
function unlessLastPi(lab: LabScope, memberId: MemberId, sentence: string) {
  return guarded(whileAnotherPi(lab, memberId), { changes: 1, otherwise: () => new AppError('conflict', sentence) })
}
