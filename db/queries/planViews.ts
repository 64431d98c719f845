import { and, count, eq, isNull, or } from 'drizzle-orm'
import type { MemberId, PlanId, PlanViewId } from '@/science/ids'
import { planViews } from '../schema/planViews'
import type { LabScope } from './scope'

export type PlanViewRow = typeof planViews.$inferSelect

/** Null: of the lab's results. */
function isOf(planId: PlanId | null) {
  return planId === null ? isNull(planViews.planId) : eq(planViews.planId, planId)
}

/** Those of the plan, or of the results, that are for everyone, and this member's own. */
export async function listPlanViews(lab: LabScope, planId: PlanId | null, memberId: MemberId): Promise<PlanViewRow[]> {
  return await lab.db
    .select()
    .from(planViews)
    .where(
      and(
        eq(planViews.labId, lab.labId),
        isOf(planId),
        or(eq(planViews.isShared, true), eq(planViews.savedBy, memberId)),
      ),
    )
    .orderBy(planViews.name, planViews.id)
}

export async function countPlanViews(lab: LabScope, planId: PlanId | null): Promise<number> {
  const [row] = await lab.db
    .select({ count: count() })
    .from(planViews)
    .where(and(eq(planViews.labId, lab.labId), isOf(planId)))
  return row?.count ?? 0
}

export function insertPlanView(lab: LabScope, row: Omit<typeof planViews.$inferInsert, 'labId'>) {
  return lab.db.insert(planViews).values({ ...row, labId: lab.labId })
}

/** Matches no row when somebody saved it since. */
export function updatePlanView(
  lab: LabScope,
  { id, version }: Pick<PlanViewRow, 'id' | 'version'>,
  values: Pick<PlanViewRow, 'name' | 'isShared' | 'settings' | 'savedBy' | 'savedAt'>,
) {
  return lab.db
    .update(planViews)
    .set({ ...values, version: version + 1 })
    .where(and(eq(planViews.labId, lab.labId), eq(planViews.id, id), eq(planViews.version, version)))
}

export function deletePlanView(lab: LabScope, id: PlanViewId) {
  return lab.db.delete(planViews).where(and(eq(planViews.labId, lab.labId), eq(planViews.id, id)))
}
