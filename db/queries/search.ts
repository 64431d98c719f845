import { and, desc, eq, isNull, like, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { user } from '../schema/auth'
import { comments, threads } from '../schema/comments'
import { members } from '../schema/members'
import { plans } from '../schema/plans'
import { recipes } from '../schema/recipes'
import { revisions } from '../schema/revisions'
import { runs } from '../schema/runs'
import { cells, samples } from '../schema/samples'
import type { LabScope } from './scope'

/** Finds `text` anywhere, in any case; what LIKE would take for wildcards is taken as it stands. */
function contains(column: SQLWrapper, text: string): SQL {
  const pattern = `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`
  return sql`${like(sql`lower(${column})`, pattern.toLowerCase())} escape '\\'`
}

export async function searchPlans(lab: LabScope, text: string, limit: number) {
  return await lab.db
    .select({ id: plans.id, title: plans.title, aim: plans.aim })
    .from(plans)
    .where(
      and(
        eq(plans.labId, lab.labId),
        isNull(plans.archivedAt),
        or(contains(plans.title, text), contains(plans.aim, text)),
      ),
    )
    .orderBy(plans.title, plans.id)
    .limit(limit)
}

export async function searchRecipes(lab: LabScope, text: string, limit: number) {
  return await lab.db
    .select({
      id: recipes.id,
      name: recipes.name,
      process: recipes.process,
      values: recipes.values,
      notes: recipes.notes,
      planId: recipes.planId,
      planTitle: plans.title,
    })
    .from(recipes)
    .innerJoin(plans, eq(plans.id, recipes.planId))
    .where(
      and(
        eq(recipes.labId, lab.labId),
        isNull(plans.archivedAt),
        eq(recipes.isBinned, false),
        or(
          contains(recipes.name, text),
          contains(recipes.process, text),
          contains(recipes.values, text),
          contains(recipes.notes, text),
        ),
      ),
    )
    .orderBy(recipes.name, recipes.id)
    .limit(limit)
}

/** The newest first. */
export async function searchComments(lab: LabScope, text: string, limit: number) {
  return await lab.db
    .select({
      id: comments.id,
      text: comments.text,
      threadId: threads.id,
      planId: threads.planId,
      planTitle: plans.title,
      writtenBy: comments.writtenBy,
    })
    .from(comments)
    .innerJoin(threads, eq(threads.id, comments.threadId))
    .innerJoin(plans, eq(plans.id, threads.planId))
    .where(and(eq(comments.labId, lab.labId), isNull(plans.archivedAt), contains(comments.text, text)))
    .orderBy(desc(comments.writtenAt), comments.id)
    .limit(limit)
}

export async function searchRuns(lab: LabScope, text: string, limit: number) {
  return await lab.db
    .select({
      id: runs.id,
      number: runs.number,
      state: runs.state,
      recipeName: revisions.name,
      planTitle: plans.title,
    })
    .from(runs)
    .innerJoin(revisions, eq(revisions.id, runs.revisionId))
    .innerJoin(plans, eq(plans.id, runs.planId))
    .where(and(eq(runs.labId, lab.labId), or(contains(revisions.name, text), contains(runs.reason, text))))
    .orderBy(revisions.name, runs.number)
    .limit(limit)
}

export async function searchSamples(lab: LabScope, text: string, limit: number) {
  return await lab.db
    .select({
      id: samples.id,
      code: samples.code,
      kind: samples.kind,
      place: samples.place,
      recipeName: revisions.name,
    })
    .from(samples)
    .innerJoin(runs, eq(runs.id, samples.runId))
    .innerJoin(revisions, eq(revisions.id, runs.revisionId))
    .where(
      and(
        eq(samples.labId, lab.labId),
        or(contains(samples.code, text), contains(samples.place, text), contains(revisions.name, text)),
      ),
    )
    .orderBy(samples.code)
    .limit(limit)
}

export async function searchCells(lab: LabScope, text: string, limit: number) {
  return await lab.db
    .select({
      id: cells.id,
      name: cells.name,
      format: cells.format,
      sampleCode: samples.code,
      recipeName: revisions.name,
    })
    .from(cells)
    .innerJoin(samples, eq(samples.id, cells.sampleId))
    .innerJoin(runs, eq(runs.id, samples.runId))
    .innerJoin(revisions, eq(revisions.id, runs.revisionId))
    .where(
      and(
        eq(cells.labId, lab.labId),
        or(contains(cells.name, text), contains(cells.electrolyte, text), contains(cells.format, text)),
      ),
    )
    .orderBy(cells.name)
    .limit(limit)
}

export async function searchMembers(lab: LabScope, text: string, limit: number) {
  return await lab.db
    .select({ id: members.id, name: user.name, role: members.role })
    .from(members)
    .innerJoin(user, eq(user.id, members.userId))
    .where(and(eq(members.labId, lab.labId), isNull(members.removedAt), contains(user.name, text)))
    .orderBy(user.name, members.id)
    .limit(limit)
}
