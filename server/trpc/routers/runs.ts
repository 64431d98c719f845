import { z } from 'zod'
import { runGroups } from '@/db/queries/runLists'
import { runStates } from '@/db/schema/runs'
import { processes } from '@/science/recipe/process'
import * as lists from '../../services/runLists'
import * as runs from '../../services/runs'
import { labProcedure, router } from '../init'
import { idInput, pageInput, words } from '../inputs'

const run = idInput('run')

/** What a list of runs is narrowed to. */
const runFilter = z.object({
  states: z.array(z.enum(runStates)).min(1).optional(),
  person: idInput('member').optional(),
  plan: idInput('plan').optional(),
  process: z.enum(processes).optional(),
})

export const runsRouter = router({
  /** All of a plan; those of the lab come in pages. */
  list: labProcedure('run.read')
    .input(z.object({ plan: idInput('plan'), recipe: idInput('recipe').optional() }))
    .query(({ ctx, input }) => runs.listRuns(ctx, input)),
  page: labProcedure('run.read')
    .input(runFilter.extend(pageInput.shape))
    .query(({ ctx, input }) => lists.pageOfRuns(ctx, input)),
  counts: labProcedure('run.read')
    .input(runFilter)
    .query(({ ctx, input }) => lists.countRuns(ctx, input)),
  board: labProcedure('run.read')
    .input(runFilter.extend({ by: z.enum(runGroups) }))
    .query(({ ctx, input }) => lists.boardOfRuns(ctx, input)),
  calendar: labProcedure('run.read')
    .input(runFilter.extend({ from: z.date(), before: z.date() }))
    .query(({ ctx, input }) => lists.calendarOfRuns(ctx, input)),
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
