import { afterEach, describe, expect, it } from 'vitest'
import { binRecipe, setParameter } from '@/collab/plan/write'
import { buildMember } from '@/db/testing/factories'
import type { PlanId, RecipeId } from '@/science/ids'
import type { LabContext } from './context'
import { removeMember } from './members'
import { createPlan, getPlan, listPlans } from './plans'
import { approvePlan, requestChanges } from './reviewAnswering'
import { askForReview, withdrawReview } from './reviewAsking'
import { countWaiting, getInbox, getReview, getReviewOfRecipe } from './reviewPages'
import { addTestRecipe, type LabHarness, projected, startLab } from './testing/labHarness'

let lab: LabHarness
let pi: LabContext
let otherPi: LabContext
afterEach(() => lab[Symbol.asyncDispose]())

async function start(reviewMode: 'any' | 'all') {
  lab = await startLab({ settings: { approvalRequiredFor: ['student'], reviewMode } })
  pi = lab.pi
  otherPi = { ...lab.pi, actor: await buildMember(lab.core.database, lab.lab, { role: 'pi', name: 'Ada' }) }
  const { id: plan } = await createPlan(lab.researcher, { title: 'Borates' })
  const thin = await addTestRecipe(lab, plan, { name: 'thin' })
  const thick = await addTestRecipe(lab, plan, { name: 'thick' })
  return { plan, thin, thick }
}

async function edit(plan: PlanId, recipe: RecipeId, temperature: number) {
  await lab.core.rooms.apply(plan, null, (doc) => void setParameter(doc, recipe, 'sinterTemperatureC', temperature))
  await projected(lab, plan)
}

describe('the inbox', () => {
  it('has a review with whoever was asked, and with whoever asked, until it is answered', async () => {
    const { plan } = await start('any')
    const { id } = await askForReview(lab.student, { plan, reviewers: [pi.actor.memberId], note: 'for Monday' })
    expect(await countWaiting(pi)).toBe(1)
    expect(await countWaiting(otherPi)).toBe(0)
    expect(await countWaiting(lab.student)).toBe(0)
    expect((await getInbox(pi)).waiting).toMatchObject([{ id, planTitle: 'Borates', note: 'for Monday' }])
    expect((await getInbox(lab.student)).asked).toMatchObject([{ id, state: 'open' }])

    await approvePlan(pi, { plan, review: id })
    expect(await countWaiting(pi)).toBe(0)
    expect(await getInbox(pi)).toMatchObject({ waiting: [], answered: [{ id, state: 'approved' }] })
    expect((await getInbox(lab.student)).asked).toMatchObject([{ id, state: 'approved', decidedBy: { name: 'Mina' } }])
  })

  it('asks everybody who may approve when nobody is named, and nobody who may not', async () => {
    const { plan } = await start('any')
    const { reviewers } = await askForReview(lab.student, { plan })
    expect(reviewers.map((one) => one.name).sort()).toEqual(['Ada', 'Mina'])
    await expect(askForReview(lab.student, { plan, reviewers: [lab.researcher.actor.memberId] })).rejects.toMatchObject(
      { code: 'bad-input' },
    )
  })

  it('forgets a review that whoever asked has withdrawn; others may not withdraw it', async () => {
    const { plan } = await start('any')
    const { id } = await askForReview(lab.student, { plan })
    await expect(withdrawReview(lab.researcher, { review: id, mayApprove: false })).rejects.toMatchObject({
      code: 'not-allowed',
    })
    expect(await withdrawReview(lab.student, { review: id, mayApprove: false })).toMatchObject({ state: 'withdrawn' })
    expect(await countWaiting(pi)).toBe(0)
    expect((await getPlan(lab.student, plan)).state).toBe('draft')
    await expect(approvePlan(pi, { plan, review: id })).rejects.toMatchObject({
      code: 'conflict',
      message: 'This review is no longer open.',
    })
  })

  it('does not wait for a recipe that went into the bin', async () => {
    const { plan, thin } = await start('any')
    const { id } = await askForReview(lab.student, { plan, recipes: [thin] })
    await lab.core.rooms.apply(plan, null, (doc) => void binRecipe(doc, thin))
    await projected(lab, plan)
    expect(await countWaiting(pi)).toBe(0)
    expect((await getReview(pi, id)).details).toMatchObject([{ recipeId: thin, now: null, name: 'thin' }])
  })
})

describe('a review of some recipes', () => {
  it('is answered recipe by recipe, and approves in part', async () => {
    const { plan, thin, thick } = await start('any')
    const { id } = await askForReview(lab.student, { plan, recipes: [thin] })
    await approvePlan(pi, { plan, review: id })
    expect((await getPlan(lab.viewer, plan)).state).toBe('partly-approved')
    expect((await listPlans(lab.viewer, {})).items[0]?.state).toBe('partly-approved')

    const second = await askForReview(lab.student, { plan })
    expect(second.id).not.toBe(id)
    await requestChanges(pi, { plan, review: second.id, recipes: [thick], reason: 'too thick' })
    expect((await getReview(pi, second.id)).details.map((one) => [one.name, one.state])).toEqual([
      ['thin', 'open'],
      ['thick', 'changes-requested'],
    ])
    expect((await getPlan(lab.viewer, plan)).state).toBe('in-review')
    await approvePlan(pi, { plan, review: second.id })
    expect(await getReviewOfRecipe(lab.student, { plan, recipe: thick })).toMatchObject({
      approved: null,
      last: { state: 'changes-requested', answers: [{ reason: 'too thick', by: { name: 'Mina' }, isOfThis: true }] },
    })
    expect((await getPlan(lab.viewer, plan)).state).toBe('changes-requested')
  })

  it('says each difference from what was approved last in words', async () => {
    const { plan, thin } = await start('any')
    await approvePlan(pi, { plan })
    await edit(plan, thin, 420)
    const { id } = await askForReview(lab.student, { plan, recipes: [thin] })
    const [detail] = (await getReview(pi, id)).details
    expect(detail).toMatchObject({ approved: { number: 1 }, isEditedSince: false })
    expect(detail?.differences.map((one) => one.sentence)).toEqual(['sintering temperature 350 → 420 °C'])
    expect(detail?.now?.prediction.checks).toBeInstanceOf(Array)

    await edit(plan, thin, 430)
    const [later] = (await getReview(pi, id)).details
    expect(later).toMatchObject({ isEditedSince: true })
    expect(later?.differences.map((one) => one.sentence)).toEqual(['sintering temperature 350 → 430 °C'])
    const seen = [{ recipe: thin, contentHash: detail?.now?.contentHash ?? '' }]
    await expect(approvePlan(pi, { plan, review: id, seen })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('takes a recipe out of an earlier review that is asked for anew', async () => {
    const { plan, thin, thick } = await start('any')
    const first = await askForReview(lab.student, { plan })
    const second = await askForReview(lab.student, { plan, recipes: [thin], reviewers: [otherPi.actor.memberId] })
    expect((await getReview(pi, first.id)).details.map((one) => one.state)).toEqual(['withdrawn', 'open'])
    await expect(approvePlan(pi, { plan, review: first.id, recipes: [thin] })).rejects.toMatchObject({
      code: 'conflict',
    })
    await approvePlan(otherPi, { plan, review: second.id })
    await approvePlan(pi, { plan, review: first.id, recipes: [thick] })
    expect((await getPlan(pi, plan)).state).toBe('approved')
  })

  it('tells the later of two who answer what the first has said', async () => {
    const { plan, thin } = await start('any')
    const { id } = await askForReview(lab.student, { plan, recipes: [thin] })
    await requestChanges(pi, { plan, review: id, reason: 'below the melt' })
    await expect(approvePlan(otherPi, { plan, review: id, recipes: [thin] })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Mina'),
    })
  })
})

describe('where all reviewers must approve', () => {
  it('is approved when the last has approved the same content, and makes the revision then', async () => {
    const { plan, thin } = await start('all')
    const { id } = await askForReview(lab.student, { plan, recipes: [thin] })
    expect(await approvePlan(pi, { plan, review: id })).toMatchObject({ state: 'open', revisions: [] })
    expect(await countWaiting(pi)).toBe(0)
    expect(await countWaiting(otherPi)).toBe(1)
    expect((await getInbox(otherPi)).waiting[0]?.approvedBy.map((one) => one.name)).toEqual(['Mina'])
    expect(await approvePlan(otherPi, { plan, review: id })).toMatchObject({
      state: 'approved',
      revisions: [{ name: 'thin' }],
    })
  })

  it('an edit between them withdraws the earlier approval, and it waits for that person again', async () => {
    const { plan, thin } = await start('all')
    const { id } = await askForReview(lab.student, { plan, recipes: [thin] })
    await approvePlan(pi, { plan, review: id })
    await edit(plan, thin, 400)
    expect(await countWaiting(pi)).toBe(1)
    expect((await getReview(pi, id)).details[0]?.answers).toMatchObject([{ answer: 'approved', isOfThis: false }])
    expect(await approvePlan(otherPi, { plan, review: id })).toMatchObject({ state: 'open' })
    expect(await approvePlan(pi, { plan, review: id })).toMatchObject({ state: 'approved' })
  })

  it('does not wait for a reviewer who has left the lab', async () => {
    const { plan, thin } = await start('all')
    const { id } = await askForReview(lab.student, { plan, recipes: [thin] })
    await approvePlan(pi, { plan, review: id })
    await removeMember(pi, otherPi.actor.memberId)
    expect(await countWaiting(pi)).toBe(1)
    expect(await approvePlan(pi, { plan, review: id })).toMatchObject({ state: 'approved' })
  })

  it('one who asks for changes decides it, and one who was not asked has no voice', async () => {
    const { plan, thin, thick } = await start('all')
    const { id } = await askForReview(lab.student, { plan, recipes: [thin], reviewers: [otherPi.actor.memberId] })
    await expect(approvePlan(pi, { plan, review: id })).rejects.toMatchObject({ code: 'not-allowed' })
    expect(await requestChanges(otherPi, { plan, review: id, reason: 'thinner' })).toMatchObject({
      state: 'changes-requested',
    })
    expect(await approvePlan(pi, { plan, recipes: [thick] })).toMatchObject({ state: 'approved' })
  })

  it('both approving at the same moment completes it, once', async () => {
    const { plan, thin } = await start('all')
    const { id } = await askForReview(lab.student, { plan, recipes: [thin] })
    await Promise.all([approvePlan(pi, { plan, review: id }), approvePlan(otherPi, { plan, review: id })])
    const review = await getReview(pi, id)
    expect(review).toMatchObject({ state: 'approved', details: [{ answers: [{}, {}] }] })
    expect((await getReviewOfRecipe(pi, { plan, recipe: thin })).approved).toMatchObject({ number: 1 })
  })
})

describe('an approval', () => {
  it('ends when somebody asks for changes of the very content', async () => {
    const { plan, thin } = await start('any')
    await approvePlan(pi, { plan, recipes: [thin] })
    expect((await getReviewOfRecipe(pi, { plan, recipe: thin })).approved).not.toBeNull()
    await requestChanges(otherPi, { plan, recipes: [thin], reason: 'I disagree' })
    expect((await getReviewOfRecipe(pi, { plan, recipe: thin })).approved).toBeNull()
  })
})
