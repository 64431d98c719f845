import { getMyWork } from '../../services/myWork'
import { labProcedure, router } from '../init'

/** Each member's own. */
export const workRouter = router({
  mine: labProcedure('run.read').query(({ ctx }) => getMyWork(ctx)),
})
