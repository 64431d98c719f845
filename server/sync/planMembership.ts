import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { user } from '@/db/schema/auth'
import { members } from '@/db/schema/members'
import { plans } from '@/db/schema/plans'
import type { PlanId } from '@/science/ids'
import type { PlanMembership } from './gatekeeper'

/** A person as a member of the lab that a plan belongs to. */
export async function findPlanMembership(db: Database['db'], userId: string, planId: PlanId): Promise<PlanMembership> {
  const [plan] = await db
    .select({ labId: plans.labId, archivedAt: plans.archivedAt })
    .from(plans)
    .where(eq(plans.id, planId))
    .limit(1)
  if (plan === undefined) return { plan: 'none' }
  const [member] = await db
    .select({ memberId: members.id, role: members.role, name: user.name })
    .from(members)
    .innerJoin(user, eq(user.id, members.userId))
    .where(and(eq(members.labId, plan.labId), eq(members.userId, userId), isNull(members.removedAt)))
    .limit(1)
  if (member === undefined) return { plan: 'of another lab' }
  return { plan: plan.archivedAt === null ? 'open' : 'archived', ...member }
}
