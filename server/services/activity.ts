import type { PlanId } from '@/science/ids'
import type { ActivityView } from '../views'
import type { LabContext } from './context'

export const listActivity = (_c: LabContext, _i: { plan?: PlanId; limit?: number }): Promise<ActivityView[]> =>
  Promise.reject(new Error('Not there yet.'))
