import type { Rooms } from '@/collab/room/rooms'
import type { Database } from '@/db/connection'
import { listPlansWithCoating } from '@/db/queries/plans'
import type { LabScope } from '@/db/queries/scope'
import { projectAgain } from './projectPlan'

/** Predicts anew what lists say of the recipes that name a material: what the lab knows of it has changed. */
export async function projectPlansNaming(
  core: { database: Database; rooms: Pick<Rooms, 'readDocument'> },
  lab: LabScope,
  material: string,
): Promise<void> {
  for (const planId of await listPlansWithCoating(lab, material)) await projectAgain(core, planId)
}
