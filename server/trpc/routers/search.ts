import { z } from 'zod'
import * as search from '../../services/search'
import { labProcedure, router } from '../init'
import { words } from '../inputs'

export const searchRouter = router({
  find: labProcedure('run.read')
    .input(z.object({ query: words(200) }))
    .query(({ ctx, input }) => search.find(ctx, input.query)),
})
