import { z } from 'zod'
import * as samples from '../../services/samples'
import { labProcedure, router } from '../init'
import { words } from '../inputs'

export const samplesRouter = router({
  list: labProcedure('run.read').query(({ ctx }) => samples.listSamples(ctx)),
  get: labProcedure('run.read')
    /** Its id, or the code on the vial. */
    .input(z.object({ sample: words(60) }))
    .query(({ ctx, input }) => samples.getSample(ctx, input.sample)),
})
