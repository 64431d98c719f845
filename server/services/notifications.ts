import { newId } from '@/collab/plan/newId'
import { commit, commitUnrecorded, recordOnly, type Statement } from '@/db/commit'
import { insertMails } from '@/db/queries/mails'
import { listMembers } from '@/db/queries/members'
import {
  countUnread,
  insertNotifications,
  listChoices,
  listNotificationRows,
  markRead,
  type NotificationChoices,
  type NotificationRow,
  saveChoices,
} from '@/db/queries/notifications'
import type { NotificationKind } from '@/db/schema/notifications'
import type { LabId, MemberId, NotificationId } from '@/science/ids'
import type { NotificationChoicesView, NotificationView } from '../views'
import { type LabContext, type NotifyingCore, scopeOf } from './context'
import { thisMoment } from './moment'
import { type People, peopleOf } from './people'

/** What each kind of line needs to know. Names are kept as they were at that time. */
export interface NotificationDetails {
  /** Without an excerpt where the words are still being written, as in notes. */
  mention: { title: string; about: string; excerpt: string }
  reply: { title: string; about: string; excerpt: string }
  'review-asked': { title: string }
  'review-answered': { title: string; answer: 'approved' | 'changes-requested'; reason: string }
  'run-failed': { title: string; recipe: string; run: string; reason: string }
}

/** So long a letter waits for its reader to see the same in the app, ms. */
export const mailWaitsMs = 2 * 60_000

const wantsAll: NotificationChoices = { muted: [], unmailed: [] }

/**
 * Statements for the same batch as what they tell of. Nobody hears of her own acts, of what she does not want to hear of, or of a
 * lab that she left.
 */
export async function notify<Kind extends NotificationKind>(
  context: { core: NotifyingCore; lab: { id: LabId } },
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
  const lab = scopeOf(context)
  const [members, choices, people] = await Promise.all([listMembers(lab), listChoices(lab), peopleOf(lab)])
  const present = new Set(members.map(({ memberId }) => memberId))
  const details = { ...given.details } as Record<string, string>
  const sentence = sentenceOf(people(by).name, kind, details)
  const letters: Parameters<typeof insertMails>[1] = []
  const rows: Parameters<typeof insertNotifications>[1][number][] = []
  for (const memberId of new Set(given.to)) {
    if (memberId === by || !present.has(memberId)) continue
    const { muted, unmailed } = choices.get(memberId) ?? wantsAll
    const notificationId = muted.includes(kind) ? null : newId('notification')
    if (notificationId !== null) rows.push({ id: notificationId, memberId, kind, by, at, details, place })
    if (!context.core.sendsMail || unmailed.includes(kind)) continue
    const dueAt = notificationId === null ? at : new Date(at.getTime() + mailWaitsMs)
    letters.push({ id: newId('mail'), memberId, kind, sentence, place, notificationId, writtenAt: at, dueAt })
  }
  return [
    ...(rows.length === 0 ? [] : [insertNotifications(lab, rows)]),
    ...(letters.length === 0 ? [] : [insertMails(lab, letters)]),
  ]
}

/** The newest first. */
export async function listNotifications(context: LabContext, limit = 100): Promise<NotificationView[]> {
  const lab = scopeOf(context)
  const [rows, people] = await Promise.all([listNotificationRows(lab, context.actor.memberId, limit), peopleOf(lab)])
  return rows.map((row) => notificationView(row, people))
}

export function notificationView(row: NotificationRow, people: People): NotificationView {
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

/** What this member does not want to hear of, and whether there are letters at all. */
export async function notificationChoices(context: LabContext): Promise<NotificationChoicesView> {
  const found = (await listChoices(scopeOf(context))).get(context.actor.memberId) ?? wantsAll
  return { ...found, sendsMail: context.core.sendsMail }
}

export async function chooseNotifications(context: LabContext, given: NotificationChoices): Promise<void> {
  const { memberId } = context.actor
  const muted = [...new Set(given.muted)]
  const unmailed = [...new Set(given.unmailed)]
  await commit(context.core.database, [
    saveChoices(scopeOf(context), memberId, { muted, unmailed }),
    recordOnly({
      labId: context.lab.id,
      by: memberId,
      at: thisMoment(),
      verb: 'notifications.chosen',
      subjectId: memberId,
      details: { muted, unmailed },
    }),
  ])
}

function sentenceOf(name: string, kind: NotificationKind, details: Readonly<Record<string, string>>): string {
  const title = `“${details.title}”`
  const because = details.reason ? `: ${details.reason}` : ''
  switch (kind) {
    case 'mention':
      return details.excerpt === ''
        ? `${name} mentioned you in ${details.about} in ${title}`
        : `${name} mentioned you on ${details.about} in ${title}: “${details.excerpt}”`
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
