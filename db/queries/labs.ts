import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Database } from '../connection'
import { type LabSettings, labs } from '../schema/labs'
import { members } from '../schema/members'
import type { LabScope } from './scope'

type Db = Database['db']

export async function findLab(db: Db, slug: string) {
  const [lab] = await db.select().from(labs).where(eq(labs.slug, slug)).limit(1)
  return lab
}

export async function listLabIds(db: Db) {
  return (await db.select({ id: labs.id }).from(labs)).map(({ id }) => id)
}

export async function isAnyLab(db: Db): Promise<boolean> {
  return (await db.select({ id: labs.id }).from(labs).limit(1)).length > 0
}

/** The person in this lab; undefined when she never was, or left. */
export async function findMembership(lab: LabScope, userId: string) {
  const [member] = await lab.db
    .select()
    .from(members)
    .where(and(eq(members.labId, lab.labId), eq(members.userId, userId), isNull(members.removedAt)))
    .limit(1)
  return member
}

/** All labs that a person is in, her own before the example. */
export async function listLabsOf(db: Db, userId: string) {
  return await db
    .select({ id: labs.id, slug: labs.slug, name: labs.name, role: members.role, isExample: labs.isExample })
    .from(members)
    .innerJoin(labs, eq(labs.id, members.labId))
    .where(and(eq(members.userId, userId), isNull(members.removedAt)))
    .orderBy(asc(labs.isExample), asc(labs.name))
}

/** Matches only while the settings are still what the caller saw. */
export function updateSettings(lab: LabScope, from: LabSettings, to: LabSettings) {
  return lab.db
    .update(labs)
    .set({ settings: to })
    .where(and(eq(labs.id, lab.labId), eq(labs.settings, from)))
}

export function insertLab(db: Db, row: typeof labs.$inferInsert) {
  return db.insert(labs).values(row)
}
