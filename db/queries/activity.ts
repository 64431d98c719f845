import { and, desc, eq } from 'drizzle-orm'
import type { PlanId } from '@/science/ids'
import { activity } from '../schema/activity'
import type { LabScope } from './scope'

export type ActivityRow = typeof activity.$inferSelect

export async function listActivityRows(
  lab: LabScope,
  { planId, limit }: { planId?: PlanId; limit: number },
): Promise<ActivityRow[]> {
  return await lab.db
    .select()
    .from(activity)
    .where(and(eq(activity.labId, lab.labId), planId === undefined ? undefined : eq(activity.planId, planId)))
    .orderBy(desc(activity.at), desc(activity.id))
    .limit(limit)
}

/** To be committed with what happened, never after it. */
export function insertActivity(lab: LabScope, row: Omit<ActivityRow, 'labId'>) {
  return lab.db.insert(activity).values({ ...row, labId: lab.labId })
}
