import { z } from 'zod'
import * as comments from '../../services/comments'
import { labProcedure, router } from '../init'
import { idInput, words } from '../inputs'

const comment = z.object({
  id: idInput('comment'),
  text: words(5_000).min(1, 'A comment needs words.'),
  mentions: z.array(idInput('member')).max(50).readonly(),
})

export const commentsRouter = router({
  list: labProcedure('plan.read')
    .input(z.object({ plan: idInput('plan') }))
    .query(({ ctx, input }) => comments.listPlanThreads(ctx, input.plan)),
  start: labProcedure('plan.comment')
    .input(
      z.object({
        plan: idInput('plan'),
        recipe: idInput('recipe').nullable(),
        key: z.string().min(1).max(120).nullable(),
        comment,
      }),
    )
    .mutation(({ ctx, input }) => comments.startThread(ctx, input)),
  reply: labProcedure('plan.comment')
    .input(z.object({ thread: idInput('thread'), comment }))
    .mutation(({ ctx, input }) => comments.replyToThread(ctx, input)),
  resolve: labProcedure('plan.comment')
    .input(z.object({ thread: idInput('thread'), isResolved: z.boolean() }))
    .mutation(({ ctx, input }) => comments.resolveThread(ctx, input)),
})
