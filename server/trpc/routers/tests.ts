import { z } from 'zod'
import * as readings from '../../services/readings'
import * as tests from '../../services/tests'
import { labProcedure, router } from '../init'
import { idInput } from '../inputs'

export const testsRouter = router({
  get: labProcedure('run.read')
    .input(z.object({ test: idInput('test') }))
    .query(({ ctx, input }) => tests.getTest(ctx, input.test)),
  imports: labProcedure('run.read')
    .input(z.object({ cell: idInput('cell').optional() }))
    .query(({ ctx, input }) => readings.listImports(ctx, input)),
  cancel: labProcedure('test.upload')
    .input(z.object({ test: idInput('test') }))
    .mutation(({ ctx, input }) => readings.cancelReading(ctx, input.test)),
  readAgain: labProcedure('test.upload')
    .input(z.object({ test: idInput('test') }))
    .mutation(({ ctx, input }) => readings.readAgain(ctx, input.test)),
  putTogether: labProcedure('test.upload')
    .input(z.object({ cell: idInput('cell'), tests: z.array(idInput('test')).max(100) }))
    .mutation(({ ctx, input }) => readings.putTogether(ctx, input)),
})
