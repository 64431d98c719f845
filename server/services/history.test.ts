import { afterEach, beforeEach, expect, it } from 'vitest'
import { setParameter } from '@/collab/plan/write'
import { saveParameter } from './definitions'
import { getHistory } from './history'
import { createPlan } from './plans'
import { addTestRecipe, type LabHarness, startLab } from './testing/labHarness'

let lab: LabHarness

beforeEach(async () => {
  lab = await startLab()
})
afterEach(() => lab[Symbol.asyncDispose]())

it('tells who did what from the log, newest first, page by page, and goes on with what is new', async () => {
  const { id: plan } = await createPlan(lab.researcher, { title: 'Borates' })
  const recipe = await addTestRecipe(lab, plan, { name: 'One', values: { sinterTemperatureC: 450 } })
  const other = await addTestRecipe(lab, plan, { name: 'Two' })
  await lab.core.rooms.apply(plan, lab.student.actor.memberId, (doc) =>
    setParameter(doc, recipe, 'sinterTemperatureC', 500),
  )
  const whole = await getHistory(lab.viewer, { plan, limit: 50 })
  expect(whole.acts[0]).toMatchObject({
    by: { name: 'Sora' },
    recipeName: 'One',
    sentences: ['sintering temperature 450 → 500 °C'],
  })
  expect(whole.earlier).toBeNull()

  const first = await getHistory(lab.viewer, { plan, limit: 1 })
  expect(first.acts).toHaveLength(1)
  const rest = await getHistory(lab.viewer, { plan, limit: 50, before: first.earlier ?? 0 })
  expect([...first.acts, ...rest.acts].map(({ sentences }) => sentences)).toEqual(
    whole.acts.map(({ sentences }) => sentences),
  )

  await lab.core.rooms.apply(plan, lab.pi.actor.memberId, (doc) => setParameter(doc, other, 'sinterHours', 3))
  const ofOther = await getHistory(lab.viewer, { plan, recipe: other, limit: 50 })
  expect(ofOther.acts[0]).toMatchObject({ by: { name: 'Mina' }, sentences: ['sintering time set to 3 h'] })
  expect(ofOther.acts.every(({ recipeId }) => recipeId === other)).toBe(true)
})

it('names a parameter that was defined only after its history had been read', async () => {
  const { id: plan } = await createPlan(lab.researcher, { title: 'Borates' })
  const recipe = await addTestRecipe(lab, plan, { name: 'One' })
  const set = (value: string) =>
    lab.core.rooms.apply(plan, lab.student.actor.memberId, (doc) => setParameter(doc, recipe, 'own.crucible', value))
  const newest = async () => (await getHistory(lab.viewer, { plan, limit: 50 })).acts[0]?.sentences
  await set('alumina')
  expect((await newest())?.[0]).toContain('own.crucible')
  const content = { label: 'Crucible', unit: null, kind: 'text' as const, processes: ['sol-gel' as const] }
  const { key } = await saveParameter(lab.pi, {
    content: { ...content, key: null, description: '', min: null, max: null, choices: [] },
    version: null,
  })
  expect(key).toBe('own.crucible')
  expect(await newest()).toEqual(['crucible set to alumina'])
})

it('tells a plan of another lab from one that is not there by nothing', async () => {
  const { id: plan } = await createPlan(lab.researcher, { title: 'Ours' })
  await using elsewhere = await startLab()
  await expect(getHistory(elsewhere.pi, { plan, limit: 5 })).rejects.toMatchObject({ code: 'not-found' })
})
