import * as Y from 'yjs'
import { newId } from '@/collab/plan/newId'
import { readPlan } from '@/collab/plan/read'
import type { LoggedUpdate } from '@/collab/room/ports'
import { commit } from '@/db/commit'
import { insertComment, insertThread } from '@/db/queries/comments'
import { insertPlan } from '@/db/queries/plans'
import { insertAnswer, insertReview, insertReviewedRevision } from '@/db/queries/reviews'
import type { LabScope } from '@/db/queries/scope'
import type { PlanId, RecipeId, ReviewId, RevisionId } from '@/science/ids'
import { contentHash } from '@/science/recipe/contentHash'
import { freezeRecipes } from '../projection/freeze'
import { readForRows, writeProjection } from '../projection/projectPlan'
import { activityEntry } from '../services/activity'
import { createPlanLog } from '../sync/planLog'
import { type Building, day, type Member, notice, type RunShare } from './building'
import { inventRemark, processesByTurn } from './invent'
import { inventDocument } from './inventDocument'
import { planRun } from './planRun'

const wantedChange = 'Thinner, and a bare powder beside it.'

/** A plan: made, edited, reviewed, run. */
export function planPlan(building: Building, number: number, start: number, shares: readonly RunShare[]): void {
  const { chance, database, lab, seeded, pis, workers, given, events } = building
  const author = chance.oneOf(workers)
  const process = chance.oneOf(processesByTurn)
  const planId = newId('plan')
  const fate = chance.between(0, 1)
  const reviewer = chance.is(0.5) ? (pis[0] as Member) : chance.oneOf(pis)
  let log: LoggedUpdate[] = []
  let doc = new Y.Doc()
  let title = ''
  let revisions: { id: RevisionId; recipeId: RecipeId; number: number; name: string; contentHash: string }[] = []
  const until = given.until.getTime()
  const at = (days: number) => Math.min(start + days * day, until - chance.whole(0, 600) * 60_000)

  const madeAt = at(0)
  events.push({
    at: madeAt,
    async happens() {
      const invented = inventDocument(building.chance, {
        number,
        process,
        recipeCount: given.sizes.recipesPerPlan,
        clientId: seeded.clientId(),
        setTime: seeded.setTime,
        at: madeAt,
        writers: [author.id, ...workers.slice(0, 4).map(({ id }) => id)],
      })
      ;({ doc, log, title } = invented)
      const plan = readPlan(doc).plan
      await createPlanLog(database).append(planId, log)
      const when = new Date(madeAt)
      seeded.setTime(madeAt)
      await commit(database, [
        insertPlan(lab, {
          id: planId,
          title,
          aim: plan.aim,
          conditions: plan.conditions,
          template: 'blank',
          required: {},
          problems: [],
          createdBy: author.id,
          createdAt: when,
          updatedAt: when,
        }),
        activityEntry(lab, {
          by: author.id,
          at: when,
          verb: 'plan.created',
          details: { title },
          subjectId: planId,
          planId,
        }),
      ])
      await writeProjection(database, planId, log.length, readForRows(doc), when)
    },
  })

  const askedAt = at(2)
  const state = fate < 0.72 ? 'approved' : fate < 0.8 ? 'changes-requested' : fate < 0.86 ? 'open' : null
  const decidedAt = state === 'open' || state === null ? null : at(4)
  if (state !== null)
    events.push({
      at: decidedAt ?? askedAt,
      async happens() {
        const when = new Date(decidedAt ?? askedAt)
        const { plan } = readPlan(doc)
        const frozen =
          state === 'approved'
            ? await freezeRecipes(lab, {
                planId,
                plan,
                recipes: plan.recipes,
                cause: 'review',
                by: reviewer.id,
                at: when,
              })
            : { revisions: [], statements: [] }
        revisions = frozen.revisions
        const heads = readHashes(doc)
        const reviewId = newId('review')
        await commit(database, [
          ...frozen.statements,
          ...insertReview(lab, {
            id: reviewId,
            planId,
            state,
            requestedBy: author.id,
            requestedAt: new Date(askedAt),
            decidedBy: decidedAt === null ? null : reviewer.id,
            decidedAt: decidedAt === null ? null : when,
            reason: state === 'changes-requested' ? wantedChange : '',
            mode: 'any',
            note: '',
            reviewers: [reviewer.id],
            recipes: heads.map((head) => ({ ...head, state })),
          }),
          ...frozen.revisions.map(({ id }) => insertReviewedRevision(lab, reviewId, id, when)),
          ...(state === 'open'
            ? notice(building, reviewer.id, 'review-asked', author.id, when, { title }, `reviews/${reviewId}`)
            : heads.map(({ recipeId, contentHash }) =>
                insertAnswer(lab, {
                  reviewId,
                  version: 1,
                  recipeId,
                  contentHash,
                  answer: state,
                  reason: '',
                  by: reviewer.id,
                  at: when,
                }),
              )),
          reviewEntry(lab, { state, title, recipeCount: heads.length, author, reviewer, at: when, reviewId, planId }),
        ])
      },
    })

  for (let place = 0; place < 4; place += 1) {
    const saidAt = at(chance.between(1, 20))
    events.push({ at: Math.max(saidAt, madeAt + 1), happens: () => sayThings(building, planId, title, doc, saidAt) })
  }
  const numbers = new Map<RecipeId, number>()
  for (const [place, parts] of shares.entries()) {
    const startedAt = at(5 + (place / Math.max(1, shares.length)) * 25 + chance.between(0, 1))
    planRun(building, {
      planId,
      author,
      startedAt: Math.max(startedAt, (decidedAt ?? askedAt) + 1, madeAt + 1),
      until,
      parts,
      recipe: () => {
        const recipes = readPlan(doc).plan.recipes
        return recipes[(place * 7) % recipes.length]
      },
      freeze: async (recipeId, by, when) => {
        const known = revisions.find((one) => one.recipeId === recipeId)
        if (known !== undefined) return { revision: known, statements: [] }
        const { plan } = readPlan(doc)
        const recipes = plan.recipes.filter((one) => one.id === recipeId)
        const frozen = await freezeRecipes(lab, { planId, plan, recipes, cause: 'run', by, at: when })
        const [revision] = frozen.revisions
        if (revision === undefined) throw new Error('The recipe could not be frozen.')
        revisions.push(revision)
        return { revision, statements: frozen.statements }
      },
      titleOf: () => title,
      seqOf: () => log.length,
      number: (recipeId) => {
        const next = (numbers.get(recipeId) ?? 0) + 1
        numbers.set(recipeId, next)
        return next
      },
    })
  }
}

function reviewEntry(
  lab: LabScope,
  review: {
    state: 'approved' | 'changes-requested' | 'open'
    title: string
    recipeCount: number
    author: Member
    reviewer: Member
    at: Date
    reviewId: ReviewId
    planId: PlanId
  },
) {
  const { title, recipeCount, author, reviewer, at, planId } = review
  const of = { at, subjectId: review.reviewId, planId }
  switch (review.state) {
    case 'open':
      return activityEntry(lab, {
        ...of,
        by: author.id,
        verb: 'review.asked',
        details: { title, recipeCount, reviewers: [reviewer.id] },
      })
    case 'approved':
      return activityEntry(lab, { ...of, by: reviewer.id, verb: 'plan.approved', details: { title, recipeCount } })
    case 'changes-requested':
      return activityEntry(lab, {
        ...of,
        by: reviewer.id,
        verb: 'plan.changes-requested',
        details: { title, reason: wantedChange },
      })
  }
}

function readHashes(doc: Y.Doc): { recipeId: RecipeId; name: string; contentHash: string }[] {
  const { plan } = readPlan(doc)
  return plan.recipes.map(({ id, name, process, values }) => ({
    recipeId: id,
    name,
    contentHash: contentHash({ name, process, values: { ...plan.conditions, ...values } }),
  }))
}

async function sayThings(building: Building, planId: PlanId, title: string, doc: Y.Doc, at: number): Promise<void> {
  const { chance, database, lab, workers, pis } = building
  const by = chance.oneOf(workers)
  const to = chance.is(0.3) ? (pis[0] as Member) : chance.oneOf([...workers, ...pis])
  const recipes = readPlan(doc).plan.recipes
  const recipe = chance.oneOf(recipes)
  const threadId = newId('thread')
  const commentId = newId('comment')
  const when = new Date(at)
  const text = `@${to.name} ${inventRemark(chance)}`
  const excerpt = text.slice(0, 80)
  await commit(database, [
    insertThread(lab, { id: threadId, planId, recipeId: recipe.id, key: null, startedAt: when }),
    insertComment(lab, { id: commentId, threadId, text, mentions: [to.id], writtenBy: by.id, writtenAt: when }),
    ...notice(
      building,
      to.id,
      'mention',
      by.id,
      when,
      { title, about: recipe.name, excerpt },
      `plans/${planId}?thread=${threadId}`,
    ),
    activityEntry(lab, {
      by: by.id,
      at: when,
      verb: 'comment.written',
      details: { title, about: recipe.name, excerpt, isReply: false },
      subjectId: threadId,
      planId,
    }),
  ])
}
