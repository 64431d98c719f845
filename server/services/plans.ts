import type { PlanId } from '@/science/ids'
import type { PlanListItem, PlanView, RecipeRecord } from '../views'
import type { LabContext } from './context'

export interface PlanTemplate {
  key: string
  title: string
  aim: string
  recipeCount: number
}
const soon = () => Promise.reject(new Error('Not there yet.'))
export const listPlans = (_c: LabContext, _i: { includeArchived?: boolean }): Promise<PlanListItem[]> => soon()
export const getPlan = (_c: LabContext, _p: PlanId): Promise<PlanView> => soon()
export const getPlanRecords = (_c: LabContext, _p: PlanId): Promise<RecipeRecord[]> => soon()
export const listTemplates = (): PlanTemplate[] => []
export const createPlan = (
  _c: LabContext,
  _i: { title: string; aim?: string; template?: string },
): Promise<{ id: PlanId }> => soon()
export const duplicatePlan = (_c: LabContext, _i: { plan: PlanId; title?: string }): Promise<{ id: PlanId }> => soon()
export const archivePlan = (_c: LabContext, _i: { plan: PlanId; archived?: boolean }): Promise<void> => soon()
