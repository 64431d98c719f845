import { z } from 'zod'
import { planSorts } from '@/db/queries/planLists'
import { processes } from '@/science/recipe/process'
import { getHistory, getWriters } from '../../services/history'
import * as plans from '../../services/plans'
import { adoptRequired, getRequired, setRequired } from '../../services/requiredFields'
import * as versions from '../../services/versions'
import { labProcedure, router } from '../init'
import { idInput, pageInput, words } from '../inputs'

const plan = idInput('plan')
/** A row of a plan's log. */
const seq = z.number().int().min(1)
/** Keys of parameters by process. */
const requiredFields = z.partialRecord(z.enum(processes), z.array(words(80)).max(200))

export const plansRouter = router({
  list: labProcedure('plan.read')
    .input(
      pageInput.extend({
        includeArchived: z.boolean().optional(),
        /** Only those with a review that waits for an answer; false: only the others. */
        isInReview: z.boolean().optional(),
        text: words(200).optional(),
        sort: z.enum(planSorts).optional(),
        isDescending: z.boolean().optional(),
      }),
    )
    .query(({ ctx, input }) => plans.listPlans(ctx, input)),
  /** Of plans to choose from, the last changed first. */
  titles: labProcedure('plan.read').query(({ ctx }) => plans.listPlanTitles(ctx)),
  get: labProcedure('plan.read')
    .input(z.object({ plan }))
    .query(({ ctx, input }) => plans.getPlan(ctx, input.plan)),
  /** Small enough to be asked every few seconds while a plan is open. */
  records: labProcedure('plan.read')
    .input(z.object({ plan }))
    .query(({ ctx, input }) => plans.getPlanRecords(ctx, input.plan)),
  history: labProcedure('plan.read')
    .input(
      z.object({
        plan,
        recipe: idInput('recipe').optional(),
        /** What the last page gave as `earlier`. */
        cursor: z.number().int().min(1).optional(),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .query(({ ctx, input }) => getHistory(ctx, { ...input, before: input.cursor })),
  writers: labProcedure('plan.read')
    .input(z.object({ plan }))
    .query(({ ctx, input }) => getWriters(ctx, input.plan)),
  versions: labProcedure('plan.read')
    .input(z.object({ plan }))
    .query(({ ctx, input }) => versions.listVersions(ctx, input.plan)),
  compareVersions: labProcedure('plan.read')
    .input(z.object({ plan, from: seq, to: seq.optional() }))
    .query(({ ctx, input }) => versions.compareVersions(ctx, input)),
  nameVersion: labProcedure('plan.write')
    .input(z.object({ plan, name: words(120).min(1, 'A version needs a name.') }))
    .mutation(({ ctx, input }) => versions.nameVersion(ctx, input)),
  restoreVersion: labProcedure('plan.write')
    .input(z.object({ plan, seq }))
    .mutation(({ ctx, input }) => versions.restoreVersion(ctx, input)),
  required: labProcedure('plan.read')
    .input(z.object({ plan }))
    .query(({ ctx, input }) => getRequired(ctx, input.plan)),
  setRequired: labProcedure('plan.require')
    .input(
      z.object({
        plan,
        required: requiredFields,
        /** As the person saw it before: refused when somebody has changed it since. */
        seen: requiredFields,
        /** Also for plans that are made from the same template from now on; others are offered it. */
        alsoTemplate: z.boolean(),
      }),
    )
    .mutation(({ ctx, input }) => setRequired(ctx, input)),
  adoptRequired: labProcedure('plan.require')
    .input(z.object({ plan, version: z.number().int().min(1) }))
    .mutation(({ ctx, input }) => adoptRequired(ctx, input)),
  templates: labProcedure('plan.read').query(() => plans.listTemplates()),
  create: labProcedure('plan.create')
    .input(
      z.object({
        title: words(300).min(1, 'A plan needs a title.'),
        aim: words(20_000).optional(),
        /** A paper's system, e.g. `cheng2024`: its recipes are the start. */
        template: words(60).optional(),
      }),
    )
    .mutation(({ ctx, input }) => plans.createPlan(ctx, input)),
  duplicate: labProcedure('plan.create')
    .input(z.object({ plan, title: words(300).min(1).optional() }))
    .mutation(({ ctx, input }) => plans.duplicatePlan(ctx, input)),
  archive: labProcedure('plan.write')
    .input(z.object({ plan, archived: z.boolean().optional() }))
    .mutation(({ ctx, input }) => plans.archivePlan(ctx, input)),
})
