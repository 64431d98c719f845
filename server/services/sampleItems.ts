import { listSampleRows, type SampleListRow } from '@/db/queries/samples'
import type { LabScope } from '@/db/queries/scope'
import type { RunId } from '@/science/ids'
import { amountLeft } from '@/science/samples/amounts'
import type { SampleListItem } from '../views'

/** Samples as lists show them: all of the lab, those of a run, or those with these codes. */
export async function listSampleItems(
  lab: LabScope,
  of: { run?: RunId; codes?: readonly string[] } = {},
): Promise<SampleListItem[]> {
  return (await listSampleRows(lab, of)).map(sampleItem)
}

export function sampleItem({ sample, recipeName, runNumber, planTitle, cellCount }: SampleListRow): SampleListItem {
  const { id, code, kind, state, amountG, count, place, isAirSensitive, expiresOn, mixesRecipes, remark } = sample
  return {
    id,
    code,
    kind,
    state,
    amountG,
    leftG: amountLeft(amountG, sample.takenG),
    count,
    leftCount: amountLeft(count, sample.takenCount),
    place,
    isAirSensitive,
    expiresOn,
    mixesRecipes,
    remark,
    runId: sample.runId,
    runNumber,
    recipeName,
    planTitle,
    createdAt: sample.createdAt,
    cellCount,
  }
}
