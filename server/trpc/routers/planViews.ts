import { z } from 'zod'
import * as planViews from '../../services/planViews'
import { labProcedure, router } from '../init'
import { idInput, words } from '../inputs'

const plan = idInput('plan')
const view = idInput('planView')
const key = z.string().min(1).max(120)

const settings = z.object({
  shown: z.record(key, z.boolean()),
  order: z.array(key).max(500).readonly(),
  widths: z.record(key, z.number().min(0).max(2000)),
  sort: z
    .array(z.object({ key, direction: z.enum(['ascending', 'descending']) }))
    .max(20)
    .readonly(),
  filter: words(500),
  computed: z
    .array(z.object({ id: key, name: words(60).min(1), formula: words(300).min(1) }))
    .max(40)
    .readonly(),
})

export const planViewsRouter = router({
  list: labProcedure('plan.read')
    .input(z.object({ plan }))
    .query(({ ctx, input }) => planViews.listSavedViews(ctx, input.plan)),
  /** Who may only read a plan has views of her own; the service asks more for one that everybody sees. */
  save: labProcedure('plan.read')
    .input(
      z.object({
        plan,
        name: words(80).min(1, 'A view needs a name.'),
        isShared: z.boolean(),
        settings,
        /** The view to save over, as it was seen. */
        over: z.object({ id: view, version: z.number().int() }).optional(),
      }),
    )
    .mutation(({ ctx, input }) => planViews.saveView(ctx, input)),
  remove: labProcedure('plan.read')
    .input(z.object({ plan, view }))
    .mutation(({ ctx, input }) => planViews.removeView(ctx, input)),
})
