import { newId } from '@/collab/plan/newId'
import { readPlan } from '@/collab/plan/read'
import type { Plan, PlannedRecipe } from '@/collab/plan/types'
import { commit, guarded, type Statement } from '@/db/commit'
import { insertVersion } from '@/db/queries/planLog'
import type { PlanRow } from '@/db/queries/plans'
import {
  closeReviewRecipe,
  findReview,
  insertAnswer,
  insertReview,
  insertReviewedRevision,
  listAnswers,
  listOpenRecipes,
  listReviewers,
  listReviewRecipes,
  listReviews,
  type ReviewAnswerRow,
  type ReviewRecipeRow,
  type ReviewRow,
  updateReview,
} from '@/db/queries/reviews'
import type { LabScope } from '@/db/queries/scope'
import type { MemberId, PlanId, RecipeId, ReviewId } from '@/science/ids'
import { contentHash } from '@/science/recipe/contentHash'
import { lackingFields } from '@/science/recipe/requiredFields'
import { AppError } from '../errors'
import { freezeRecipes } from '../projection/freeze'
import { mergedValues, projectDocument } from '../projection/projectPlan'
import type { ReviewState, ReviewView } from '../views'
import { activityEntry } from './activity'
import { retryTaken } from './conflicts'
import { type LabContext, scopeOf } from './context'
import { catalogueOf } from './history'
import { thisMoment } from './moment'
import { notify } from './notifications'
import { peopleOf } from './people'
import { requirePlan, requireUnarchived, reviewView } from './plans'
import { groupBy } from './retention'
import { listPossibleReviewers, standingReviewers } from './reviewers'

export interface Asking {
  plan: PlanId
  /** All that are not in the bin when absent. */
  recipes?: RecipeId[]
  /** All who may approve, but not whoever asks, when absent. */
  reviewers?: MemberId[]
  note?: string
}

/**
 * Asks for a review of recipes as they stand. The same asked again is the same review. A recipe that waits in another review
 * is taken out of that one: it waits in one place.
 */
export async function askForReview(context: LabContext, asking: Asking): Promise<ReviewView> {
  const { core, actor } = context
  const { plan: planId, note = '' } = asking
  const lab = scopeOf(context)
  const plan = await requirePlan(lab, planId)
  requireUnarchived(plan)
  const reviewers = await chooseReviewers(context, asking.reviewers)
  const id = await retryMoved(async () => {
    const document = await core.rooms.readDocument(planId)
    const living = readPlan(document.doc).plan
    const chosen = chooseRecipes(living.recipes, asking.recipes)
    await refuseLacking(lab, plan, living, chosen)
    // So that the lists say at once what was asked for: they compare with the rows.
    await projectDocument(core.database, planId, document)
    const waiting = await listOpenRecipes(lab, planId)
    const known = await sameReview(lab, waiting, { chosen, living, reviewers, note })
    if (known !== null) return known
    const at = thisMoment()
    const reviewId = newId('review')
    const chosenIds = new Set<RecipeId>(chosen.map((recipe) => recipe.id))
    const takenOver = waiting.filter(({ recipe }) => chosenIds.has(recipe.recipeId))
    await commit(core.database, [
      ...(await closing(lab, takenOver.map(withdrawn))),
      ...insertReview(lab, {
        id: reviewId,
        planId,
        state: 'open',
        requestedBy: actor.memberId,
        requestedAt: at,
        decidedBy: null,
        decidedAt: null,
        reason: '',
        mode: context.lab.settings.reviewMode ?? 'any',
        note,
        reviewers,
        recipes: chosen.map((recipe) => ({
          recipeId: recipe.id,
          name: recipe.name,
          contentHash: hashOf(living, recipe),
          state: 'open',
        })),
      }),
      ...(await notify(context, {
        to: reviewers,
        kind: 'review-asked',
        by: actor.memberId,
        at,
        details: { title: plan.title },
        place: `reviews/${reviewId}`,
      })),
      activityEntry(lab, {
        by: actor.memberId,
        at,
        verb: 'review.asked',
        details: { title: plan.title, recipeCount: chosen.length, reviewers },
        subjectId: reviewId,
        planId,
      }),
    ])
    return reviewId
  })
  return await view(lab, id)
}

/** A plan can require fields: a recipe without them is not ready to be looked at. */
async function refuseLacking(
  lab: LabScope,
  { required }: PlanRow,
  { conditions }: Plan,
  recipes: readonly PlannedRecipe[],
): Promise<void> {
  if (Object.keys(required).length === 0) return
  const { findParameter } = await catalogueOf(lab)
  const sentences = recipes.flatMap(({ name, process, values }) => {
    const lacks = lackingFields(required, { process, values: mergedValues(conditions, values) }, findParameter)
    return lacks.length === 0 ? [] : [`“${name}” lacks ${lacks.join(', ')}`]
  })
  if (sentences.length > 0)
    throw new AppError('bad-input', `This plan requires fields that are empty: ${sentences.join('; ')}.`)
}

async function chooseReviewers(context: LabContext, asked: readonly MemberId[] | undefined): Promise<MemberId[]> {
  const possible = (await listPossibleReviewers(context)).map((one) => one.memberId)
  if (asked === undefined) {
    const others = possible.filter((memberId) => memberId !== context.actor.memberId)
    return others.length > 0 ? others : possible
  }
  const chosen = [...new Set(asked)]
  if (chosen.length === 0) throw new AppError('bad-input', 'Choose at least one person to ask.')
  if (chosen.some((memberId) => !possible.includes(memberId)))
    throw new AppError('bad-input', 'Only somebody who may approve, a PI of this lab, can be asked for a review.')
  return chosen
}

/** The open review that asks for just this already. */
async function sameReview(
  lab: LabScope,
  waiting: readonly { recipe: ReviewRecipeRow; review: ReviewRow }[],
  asking: { chosen: readonly PlannedRecipe[]; living: Plan; reviewers: readonly MemberId[]; note: string },
): Promise<ReviewId | null> {
  const [first] = asking.chosen
  const home = waiting.find(({ recipe }) => recipe.recipeId === first?.id)?.review
  if (home === undefined || (asking.note !== '' && asking.note !== home.note)) return null
  const inIt = new Map(
    waiting.filter(({ review }) => review.id === home.id).map(({ recipe }) => [recipe.recipeId, recipe.contentHash]),
  )
  const isSame =
    inIt.size === asking.chosen.length &&
    asking.chosen.every((recipe) => inIt.get(recipe.id) === hashOf(asking.living, recipe))
  if (!isSame) return null
  const reviewers = (await listReviewers(lab, [home.id])).map((one) => one.memberId)
  const areSame =
    reviewers.length === asking.reviewers.length && reviewers.every((one) => asking.reviewers.includes(one))
  return areSame ? home.id : null
}

export interface Answering {
  plan: PlanId
  /** The review that is answered: refused when a recipe is no longer open in it. Without one, whichever is open. */
  review?: ReviewId
  /** All that are not in the bin when absent; of a review, those that are open in it. */
  recipes?: RecipeId[]
  /** What the person had before her eyes. */
  seen?: { recipe: RecipeId; contentHash: string }[]
}

/**
 * Approves recipes as they stand now. Where the lab wants all reviewers, this is one voice of them; the last that approves
 * the same content completes it. What is approved becomes a revision, and the approval is bound to its content.
 */
export async function approvePlan(context: LabContext, approval: Answering): Promise<ReviewView> {
  return await answer(context, { ...approval, answer: 'approved', reason: '' })
}

export async function requestChanges(
  context: LabContext,
  request: Answering & { reason: string },
): Promise<ReviewView> {
  return await answer(context, { ...request, answer: 'changes-requested' })
}

type Given = Answering & Pick<ReviewAnswerRow, 'answer' | 'reason'>

async function answer(context: LabContext, given: Given): Promise<ReviewView> {
  const { core, actor } = context
  const { plan: planId } = given
  const lab = scopeOf(context)
  const plan = await requirePlan(lab, planId)
  requireUnarchived(plan)
  const wasOpenIn = new Map<RecipeId, ReviewRow>()

  const id = await retryMoved(async () => {
    const document = await core.rooms.readDocument(planId)
    const living = readPlan(document.doc).plan
    const waiting = await listOpenRecipes(lab, planId)
    const reviews = new Map(waiting.map(({ review }) => [review.id, review]))
    const homes = new Map(waiting.map(({ recipe }) => [recipe.recipeId, reviews.get(recipe.reviewId)]))
    if (given.review !== undefined) await requireOwnReview(lab, planId, given.review)
    const chosen = chooseRecipes(living.recipes, given.recipes ?? openIn(given.review, waiting, living.recipes))
    if (given.review !== undefined && chosen.length === 0) throw await answeredMeanwhile(lab, given.review)
    for (const recipe of chosen) {
      const home = homes.get(recipe.id)
      const before = given.review ?? wasOpenIn.get(recipe.id)?.id
      if (before !== undefined && home?.id !== before) throw await answeredMeanwhile(lab, before, recipe)
      if (home !== undefined) wasOpenIn.set(recipe.id, home)
    }
    const hashes = new Map(chosen.map((recipe) => [recipe.id, hashOf(living, recipe)]))
    for (const { recipe, contentHash: seen } of given.seen ?? []) {
      const hash = hashes.get(recipe)
      if (hash !== undefined && hash !== seen) throw editedMeanwhile(chosen, recipe)
    }
    // So that the lists say at once what was approved: they compare with the rows.
    await projectDocument(core.database, planId, document)

    const at = thisMoment()
    const by = actor.memberId
    const voices = await gather(lab, { chosen, hashes, homes, given, by })
    const complete = given.answer === 'approved' ? voices.filter((voice) => voice.isComplete) : []
    const frozen = await freezeRecipes(lab, {
      planId,
      plan: living,
      recipes: complete.map((voice) => voice.recipe),
      cause: 'review',
      by,
      at,
    })
    const revisionOf = new Map(frozen.revisions.map((revision) => [revision.recipeId, revision]))
    const statements: Statement[] = [...frozen.statements]
    const ids: ReviewId[] = []
    for (const [home, own] of groupBy(voices, (voice) => voice.home)) {
      const state = given.answer
      const version = (home?.version ?? 0) + 1
      const reviewId = home?.id ?? newId('review')
      ids.push(reviewId)
      if (home === null)
        statements.push(
          ...insertReview(lab, {
            id: reviewId,
            planId,
            requestedBy: by,
            requestedAt: at,
            state,
            decidedBy: by,
            decidedAt: at,
            reason: given.reason,
            mode: 'any',
            note: '',
            reviewers: [by],
            recipes: own.map(({ recipe, hash }) => ({
              recipeId: recipe.id,
              name: recipe.name,
              contentHash: hash,
              state,
            })),
          }),
        )
      else {
        const done = own.filter((voice) => voice.isComplete).map((voice) => ({ recipeId: voice.recipe.id, state }))
        const gone = waiting.flatMap(({ recipe }) =>
          recipe.reviewId === reviewId && !isStanding(living, recipe.recipeId)
            ? [{ recipeId: recipe.recipeId, state: 'withdrawn' as const }]
            : [],
        )
        if (done.length > 0)
          statements.push(
            ...(await closing(
              lab,
              [...done, ...gone].map((one) => ({ ...one, review: home })),
              { by, at, reason: given.reason },
            )),
          )
        if (done.length === 0) statements.push(moved(updateReview(lab, home, { state: 'open' })))
      }
      for (const { recipe, hash } of own)
        statements.push(
          insertAnswer(lab, {
            reviewId,
            version,
            recipeId: recipe.id,
            contentHash: hash,
            answer: given.answer,
            reason: given.reason,
            by,
            at,
          }),
        )
      for (const { recipe, isComplete } of own) {
        const revision = isComplete ? revisionOf.get(recipe.id) : undefined
        if (revision !== undefined) statements.push(insertReviewedRevision(lab, reviewId, revision.id, at))
      }
    }
    if (complete.length > 0)
      statements.push(insertVersion(lab, { planId, seq: document.seq, kind: 'review', name: 'approved', by, at }))
    const [reviewId] = ids
    if (reviewId === undefined) throw new AppError('bad-input', 'There is no recipe to answer for.')
    const entry = { by, at, subjectId: reviewId, planId }
    const names = chosen.map((recipe) => recipe.name)
    const askers = [...new Map(voices.map(({ home }) => [home?.id, home])).values()].flatMap((home) =>
      home === null ? [] : [home],
    )
    const told = await Promise.all(
      askers.map((home) =>
        notify(context, {
          to: [home.requestedBy],
          kind: 'review-answered',
          by,
          at,
          details: { title: living.title, answer: given.answer, reason: given.reason },
          place: `reviews/${home.id}`,
        }),
      ),
    )
    await commit(core.database, [
      ...statements,
      ...told.flat(),
      given.answer === 'approved'
        ? activityEntry(lab, {
            ...entry,
            verb: 'plan.approved',
            details: {
              title: living.title,
              recipeCount: chosen.length,
              names,
              ...(complete.length < chosen.length ? { openCount: chosen.length - complete.length } : {}),
            },
          })
        : activityEntry(lab, {
            ...entry,
            verb: 'plan.changes-requested',
            details: { title: living.title, reason: given.reason, names },
          }),
    ])
    return reviewId
  })
  return await view(lab, id)
}

interface Voice {
  recipe: PlannedRecipe
  hash: string
  home: ReviewRow | null
  /** This answer decides the recipe: no other reviewer is waited for. */
  isComplete: boolean
}

/** What this answer does to each recipe, beside what the other reviewers have said of the same content. */
async function gather(
  lab: LabScope,
  {
    chosen,
    hashes,
    homes,
    given,
    by,
  }: {
    chosen: readonly PlannedRecipe[]
    hashes: ReadonlyMap<RecipeId, string>
    homes: ReadonlyMap<RecipeId, ReviewRow | undefined>
    given: Given
    by: MemberId
  },
): Promise<Voice[]> {
  const ids = [...new Set([...homes.values()].flatMap((review) => review?.id ?? []))]
  const [asked, answers] = await Promise.all([listReviewers(lab, ids), listAnswers(lab, ids)])
  const voices: Voice[] = []
  for (const recipe of chosen) {
    const hash = hashes.get(recipe.id) ?? ''
    const home = homes.get(recipe.id) ?? null
    if (home === null || home.mode === 'any' || given.answer === 'changes-requested') {
      voices.push({ recipe, hash, home, isComplete: true })
      continue
    }
    const reviewers = await standingReviewers(
      lab,
      asked.flatMap((one) => (one.reviewId === home.id ? [one.memberId] : [])),
    )
    if (!reviewers.includes(by)) {
      const people = await peopleOf(lab)
      throw new AppError(
        'not-allowed',
        `This review was asked of ${reviewers.map((one) => people(one).name).join(' and ')}, and this lab wants the approval of all who were asked.`,
      )
    }
    const approvers = approversOf(
      answers.filter((one) => one.reviewId === home.id && one.recipeId === recipe.id),
      hash,
    )
    approvers.add(by)
    voices.push({ recipe, hash, home, isComplete: reviewers.every((one) => approvers.has(one)) })
  }
  return voices
}

/** Those whose last word on a recipe was that they approve just this content. */
export function approversOf(
  answers: readonly Pick<ReviewAnswerRow, 'by' | 'answer' | 'contentHash'>[],
  hash: string,
): Set<MemberId> {
  const last = new Map(answers.map((one) => [one.by, one]))
  return new Set(
    [...last.values()].flatMap((one) => (one.answer === 'approved' && one.contentHash === hash ? [one.by] : [])),
  )
}

/** Takes back what nobody has answered yet: whoever asked may, and who may approve. */
export async function withdrawReview(
  context: LabContext,
  { review: id, mayApprove }: { review: ReviewId; mayApprove: boolean },
): Promise<ReviewView> {
  const { core, actor } = context
  const lab = scopeOf(context)
  const found = await requireReview(lab, id)
  if (found.review.requestedBy !== actor.memberId && !mayApprove)
    throw new AppError('not-allowed', 'Whoever asked for a review withdraws it, or a PI.')
  await retryMoved(async () => {
    const open = (await listOpenRecipes(lab, found.review.planId)).filter(({ review }) => review.id === id)
    if (open.length === 0) throw new AppError('conflict', 'This review has been answered, or withdrawn, already.')
    await commit(core.database, [
      ...(await closing(lab, open.map(withdrawn))),
      activityEntry(lab, {
        by: actor.memberId,
        at: thisMoment(),
        verb: 'review.withdrawn',
        details: { title: found.planTitle },
        subjectId: id,
        planId: found.review.planId,
      }),
    ])
  })
  return await view(lab, id)
}

/**
 * Closes recipes that are open in reviews, and says of each review what that makes of it. Refused as a whole when somebody
 * has touched one of these reviews meanwhile.
 */
async function closing(
  lab: LabScope,
  closed: readonly { recipeId: RecipeId; state: Exclude<ReviewState, 'open'>; review: ReviewRow }[],
  decision?: { by: MemberId; at: Date; reason: string },
): Promise<Statement[]> {
  const byReview = groupBy(closed, (one) => one.review.id)
  const standing = await listReviewRecipes(lab, [...byReview.keys()])
  return [...byReview].flatMap(([reviewId, own]) => {
    const review = own[0]?.review
    if (review === undefined) return []
    const now = new Map(own.map((one) => [one.recipeId, one.state]))
    const states = standing.flatMap((row) => (row.reviewId === reviewId ? [now.get(row.recipeId) ?? row.state] : []))
    return [
      ...own.map(({ recipeId, state }) => moved(closeReviewRecipe(lab, { reviewId, recipeId }, state))),
      moved(
        updateReview(lab, review, {
          state: stateOver(states),
          ...(decision === undefined
            ? {}
            : {
                decidedBy: decision.by,
                decidedAt: decision.at,
                // What was said of other recipes in the same review stays readable.
                reason: [...new Set([review.reason, decision.reason])].filter((one) => one !== '').join('\n'),
              }),
        }),
      ),
    ]
  })
}

function withdrawn({ recipe, review }: { recipe: ReviewRecipeRow; review: ReviewRow }) {
  return { recipeId: recipe.recipeId, review, state: 'withdrawn' as const }
}

function isStanding(plan: Pick<Plan, 'recipes'>, id: RecipeId): boolean {
  return plan.recipes.some((recipe) => recipe.id === id && recipe.binnedAt === null)
}

/** A review over all its recipes: open while one is, then what is most in need of doing something. */
function stateOver(states: readonly ReviewState[]): ReviewState {
  for (const state of ['open', 'changes-requested', 'approved'] as const) if (states.includes(state)) return state
  return 'withdrawn'
}

/** Somebody has answered, asked or withdrawn between reading and writing: read again, and decide again. */
class Moved extends Error {}

const moved = <Guarded extends Statement>(statement: Guarded) =>
  guarded(statement, { changes: 1, otherwise: () => new Moved() })

async function retryMoved<Result>(attempt: () => Promise<Result>, attempts = 12): Promise<Result> {
  for (let left = attempts - 1; ; left -= 1) {
    try {
      return await retryTaken(attempt)
    } catch (error) {
      if (!(error instanceof Moved)) throw error
      if (left === 0) throw new AppError('conflict', 'Others are answering this review just now. Look at it again.')
    }
  }
}

/** Says who has answered, and what; of the recipe in question, or of the review when nothing in it is open any more. */
async function answeredMeanwhile(lab: LabScope, review: ReviewId, recipe?: PlannedRecipe): Promise<AppError> {
  const [answers, people] = await Promise.all([listAnswers(lab, [review]), peopleOf(lab)])
  const last = answers.findLast((one) => recipe === undefined || one.recipeId === recipe.id)
  const what = recipe === undefined ? 'This review' : `“${recipe.name}”`
  if (last === undefined)
    return new AppError(
      'conflict',
      `${what} ${recipe === undefined ? 'is no longer open' : 'is no longer in this review'}.`,
    )
  const said = last.answer === 'approved' ? 'approved' : `changes asked for (${last.reason})`
  return new AppError(
    'conflict',
    `${what} was answered by ${people(last.by).name} meanwhile: ${said}. Look at it again.`,
  )
}

function editedMeanwhile(recipes: readonly PlannedRecipe[], id: RecipeId): AppError {
  const name = recipes.find((recipe) => recipe.id === id)?.name ?? ''
  return new AppError('conflict', `“${name}” was edited while you were reading. Look at it again.`)
}

export function hashOf(plan: Pick<Plan, 'conditions'>, { name, process, values }: PlannedRecipe): string {
  return contentHash({ name, process, values: mergedValues(plan.conditions, values) })
}

/** What an answer is about that names no recipe. */
function openIn(
  review: ReviewId | undefined,
  waiting: readonly { recipe: ReviewRecipeRow }[],
  recipes: readonly PlannedRecipe[],
): RecipeId[] | undefined {
  if (review === undefined) return undefined
  const open = new Set(waiting.flatMap(({ recipe }) => (recipe.reviewId === review ? [recipe.recipeId] : [])))
  // One that is in the bin by now needs no answer.
  return recipes.flatMap((recipe) => (open.has(recipe.id) && recipe.binnedAt === null ? [recipe.id] : []))
}

function chooseRecipes(all: readonly PlannedRecipe[], ids: readonly RecipeId[] | undefined): PlannedRecipe[] {
  const standing = all.filter((recipe) => recipe.binnedAt === null)
  if (ids === undefined) {
    if (standing.length === 0) throw new AppError('bad-input', 'This plan has no recipe to review yet. Add one first.')
    return standing
  }
  return [...new Set(ids)].map((id) => {
    const recipe = standing.find((one) => one.id === id)
    if (recipe === undefined)
      throw new AppError('not-found', 'One of these recipes is not in the plan any more, or in its bin.')
    return recipe
  })
}

async function requireOwnReview(lab: LabScope, planId: PlanId, id: ReviewId): Promise<void> {
  const { review } = await requireReview(lab, id)
  if (review.planId !== planId) throw new AppError('not-found', 'This plan has no such review.')
}

export async function requireReview(lab: LabScope, id: ReviewId) {
  const found = await findReview(lab, id)
  if (found === undefined) throw new AppError('not-found', 'There is no such review in this lab.')
  return found
}

async function view(lab: LabScope, id: ReviewId): Promise<ReviewView> {
  const [[review], people] = await Promise.all([listReviews(lab, { ids: [id] }), peopleOf(lab)])
  if (review === undefined) throw new AppError('not-found', 'There is no such review.')
  return await reviewView(lab, review, people)
}
