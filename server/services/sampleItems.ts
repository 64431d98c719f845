import { listSampleRows, type SampleListRow } from '@/db/queries/samples'
import type { LabScope } from '@/db/queries/scope'
import type { RunId } from '@/science/ids'
import type { SampleListItem } from '../views'

/** Samples as lists show them: all of the lab, or those of a run. */
export async function listSampleItems(lab: LabScope, of: { run?: RunId } = {}): Promise<SampleListItem[]> {
  return (await listSampleRows(lab, of)).map(sampleItem)
}

export function sampleItem({ sample, recipeName, planTitle, cellCount }: SampleListRow): SampleListItem {
  const { id, code, kind, amountG, place, runId, createdAt } = sample
  return { id, code, kind, amountG, place, runId, recipeName, planTitle, createdAt, cellCount }
}
