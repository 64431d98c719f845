import { z } from 'zod'
import * as runs from '../../services/runs'
import { labProcedure, router } from '../init'
import { idInput, words } from '../inputs'

const run = idInput('run')

export const runsRouter = router({
  list: labProcedure('run.read')
    .input(z.object({ plan: idInput('plan').optional(), recipe: idInput('recipe').optional() }))
    .query(({ ctx, input }) => runs.listRuns(ctx, input)),
  get: labProcedure('run.read')
    .input(z.object({ run }))
    .query(({ ctx, input }) => runs.getRun(ctx, input.run)),
  start: labProcedure('run.start')
    .input(
      z.object({
        plan: idInput('plan'),
        recipe: idInput('recipe'),
        /** One that is frozen already; without it the recipe as it stands. */
        revision: idInput('revision').nullish(),
        batchMassG: z.number().positive().max(1e6).nullish(),
        place: words(120).optional(),
        replicates: z.number().int().min(1).max(20).optional(),
      }),
    )
    .mutation(({ ctx, input }) => runs.startRun(ctx, input)),
  startOptions: labProcedure('run.read')
    .input(z.object({ plan: idInput('plan'), recipe: idInput('recipe') }))
    .query(({ ctx, input }) => runs.getStartOptions(ctx, input)),
  record: labProcedure('run.record')
    .input(
      z.object({
        run,
        /** Made by the client, so that an entry sent twice is one entry. */
        entryId: idInput('runEntry'),
        key: words(120).min(1),
        actual: z.union([z.number(), words(20_000)]),
        unit: words(40).nullish(),
        reason: words(5000).optional(),
        corrects: idInput('runEntry').nullish(),
        agoMs: z
          .number()
          .int()
          .min(0)
          .max(366 * 86_400_000)
          .optional(),
      }),
    )
    .mutation(({ ctx, input }) => runs.recordEntry(ctx, input)),
  close: labProcedure('run.close')
    .input(
      z.object({
        run,
        version: z.number().int().positive(),
        state: z.enum(['done', 'done-differently', 'failed', 'never-run']),
        reason: words(5000),
      }),
    )
    .mutation(({ ctx, input }) => runs.closeRun(ctx, input)),
})
