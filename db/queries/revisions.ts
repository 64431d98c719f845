import { and, eq } from 'drizzle-orm'
import type { PlanId, RecipeId, RevisionId } from '@/science/ids'
import { plans } from '../schema/plans'
import { revisions } from '../schema/revisions'
import type { LabScope } from './scope'

export type RevisionRow = typeof revisions.$inferSelect

export interface RevisionHead {
  id: RevisionId
  recipeId: RecipeId
  number: number
  name: string
  contentHash: string
}

export const revisionHead = {
  id: revisions.id,
  recipeId: revisions.recipeId,
  number: revisions.number,
  name: revisions.name,
  contentHash: revisions.contentHash,
}

/** In the order that they were made. */
export async function listRevisionHeads(lab: LabScope, planId: PlanId): Promise<RevisionHead[]> {
  return await lab.db
    .select(revisionHead)
    .from(revisions)
    .where(and(eq(revisions.labId, lab.labId), eq(revisions.planId, planId)))
    .orderBy(revisions.number, revisions.id)
}

export async function findRevision(
  lab: LabScope,
  id: RevisionId,
): Promise<{ revision: RevisionRow; planTitle: string } | undefined> {
  const rows = await lab.db
    .select({ revision: revisions, planTitle: plans.title })
    .from(revisions)
    .innerJoin(plans, eq(plans.id, revisions.planId))
    .where(and(eq(revisions.labId, lab.labId), eq(revisions.id, id)))
    .limit(1)
  return rows[0]
}

export function insertRevision(lab: LabScope, row: Omit<RevisionRow, 'labId'>) {
  return lab.db.insert(revisions).values({ ...row, labId: lab.labId })
}
