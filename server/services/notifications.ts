import { newId } from '@/collab/plan/newId'
import { commit, commitUnrecorded, recordOnly, type Statement } from '@/db/commit'
import { listMembers } from '@/db/queries/members'
import {
  countUnread,
  insertNotifications,
  listMuted,
  listNotificationRows,
  markRead,
  saveMuted,
} from '@/db/queries/notifications'
import type { LabScope } from '@/db/queries/scope'
import type { NotificationKind } from '@/db/schema/notifications'
import type { MemberId, NotificationId } from '@/science/ids'
import type { NotificationView } from '../views'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { peopleOf } from './people'

/** What each kind of line needs to know. Names are kept as they were at that time. */
export interface NotificationDetails {
  mention: { title: string; about: string; excerpt: string }
  reply: { title: string; about: string; excerpt: string }
  'review-asked': { title: string }
  'review-answered': { title: string; answer: 'approved' | 'changes-requested'; reason: string }
  'run-failed': { title: string; recipe: string; run: string; reason: string }
}

/**
 * Statements for the same batch as what they tell of. Nobody hears of her own acts, of what she does not want to hear of, or of a
 * lab that she left.
 */
export async function notify<Kind extends NotificationKind>(
  lab: LabScope,
  given: {
    to: Iterable<MemberId>
    kind: Kind
    by: MemberId
    at: Date
    details: NotificationDetails[Kind]
    place: string
  },
): Promise<Statement[]> {
  const { kind, by, at, place } = given
  const [members, muted] = await Promise.all([listMembers(lab), listMuted(lab)])
  const present = new Set(members.map(({ memberId }) => memberId))
  const details = { ...given.details } as Record<string, string>
  const rows = [...new Set(given.to)]
    .filter((memberId) => memberId !== by && present.has(memberId) && !muted.get(memberId)?.includes(kind))
    .map((memberId) => ({ id: newId('notification'), memberId, kind, by, at, details, place }))
  return rows.length === 0 ? [] : [insertNotifications(lab, rows)]
}

/** The newest first. */
export async function listNotifications(context: LabContext, limit = 100): Promise<NotificationView[]> {
  const lab = scopeOf(context)
  const [rows, people] = await Promise.all([listNotificationRows(lab, context.actor.memberId, limit), peopleOf(lab)])
  return rows.map((row) => {
    const by = people(row.by)
    return {
      id: row.id,
      kind: row.kind,
      by,
      at: row.at,
      sentence: sentenceOf(by.name, row.kind, row.details),
      place: row.place,
      isRead: row.readAt !== null,
    }
  })
}

export async function unreadCount(context: LabContext): Promise<number> {
  return await countUnread(scopeOf(context), context.actor.memberId)
}

/** Marks those that are named as read, or all. */
export async function markNotificationsRead(context: LabContext, ids: readonly NotificationId[] | null): Promise<void> {
  const statement = markRead(scopeOf(context), context.actor.memberId, ids, thisMoment())
  await commitUnrecorded(context.core.database, {
    because: 'what somebody has read is nobody else’s business',
    statements: [statement],
  })
}

export async function mutedKinds(context: LabContext): Promise<readonly NotificationKind[]> {
  return (await listMuted(scopeOf(context))).get(context.actor.memberId) ?? []
}

export async function muteKinds(context: LabContext, muted: readonly NotificationKind[]): Promise<void> {
  const { memberId } = context.actor
  await commit(context.core.database, [
    saveMuted(scopeOf(context), memberId, [...new Set(muted)]),
    recordOnly({
      labId: context.lab.id,
      by: memberId,
      at: thisMoment(),
      verb: 'notifications.chosen',
      subjectId: memberId,
      details: { muted },
    }),
  ])
}

function sentenceOf(name: string, kind: NotificationKind, details: Readonly<Record<string, string>>): string {
  const title = `“${details.title}”`
  const because = details.reason ? `: ${details.reason}` : ''
  switch (kind) {
    case 'mention':
      return `${name} mentioned you on ${details.about} in ${title}: “${details.excerpt}”`
    case 'reply':
      return `${name} answered on ${details.about} in ${title}: “${details.excerpt}”`
    case 'review-asked':
      return `${name} asks you to review ${title}`
    case 'review-answered':
      return details.answer === 'approved'
        ? `${name} approved ${title}`
        : `${name} asks for changes in ${title}${because}`
    case 'run-failed':
      return `Run ${details.run} of ${details.recipe} in ${title} failed${because}`
  }
}
