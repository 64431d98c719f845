import { z } from 'zod'
import { notificationKinds } from '@/db/schema/notifications'
import * as notifications from '../../services/notifications'
import { labProcedure, router } from '../init'
import { idInput } from '../inputs'

const kinds = z.array(z.enum(notificationKinds)).max(20)

/** Each member's own, whatever her role. */
export const notificationsRouter = router({
  list: labProcedure('lab.read').query(({ ctx }) => notifications.listNotifications(ctx)),
  unread: labProcedure('lab.read').query(({ ctx }) => notifications.unreadCount(ctx)),
  markRead: labProcedure('lab.read')
    .input(z.object({ ids: z.array(idInput('notification')).max(500).nullable() }))
    .mutation(({ ctx, input }) => notifications.markNotificationsRead(ctx, input.ids)),
  choices: labProcedure('lab.read').query(({ ctx }) => notifications.notificationChoices(ctx)),
  choose: labProcedure('lab.read')
    .input(z.object({ muted: kinds, unmailed: kinds }))
    .mutation(({ ctx, input }) => notifications.chooseNotifications(ctx, input)),
})
