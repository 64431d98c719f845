import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MailId, MemberId, NotificationId } from '@/science/ids'
import { inLab, moment } from './columns'

export const notificationKinds = ['mention', 'reply', 'review-asked', 'review-answered', 'run-failed'] as const
export type NotificationKind = (typeof notificationKinds)[number]

/** What a member should hear of, written in the same batch as what it tells of. */
export const notifications = sqliteTable(
  'notifications',
  {
    id: text('id').$type<NotificationId>().primaryKey(),
    labId: inLab(),
    /** Whom it is for. */
    memberId: text('member_id').$type<MemberId>().notNull(),
    kind: text('kind', { enum: notificationKinds }).notNull(),
    by: text('by_member').$type<MemberId>().notNull(),
    at: moment('at').notNull(),
    /** Names as they were at that time. */
    details: text('details', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    /** The page to go to, below the lab's: `plans/pln_…?thread=thr_…`. */
    place: text('place').notNull(),
    readAt: moment('read_at'),
  },
  (table) => [index('notifications_member').on(table.memberId, table.at)],
)

/** Mentions in notes that were seen, so that nobody is told of one twice: the notes stay, and are copied and restored. */
export const seenMentions = sqliteTable(
  'seen_mentions',
  {
    labId: inLab(),
    /** As it stands in the notes. */
    key: text('key').notNull(),
    /** Who is named. */
    memberId: text('member_id').$type<MemberId>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.labId, table.key, table.memberId] })],
)

/** What a member does not want to hear of, in the app and by e-mail. No row: she hears of all, in both ways. */
export const notificationChoices = sqliteTable('notification_choices', {
  memberId: text('member_id').$type<MemberId>().primaryKey(),
  labId: inLab(),
  muted: text('muted', { mode: 'json' }).$type<readonly NotificationKind[]>().notNull(),
  unmailed: text('unmailed', { mode: 'json' }).$type<readonly NotificationKind[]>().notNull().default([]),
})

/**
 * Letters on their way, written in the same batch as what they tell of: a crash loses none. They are no record, only how far
 * each has come; whom it goes to is looked up when it goes.
 */
export const mails = sqliteTable(
  'mails',
  {
    id: text('id').$type<MailId>().primaryKey(),
    labId: inLab(),
    memberId: text('member_id').$type<MemberId>().notNull(),
    kind: text('kind', { enum: notificationKinds }).notNull(),
    /** What happened, in words, as it is the subject. */
    sentence: text('sentence').notNull(),
    /** The page to go to, below the lab's. */
    place: text('place').notNull(),
    /** The same in the app, when it stands there too: read there, it needs no letter. */
    notificationId: text('notification_id').$type<NotificationId>(),
    writtenAt: moment('written_at').notNull(),
    /** When it is tried next; null once it was accepted by the mail server, or is not tried any more. */
    dueAt: moment('due_at'),
    attempts: integer('attempts').notNull().default(0),
    /** When the mail server accepted it. */
    sentAt: moment('sent_at'),
    /** What came of the last try, or why there is none. */
    problem: text('problem').notNull().default(''),
  },
  (table) => [index('mails_due').on(table.dueAt)],
)
