import { z } from 'zod'
import { searchKinds } from '@/db/searchIndex'
import * as search from '../../services/search'
import { labProcedure, router } from '../init'
import { words } from '../inputs'

const kind = z.enum(searchKinds)

export const searchRouter = router({
  find: labProcedure('run.read')
    .input(z.object({ query: words(200) }))
    .query(({ ctx, input }) => search.find(ctx, input.query)),
  page: labProcedure('run.read')
    .input(z.object({ query: words(200), kind: kind.optional(), cursor: z.string().max(40).nullish() }))
    .query(({ ctx, input }) => search.searchPage(ctx, input)),
})
