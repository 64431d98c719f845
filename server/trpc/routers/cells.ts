import { z } from 'zod'
import { cellKinds } from '@/db/schema/samples'
import * as cells from '../../services/cells'
import { labProcedure, router } from '../init'
import { idInput, words } from '../inputs'

export const cellsRouter = router({
  list: labProcedure('run.read').query(({ ctx }) => cells.listCells(ctx)),
  get: labProcedure('run.read')
    .input(z.object({ cell: idInput('cell') }))
    .query(({ ctx, input }) => cells.getCell(ctx, input.cell)),
  create: labProcedure('cell.create')
    .input(
      z.object({
        sample: idInput('sample'),
        name: words(120).min(1, 'A cell needs a name.'),
        kind: z.enum(cellKinds),
        format: words(120).optional(),
        activeMassMg: z.number().positive().max(1e6).nullish(),
        areaCm2: z.number().positive().max(1e6).nullish(),
        electrolyte: words(500).optional(),
        counterElectrode: words(500).optional(),
      }),
    )
    .mutation(({ ctx, input }) => cells.createCell(ctx, input)),
})
