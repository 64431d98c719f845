import { newId } from '@/collab/plan/newId'
import { commit, guarded, recordOnly } from '@/db/commit'
import {
  countPlanViews,
  deletePlanView,
  insertPlanView,
  listPlanViews,
  type PlanViewRow,
  updatePlanView,
} from '@/db/queries/planViews'
import type { PlanViewSettings } from '@/db/schema/planViews'
import type { PlanId, PlanViewId } from '@/science/ids'
import { AppError } from '../errors'
import { can } from '../policies'
import type { SavedViewView } from '../views'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { peopleOf } from './people'
import { requirePlan } from './plans'

/** More than anybody finds her way in. */
const mostViews = 200

/** The views of a plan that this member may see: everyone's, and her own. */
export async function listSavedViews(context: LabContext, planId: PlanId): Promise<SavedViewView[]> {
  const lab = scopeOf(context)
  await requirePlan(lab, planId)
  const [rows, people] = await Promise.all([listPlanViews(lab, planId, context.actor.memberId), peopleOf(lab)])
  return rows.map(({ id, name, isShared, settings, savedBy, savedAt, version }) => ({
    id,
    name,
    isShared,
    isOwn: savedBy === context.actor.memberId,
    settings,
    savedBy: people(savedBy),
    savedAt,
    version,
  }))
}

/**
 * Saves a view under a name: a new one, or over the one named by `over` if nobody saved it since it was seen. Whoever may read a
 * plan has views of her own; those for everyone are for those who may write in it.
 *
 * @throws AppError not-allowed, not-found, conflict (somebody saved it meanwhile), too-many
 */
export async function saveView(
  context: LabContext,
  view: {
    plan: PlanId
    name: string
    isShared: boolean
    settings: PlanViewSettings
    over?: { id: PlanViewId; version: number }
  },
): Promise<{ id: PlanViewId }> {
  const lab = scopeOf(context)
  const plan = await requirePlan(lab, view.plan)
  const { name, isShared, settings, over } = view
  if (isShared) requireSharing(context, plan.archivedAt !== null)
  const values = { name, isShared, settings, savedBy: context.actor.memberId, savedAt: thisMoment() }
  if (over === undefined) {
    if ((await countPlanViews(lab, view.plan)) >= mostViews)
      throw new AppError('too-many', `This plan has ${mostViews} views. Remove one that nobody uses first.`)
    const id = newId('planView')
    await commit(context.core.database, [
      insertPlanView(lab, { id, planId: view.plan, ...values }),
      happened(context, 'view.saved', id),
    ])
    return { id }
  }
  const before = await requireView(context, view.plan, over.id)
  if (before.isShared) requireSharing(context, plan.archivedAt !== null)
  await commit(context.core.database, [
    guarded(updatePlanView(lab, over, values), {
      changes: 1,
      otherwise: () =>
        new AppError('conflict', `Somebody saved “${before.name}” meanwhile. Look at it, then save again.`),
    }),
    happened(context, 'view.changed', over.id),
  ])
  return { id: over.id }
}

export async function removeView(
  context: LabContext,
  { plan: planId, view }: { plan: PlanId; view: PlanViewId },
): Promise<void> {
  const lab = scopeOf(context)
  const plan = await requirePlan(lab, planId)
  const row = await requireView(context, planId, view)
  if (row.isShared) requireSharing(context, plan.archivedAt !== null)
  await commit(context.core.database, [deletePlanView(lab, view), happened(context, 'view.removed', view)])
}

/** Another person's own view looks like one that does not exist. */
async function requireView(context: LabContext, planId: PlanId, id: PlanViewId): Promise<PlanViewRow> {
  const rows = await listPlanViews(scopeOf(context), planId, context.actor.memberId)
  const row = rows.find((one) => one.id === id)
  if (row === undefined) throw new AppError('not-found', 'There is no such view any more.')
  return row
}

function requireSharing(context: LabContext, isArchived: boolean): void {
  if (!can(context.actor, 'plan.write', { isArchived }))
    throw new AppError(
      'not-allowed',
      'A view for everyone is for those who may write in the plan. Save it for yourself.',
    )
}

function happened({ lab, actor }: LabContext, verb: string, view: PlanViewId) {
  return recordOnly({ labId: lab.id, by: actor.memberId, at: new Date(), verb, subjectId: view, details: {} })
}
