import { z } from 'zod'
import { getMe } from '../../services/labs'
import { getSessions, revokeSession } from '../../services/sessions'
import { router, signedInProcedure } from '../init'

export const meRouter = router({
  get: signedInProcedure.query(({ ctx }) => getMe(ctx.core.database, ctx.session)),
  sessions: signedInProcedure.query(({ ctx }) => getSessions(ctx.core, ctx.session)),
  revokeSession: signedInProcedure
    .input(z.object({ session: z.string().min(1).max(100) }))
    .mutation(({ ctx, input }) => revokeSession(ctx.core, ctx.session.userId, input.session)),
})
