import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { binRecipe, setCondition, setParameter } from '@/collab/plan/write'
import { listActivity } from './activity'
import { createPlan, getPlan, listPlans } from './plans'
import { approvePlan, requestChanges } from './reviewAnswering'
import { askForReview } from './reviewAsking'
import { addTestRecipe, type LabHarness, projected, startLab } from './testing/labHarness'

let lab: LabHarness
beforeEach(async () => {
  lab = await startLab()
})
afterEach(() => lab[Symbol.asyncDispose]())

async function planWithRecipes() {
  const { id: plan } = await createPlan(lab.researcher, { title: 'Borates' })
  const recipe = await addTestRecipe(lab, plan)
  await addTestRecipe(lab, plan, { name: 'bare', process: 'none', values: {} })
  return { plan, recipe }
}

describe('a review', () => {
  it('goes from draft over in review to approved, and back when a recipe is edited', async () => {
    const { plan, recipe } = await planWithRecipes()
    const state = async () => (await getPlan(lab.viewer, plan)).state
    expect(await state()).toBe('draft')
    await askForReview(lab.student, { plan })
    expect(await state()).toBe('in-review')
    const review = await approvePlan(lab.pi, { plan })
    expect(await state()).toBe('approved')
    expect(review).toMatchObject({ state: 'approved', requestedBy: { name: 'Sora' }, decidedBy: { name: 'Mina' } })
    expect(review.revisions.map((revision) => revision.name)).toEqual(['LBO 10 nm', 'bare'])

    const set = async (temperature: number) => {
      await lab.core.rooms.apply(plan, null, (doc) => void setParameter(doc, recipe, 'sinterTemperatureC', temperature))
      await projected(lab, plan)
    }
    await set(500)
    expect(await state()).toBe('changed-since-approval')
    expect((await listPlans(lab.viewer, {})).items[0]?.state).toBe('changed-since-approval')
    await set(350)
    expect(await state()).toBe('approved')
  })

  it('is of the content: a condition of the plan counts, a recipe in the bin does not', async () => {
    const { plan, recipe } = await planWithRecipes()
    await approvePlan(lab.pi, { plan })
    await lab.core.rooms.apply(plan, null, (doc) => void binRecipe(doc, recipe))
    await projected(lab, plan)
    expect((await getPlan(lab.pi, plan)).state).toBe('approved')
    await lab.core.rooms.apply(plan, null, (doc) => {
      expect(setCondition(doc, 'conditions.cRate', 2)).toEqual({ ok: true })
    })
    await projected(lab, plan)
    expect((await getPlan(lab.pi, plan)).state).toBe('changed-since-approval')
  })

  it('asked twice is one review', async () => {
    const { plan } = await planWithRecipes()
    const first = await askForReview(lab.student, { plan })
    expect(await askForReview(lab.researcher, { plan })).toEqual(first)
  })

  it('is refused to a plan without recipes, with a sentence', async () => {
    const { id: plan } = await createPlan(lab.researcher, { title: 'Empty' })
    await expect(askForReview(lab.student, { plan })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(approvePlan(lab.pi, { plan })).rejects.toMatchObject({ code: 'bad-input' })
  })

  it('ends with changes asked for, and says why in the activity', async () => {
    const { plan } = await planWithRecipes()
    await askForReview(lab.student, { plan })
    const review = await requestChanges(lab.pi, { plan, reason: 'below the melt of boric oxide' })
    expect(review).toMatchObject({ state: 'changes-requested', reason: 'below the melt of boric oxide' })
    expect((await getPlan(lab.student, plan)).state).toBe('changes-requested')
    const [line] = await listActivity(lab.student, { plan })
    expect(line?.sentence).toBe('Mina asked for changes in “Borates”: below the melt of boric oxide')
  })

  it('answered by two at once is answered once, and the other is told', async () => {
    const { plan } = await planWithRecipes()
    await askForReview(lab.student, { plan })
    const outcomes = await Promise.allSettled([
      approvePlan(lab.pi, { plan }),
      requestChanges(lab.pi, { plan, reason: 'no' }),
    ])
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    for (const one of refused) expect(one.reason).toMatchObject({ code: 'conflict' })
    const { review, state } = await getPlan(lab.pi, plan)
    expect(review?.decidedBy?.name).toBe('Mina')
    expect(['approved', 'changes-requested']).toContain(state)
  })

  it('is not of what was edited while the PI was reading', async () => {
    const { plan, recipe } = await planWithRecipes()
    await expect(
      approvePlan(lab.pi, { plan, seen: [{ recipe, contentHash: 'of an hour ago' }] }),
    ).rejects.toMatchObject({ code: 'conflict' })
    expect((await getPlan(lab.pi, plan)).state).toBe('draft')
  })
})
