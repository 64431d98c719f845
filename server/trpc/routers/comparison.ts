import { z } from 'zod'
import * as comparison from '../../services/comparison'
import * as views from '../../services/planViews'
import { labProcedure, router } from '../init'
import { idInput, words } from '../inputs'

/** The cycle that retention is taken at. */
const n = z.number().int().min(2).max(100_000).default(100)

const key = z.string().min(1).max(200)

const viewSettings = z.object({
  part: z.enum(['table', 'pivot', 'scatter', 'prediction', 'published']),
  filter: words(500),
  window: words(100),
  rate: words(100),
  cellType: words(100),
  origin: words(100),
  n: z.number().int().min(2).max(100_000),
  columns: z.array(key).max(200).readonly(),
  sort: z.object({ key, direction: z.enum(['ascending', 'descending']) }),
  pivot: z.object({ rows: key, columns: key, merit: key }),
  scatter: z.object({ x: key, y: key, colour: key, xLog: z.boolean(), yLog: z.boolean(), hasFit: z.boolean() }),
  prediction: z.object({ figure: key, merit: key }),
})

export const comparisonRouter = router({
  rows: labProcedure('run.read')
    .input(
      z.object({
        plan: idInput('plan').optional(),
        n,
        // Null asks for the first page anew: a page that came with its data asks so when something has happened.
        cursor: z.object({ at: z.date(), id: idInput('revision') }).nullish(),
      }),
    )
    .query(({ ctx, input }) => comparison.listComparison(ctx, { ...input, cursor: input.cursor ?? undefined })),
  /** How the figures of some tests were computed, and from which rows. */
  explained: labProcedure('run.read')
    .input(z.object({ tests: z.array(idInput('test')).max(200).readonly(), n }))
    .query(({ ctx, input }) => comparison.explainFigures(ctx, input)),
  picked: labProcedure('run.read')
    .input(z.object({ of: z.array(z.string().max(40)).max(500).readonly(), n, withCycles: z.boolean().default(true) }))
    .query(({ ctx, input }) => comparison.comparePicked(ctx, input)),
  published: labProcedure('run.read').query(() => comparison.listPublishedResults()),
  views: labProcedure('run.read').query(({ ctx }) => views.listResultsViews(ctx)),
  /** Who may only read has views of her own; the service asks more for one that everybody sees. */
  saveView: labProcedure('run.read')
    .input(
      z.object({
        name: words(80).min(1, 'A view needs a name.'),
        isShared: z.boolean(),
        settings: viewSettings,
        /** The view to save over, as it was seen. */
        over: z.object({ id: idInput('planView'), version: z.number().int() }).optional(),
      }),
    )
    .mutation(({ ctx, input }) => views.saveView(ctx, { ...input, plan: null })),
  removeView: labProcedure('run.read')
    .input(z.object({ view: idInput('planView') }))
    .mutation(({ ctx, input }) => views.removeView(ctx, { ...input, plan: null })),
})
