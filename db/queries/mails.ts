import { and, asc, eq, isNotNull, isNull, lt, lte } from 'drizzle-orm'
import type { MailId } from '@/science/ids'
import type { Database } from '../connection'
import { user } from '../schema/auth'
import { labs } from '../schema/labs'
import { members } from '../schema/members'
import { mails, notifications } from '../schema/notifications'
import type { LabScope } from './scope'

type Db = Database['db']
type MailRow = typeof mails.$inferSelect

/** To be committed with what they tell of. */
export function insertMails(
  lab: LabScope,
  rows: Pick<MailRow, 'id' | 'memberId' | 'kind' | 'sentence' | 'place' | 'notificationId' | 'writtenAt' | 'dueAt'>[],
) {
  return lab.db.insert(mails).values(rows.map((row) => ({ ...row, labId: lab.labId })))
}

export type DueMail = Awaited<ReturnType<typeof listDueMails>>[number]

/** Letters of all labs that are to be tried now, the oldest first, with where they go as it is now. */
export async function listDueMails(db: Db, { now, limit }: { now: Date; limit: number }) {
  return await db
    .select({
      id: mails.id,
      kind: mails.kind,
      sentence: mails.sentence,
      place: mails.place,
      writtenAt: mails.writtenAt,
      attempts: mails.attempts,
      name: user.name,
      address: user.email,
      labSlug: labs.slug,
      labName: labs.name,
      leftAt: members.removedAt,
      readAt: notifications.readAt,
    })
    .from(mails)
    .innerJoin(members, eq(members.id, mails.memberId))
    .innerJoin(user, eq(user.id, members.userId))
    .innerJoin(labs, eq(labs.id, mails.labId))
    .leftJoin(notifications, eq(notifications.id, mails.notificationId))
    .where(and(isNotNull(mails.dueAt), lte(mails.dueAt, now)))
    .orderBy(asc(mails.dueAt))
    .limit(limit)
}

/** Counts a try before it is made, and says when the next would be; matches nothing when another process was at it. */
export function beginTry(db: Db, id: MailId, { attempts, next }: { attempts: number; next: Date }) {
  return db
    .update(mails)
    .set({ attempts: attempts + 1, dueAt: next })
    .where(and(eq(mails.id, id), eq(mails.attempts, attempts), isNull(mails.sentAt), isNotNull(mails.dueAt)))
}

/** Letters that are done with are kept for a while, to be asked about. */
export function forgetMails(db: Db, writtenBefore: Date) {
  return db.delete(mails).where(and(isNull(mails.dueAt), lt(mails.writtenAt, writtenBefore)))
}

export function settleMail(
  db: Db,
  id: MailId,
  { sentAt = null, problem = '', dueAt = null }: { sentAt?: Date | null; problem?: string; dueAt?: Date | null },
) {
  return db.update(mails).set({ sentAt, problem, dueAt }).where(eq(mails.id, id))
}
