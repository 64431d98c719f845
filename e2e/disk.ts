import { join } from 'node:path'
import * as Y from 'yjs'
import { readPlan } from '@/collab/plan/read'
import type { PlanReading } from '@/collab/plan/types'
import { type Database, openDatabase } from '@/db/connection'
import type { PlanId } from '@/science/ids'
import { createPlanLog } from '@/server/sync/planLog'

/** Looks into a data folder's database, whatever process may run on it. */
export async function onDisk<Found>(
  dataFolder: string,
  look: (database: Database) => Found | Promise<Found>,
): Promise<Found> {
  const database = openDatabase(join(dataFolder, 'interphase.sqlite'))
  try {
    return await look(database)
  } finally {
    database.close()
  }
}

/** A plan as its log on disk has it, which is what remains when every process is gone. */
export async function readStoredPlan(dataFolder: string, planId: PlanId): Promise<PlanReading['plan']> {
  return onDisk(dataFolder, async (database) => {
    const { snapshot, updates } = await createPlanLog(database).load(planId)
    const doc = new Y.Doc()
    if (snapshot) Y.applyUpdate(doc, snapshot)
    for (const update of updates) Y.applyUpdate(doc, update)
    return readPlan(doc).plan
  })
}
