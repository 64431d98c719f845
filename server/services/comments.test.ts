import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/collab/plan/newId'
import type { PlanId, RecipeId } from '@/science/ids'
import type { NewComment } from '../views'
import { listActivity } from './activity'
import { listPlanThreads, replyToThread, resolveThread, startThread } from './comments'
import { chooseNotifications, listNotifications, markNotificationsRead, unreadCount } from './notifications'
import { createPlan } from './plans'
import { moveRecipes } from './recipes'
import { requestChanges } from './reviewAnswering'
import { askForReview } from './reviewAsking'
import { closeRun, startRun } from './runs'
import { addTestRecipe, type LabHarness, startLab } from './testing/labHarness'

let harness: LabHarness
let plan: PlanId
let recipe: RecipeId
beforeEach(async () => {
  harness = await startLab()
  plan = (await createPlan(harness.researcher, { title: 'Glass' })).id
  recipe = await addTestRecipe(harness, plan, { name: 'Glass 450' })
})
afterEach(() => harness[Symbol.asyncDispose]())

const saying = (text: string, mentions: NewComment['mentions'] = []): NewComment => ({
  id: newId('comment'),
  text,
  mentions,
})
const heard = async (who: 'pi' | 'researcher' | 'student') =>
  (await listNotifications(harness[who])).map(({ kind, sentence }) => [kind, sentence])

describe('a thread', () => {
  it('tells whoever is mentioned, then everyone in it of the answer, and nobody of her own words', async () => {
    const { pi, researcher, student } = harness
    const { thread } = await startThread(student, {
      plan,
      recipe,
      key: 'sinterTemperatureC',
      comment: saying('Why not 500?', [pi.actor.memberId]),
    })
    expect(await heard('pi')).toEqual([
      [
        'mention',
        `${student.actor.name} mentioned you on sintering temperature of “Glass 450” in “Glass”: “Why not 500?”`,
      ],
    ])
    await replyToThread(pi, { thread, comment: saying('It melts.') })
    expect(await heard('student')).toEqual([
      ['reply', `${pi.actor.name} answered on sintering temperature of “Glass 450” in “Glass”: “It melts.”`],
    ])
    await replyToThread(researcher, { thread, comment: saying('It does not.') })
    expect([(await heard('pi')).length, (await heard('student')).length, await heard('researcher')]).toEqual([2, 2, []])
    const [shown] = await listPlanThreads(researcher, plan)
    expect(shown).toMatchObject({ id: thread, recipe, key: 'sinterTemperatureC', resolved: null })
    expect(shown?.comments.map(({ by, text }) => [by.memberId, text])).toEqual([
      [student.actor.memberId, 'Why not 500?'],
      [pi.actor.memberId, 'It melts.'],
      [researcher.actor.memberId, 'It does not.'],
    ])
    expect((await listActivity(pi, { plan })).slice(0, 3).map(({ sentence }) => sentence)).toContain(
      `${pi.actor.name} answered on sintering temperature of “Glass 450” in “Glass”: “It melts.”`,
    )
  })

  it('is resolved, reopened, and open again when somebody answers', async () => {
    const { pi, student } = harness
    const { thread } = await startThread(student, { plan, recipe: null, key: null, comment: saying('Enough?') })
    const state = async () => (await listPlanThreads(pi, plan))[0]?.resolved?.by.memberId ?? null
    await resolveThread(pi, { thread, isResolved: true })
    expect(await state()).toBe(pi.actor.memberId)
    await resolveThread(student, { thread, isResolved: true })
    expect(await state()).toBe(pi.actor.memberId)
    await resolveThread(student, { thread, isResolved: false })
    expect(await state()).toBe(null)
    await resolveThread(pi, { thread, isResolved: true })
    await replyToThread(student, { thread, comment: saying('Not yet.') })
    expect(await state()).toBe(null)
  })

  it('takes a comment that comes twice once, and no other under its id', async () => {
    const { pi, student } = harness
    const comment = saying('Once')
    const asked = { plan, recipe, key: null, comment }
    const { thread } = await startThread(student, asked)
    expect(await startThread(student, asked)).toEqual({ thread })
    expect((await listPlanThreads(pi, plan)).map(({ comments }) => comments.length)).toEqual([1])
    await expect(replyToThread(pi, { thread, comment })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is refused on what there is not, and for whom there is not', async () => {
    const { student } = harness
    const start = (recipeId: RecipeId | null, key: string | null, comment = saying('x')) =>
      startThread(student, { plan, recipe: recipeId, key, comment })
    await expect(start(newId('recipe'), null)).rejects.toMatchObject({ code: 'not-found' })
    await expect(start(recipe, 'colour')).rejects.toMatchObject({ code: 'bad-input' })
    await expect(start(null, 'sinterTemperatureC')).rejects.toMatchObject({ code: 'bad-input' })
    await expect(start(recipe, null, saying('x', [newId('member')]))).rejects.toMatchObject({ code: 'bad-input' })
    expect(await listPlanThreads(student, plan)).toEqual([])
  })

  it('goes with its recipe into another plan', async () => {
    const { researcher } = harness
    await startThread(researcher, { plan, recipe, key: null, comment: saying('Keep me') })
    const { id: other } = await createPlan(researcher, { title: 'Other' })
    const { moved } = await moveRecipes(researcher, { from: plan, to: other, recipes: [recipe] })
    expect(await listPlanThreads(researcher, plan)).toEqual([])
    expect((await listPlanThreads(researcher, other)).map((one) => one.recipe)).toEqual([moved[0]?.as])
  })
})

describe('notifications', () => {
  it('tell of a review that is asked and answered, and of a run that failed', async () => {
    const { pi, researcher, student } = harness
    await askForReview(student, { plan })
    expect(await heard('pi')).toEqual([['review-asked', `${student.actor.name} asks you to review “Glass”`]])
    await requestChanges(pi, { plan, reason: 'thinner' })
    expect(await heard('student')).toEqual([
      ['review-answered', `${pi.actor.name} asks for changes in “Glass”: thinner`],
    ])
    const run = await startRun(researcher, { plan, recipe })
    await closeRun(pi, { run: run.id, version: 1, state: 'failed', reason: 'cracked' })
    expect(await heard('researcher')).toEqual([['run-failed', 'Run 1 of Glass 450 in “Glass” failed: cracked']])
  })

  it('are read one by one or all, each person her own, and only of the kinds that she wants', async () => {
    const { pi, student } = harness
    const mention = () =>
      startThread(student, { plan, recipe: null, key: null, comment: saying('See', [pi.actor.memberId]) })
    await mention()
    await mention()
    expect([await unreadCount(pi), await unreadCount(student)]).toEqual([2, 0])
    const [newest] = await listNotifications(pi)
    await markNotificationsRead(student, newest ? [newest.id] : [])
    expect(await unreadCount(pi)).toBe(2)
    await markNotificationsRead(pi, newest ? [newest.id] : [])
    expect((await listNotifications(pi)).map(({ isRead }) => isRead)).toEqual([true, false])
    await markNotificationsRead(pi, null)
    expect(await unreadCount(pi)).toBe(0)
    await chooseNotifications(pi, { muted: ['mention'], unmailed: [] })
    await mention()
    expect(await unreadCount(pi)).toBe(0)
  })
})
