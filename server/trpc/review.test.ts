import { hashPassword } from 'better-auth/crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setParameter } from '@/collab/plan/write'
import { account, session } from '@/db/schema/auth'
import type { PlanId, RecipeId } from '@/science/ids'
import type { LabContext } from '../services/context'
import { createPlan } from '../services/plans'
import { callAs } from '../services/testing/apiCaller'
import { addTestRecipe, type LabHarness, projected, startLab } from '../services/testing/labHarness'

let lab: LabHarness
let plan: PlanId
let recipe: RecipeId
let slug = ''
beforeEach(async () => {
  lab = await startLab()
  slug = lab.lab.slug
  plan = (await createPlan(lab.researcher, { title: 'Borates' })).id
  recipe = await addTestRecipe(lab, plan)
})
afterEach(() => lab[Symbol.asyncDispose]())

async function givePassword({ actor: { userId } }: LabContext, password: string) {
  const now = new Date()
  await lab.core.database.db.insert(account).values({
    id: `${userId}-password`,
    accountId: userId,
    providerId: 'credential',
    userId,
    password: await hashPassword(password),
    createdAt: now,
    updatedAt: now,
  })
}

async function signInAt({ actor: { userId } }: LabContext, id: string, at: Date) {
  await lab.core.database.db.insert(session).values({
    id,
    token: id,
    userId,
    createdAt: at,
    // Sessions in use are renewed: that is no fresh sign-in.
    updatedAt: new Date(),
    expiresAt: new Date(Date.now() + 86_400_000),
  })
}

describe('approving', () => {
  it('asks for the password again: none and a wrong one are refused, and nothing is done', async () => {
    await givePassword(lab.pi, 'the glovebox is dry')
    const mina = callAs(lab, lab.pi)
    for (const password of [undefined, '', 'guessed'])
      await expect(mina.reviews.approve({ lab: slug, plan, password })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await mina.plans.get({ lab: slug, plan })).state).toBe('draft')
    await mina.reviews.approve({ lab: slug, plan, password: 'the glovebox is dry' })
    expect((await mina.plans.get({ lab: slug, plan })).state).toBe('approved')
  })

  it('stops guessing after ten wrong passwords', async () => {
    await givePassword(lab.pi, 'the glovebox is dry')
    const mina = callAs(lab, lab.pi)
    for (let n = 0; n < 10; n += 1)
      await mina.reviews.approve({ lab: slug, plan, password: `guess ${n}` }).catch(() => undefined)
    await expect(mina.reviews.approve({ lab: slug, plan, password: 'the glovebox is dry' })).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
    })
  }, 20_000)

  it('takes a fresh sign-in from somebody who has no password here, and not one of an hour ago', async () => {
    await signInAt(lab.pi, 'old', new Date(Date.now() - 3_600_000))
    await signInAt(lab.pi, 'fresh', new Date(Date.now() - 60_000))
    await signInAt(lab.student, 'of another', new Date())
    for (const id of ['old', 'of another', 'made up'])
      await expect(callAs(lab, lab.pi, id).reviews.approve({ lab: slug, plan }), id).rejects.toMatchObject({
        code: 'FORBIDDEN',
        message: expect.stringContaining('university'),
      })
    expect(await callAs(lab, lab.pi, 'fresh').reviews.approve({ lab: slug, plan })).toMatchObject({ state: 'approved' })
  })

  it('is no student’s, whatever she sends', async () => {
    await signInAt(lab.student, 'fresh', new Date())
    await expect(callAs(lab, lab.student, 'fresh').reviews.approve({ lab: slug, plan })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('student'),
    })
  })
})

describe('a lab’s settings', () => {
  const start = (who: LabContext) => callAs(lab, who).runs.start({ lab: slug, plan, recipe })

  it('say whose runs need an approval, and the server holds to it', async () => {
    await expect(start(lab.student)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await start(lab.researcher)

    const everybody = ['pi', 'researcher', 'student'] as const
    await callAs(lab, lab.pi).labs.changeSettings({ lab: slug, reviewMode: 'any', approvalRequiredFor: [...everybody] })
    for (const who of [lab.pi, lab.researcher, lab.student])
      await expect(start(who)).rejects.toMatchObject({ code: 'FORBIDDEN', message: /not been approved/ })

    await signInAt(lab.pi, 'fresh', new Date())
    await callAs(lab, lab.pi, 'fresh').reviews.approve({ lab: slug, plan })
    for (const who of [lab.pi, lab.researcher, lab.student]) await start(who)

    await lab.core.rooms.apply(plan, null, (doc) => void setParameter(doc, recipe, 'sinterTemperatureC', 500))
    await projected(lab, plan)
    await expect(start(lab.pi)).rejects.toMatchObject({ message: /changed since it was approved/ })

    await callAs(lab, lab.pi).labs.changeSettings({ lab: slug, reviewMode: 'any', approvalRequiredFor: [] })
    await start(lab.student)
  })

  it('are a PI’s to change, and everybody’s to see', async () => {
    const wanted = { lab: slug, reviewMode: 'all', approvalRequiredFor: [] } as const
    for (const who of [lab.researcher, lab.student, lab.viewer])
      await expect(callAs(lab, who).labs.changeSettings({ ...wanted, approvalRequiredFor: [] })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
    await callAs(lab, lab.pi).labs.changeSettings({ ...wanted, approvalRequiredFor: [] })
    expect((await callAs(lab, lab.viewer).labs.get({ lab: slug })).settings).toEqual({
      reviewMode: 'all',
      approvalRequiredFor: [],
    })
    const { mode } = await callAs(lab, lab.student).reviews.ask({ lab: slug, plan })
    expect(mode).toBe('all')
  })
})
