import { z } from 'zod'
import { createFirstLab, getSetup } from '../../services/setup'
import { publicProcedure, router } from '../init'
import { emailInput, passwordInput, words } from '../inputs'

export const setupRouter = router({
  state: publicProcedure('The sign-in page must know whether there is anything to sign in to.')
    .input(z.object({ token: z.string().max(200).optional() }))
    .query(({ ctx, input }) => getSetup(ctx.core, input.token)),
  createFirstLab: publicProcedure('The one-time token that the server printed is the permission.')
    .input(
      z.object({
        token: z.string().min(1).max(200),
        labName: words(120).min(1, 'A lab needs a name.'),
        name: words(120).min(1, 'Give your name.'),
        email: emailInput,
        password: passwordInput,
        withExampleLab: z.boolean(),
      }),
    )
    .mutation(({ ctx, input }) => createFirstLab(ctx.core.database, input)),
})
