import type { PlanId, RecipeId } from '@/science/ids'
import type { ReviewView } from '../views'
import type { LabContext } from './context'

const soon = () => Promise.reject(new Error('Not there yet.'))
export const askForReview = (_c: LabContext, _p: PlanId): Promise<ReviewView> => soon()
export const approvePlan = (
  _c: LabContext,
  _i: {
    plan: PlanId
    password?: string
    recipes?: RecipeId[]
    seen?: { recipe: RecipeId; contentHash: string }[]
  },
): Promise<ReviewView> => soon()
export const requestChanges = (_c: LabContext, _i: { plan: PlanId; reason: string }): Promise<ReviewView> => soon()
