import { newId } from '@/collab/plan/newId'
import { readPlan } from '@/collab/plan/read'
import type { Plan, PlannedRecipe } from '@/collab/plan/types'
import { commit, type Statement } from '@/db/commit'
import { insertVersion } from '@/db/queries/planLog'
import {
  insertAnswer,
  insertReview,
  insertReviewedRevision,
  listAnswers,
  listOpenRecipes,
  listReviewers,
  type ReviewAnswerRow,
  type ReviewRecipeRow,
  type ReviewRow,
  updateReview,
} from '@/db/queries/reviews'
import type { LabScope } from '@/db/queries/scope'
import type { MemberId, PlanId, RecipeId, ReviewId } from '@/science/ids'
import { AppError } from '../errors'
import { freezeRecipes } from '../projection/freeze'
import { projectDocument } from '../projection/projectPlan'
import type { ReviewView } from '../views'
import { activityEntry } from './activity'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { notify } from './notifications'
import { peopleOf } from './people'
import { requirePlan, requireUnarchived } from './plans'
import { groupBy } from './retention'
import { standingReviewers } from './reviewers'
import { chooseRecipes, closing, hashOf, moved, requireReview, retryMoved, view } from './reviewMoves'

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

function isStanding(plan: Pick<Plan, 'recipes'>, id: RecipeId): boolean {
  return plan.recipes.some((recipe) => recipe.id === id && recipe.binnedAt === null)
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

async function requireOwnReview(lab: LabScope, planId: PlanId, id: ReviewId): Promise<void> {
  const { review } = await requireReview(lab, id)
  if (review.planId !== planId) throw new AppError('not-found', 'This plan has no such review.')
}
