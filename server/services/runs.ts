import type { PlanId, RecipeId, RunEntryId, RunId } from '@/science/ids'
import type { RunEntryView, RunListItem, RunState, RunView } from '../views'
import type { LabContext } from './context'

const soon = () => Promise.reject(new Error('Not there yet.'))
export const listRuns = (_c: LabContext, _i: { plan?: PlanId; recipe?: RecipeId }): Promise<RunListItem[]> => soon()
export const getRun = (_c: LabContext, _r: RunId): Promise<RunView> => soon()
export const startRun = (
  _c: LabContext,
  _i: { plan: PlanId; recipe: RecipeId; batchMassG?: number | null },
): Promise<{ id: RunId }> => soon()
export const recordEntry = (
  _c: LabContext,
  _i: {
    run: RunId
    entryId: RunEntryId
    key: string
    actual: string | number
    unit?: string | null
    reason?: string
    corrects?: RunEntryId | null
  },
): Promise<RunEntryView> => soon()
export const closeRun = (
  _c: LabContext,
  _i: { run: RunId; version: number; state: Exclude<RunState, 'running'>; reason: string },
): Promise<RunView> => soon()
