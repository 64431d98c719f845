import { and, asc, eq, gt } from 'drizzle-orm'
import type { PlanId } from '@/science/ids'
import { planUpdates } from '../schema/planLog'
import type { LabScope } from './scope'

/** A plan's log from a row on, at most so many rows. The plan must have been found in the lab before. */
export async function listLogRows(
  { db }: LabScope,
  planId: PlanId,
  { after, limit }: { after: number; limit: number },
) {
  return await db
    .select()
    .from(planUpdates)
    .where(and(eq(planUpdates.planId, planId), gt(planUpdates.seq, after)))
    .orderBy(asc(planUpdates.seq))
    .limit(limit)
}
