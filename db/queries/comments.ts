import { and, asc, eq } from 'drizzle-orm'
import type { MemberId, PlanId, RecipeId, ThreadId } from '@/science/ids'
import { comments, threads } from '../schema/comments'
import type { LabScope } from './scope'

export type ThreadRow = typeof threads.$inferSelect
export type CommentRow = typeof comments.$inferSelect

export async function listThreads(lab: LabScope, planId: PlanId): Promise<ThreadRow[]> {
  return await lab.db
    .select()
    .from(threads)
    .where(and(eq(threads.labId, lab.labId), eq(threads.planId, planId)))
    .orderBy(asc(threads.startedAt), asc(threads.id))
}

/** All that was said in the threads of a plan, in the order of its writing. */
export async function listCommentsOfPlan(lab: LabScope, planId: PlanId): Promise<CommentRow[]> {
  const rows = await lab.db
    .select({ comment: comments })
    .from(comments)
    .innerJoin(threads, eq(threads.id, comments.threadId))
    .where(and(eq(comments.labId, lab.labId), eq(threads.planId, planId)))
    .orderBy(asc(comments.writtenAt), asc(comments.id))
  return rows.map(({ comment }) => comment)
}

export async function findThread(lab: LabScope, id: ThreadId): Promise<ThreadRow | undefined> {
  const [row] = await lab.db
    .select()
    .from(threads)
    .where(and(eq(threads.labId, lab.labId), eq(threads.id, id)))
  return row
}

export async function listCommentsOfThread(lab: LabScope, id: ThreadId): Promise<CommentRow[]> {
  return await lab.db
    .select()
    .from(comments)
    .where(and(eq(comments.labId, lab.labId), eq(comments.threadId, id)))
    .orderBy(asc(comments.writtenAt), asc(comments.id))
}

export async function findComment(lab: LabScope, id: CommentRow['id']): Promise<CommentRow | undefined> {
  const [row] = await lab.db
    .select()
    .from(comments)
    .where(and(eq(comments.labId, lab.labId), eq(comments.id, id)))
  return row
}

export function insertThread(lab: LabScope, row: Omit<typeof threads.$inferInsert, 'labId'>) {
  return lab.db.insert(threads).values({ ...row, labId: lab.labId })
}

export function insertComment(lab: LabScope, row: Omit<typeof comments.$inferInsert, 'labId'>) {
  return lab.db.insert(comments).values({ ...row, labId: lab.labId })
}

export function setResolved(lab: LabScope, id: ThreadId, resolved: { by: MemberId; at: Date } | null) {
  return lab.db
    .update(threads)
    .set({ resolvedBy: resolved?.by ?? null, resolvedAt: resolved?.at ?? null })
    .where(and(eq(threads.labId, lab.labId), eq(threads.id, id)))
}

/** The threads of a recipe go where it goes. */
export function moveThreads(lab: LabScope, recipe: RecipeId, to: { planId: PlanId; recipeId: RecipeId }) {
  return lab.db
    .update(threads)
    .set(to)
    .where(and(eq(threads.labId, lab.labId), eq(threads.recipeId, recipe)))
}
