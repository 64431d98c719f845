import { z } from 'zod'
import * as reviews from '../../services/reviews'
import { labProcedure, router } from '../init'
import { idInput, words } from '../inputs'

const plan = idInput('plan')

export const reviewsRouter = router({
  ask: labProcedure('plan.ask-review')
    .input(z.object({ plan }))
    .mutation(({ ctx, input }) => reviews.askForReview(ctx, input.plan)),
  approve: labProcedure('plan.approve')
    .input(
      z.object({
        plan,
        password: z.string().max(200).optional(),
        /** All recipes that are not in the bin when absent. */
        recipes: z.array(idInput('recipe')).min(1).max(1000).optional(),
        /** What the person had before her eyes: refused when a recipe has become another since. */
        seen: z.array(z.object({ recipe: idInput('recipe'), contentHash: words(64) })).optional(),
      }),
    )
    .mutation(({ ctx, input }) => reviews.approvePlan(ctx, input)),
  requestChanges: labProcedure('plan.approve')
    .input(z.object({ plan, reason: words(5000).min(1, 'Say what should change.') }))
    .mutation(({ ctx, input }) => reviews.requestChanges(ctx, input)),
})
