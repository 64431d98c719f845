import { getLab } from '../../services/labs'
import { labProcedure, router } from '../init'

export const labsRouter = router({
  get: labProcedure('lab.read').query(({ ctx }) => getLab(ctx)),
})
