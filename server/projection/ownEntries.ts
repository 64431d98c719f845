import type { Rooms } from '@/collab/room/rooms'
import type { Database } from '@/db/connection'
import { listPlansNaming } from '@/db/queries/plans'
import type { LabScope } from '@/db/queries/scope'
import { projectAgain } from './projectPlan'

/** Predicts anew what lists say of the recipes that name a material or a cathode: what the lab knows of it has changed. */
export async function projectPlansNaming(
  core: { database: Database; rooms: Pick<Rooms, 'readDocument'> },
  lab: LabScope,
  entry: string,
): Promise<void> {
  for (const planId of await listPlansNaming(lab, entry)) await projectAgain(core, planId)
}
