import { z } from 'zod'
import * as tests from '../../services/tests'
import { labProcedure, router } from '../init'
import { idInput } from '../inputs'

export const testsRouter = router({
  get: labProcedure('run.read')
    .input(z.object({ test: idInput('test') }))
    .query(({ ctx, input }) => tests.getTest(ctx, input.test)),
})
