import { newId } from '@/collab/plan/newId'
import { readPlan } from '@/collab/plan/read'
import { commit, guarded, type Statement } from '@/db/commit'
import {
  type CommentRow,
  findComment,
  findThread,
  insertComment,
  insertThread,
  listCommentsOfPlan,
  listCommentsOfThread,
  listThreads,
  setResolved,
  type ThreadRow,
} from '@/db/queries/comments'
import { listMembers } from '@/db/queries/members'
import type { LabScope } from '@/db/queries/scope'
import type { PlanId, RecipeId, ThreadId } from '@/science/ids'
import { findParameter } from '@/science/recipe/parameters'
import { AppError } from '../errors'
import type { NewComment, ThreadView } from '../views'
import { activityEntry } from './activity'
import { type LabContext, scopeOf } from './context'
import { catalogueOf } from './history'
import { thisMoment } from './moment'
import { notify } from './notifications'
import { peopleOf } from './people'
import { requirePlan } from './plans'

/** All threads of a plan, resolved ones too, in the order of their beginning. */
export async function listPlanThreads(context: LabContext, planId: PlanId): Promise<ThreadView[]> {
  const lab = scopeOf(context)
  await requirePlan(lab, planId)
  const [rows, said, people] = await Promise.all([
    listThreads(lab, planId),
    listCommentsOfPlan(lab, planId),
    peopleOf(lab),
  ])
  const byThread = Map.groupBy(said, ({ threadId }) => threadId)
  return rows.map(({ id, recipeId, key, startedAt, resolvedBy, resolvedAt }) => ({
    id,
    recipe: recipeId,
    key,
    startedAt,
    resolved: resolvedBy === null || resolvedAt === null ? null : { by: people(resolvedBy), at: resolvedAt },
    comments: (byThread.get(id) ?? []).map((row) => ({
      id: row.id,
      by: people(row.writtenBy),
      at: row.writtenAt,
      text: row.text,
      mentions: row.mentions.map(people),
    })),
  }))
}

/**
 * Begins a thread about a plan, a recipe or one of its parameters. Whoever is mentioned hears of it.
 * @throws AppError not-found (plan, recipe), bad-input (a parameter that there is not, somebody who is not in the lab)
 */
export async function startThread(
  context: LabContext,
  given: { plan: PlanId; recipe: RecipeId | null; key: string | null; comment: NewComment },
): Promise<{ thread: ThreadId }> {
  const lab = scopeOf(context)
  const plan = await requirePlan(lab, given.plan)
  const known = await findComment(lab, given.comment.id)
  if (known !== undefined) return { thread: sameComment(known, context, given.comment).threadId }
  const { recipe, key } = given
  if (key !== null && recipe === null) throw new AppError('bad-input', 'A parameter belongs to a recipe.')
  const about = await aboutWhat(context, { planId: plan.id, recipeId: recipe, key })
  const id = newId('thread')
  const at = thisMoment()
  await say(context, {
    thread: { id, planId: plan.id },
    title: plan.title,
    about,
    comment: given.comment,
    before: [],
    at,
    first: [insertThread(lab, { id, planId: plan.id, recipeId: recipe, key, startedAt: at })],
  })
  return { thread: id }
}

/** Adds to a thread; a resolved one is open again. Everybody who said something in it, or is mentioned, hears of it. */
export async function replyToThread(
  context: LabContext,
  given: { thread: ThreadId; comment: NewComment },
): Promise<{ thread: ThreadId }> {
  const lab = scopeOf(context)
  const thread = await requireThread(lab, given.thread)
  const known = await findComment(lab, given.comment.id)
  if (known !== undefined) return { thread: sameComment(known, context, given.comment).threadId }
  const [plan, before, about] = await Promise.all([
    requirePlan(lab, thread.planId),
    listCommentsOfThread(lab, thread.id),
    aboutWhat(context, thread),
  ])
  await say(context, {
    thread,
    title: plan.title,
    about,
    comment: given.comment,
    before,
    at: thisMoment(),
    first: thread.resolvedAt === null ? [] : [setResolved(lab, thread.id, null)],
  })
  return { thread: thread.id }
}

export async function resolveThread(
  context: LabContext,
  given: { thread: ThreadId; isResolved: boolean },
): Promise<void> {
  const lab = scopeOf(context)
  const thread = await requireThread(lab, given.thread)
  if ((thread.resolvedAt !== null) === given.isResolved) return
  const [plan, about] = await Promise.all([requirePlan(lab, thread.planId), aboutWhat(context, thread)])
  const { memberId: by } = context.actor
  const at = thisMoment()
  await commit(context.core.database, [
    guarded(setResolved(lab, thread.id, given.isResolved ? { by, at } : null), { changes: 1, otherwise: noSuchThread }),
    activityEntry(lab, {
      by,
      at,
      verb: given.isResolved ? 'thread.resolved' : 'thread.reopened',
      details: { title: plan.title, about },
      subjectId: thread.id,
      planId: plan.id,
    }),
  ])
}

async function say(
  context: LabContext,
  given: {
    thread: Pick<ThreadRow, 'id' | 'planId'>
    title: string
    about: string
    comment: NewComment
    before: readonly CommentRow[]
    at: Date
    first: readonly Statement[]
  },
): Promise<void> {
  const lab = scopeOf(context)
  const { thread, title, about, comment, at } = given
  const { memberId: by } = context.actor
  const mentions = [...new Set(comment.mentions)]
  const members = new Set((await listMembers(lab)).map(({ memberId }) => memberId))
  if (mentions.some((one) => !members.has(one)))
    throw new AppError('bad-input', 'Somebody who is mentioned is not in this lab any more.')
  const excerpt = comment.text.length > 140 ? `${comment.text.slice(0, 139)}…` : comment.text
  const others = given.before.map(({ writtenBy }) => writtenBy).filter((one) => !mentions.includes(one))
  const tell = { by, at, details: { title, about, excerpt }, place: `plans/${thread.planId}?thread=${thread.id}` }
  const told = await Promise.all([
    notify(context, { ...tell, to: mentions, kind: 'mention' }),
    notify(context, { ...tell, to: others, kind: 'reply' }),
  ])
  await commit(context.core.database, [
    ...given.first,
    insertComment(lab, {
      id: comment.id,
      threadId: thread.id,
      text: comment.text,
      mentions,
      writtenBy: by,
      writtenAt: at,
    }),
    ...told.flat(),
    activityEntry(lab, {
      by,
      at,
      verb: 'comment.written',
      details: { title, about, excerpt, isReply: given.before.length > 0 },
      subjectId: thread.id,
      planId: thread.planId,
    }),
  ])
}

/** `sintering temperature of “Glass 450”`, for sentences. */
async function aboutWhat(
  context: LabContext,
  { planId, recipeId, key }: Pick<ThreadRow, 'planId' | 'recipeId' | 'key'>,
): Promise<string> {
  if (recipeId === null) return 'the plan'
  const { doc } = await context.core.rooms.readDocument(planId)
  const recipe = readPlan(doc).plan.recipes.find(({ id }) => id === recipeId)
  if (recipe === undefined) throw new AppError('not-found', 'There is no such recipe in this plan.')
  if (key === null) return `“${recipe.name}”`
  if (key === 'name' || key === 'process') return `the ${key} of “${recipe.name}”`
  const parameter = (await catalogueOf(scopeOf(context))).findParameter(key) ?? findParameter(key)
  if (parameter === undefined) throw new AppError('bad-input', `There is no parameter “${key}”.`)
  return `${parameter.label.toLowerCase()} of “${recipe.name}”`
}

function sameComment(known: CommentRow, context: LabContext, { text }: NewComment): CommentRow {
  if (known.writtenBy === context.actor.memberId && known.text === text) return known
  throw new AppError('conflict', 'Another comment has this id already.')
}

async function requireThread(lab: LabScope, id: ThreadId): Promise<ThreadRow> {
  const thread = await findThread(lab, id)
  if (thread === undefined) throw noSuchThread()
  return thread
}

function noSuchThread(): AppError {
  return new AppError('not-found', 'There is no such comment.')
}
