import { and, eq } from 'drizzle-orm'
import type { LabId, MemberId } from '@/science/ids'
import { user } from '../schema/auth'
import { type LabSettings, labs } from '../schema/labs'
import { members, type Role } from '../schema/members'
import { planUpdates } from '../schema/planLog'
import type { plans } from '../schema/plans'
import type { LabScope } from './scope'

type Db = LabScope['db']

export async function findExampleLab(db: Db): Promise<{ id: LabId; slug: string } | undefined> {
  const rows = await db.select({ id: labs.id, slug: labs.slug }).from(labs).where(eq(labs.isExample, true)).limit(1)
  return rows[0]
}

export async function isSlugTaken(db: Db, slug: string): Promise<boolean> {
  return (await db.select({ id: labs.id }).from(labs).where(eq(labs.slug, slug)).limit(1)).length > 0
}

export async function findMembership(
  db: Db,
  labId: LabId,
  userId: string,
): Promise<{ id: MemberId; removedAt: Date | null } | undefined> {
  const rows = await db
    .select({ id: members.id, removedAt: members.removedAt })
    .from(members)
    .where(and(eq(members.labId, labId), eq(members.userId, userId)))
    .limit(1)
  return rows[0]
}

export function insertExampleLab(
  db: Db,
  row: { id: LabId; slug: string; name: string; settings: LabSettings; createdAt: Date },
) {
  return db.insert(labs).values({ ...row, isExample: true })
}

/** A person of the example. There is no password and no account, so nobody can sign in as her. */
export function insertExamplePerson(db: Db, row: { id: string; name: string; email: string; at: Date }) {
  const { at, ...rest } = row
  return db
    .insert(user)
    .values({ ...rest, createdAt: at, updatedAt: at })
    .onConflictDoNothing()
}

export function insertMember(
  lab: LabScope,
  row: { id: MemberId; userId: string; role: Role; hue: number; createdAt: Date },
) {
  return lab.db.insert(members).values({ ...row, labId: lab.labId })
}

export function restoreMember(lab: LabScope, memberId: MemberId) {
  return lab.db
    .update(members)
    .set({ removedAt: null })
    .where(and(eq(members.labId, lab.labId), eq(members.id, memberId)))
}

/** The whole document of a plan that did not exist before, as the first entry of its log. */
export function insertFirstPlanUpdate(
  db: Db,
  row: { planId: (typeof plans.$inferSelect)['id']; update: Uint8Array; memberId: MemberId; at: Date },
) {
  return db.insert(planUpdates).values({ ...row, update: Buffer.from(row.update), seq: 1 })
}
