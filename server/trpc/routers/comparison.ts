import * as comparison from '../../services/comparison'
import { labProcedure, router } from '../init'

export const comparisonRouter = router({
  rows: labProcedure('run.read').query(({ ctx }) => comparison.listComparisonRows(ctx)),
  published: labProcedure('run.read').query(() => comparison.listPublishedResults()),
})
