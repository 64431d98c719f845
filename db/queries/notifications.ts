import { and, count, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { MemberId, NotificationId } from '@/science/ids'
import { type NotificationKind, notificationChoices, notifications } from '../schema/notifications'
import type { LabScope } from './scope'

export type NotificationRow = typeof notifications.$inferSelect

export async function listNotificationRows(lab: LabScope, memberId: MemberId, limit: number) {
  return await lab.db
    .select()
    .from(notifications)
    .where(and(eq(notifications.labId, lab.labId), eq(notifications.memberId, memberId)))
    .orderBy(desc(notifications.at), desc(notifications.id))
    .limit(limit)
}

/** Of these kinds, unread, the newest first. */
export async function listUnread(lab: LabScope, memberId: MemberId, kinds: readonly NotificationKind[], limit: number) {
  return await lab.db
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.labId, lab.labId),
        eq(notifications.memberId, memberId),
        isNull(notifications.readAt),
        inArray(notifications.kind, [...kinds]),
      ),
    )
    .orderBy(desc(notifications.at), desc(notifications.id))
    .limit(limit)
}

export async function countUnread(lab: LabScope, memberId: MemberId): Promise<number> {
  const [row] = await lab.db
    .select({ count: count() })
    .from(notifications)
    .where(and(eq(notifications.labId, lab.labId), eq(notifications.memberId, memberId), isNull(notifications.readAt)))
  return row?.count ?? 0
}

/** Whether somebody was told the same already and has not looked. */
export async function isAlreadyTold(
  lab: LabScope,
  { memberId, by, kind, place }: Pick<NotificationRow, 'memberId' | 'by' | 'kind' | 'place'>,
): Promise<boolean> {
  const found = await lab.db
    .select({ id: notifications.id })
    .from(notifications)
    .where(
      and(
        eq(notifications.labId, lab.labId),
        eq(notifications.memberId, memberId),
        eq(notifications.by, by),
        eq(notifications.kind, kind),
        eq(notifications.place, place),
        isNull(notifications.readAt),
      ),
    )
    .limit(1)
  return found.length > 0
}

export function insertNotifications(lab: LabScope, rows: readonly Omit<NotificationRow, 'labId' | 'readAt'>[]) {
  return lab.db.insert(notifications).values(rows.map((row) => ({ ...row, labId: lab.labId })))
}

/** Those that are named, or all, as far as they are this member's and unread. */
export function markRead(lab: LabScope, memberId: MemberId, ids: readonly NotificationId[] | null, at: Date) {
  return lab.db
    .update(notifications)
    .set({ readAt: at })
    .where(
      and(
        eq(notifications.labId, lab.labId),
        eq(notifications.memberId, memberId),
        isNull(notifications.readAt),
        ids === null ? undefined : inArray(notifications.id, [...ids]),
      ),
    )
}

export interface NotificationChoices {
  muted: readonly NotificationKind[]
  unmailed: readonly NotificationKind[]
}

export async function listChoices(lab: LabScope): Promise<Map<MemberId, NotificationChoices>> {
  const rows = await lab.db.select().from(notificationChoices).where(eq(notificationChoices.labId, lab.labId))
  return new Map(rows.map(({ memberId, muted, unmailed }) => [memberId, { muted, unmailed }]))
}

export function saveChoices(lab: LabScope, memberId: MemberId, { muted, unmailed }: NotificationChoices) {
  return lab.db
    .insert(notificationChoices)
    .values({ memberId, labId: lab.labId, muted, unmailed })
    .onConflictDoUpdate({ target: notificationChoices.memberId, set: { muted, unmailed } })
}
