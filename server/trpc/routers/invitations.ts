import { z } from 'zod'
import { roles } from '@/db/schema/members'
import {
  acceptInvitation,
  invite,
  listInvitations,
  lookAtInvitation,
  revokeInvitation,
} from '../../services/invitations'
import { labProcedure, publicProcedure, router } from '../init'
import { emailInput, idInput, passwordInput, words } from '../inputs'

const token = z.string().min(1).max(200)

export const invitationsRouter = router({
  create: labProcedure('member.invite')
    .input(z.object({ role: z.enum(roles), email: emailInput.nullish() }))
    .mutation(({ ctx, input }) =>
      invite(ctx, { role: input.role, email: input.email ?? null, url: ctx.core.config.url }),
    ),
  list: labProcedure('member.invite').query(({ ctx }) => listInvitations(ctx)),
  revoke: labProcedure('member.invite')
    .input(z.object({ invitation: idInput('invitation') }))
    .mutation(({ ctx, input }) => revokeInvitation(ctx, input.invitation)),
  look: publicProcedure('Whoever holds the link may see what it invites to.')
    .input(z.object({ token }))
    .query(({ ctx, input }) => lookAtInvitation(ctx.core.database, input.token)),
  accept: publicProcedure('The token of the link is the permission.')
    .input(
      z.object({
        token,
        name: words(120).min(1).optional(),
        email: emailInput.optional(),
        password: passwordInput.optional(),
      }),
    )
    .mutation(({ ctx, input }) => acceptInvitation(ctx.core.database, { ...input, session: ctx.session })),
})
