import { z } from 'zod'
import { columnMapSchema } from '../../columnMapSchema'
import * as mappings from '../../services/mappings'
import { labProcedure, router } from '../init'
import { idInput, words } from '../inputs'

export const mappingsRouter = router({
  list: labProcedure('run.read').query(({ ctx }) => mappings.listMappings(ctx)),
  save: labProcedure('test.upload')
    .input(
      z.object({
        header: z.string().min(1).max(20_000),
        name: words(100).min(1, 'Give the mapping a name.'),
        columnMap: columnMapSchema,
        version: z.number().int().min(1).nullable(),
        isRetired: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input }) => mappings.saveMapping(ctx, input)),
  preview: labProcedure('run.read')
    .input(z.object({ test: idInput('test'), map: columnMapSchema.nullable().default(null) }))
    .query(({ ctx, input }) => mappings.lookAtTable(ctx, input)),
})
