import * as Y from 'yjs'
import { changesBetween } from '@/collab/plan/history'
import { readPlan } from '@/collab/plan/read'
import { restorePlan } from '@/collab/plan/restorePlan'
import type { Plan } from '@/collab/plan/types'
import { commit, recordOnly } from '@/db/commit'
import { insertVersion, listLogRows, listVersionRows, type PlanVersionRow } from '@/db/queries/planLog'
import type { LabScope } from '@/db/queries/scope'
import type { PlanId } from '@/science/ids'
import { AppError } from '../errors'
import type { PlanChangeView, PlanVersionView } from '../views'
import { activityEntry } from './activity'
import { type LabContext, scopeOf } from './context'
import { catalogueOf } from './history'
import { thisMoment } from './moment'
import { peopleOf } from './people'
import { requirePlan, requireUnarchived } from './plans'

const rowsAtOnce = 2_000

export async function listVersions(context: LabContext, planId: PlanId): Promise<PlanVersionView[]> {
  const lab = scopeOf(context)
  await requirePlan(lab, planId)
  const [rows, people] = await Promise.all([listVersionRows(lab, planId), peopleOf(lab)])
  return rows.map(({ seq, kind, name, by, at }) => ({ seq, kind, name, by: people(by), at }))
}

export async function nameVersion(
  context: LabContext,
  { plan: planId, name }: { plan: PlanId; name: string },
): Promise<PlanVersionView> {
  const { core, actor } = context
  const lab = scopeOf(context)
  requireUnarchived(await requirePlan(lab, planId))
  const { seq } = await core.rooms.readDocument(planId)
  const row: PlanVersionRow = { planId, seq, kind: 'named', name, by: actor.memberId, at: thisMoment() }
  await commit(core.database, [
    insertVersion(lab, row),
    recordOnly({
      labId: lab.labId,
      by: row.by,
      at: row.at,
      verb: 'plan.version-named',
      subjectId: planId,
      details: { seq, name },
    }),
  ])
  const people = await peopleOf(lab)
  return { seq, kind: 'named', name, by: people(row.by), at: row.at }
}

/** What differs from one moment of a plan to another, recipe by recipe, in words. `to` is now where it is left out. */
export async function compareVersions(
  context: LabContext,
  { plan: planId, from, to }: { plan: PlanId; from: number; to?: number },
): Promise<PlanChangeView[]> {
  const lab = scopeOf(context)
  await requirePlan(lab, planId)
  const [before, after, { findParameter }] = await Promise.all([
    planAsOf(lab, planId, from),
    to === undefined ? present(context, planId) : planAsOf(lab, planId, to),
    catalogueOf(lab),
  ])
  return changesBetween(before, after, findParameter).map(({ recipe, sentences }) => ({
    recipeId: recipe?.id ?? null,
    recipeName: recipe?.name ?? null,
    sentences,
  }))
}

/** Writes the plan as it was then, as a new edit of this person; the moment before it becomes a version of its own. */
export async function restoreVersion(
  context: LabContext,
  { plan: planId, seq }: { plan: PlanId; seq: number },
): Promise<{ refused: string[] }> {
  const { core, actor } = context
  const lab = scopeOf(context)
  const plan = await requirePlan(lab, planId)
  requireUnarchived(plan)
  const then = await planAsOf(lab, planId, seq)
  const { seq: now } = await core.rooms.readDocument(planId)
  const at = thisMoment()
  await commit(core.database, [
    insertVersion(lab, { planId, seq: now, kind: 'named', name: 'before a restore', by: actor.memberId, at }),
    activityEntry(lab, {
      by: actor.memberId,
      at,
      verb: 'plan.version-restored',
      details: { title: plan.title },
      subjectId: planId,
      planId,
    }),
  ])
  let refused: string[] = []
  await core.rooms.apply(planId, actor.memberId, (doc) => {
    refused = restorePlan(doc, then).map(({ key, message }) => `${key}: ${message}`)
  })
  return { refused }
}

async function present({ core }: LabContext, planId: PlanId): Promise<Plan> {
  return readPlan((await core.rooms.readDocument(planId)).doc).plan
}

/** The plan as its log had it at a row. */
async function planAsOf(lab: LabScope, planId: PlanId, seq: number): Promise<Plan> {
  const doc = new Y.Doc()
  let reached = 0
  for (;;) {
    const rows = await listLogRows(lab, planId, { after: reached, upTo: seq, limit: rowsAtOnce })
    Y.transact(doc, () => {
      for (const { update } of rows) Y.applyUpdate(doc, update)
    })
    reached = rows.at(-1)?.seq ?? reached
    if (rows.length < rowsAtOnce) break
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (reached < seq) throw new AppError('not-found', 'This plan has not come so far.')
  return readPlan(doc).plan
}
