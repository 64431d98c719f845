import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setParameter } from '@/collab/plan/write'
import type { PlanId } from '@/science/ids'
import { createPlan, duplicatePlan, getPlan } from './plans'
import { adoptRequired, getRequired, setRequired } from './requiredFields'
import { askForReview } from './reviewAsking'
import { addTestRecipe, type LabHarness, projected, startLab } from './testing/labHarness'

let lab: LabHarness
let plan: PlanId
beforeEach(async () => {
  lab = await startLab()
  plan = (await createPlan(lab.researcher, { title: 'Borates' })).id
})
afterEach(() => lab[Symbol.asyncDispose]())

const require = (keys: string[], given: { seen?: string[]; alsoTemplate?: boolean; plan?: PlanId } = {}) =>
  setRequired(lab.researcher, {
    plan: given.plan ?? plan,
    required: { 'sol-gel': keys },
    seen: given.seen === undefined ? {} : { 'sol-gel': given.seen },
    alsoTemplate: given.alsoTemplate ?? false,
  })

describe('required fields', () => {
  it('keep a review from being asked for until they are there, and say which recipe lacks what', async () => {
    const recipe = await addTestRecipe(lab, plan)
    await addTestRecipe(lab, plan, { name: 'bare', process: 'none', values: {} })
    await require(['sinterTemperatureC', 'sinterHours'])
    await expect(askForReview(lab.student, { plan })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('“LBO 10 nm” lacks Sintering time'),
    })
    await lab.core.rooms.apply(plan, null, (doc) => void setParameter(doc, recipe, 'sinterHours', 2))
    await projected(lab, plan)
    expect(await askForReview(lab.student, { plan })).toMatchObject({ state: 'open' })
  })

  it('are refused when they are none, and when somebody has changed them meanwhile', async () => {
    await expect(require(['noSuchField'])).rejects.toMatchObject({ code: 'bad-input' })
    await require(['sinterHours'])
    await expect(require(['sinterTemperatureC'], { seen: [] })).rejects.toMatchObject({ code: 'conflict' })
    expect((await getPlan(lab.viewer, plan)).required).toEqual({ 'sol-gel': ['sinterHours'] })
  })

  it('of a template hold for new plans, and are offered to existing ones with the difference', async () => {
    const { id: other } = await createPlan(lab.researcher, { title: 'Titanates' })
    const { id: fromPaper } = await createPlan(lab.researcher, { title: 'Paper', template: 'cheng2024' })
    await require(['sinterHours'], { plan: other })
    await require(['sinterHours', 'sinterTemperatureC'], { alsoTemplate: true })

    const { id: later } = await createPlan(lab.researcher, { title: 'Later' })
    expect((await getPlan(lab.viewer, later)).required).toEqual({ 'sol-gel': ['sinterHours', 'sinterTemperatureC'] })
    const copy = await duplicatePlan(lab.researcher, { plan: other })
    expect((await getPlan(lab.viewer, copy.id)).required).toEqual({ 'sol-gel': ['sinterHours'] })
    expect((await getRequired(lab.viewer, fromPaper)).offered).toBeNull()
    expect((await getRequired(lab.viewer, plan)).offered).toBeNull()

    const { offered } = await getRequired(lab.viewer, other)
    expect(offered).toMatchObject({ version: 1, differences: ['sol-gel: Sintering temperature is required'] })
    await expect(adoptRequired(lab.researcher, { plan: other, version: 2 })).rejects.toMatchObject({ code: 'conflict' })
    expect(await adoptRequired(lab.researcher, { plan: other, version: 1 })).toMatchObject({
      required: { 'sol-gel': ['sinterHours', 'sinterTemperatureC'] },
      offered: null,
    })
  })
})
