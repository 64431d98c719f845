import { z } from 'zod'
import { can } from '../../policies'
import { confirmPerson } from '../../services/password'
import { approvePlan, requestChanges } from '../../services/reviewAnswering'
import { askForReview, withdrawReview } from '../../services/reviewAsking'
import { listPossibleReviewers } from '../../services/reviewers'
import { countWaiting, getInbox, getReview, getReviewOfRecipe } from '../../services/reviewPages'
import { labProcedure, router } from '../init'
import { idInput, words } from '../inputs'

const plan = idInput('plan')
const review = idInput('review')
const recipes = z.array(idInput('recipe')).min(1).max(1000).optional()

const answering = z.object({
  plan,
  /** The review that is answered: refused when a recipe in it was answered or withdrawn meanwhile. */
  review: review.optional(),
  /** All recipes that are not in the bin when absent; of a review, those that are open in it. */
  recipes,
  /** What the person had before her eyes: refused when a recipe has become another since. */
  seen: z.array(z.object({ recipe: idInput('recipe'), contentHash: words(64) })).optional(),
})

export const reviewsRouter = router({
  inbox: labProcedure('plan.read').query(({ ctx }) => getInbox(ctx)),
  waitingCount: labProcedure('plan.read').query(({ ctx }) => countWaiting(ctx)),
  get: labProcedure('plan.read')
    .input(z.object({ review }))
    .query(({ ctx, input }) => getReview(ctx, input.review)),
  ofRecipe: labProcedure('plan.read')
    .input(z.object({ plan, recipe: idInput('recipe') }))
    .query(({ ctx, input }) => getReviewOfRecipe(ctx, input)),
  /** Whom one may ask. */
  reviewers: labProcedure('plan.read').query(({ ctx }) => listPossibleReviewers(ctx)),
  ask: labProcedure('plan.ask-review')
    .input(
      z.object({
        plan,
        recipes,
        reviewers: z.array(idInput('member')).max(50).optional(),
        note: words(5000).optional(),
      }),
    )
    .mutation(({ ctx, input }) => askForReview(ctx, input)),
  withdraw: labProcedure('plan.ask-review')
    .input(z.object({ review }))
    .mutation(({ ctx, input }) =>
      withdrawReview(ctx, { review: input.review, mayApprove: can(ctx.actor, 'plan.approve') }),
    ),
  /** Asks for the password again; who has none here must have signed in within the last minutes. */
  approve: labProcedure('plan.approve')
    .input(answering.extend({ password: z.string().max(200).optional() }))
    .mutation(async ({ ctx, input: { password, ...given } }) => {
      await confirmPerson(ctx.core, ctx.actor, { password, sessionId: ctx.session.sessionId })
      return await approvePlan(ctx, given)
    }),
  requestChanges: labProcedure('plan.approve')
    .input(answering.extend({ reason: words(5000).min(1, 'Say what should change.') }))
    .mutation(({ ctx, input }) => requestChanges(ctx, input)),
})
