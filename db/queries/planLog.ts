import { and, asc, desc, eq, gt, lte } from 'drizzle-orm'
import type { PlanId } from '@/science/ids'
import { planUpdates, planVersions } from '../schema/planLog'
import type { LabScope } from './scope'

/** A plan's log from a row on, at most so many rows. The plan must have been found in the lab before. */
export async function listLogRows(
  { db }: LabScope,
  planId: PlanId,
  { after, upTo, limit }: { after: number; upTo?: number; limit: number },
) {
  return await db
    .select()
    .from(planUpdates)
    .where(
      and(
        eq(planUpdates.planId, planId),
        gt(planUpdates.seq, after),
        upTo === undefined ? undefined : lte(planUpdates.seq, upTo),
      ),
    )
    .orderBy(asc(planUpdates.seq))
    .limit(limit)
}

export type PlanVersionRow = typeof planVersions.$inferSelect

/** Newest first. The plan must have been found in the lab before. */
export async function listVersionRows({ db }: LabScope, planId: PlanId): Promise<PlanVersionRow[]> {
  return await db
    .select()
    .from(planVersions)
    .where(eq(planVersions.planId, planId))
    .orderBy(desc(planVersions.seq), desc(planVersions.at))
    .limit(500)
}

/** The same moment under the same name is the same version. */
export function insertVersion({ db }: LabScope, row: PlanVersionRow) {
  return db.insert(planVersions).values(row).onConflictDoNothing()
}
