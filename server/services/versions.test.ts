import { afterEach, beforeEach, expect, it } from 'vitest'
import { readPlan } from '@/collab/plan/read'
import { binRecipe, setParameter } from '@/collab/plan/write'
import { createPlan } from './plans'
import { approvePlan } from './reviewAnswering'
import { startRun } from './runs'
import { addTestRecipe, type LabHarness, startLab } from './testing/labHarness'
import { compareVersions, listVersions, nameVersion, restoreVersion } from './versions'

let lab: LabHarness

beforeEach(async () => {
  lab = await startLab({ settings: { approvalRequiredFor: [] } })
})
afterEach(() => lab[Symbol.asyncDispose]())

it('names moments, tells them apart in words, and brings one back as a new edit', async () => {
  const { id: plan } = await createPlan(lab.researcher, { title: 'Borates' })
  const recipe = await addTestRecipe(lab, plan, { name: 'One', values: { sinterTemperatureC: 450 } })
  const first = await nameVersion(lab.researcher, { plan, name: 'before the oven broke' })
  await lab.core.rooms.apply(plan, lab.student.actor.memberId, (doc) => {
    setParameter(doc, recipe, 'sinterTemperatureC', 500)
    setParameter(doc, recipe, 'sinterHours', 3)
  })
  const second = await nameVersion(lab.pi, { plan, name: 'after' })
  const other = await addTestRecipe(lab, plan, { name: 'Two' })

  expect(await compareVersions(lab.viewer, { plan, from: first.seq, to: second.seq })).toEqual([
    {
      recipeId: recipe,
      recipeName: 'One',
      sentences: ['sintering temperature 450 → 500 °C', 'sintering time set to 3 h'],
    },
  ])
  expect((await compareVersions(lab.viewer, { plan, from: second.seq })).map(({ recipeName }) => recipeName)).toEqual([
    'Two',
  ])

  expect(await restoreVersion(lab.researcher, { plan, seq: first.seq })).toEqual({ refused: [] })
  const now = readPlan((await lab.core.rooms.readDocument(plan)).doc).plan
  expect(now.recipes.find(({ id }) => id === recipe)?.values).toEqual({ sinterTemperatureC: 450 })
  expect(now.recipes.find(({ id }) => id === other)?.binnedAt).not.toBeNull()
  expect(await compareVersions(lab.viewer, { plan, from: first.seq })).toEqual([])
  // What was there before the restore can be brought back as well.
  const [before] = await listVersions(lab.viewer, plan)
  expect(before).toMatchObject({ name: 'before a restore', by: { name: 'Jon' } })
  await restoreVersion(lab.researcher, { plan, seq: before?.seq ?? 0 })
  const again = readPlan((await lab.core.rooms.readDocument(plan)).doc).plan
  expect(again.recipes.find(({ id }) => id === recipe)?.values).toEqual({ sinterTemperatureC: 500, sinterHours: 3 })
  expect(again.recipes.find(({ id }) => id === other)?.binnedAt).toBeNull()
})

it('keeps the moments that a review and a run rest on', async () => {
  const { id: plan } = await createPlan(lab.researcher, { title: 'Borates' })
  const recipe = await addTestRecipe(lab, plan, { name: 'One' })
  await approvePlan(lab.pi, { plan })
  await startRun(lab.student, { plan, recipe })
  await lab.core.rooms.apply(plan, lab.student.actor.memberId, (doc) => void binRecipe(doc, recipe))
  const versions = await listVersions(lab.viewer, plan)
  expect(versions.map(({ kind, name }) => [kind, name]).sort()).toEqual([
    ['review', 'approved'],
    ['run', 'run 1 of One'],
  ])
  await expect(compareVersions(lab.viewer, { plan, from: 10_000 })).rejects.toMatchObject({ code: 'not-found' })
})
