import { and, asc, desc, eq, gt, lt, lte, max, sql } from 'drizzle-orm'
import type { PlanId } from '@/science/ids'
import { planUpdates, planVersions } from '../schema/planLog'
import { plans } from '../schema/plans'
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

/** A plan's log backwards from the row before one, at most so many rows. The plan must have been found in the lab before. */
export async function listLogRowsBefore(
  { db }: LabScope,
  planId: PlanId,
  { before, limit }: { before: number; limit: number },
) {
  return await db
    .select()
    .from(planUpdates)
    .where(and(eq(planUpdates.planId, planId), lt(planUpdates.seq, before)))
    .orderBy(desc(planUpdates.seq))
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
export function insertVersion({ db }: Pick<LabScope, 'db'>, row: PlanVersionRow) {
  return db.insert(planVersions).values(row).onConflictDoNothing()
}

/** Plans of all labs whose log goes on behind their newest version, and behind which row. */
export async function listPlansPastTheirVersions(db: LabScope['db']): Promise<{ planId: PlanId; after: number }[]> {
  const newest = db
    .select({ planId: planVersions.planId, seq: max(planVersions.seq).as('newest_seq') })
    .from(planVersions)
    .groupBy(planVersions.planId)
    .as('newest')
  const after = sql<number>`coalesce(${newest.seq}, 0)`
  return await db
    .select({ planId: plans.id, after })
    .from(plans)
    .leftJoin(newest, eq(newest.planId, plans.id))
    .where(gt(plans.projectedSeq, after))
}

/** The last row of a plan's log between a row and a moment. */
export async function findLastRowBefore(
  db: LabScope['db'],
  { planId, after, before }: { planId: PlanId; after: number; before: Date },
) {
  const [row] = await db
    .select({ seq: planUpdates.seq, memberId: planUpdates.memberId, at: planUpdates.at })
    .from(planUpdates)
    .where(and(eq(planUpdates.planId, planId), gt(planUpdates.seq, after), lt(planUpdates.at, before)))
    .orderBy(desc(planUpdates.seq))
    .limit(1)
  return row
}
