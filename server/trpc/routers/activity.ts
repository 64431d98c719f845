import { z } from 'zod'
import * as activity from '../../services/activity'
import { labProcedure, router } from '../init'
import { idInput } from '../inputs'

export const activityRouter = router({
  pulse: labProcedure('run.read').query(({ ctx }) => activity.activityPulse(ctx)),
  list: labProcedure('run.read')
    .input(
      z.object({
        plan: idInput('plan').optional(),
        recipe: idInput('recipe').optional(),
        by: idInput('member').optional(),
        kind: z.enum(activity.activityKinds).optional(),
        /** The last line of the page before. */
        cursor: z.object({ at: z.date(), id: idInput('activity') }).optional(),
        limit: z.number().int().min(1).max(200).optional(),
      }),
    )
    .query(({ ctx, input }) => activity.listActivity(ctx, { ...input, before: input.cursor })),
})
