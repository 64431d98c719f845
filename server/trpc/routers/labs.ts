import { z } from 'zod'
import { changeSettings, getLab } from '../../services/labs'
import { labProcedure, router } from '../init'

export const labsRouter = router({
  get: labProcedure('lab.read').query(({ ctx }) => getLab(ctx)),
  changeSettings: labProcedure('lab.settings')
    .input(
      z.object({
        reviewMode: z.enum(['any', 'all']),
        approvalRequiredFor: z.array(z.enum(['pi', 'researcher', 'student'])).max(3),
      }),
    )
    .mutation(({ ctx, input: { lab: _, ...settings } }) => changeSettings(ctx, settings)),
})
