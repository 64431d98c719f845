import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MemberId, NotificationId } from '@/science/ids'
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

/** The kinds that a member does not want to hear of. No row: she hears of all. */
export const notificationChoices = sqliteTable('notification_choices', {
  memberId: text('member_id').$type<MemberId>().primaryKey(),
  labId: inLab(),
  muted: text('muted', { mode: 'json' }).$type<readonly NotificationKind[]>().notNull(),
})
