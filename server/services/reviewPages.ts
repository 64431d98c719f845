import type * as Y from 'yjs'
import { readPlan } from '@/collab/plan/read'
import { listPredictions, listRecipeHeads, type PlanRow } from '@/db/queries/plans'
import {
  listAnswers,
  listApprovedRevisions,
  listReviewers,
  listReviewIdsOf,
  listReviewRecipes,
  listReviews,
  listReviewsOfRecipe,
  type ReviewAnswerRow,
  type ReviewRow,
} from '@/db/queries/reviews'
import { findRevision } from '@/db/queries/revisions'
import type { LabScope } from '@/db/queries/scope'
import type { MemberId, PlanId, RecipeId, ReviewId } from '@/science/ids'
import { modelVersion, predict } from '@/science/prediction/predict'
import { assembleRecipe } from '@/science/recipe/assembleRecipe'
import { diffRecipes } from '@/science/recipe/diffRecipes'
import { lackingFields } from '@/science/recipe/requiredFields'
import { can } from '../policies'
import { libraryOf } from '../projection/libraryOf'
import { mergedValues } from '../projection/projectPlan'
import type {
  InboxView,
  RecipeReviewView,
  ReviewAnswerView,
  ReviewDetailView,
  ReviewedRecipeView,
  ReviewListItem,
} from '../views'
import { type LabContext, scopeOf } from './context'
import { catalogueOf } from './history'
import { type People, peopleOf } from './people'
import { requirePlan } from './plans'
import { groupBy } from './retention'
import { approversOf } from './reviewAnswering'
import { standingReviewers } from './reviewers'
import { hashOf, requireReview } from './reviewMoves'

/** How many of the latest reviews the inbox shows that this person asked for, and that she answered. */
const mostShown = 25

/** What waits for this person, what she asked for, and what she has answered. Newest first. */
export async function getInbox(context: LabContext): Promise<InboxView> {
  const lab = scopeOf(context)
  const me = context.actor.memberId
  const [open, asked, answered] = await Promise.all([
    listReviews(lab, { state: 'open' }),
    listReviewIdsOf(lab, me, 'asked', mostShown),
    listReviewIdsOf(lab, me, 'answered', mostShown),
  ])
  const openIds = open.map((review) => review.id)
  const all = await listItems(lab, [...new Set([...openIds, ...asked, ...answered])])
  const waiting = all.filter(({ item, waitsFor }) => item.state === 'open' && waitsFor.includes(me))
  const waitingIds = new Set(waiting.map(({ item }) => item.id))
  const pick = (ids: readonly ReviewId[]) =>
    all.flatMap(({ item }) => (ids.includes(item.id) && !waitingIds.has(item.id) ? [item] : []))
  // What she approved without being asked stands among her answers alone.
  const askedOfOthers = asked.filter((id) => !answered.includes(id))
  return { waiting: waiting.map(({ item }) => item), asked: pick(askedOfOthers), answered: pick(answered) }
}

/** How many reviews wait for this person: what the frame shows beside the inbox. */
export async function countWaiting(context: LabContext): Promise<number> {
  return (await listWaiting(context)).length
}

/** The reviews that wait for this person, the newest first. */
export async function listWaiting(context: LabContext): Promise<ReviewListItem[]> {
  if (!can(context.actor, 'plan.approve')) return []
  const lab = scopeOf(context)
  const open = await listReviews(lab, { state: 'open' })
  const items = await listItems(
    lab,
    open.map((review) => review.id),
  )
  return items.flatMap(({ item, waitsFor }) => (waitsFor.includes(context.actor.memberId) ? [item] : []))
}

interface Listed {
  item: ReviewListItem
  /** Those who may still answer something that is open. */
  waitsFor: MemberId[]
}

async function listItems(lab: LabScope, ids: readonly ReviewId[]): Promise<Listed[]> {
  if (ids.length === 0) return []
  const [rows, recipes, reviewers, answers, people] = await Promise.all([
    listReviews(lab, { ids }),
    listReviewRecipes(lab, ids),
    listReviewers(lab, ids),
    listAnswers(lab, ids),
    peopleOf(lab),
  ])
  const titles = new Map<PlanId, string>()
  const hashes = new Map<RecipeId, string>()
  for (const planId of new Set(rows.map((row) => row.planId))) {
    titles.set(planId, (await requirePlan(lab, planId)).title)
    for (const head of await listRecipeHeads(lab, planId)) hashes.set(head.recipeId, head.contentHash)
  }
  const recipesOf = groupBy(recipes, (row) => row.reviewId)
  const reviewersOf = groupBy(reviewers, (row) => row.reviewId)
  const answersOf = groupBy(answers, (row) => row.reviewId)
  const items: Listed[] = []
  for (const review of rows) {
    const own = recipesOf.get(review.id) ?? []
    const asked = (reviewersOf.get(review.id) ?? []).map((row) => row.memberId)
    // One that is in the bin has no row among the heads: nobody needs to answer for it.
    const open = own.filter((row) => row.state === 'open' && hashes.has(row.recipeId))
    const said = groupBy(answersOf.get(review.id) ?? [], (row) => row.recipeId)
    const approversOfOpen = open.map((row) => approversOf(said.get(row.recipeId) ?? [], hashes.get(row.recipeId) ?? ''))
    const hasApproved = (member: MemberId) => approversOfOpen.every((approvers) => approvers.has(member))
    const standing = open.length === 0 ? [] : await standingReviewers(lab, asked)
    items.push({
      item: {
        ...reviewHead(review, people),
        planTitle: titles.get(review.planId) ?? '',
        reviewers: asked.map(people),
        recipes: own.map(({ recipeId, name, state }) => ({ recipeId, name, state })),
        editedCount: own.filter((row) => (hashes.get(row.recipeId) ?? row.contentHash) !== row.contentHash).length,
        approvedBy: open.length === 0 ? [] : standing.filter(hasApproved).map(people),
      },
      // Who was still waited for may have left the lab: then any of the others completes it.
      waitsFor: standing.every(hasApproved) ? standing : standing.filter((member) => !hasApproved(member)),
    })
  }
  return items
}

function reviewHead(review: ReviewRow, people: People) {
  const { id, planId, state, requestedAt, decidedAt, reason, mode, note } = review
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
  }
}

/** A review with each of its recipes as it stands now, against what was approved last. */
export async function getReview(context: LabContext, id: ReviewId): Promise<ReviewDetailView> {
  const { core, actor } = context
  const lab = scopeOf(context)
  const { review, isArchived } = await requireReview(lab, id)
  const plan = await requirePlan(lab, review.planId)
  const [[listed], { doc }, recipes, answers, approved, people] = await Promise.all([
    listItems(lab, [id]),
    core.rooms.readDocument(review.planId),
    listReviewRecipes(lab, [id]),
    listAnswers(lab, [id]),
    listApprovedRevisions(lab, review.planId),
    peopleOf(lab),
  ])
  if (listed === undefined) throw new Error('A review that was found is listed.')
  const standingOf = await standingRecipes(lab, doc, plan)
  const { findParameter } = await catalogueOf(lab)
  const details: ReviewedRecipeView[] = []
  for (const row of recipes) {
    const standing = standingOf.get(row.recipeId) ?? null
    const last = approved.findLast((one) => one.recipeId === row.recipeId)
    const before = last === undefined ? undefined : (await findRevision(lab, last.id))?.revision
    details.push({
      recipeId: row.recipeId,
      state: row.state,
      name: standing?.now.name ?? row.name,
      now: standing?.now ?? null,
      approved:
        last === undefined || before === undefined
          ? null
          : { number: last.number, at: last.approvedAt, prediction: before.prediction },
      differences:
        standing === null
          ? []
          : diffRecipes(
              before ?? { name: standing.now.name, process: standing.now.process, values: {} },
              standing.now,
              findParameter,
            ).map(({ key, sentence }) => ({ key, sentence })),
      isEditedSince: standing !== null && standing.now.contentHash !== row.contentHash,
      lacks: standing?.lacks ?? [],
      answers: answersOn(answers, row.recipeId, standing?.now.contentHash ?? null, people),
    })
  }
  const inOrder = [...standingOf.keys()]
  details.sort((a, b) => inOrder.indexOf(a.recipeId) - inOrder.indexOf(b.recipeId))
  const mayApprove = can(actor, 'plan.approve', { isArchived })
  const isOpen = review.state === 'open'
  return {
    ...listed.item,
    isArchived,
    version: review.version,
    details,
    mayAnswer:
      isOpen &&
      mayApprove &&
      (review.mode === 'any' ||
        listed.item.reviewers.some((one) => one.memberId === actor.memberId) ||
        listed.waitsFor.includes(actor.memberId)),
    mayWithdraw: isOpen && (mayApprove || review.requestedBy === actor.memberId),
  }
}

/** The recipes of a document that are not in its bin, in the plan's order, as they would be frozen now. */
async function standingRecipes(lab: LabScope, doc: Y.Doc, plan: PlanRow) {
  const living = readPlan(doc).plan
  const [library, { findParameter }, predictions] = await Promise.all([
    libraryOf(lab),
    catalogueOf(lab),
    listPredictions(lab, plan.id),
  ])
  const known = new Map(predictions.map((row) => [row.id, row]))
  return new Map(
    living.recipes
      .filter((recipe) => recipe.binnedAt === null)
      .map((recipe) => {
        const { id, name, process } = recipe
        const values = mergedValues(living.conditions, recipe.values)
        const hash = hashOf(living, recipe)
        const row = known.get(id)
        // An edit of this moment may not be in the rows yet.
        const prediction =
          row?.contentHash === hash && row.prediction.modelVersion === modelVersion
            ? row.prediction
            : predict(assembleRecipe({ name, process, values, conditions: {} }), library)
        const lacks = lackingFields(plan.required, { process, values }, findParameter)
        return [id, { now: { name, process, values, contentHash: hash, prediction }, lacks }] as const
      }),
  )
}

function answersOn(
  answers: readonly ReviewAnswerRow[],
  recipe: RecipeId,
  hash: string | null,
  people: People,
): ReviewAnswerView[] {
  return answers
    .filter((one) => one.recipeId === recipe)
    .map((one) => ({
      by: people(one.by),
      at: one.at,
      answer: one.answer,
      reason: one.reason,
      isOfThis: one.contentHash === hash,
    }))
}

/** What was approved of a recipe last, to set beside it as it stands, and what its newest review says. */
export async function getReviewOfRecipe(
  context: LabContext,
  { plan: planId, recipe }: { plan: PlanId; recipe: RecipeId },
): Promise<RecipeReviewView> {
  const lab = scopeOf(context)
  await requirePlan(lab, planId)
  const [approved, reviews, people, heads] = await Promise.all([
    listApprovedRevisions(lab, planId),
    listReviewsOfRecipe(lab, recipe),
    peopleOf(lab),
    listRecipeHeads(lab, planId),
  ])
  const last = approved.findLast((one) => one.recipeId === recipe)
  const revision = last === undefined ? undefined : (await findRevision(lab, last.id))?.revision
  const newest = reviews.find((one) => one.review.planId === planId && one.recipe.state !== 'withdrawn')
  const ids = [last?.reviewId, newest?.review.id].filter((id) => id !== undefined)
  const [answers, reviewers] = await Promise.all([listAnswers(lab, ids), listReviewers(lab, ids)])
  const hash = heads.find((head) => head.recipeId === recipe)?.contentHash ?? null
  const approver = answers.findLast(
    (one) => one.reviewId === last?.reviewId && one.recipeId === recipe && one.answer === 'approved',
  )
  return {
    approved:
      last === undefined || revision === undefined
        ? null
        : {
            revisionId: last.id,
            number: last.number,
            name: revision.name,
            process: revision.process,
            values: revision.values,
            contentHash: last.contentHash,
            by: approver === undefined ? null : people(approver.by),
            at: last.approvedAt,
          },
    last:
      newest === undefined
        ? null
        : {
            reviewId: newest.review.id,
            state: newest.recipe.state,
            requestedBy: people(newest.review.requestedBy),
            reviewers: reviewers.flatMap((one) => (one.reviewId === newest.review.id ? [people(one.memberId)] : [])),
            answers: answersOn(
              answers.filter((one) => one.reviewId === newest.review.id),
              recipe,
              hash,
              people,
            ),
          },
  }
}
