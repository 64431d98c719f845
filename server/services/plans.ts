import type * as Y from 'yjs'
import { newId } from '@/collab/plan/newId'
import { readPlan } from '@/collab/plan/read'
import type { Plan } from '@/collab/plan/types'
import { addRecipe, copyNotes, createPlan as writeNewPlan } from '@/collab/plan/write'
import { commit } from '@/db/commit'
import { countPlans, listPlanPage, listTitles, type PlanSort } from '@/db/queries/planLists'
import {
  countOutcomes,
  countRunsAndCells,
  findPlan,
  findTemplateRequirement,
  insertPlan,
  listRecipeHeads,
  type PlanRow,
  setPlanArchived,
} from '@/db/queries/plans'
import {
  listApprovedRevisions,
  listReviewedRevisions,
  listReviewers,
  listReviewRecipes,
  listReviews,
  type ReviewRow,
} from '@/db/queries/reviews'
import { listRevisionHeads } from '@/db/queries/revisions'
import type { LabScope } from '@/db/queries/scope'
import { listRetentions } from '@/db/queries/tests'
import type { PlanId, RecipeId } from '@/science/ids'
import { AppError } from '../errors'
import { allowedActions } from '../policies'
import { projectDocument } from '../projection/projectPlan'
import type { Page, PlanListItem, PlanState, PlanView, RecipeRecord, ReviewView } from '../views'
import { activityEntry } from './activity'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { pageOf, readCursor } from './pages'
import { type People, peopleOf } from './people'
import { approvedByRecipe, planState } from './planState'
import { blankTemplate, planTemplate, planTemplates } from './planTemplates'
import { bestRetention, groupBy } from './retention'

export async function requirePlan(lab: LabScope, planId: PlanId): Promise<PlanRow> {
  const plan = await findPlan(lab, planId)
  if (plan === undefined) throw new AppError('not-found', 'There is no such plan in this lab.')
  return plan
}

export function requireUnarchived(plan: PlanRow): void {
  if (plan.archivedAt !== null)
    throw new AppError('conflict', `“${plan.title}” is archived. Bring it back from the archive first.`)
}

export interface PlanListInput {
  includeArchived?: boolean
  isInReview?: boolean
  text?: string
  sort?: PlanSort
  isDescending?: boolean
  cursor?: string | null
  limit?: number
}

/** The last changed first, unless it is asked for otherwise. */
export async function listPlans(
  context: LabContext,
  {
    includeArchived = false,
    isInReview,
    text = '',
    sort = 'updated',
    isDescending = true,
    cursor,
    limit = 50,
  }: PlanListInput,
): Promise<Page<PlanListItem>> {
  const lab = scopeOf(context)
  const filter = { includeArchived, isInReview: isInReview ?? null, text }
  const [rows, total] = await Promise.all([
    listPlanPage(lab, filter, { sort, isDescending, from: readCursor(cursor), limit: limit + 1 }),
    countPlans(lab, filter),
  ])
  const ids = rows.slice(0, limit).map(({ plan }) => plan.id)
  const [recipes, reviews, approved] = await Promise.all([
    listRecipeHeads(lab, ids),
    listReviews(lab, { plans: ids }),
    listApprovedRevisions(lab, ids),
  ])
  const recipesOf = groupBy(recipes, (row) => row.planId)
  const reviewsOf = groupBy(reviews, (row) => row.planId)
  const approvedOf = groupBy(approved, (row) => row.planId)
  return {
    ...pageOf(rows, limit, total, ({ plan, sortedBy }) => ({ value: sortedBy, id: plan.id })),
    items: rows.slice(0, limit).map(({ plan, recipeCount, runCount, cellCount }) => ({
      id: plan.id,
      title: plan.title,
      aim: plan.aim,
      state: planState({
        reviews: reviewsOf.get(plan.id) ?? [],
        approved: approvedByRecipe(approvedOf.get(plan.id) ?? []),
        recipes: recipesOf.get(plan.id) ?? [],
      }),
      recipeCount,
      runCount,
      cellCount,
      updatedAt: plan.updatedAt,
      isArchived: plan.archivedAt !== null,
    })),
  }
}

/** More than anybody scrolls through in a list of choices. */
const mostTitles = 2000

export async function listPlanTitles(context: LabContext): Promise<{ id: PlanId; title: string }[]> {
  return await listTitles(scopeOf(context), mostTitles)
}

/** The plan around its document: the document itself reaches the page by the socket. */
export async function getPlan(context: LabContext, planId: PlanId): Promise<PlanView> {
  const lab = scopeOf(context)
  const plan = await requirePlan(lab, planId)
  const [people, records, { state, reviews }] = await Promise.all([
    peopleOf(lab),
    listRecords(lab, planId),
    stateOf(lab, planId),
  ])
  const last =
    reviews.find((review) => review.state === 'open') ?? reviews.find((review) => review.state !== 'withdrawn')
  const isArchived = plan.archivedAt !== null
  return {
    id: plan.id,
    labId: plan.labId,
    title: plan.title,
    state,
    isArchived,
    createdBy: people(plan.createdBy),
    createdAt: plan.createdAt,
    allowed: allowedActions(context.actor, { isArchived }),
    review: last === undefined ? null : await reviewView(lab, last, people),
    records,
    required: plan.required,
  }
}

export async function getPlanRecords(context: LabContext, planId: PlanId): Promise<RecipeRecord[]> {
  const lab = scopeOf(context)
  await requirePlan(lab, planId)
  return await listRecords(lab, planId)
}

export async function stateOf(lab: LabScope, planId: PlanId): Promise<{ state: PlanState; reviews: ReviewRow[] }> {
  const [reviews, approved, recipes] = await Promise.all([
    listReviews(lab, { plan: planId }),
    listApprovedRevisions(lab, planId),
    listRecipeHeads(lab, planId),
  ])
  return { state: planState({ reviews, approved: approvedByRecipe(approved), recipes }), reviews }
}

export async function reviewView(lab: LabScope, review: ReviewRow, people: People): Promise<ReviewView> {
  const { id, planId, state, requestedAt, decidedAt, reason, mode, note } = review
  const [reviewers, recipes, revisions] = await Promise.all([
    listReviewers(lab, [id]),
    listReviewRecipes(lab, [id]),
    listReviewedRevisions(lab, id),
  ])
  return {
    id,
    planId,
    state,
    requestedBy: people(review.requestedBy),
    requestedAt,
    decidedBy: review.decidedBy === null ? null : people(review.decidedBy),
    decidedAt,
    reason,
    mode,
    note,
    reviewers: reviewers.map((one) => people(one.memberId)),
    recipes: recipes.map((one) => ({ recipeId: one.recipeId, name: one.name, state: one.state })),
    revisions,
  }
}

/** One record for each recipe that was ever frozen or run, and for each that stands in the plan. */
async function listRecords(lab: LabScope, planId: PlanId): Promise<RecipeRecord[]> {
  const [recipes, counts, outcomes, heads, approved, retentions] = await Promise.all([
    listRecipeHeads(lab, planId),
    countRunsAndCells(lab, planId),
    countOutcomes(lab, planId),
    listRevisionHeads(lab, planId),
    listApprovedRevisions(lab, planId),
    listRetentions(lab, { plan: planId }),
  ])
  const countOf = new Map(counts.map((row) => [row.recipeId, row]))
  const outcomesOf = groupBy(outcomes, (row) => row.recipeId)
  const latestOf = new Map(heads.map((head) => [head.recipeId, head]))
  const approvedOf = approvedByRecipe(approved)
  const retentionsOf = groupBy(retentions, (row) => row.recipeId)
  const ids = new Set<RecipeId>([...recipes.map((row) => row.recipeId), ...latestOf.keys(), ...countOf.keys()])
  return [...ids].map((recipeId) => {
    const latest = latestOf.get(recipeId)
    return {
      recipeId,
      runCount: countOf.get(recipeId)?.runCount ?? 0,
      outcomes: Object.fromEntries((outcomesOf.get(recipeId) ?? []).map(({ state, count }) => [state, count])),
      cellCount: countOf.get(recipeId)?.cellCount ?? 0,
      bestRetention: bestRetention(retentionsOf.get(recipeId) ?? []),
      latestRevision:
        latest === undefined ? null : { id: latest.id, number: latest.number, contentHash: latest.contentHash },
      approvedContentHash: approvedOf.get(recipeId) ?? null,
    }
  })
}

export interface PlanTemplate {
  key: string
  title: string
  aim: string
  recipeCount: number
}

/** The papers' systems that a new plan may start from. */
export function listTemplates(): PlanTemplate[] {
  return planTemplates().map(({ key, title, aim, recipes }) => ({ key, title, aim, recipeCount: recipes.length }))
}

export async function createPlan(
  context: LabContext,
  { title, aim = '', template }: { title: string; aim?: string; template?: string },
): Promise<{ id: PlanId }> {
  const start = template === undefined ? undefined : planTemplate(template)
  if (template !== undefined && start === undefined)
    throw new AppError('bad-input', `There is no template “${template}”.`)
  const from = start?.key ?? blankTemplate
  const head = { title, aim: aim === '' ? (start?.aim ?? '') : aim, conditions: start?.conditions ?? {} }
  return await birth(
    context,
    head,
    (doc) => {
      writeNewPlan(doc, head)
      for (const recipe of start?.recipes ?? []) addRecipe(doc, recipe)
    },
    { verb: 'plan.created', details: { title, template: start?.title } },
    { template: from, required: (await findTemplateRequirement(scopeOf(context), from))?.required ?? {} },
  )
}

export async function duplicatePlan(
  context: LabContext,
  { plan: planId, title }: { plan: PlanId; title?: string },
): Promise<{ id: PlanId }> {
  const original = await requirePlan(scopeOf(context), planId)
  const { doc: from } = await context.core.rooms.readDocument(planId)
  const { plan } = readPlan(from)
  const head = { title: title ?? `${plan.title} (copy)`.slice(0, 300), aim: plan.aim, conditions: plan.conditions }
  return await birth(
    context,
    head,
    (doc) => {
      writeNewPlan(doc, head)
      for (const recipe of plan.recipes) if (recipe.binnedAt === null) copyRecipe(from, doc, recipe)
    },
    { verb: 'plan.duplicated', details: { title: head.title, from: original.title } },
    { template: original.template, required: original.required },
  )
}

/** Under a fresh id, with its notes. */
function copyRecipe(from: Y.Doc, to: Y.Doc, recipe: Plan['recipes'][number]): void {
  const { name, process, values } = recipe
  copyNotes(from, recipe.id, to, addRecipe(to, { name, process, values }))
}

/**
 * The document goes to the log first: should the process end in between, there is a log that nobody sees, and never a plan
 * without its document.
 */
async function birth(
  context: LabContext,
  head: { title: string; aim: string; conditions: Plan['conditions'] },
  write: (doc: Y.Doc) => void,
  happened:
    | { verb: 'plan.created'; details: { title: string; template?: string } }
    | { verb: 'plan.duplicated'; details: { title: string; from: string } },
  requirement: Pick<PlanRow, 'template' | 'required'>,
): Promise<{ id: PlanId }> {
  const { core, actor } = context
  const lab = scopeOf(context)
  const id = newId('plan')
  await core.rooms.apply(id, actor.memberId, write)
  const now = thisMoment()
  await commit(core.database, [
    insertPlan(lab, {
      id,
      title: head.title,
      aim: head.aim,
      conditions: head.conditions,
      ...requirement,
      problems: [],
      createdBy: actor.memberId,
      createdAt: now,
      updatedAt: now,
    }),
    activityEntry(lab, { ...happened, by: actor.memberId, at: now, subjectId: id, planId: id }),
  ])
  await projectDocument(core.database, id, await core.rooms.readDocument(id))
  return { id }
}

export async function archivePlan(
  context: LabContext,
  { plan: planId, archived = true }: { plan: PlanId; archived?: boolean },
): Promise<void> {
  const lab = scopeOf(context)
  const plan = await requirePlan(lab, planId)
  if ((plan.archivedAt !== null) === archived) return
  const now = thisMoment()
  await commit(context.core.database, [
    setPlanArchived(lab, planId, archived ? now : null),
    activityEntry(lab, {
      by: context.actor.memberId,
      at: now,
      verb: archived ? 'plan.archived' : 'plan.restored',
      details: { title: plan.title },
      subjectId: planId,
      planId,
    }),
  ])
}
