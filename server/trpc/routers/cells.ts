import { z } from 'zod'
import { cellKinds } from '@/db/schema/samples'
import { correctCell } from '../../services/cellCorrections'
import * as cells from '../../services/cells'
import { labProcedure, router } from '../init'
import { idInput, pageInput, words } from '../inputs'

const positive = z.number().positive().max(1e6)

/** What a person says of a cell; null takes a value away. */
const conditions = z.object({
  format: words(120).optional(),
  activeMassMg: positive.nullish(),
  electrodeMassMg: positive.nullish(),
  collectorMassMg: positive.nullish(),
  activeFraction: z
    .number()
    .positive()
    .max(1, 'An active fraction is a share of the coating: expected 0 to 1.')
    .nullish(),
  areaCm2: positive.nullish(),
  electrolyte: words(500).optional(),
  counterElectrode: words(500).optional(),
  pressureMPa: z.number().min(0).max(1e4).nullish(),
  temperatureC: z.number().min(-273.15).max(1000).nullish(),
})

export const cellsRouter = router({
  list: labProcedure('run.read')
    .input(pageInput)
    .query(({ ctx, input }) => cells.listCells(ctx, input)),
  names: labProcedure('run.read').query(({ ctx }) => cells.listNames(ctx)),
  get: labProcedure('run.read')
    .input(z.object({ cell: idInput('cell') }))
    .query(({ ctx, input }) => cells.getCell(ctx, input.cell)),
  create: labProcedure('cell.create')
    .input(
      conditions.extend({
        sample: idInput('sample'),
        name: words(120).min(1, 'A cell needs a name.'),
        kind: z.enum(cellKinds),
        evenIfShort: z.boolean().optional(),
      }),
    )
    .mutation(({ ctx, input }) => cells.createCell(ctx, input)),
  correct: labProcedure('cell.create')
    .input(
      z.object({
        cell: idInput('cell'),
        changes: conditions.extend({ kind: z.enum(cellKinds).optional() }),
        reason: words(500).min(1, 'Say why in a few words: the correction stays beside what was written first.'),
      }),
    )
    .mutation(({ ctx, input }) => correctCell(ctx, input)),
})
