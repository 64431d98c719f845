import { and, eq } from 'drizzle-orm'
import type { MemberId } from '@/science/ids'
import { account, user } from '../schema/auth'
import { members, type Role } from '../schema/members'
import type { LabScope } from './scope'

export interface PersonRow {
  memberId: MemberId
  name: string
  hue: number
  role: Role
  email: string
  removedAt: Date | null
}

/** Everybody who is or was in the lab: records point at those who left, too. */
export async function listPeople(lab: LabScope): Promise<PersonRow[]> {
  return await lab.db
    .select({
      memberId: members.id,
      name: user.name,
      hue: members.hue,
      role: members.role,
      email: user.email,
      removedAt: members.removedAt,
    })
    .from(members)
    .innerJoin(user, eq(user.id, members.userId))
    .where(eq(members.labId, lab.labId))
}

/** As the sign-in library stored it; null for somebody who signs in another way. */
export async function findPasswordHash(db: LabScope['db'], userId: string): Promise<string | null> {
  const rows = await db
    .select({ password: account.password })
    .from(account)
    .where(and(eq(account.userId, userId), eq(account.providerId, 'credential')))
    .limit(1)
  return rows[0]?.password ?? null
}
