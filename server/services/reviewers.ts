import { listMembers } from '@/db/queries/members'
import type { LabScope } from '@/db/queries/scope'
import type { MemberId } from '@/science/ids'
import { can } from '../policies'
import type { ReviewerView } from '../views'
import { type LabContext, scopeOf } from './context'

/** Everybody who may be asked for a review, the longest in the lab first. */
export async function listPossibleReviewers(context: LabContext): Promise<ReviewerView[]> {
  const members = await listMembers(scopeOf(context))
  return members.flatMap(({ memberId, name, hue, role }) =>
    can({ role }, 'plan.approve') ? [{ memberId, name, hue }] : [],
  )
}

/**
 * Those of the people asked who may still answer: somebody who left the lab, or is no longer PI, is not waited for. When
 * nobody is left of them, any who may approve stands in.
 */
export async function standingReviewers(lab: LabScope, asked: readonly MemberId[]): Promise<MemberId[]> {
  const possible = (await listMembers(lab)).flatMap(({ memberId, role }) =>
    can({ role }, 'plan.approve') ? [memberId] : [],
  )
  const standing = asked.filter((memberId) => possible.includes(memberId))
  return standing.length > 0 ? standing : possible
}
