import { and, asc, count, eq, exists, gt, isNull, ne } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { InvitationId, MemberId } from '@/science/ids'
import type { Database } from '../connection'
import { account, session, user } from '../schema/auth'
import { labs } from '../schema/labs'
import { invitations, members, type Role } from '../schema/members'
import type { LabScope } from './scope'

type Db = Database['db']

export async function listMembers(lab: LabScope) {
  return await lab.db
    .select({
      memberId: members.id,
      userId: members.userId,
      name: user.name,
      email: user.email,
      hue: members.hue,
      role: members.role,
      createdAt: members.createdAt,
    })
    .from(members)
    .innerJoin(user, eq(user.id, members.userId))
    .where(and(eq(members.labId, lab.labId), isNull(members.removedAt)))
    .orderBy(asc(members.createdAt))
}

export async function countMembersEver(lab: LabScope): Promise<number> {
  const [row] = await lab.db.select({ n: count() }).from(members).where(eq(members.labId, lab.labId))
  return row?.n ?? 0
}

export async function findMemberRow(lab: LabScope, userId: string) {
  const [row] = await lab.db
    .select()
    .from(members)
    .where(and(eq(members.labId, lab.labId), eq(members.userId, userId)))
    .limit(1)
  return row
}

export function insertMemberRow(lab: LabScope, row: Omit<typeof members.$inferInsert, 'labId'>) {
  return lab.db.insert(members).values({ ...row, labId: lab.labId })
}

/** Somebody who left comes back with the role of the new invitation. */
export function readmitMember(lab: LabScope, id: MemberId, role: Role) {
  return lab.db
    .update(members)
    .set({ removedAt: null, role })
    .where(and(eq(members.id, id), eq(members.labId, lab.labId)))
}

/** Changes nothing; matches no row when the lab has no PI but this member. */
export function whileAnotherPi(lab: LabScope, id: MemberId) {
  const other = alias(members, 'other')
  const others = lab.db
    .select({ id: other.id })
    .from(other)
    .where(and(eq(other.labId, lab.labId), eq(other.role, 'pi'), isNull(other.removedAt), ne(other.id, id)))
  return lab.db
    .update(members)
    .set({ labId: lab.labId })
    .where(and(eq(members.id, id), eq(members.labId, lab.labId), exists(others)))
}

/** Matches only while the role is still what the caller saw. */
export function updateRole(lab: LabScope, id: MemberId, from: Role, to: Role) {
  return lab.db
    .update(members)
    .set({ role: to })
    .where(and(eq(members.id, id), eq(members.labId, lab.labId), eq(members.role, from), isNull(members.removedAt)))
}

export function markRemoved(lab: LabScope, id: MemberId, at: Date) {
  return lab.db
    .update(members)
    .set({ removedAt: at })
    .where(and(eq(members.id, id), eq(members.labId, lab.labId), isNull(members.removedAt)))
}

export async function findUserByEmail(db: Db, email: string) {
  const [row] = await db.select().from(user).where(eq(user.email, email)).limit(1)
  return row
}

/** A person who signs in with a password: the two rows that better-auth reads. Both go into one batch. */
export function insertPerson(
  db: Db,
  { id, name, email, passwordHash, at }: { id: string; name: string; email: string; passwordHash: string; at: Date },
) {
  return [
    db.insert(user).values({ id, name, email, emailVerified: false, createdAt: at, updatedAt: at }),
    db.insert(account).values({
      id: `${id}-password`,
      accountId: id,
      providerId: 'credential',
      userId: id,
      password: passwordHash,
      createdAt: at,
      updatedAt: at,
    }),
  ]
}

export async function listSessions(db: Db, userId: string, now: Date) {
  return await db
    .select()
    .from(session)
    .where(and(eq(session.userId, userId), gt(session.expiresAt, now)))
}

export async function findSession(db: Db, userId: string, sessionId: string) {
  const [row] = await db
    .select({ createdAt: session.createdAt })
    .from(session)
    .where(and(eq(session.id, sessionId), eq(session.userId, userId)))
    .limit(1)
  return row
}

export function deleteSession(db: Db, userId: string, sessionId: string) {
  return db.delete(session).where(and(eq(session.id, sessionId), eq(session.userId, userId)))
}

export function insertInvitation(lab: LabScope, row: Omit<typeof invitations.$inferInsert, 'labId'>) {
  return lab.db.insert(invitations).values({ ...row, labId: lab.labId })
}

export async function listOpenInvitations(lab: LabScope, now: Date) {
  return await lab.db
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.labId, lab.labId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        gt(invitations.expiresAt, now),
      ),
    )
    .orderBy(asc(invitations.createdAt))
}

/** By the hash of its token: the link stands for the right to see it. */
export async function findInvitation(db: Db, tokenHash: string) {
  const [row] = await db
    .select({ invitation: invitations, lab: { id: labs.id, slug: labs.slug, name: labs.name } })
    .from(invitations)
    .innerJoin(labs, eq(labs.id, invitations.labId))
    .where(eq(invitations.tokenHash, tokenHash))
    .limit(1)
  return row
}

/** Matches only an invitation that is still open: two people cannot use one link. */
export function markAccepted(lab: LabScope, id: InvitationId, by: MemberId, at: Date) {
  return lab.db
    .update(invitations)
    .set({ acceptedAt: at, acceptedBy: by })
    .where(and(eq(invitations.id, id), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)))
}

export function markRevoked(lab: LabScope, id: InvitationId, at: Date) {
  return lab.db
    .update(invitations)
    .set({ revokedAt: at })
    .where(
      and(
        eq(invitations.id, id),
        eq(invitations.labId, lab.labId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    )
}
