import { z } from 'zod'
import * as activity from '../../services/activity'
import { labProcedure, router } from '../init'
import { idInput } from '../inputs'

export const activityRouter = router({
  list: labProcedure('run.read')
    .input(z.object({ plan: idInput('plan').optional(), limit: z.number().int().min(1).max(200).optional() }))
    .query(({ ctx, input }) => activity.listActivity(ctx, input)),
})
