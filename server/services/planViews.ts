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
import type { PlanViewSettings, ResultsViewSettings } from '@/db/schema/planViews'
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
  await requirePlan(scopeOf(context), planId)
  return await viewsOf<PlanViewSettings>(context, planId)
}

/** The same of the lab's results. */
export async function listResultsViews(context: LabContext): Promise<SavedViewView<ResultsViewSettings>[]> {
  return await viewsOf<ResultsViewSettings>(context, null)
}

/** Views are saved with the settings of what they are of, so those of one place have one kind. */
async function viewsOf<Settings extends PlanViewSettings | ResultsViewSettings>(
  context: LabContext,
  planId: PlanId | null,
): Promise<SavedViewView<Settings>[]> {
  const lab = scopeOf(context)
  const [rows, people] = await Promise.all([listPlanViews(lab, planId, context.actor.memberId), peopleOf(lab)])
  return rows.map(({ id, name, isShared, settings, savedBy, savedAt, version }) => ({
    id,
    name,
    isShared,
    isOwn: savedBy === context.actor.memberId,
    settings: settings as Settings,
    savedBy: people(savedBy),
    savedAt,
    version,
  }))
}

/**
 * Saves a view under a name: a new one, or over the one named by `over` if nobody saved it since it was seen. Whoever may read a
 * plan or the results has views of her own; those for everyone are for those who may write in the plan, or work in the lab.
 *
 * @throws AppError not-allowed, not-found, conflict (somebody saved it meanwhile), too-many
 */
export async function saveView(
  context: LabContext,
  view: {
    plan: PlanId | null
    name: string
    isShared: boolean
    settings: PlanViewSettings | ResultsViewSettings
    over?: { id: PlanViewId; version: number }
  },
): Promise<{ id: PlanViewId }> {
  const lab = scopeOf(context)
  const mayShare = await sharingIn(context, view.plan)
  const { name, isShared, settings, over } = view
  if (isShared) mayShare()
  const values = { name, isShared, settings, savedBy: context.actor.memberId, savedAt: thisMoment() }
  if (over === undefined) {
    if ((await countPlanViews(lab, view.plan)) >= mostViews)
      throw new AppError('too-many', `There are ${mostViews} views here. Remove one that nobody uses first.`)
    const id = newId('planView')
    await commit(context.core.database, [
      insertPlanView(lab, { id, planId: view.plan, ...values }),
      happened(context, 'view.saved', id),
    ])
    return { id }
  }
  const before = await requireView(context, view.plan, over.id)
  if (before.isShared) mayShare()
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
  { plan, view }: { plan: PlanId | null; view: PlanViewId },
): Promise<void> {
  const lab = scopeOf(context)
  const mayShare = await sharingIn(context, plan)
  const row = await requireView(context, plan, view)
  if (row.isShared) mayShare()
  await commit(context.core.database, [deletePlanView(lab, view), happened(context, 'view.removed', view)])
}

/** Another person's own view looks like one that does not exist. */
async function requireView(context: LabContext, planId: PlanId | null, id: PlanViewId): Promise<PlanViewRow> {
  const rows = await listPlanViews(scopeOf(context), planId, context.actor.memberId)
  const row = rows.find((one) => one.id === id)
  if (row === undefined) throw new AppError('not-found', 'There is no such view any more.')
  return row
}

/** Refuses when this member may not save what everyone sees, of a plan or of the results. */
async function sharingIn(context: LabContext, planId: PlanId | null): Promise<() => void> {
  if (planId === null) return () => refuseUnless(can(context.actor, 'results.share'), 'work in the lab')
  const { archivedAt } = await requirePlan(scopeOf(context), planId)
  return () =>
    refuseUnless(can(context.actor, 'plan.write', { isArchived: archivedAt !== null }), 'may write in the plan')
}

function refuseUnless(isAllowed: boolean, who: string): void {
  if (!isAllowed)
    throw new AppError('not-allowed', `A view for everyone is for those who ${who}. Save it for yourself.`)
}

function happened({ lab, actor }: LabContext, verb: string, view: PlanViewId) {
  return recordOnly({ labId: lab.id, by: actor.memberId, at: new Date(), verb, subjectId: view, details: {} })
}
