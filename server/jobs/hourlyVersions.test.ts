import { afterEach, beforeEach, expect, it } from 'vitest'
import { setParameter } from '@/collab/plan/write'
import type { PlanId, RecipeId } from '@/science/ids'
import { projectDocument } from '../projection/projectPlan'
import { createPlan } from '../services/plans'
import { addTestRecipe, type LabHarness, startLab } from '../services/testing/labHarness'
import { compareVersions, listVersions, nameVersion } from '../services/versions'
import { keepVersionsOfHours } from './hourlyVersions'

let lab: LabHarness
let plan: PlanId
let recipe: RecipeId
beforeEach(async () => {
  lab = await startLab()
  plan = (await createPlan(lab.researcher, { title: 'Borates' })).id
  recipe = await addTestRecipe(lab, plan, { name: 'One', values: { sinterTemperatureC: 450 } })
})
afterEach(() => lab[Symbol.asyncDispose]())

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)
const kinds = async () => (await listVersions(lab.viewer, plan)).map(({ kind }) => kind)

/** One edit, as if so many hours ago. */
async function edit(sinterTemperatureC: number, hoursAgo: number): Promise<void> {
  const { rooms, database } = lab.core
  const seq = await rooms.apply(plan, lab.student.actor.memberId, (doc) => {
    setParameter(doc, recipe, 'sinterTemperatureC', sinterTemperatureC)
  })
  database.sqlite
    .prepare('update plan_updates set at = ? where plan_id = ? and seq = ?')
    .run(inHours(-hoursAgo).getTime(), plan, seq)
  await projectDocument(database, plan, await rooms.readDocument(plan))
}

it('keeps the last state of the hours in which a plan changed, and no hour twice', async () => {
  const { database } = lab.core
  await edit(500, 0)
  // The hour is not over.
  database.sqlite.prepare('update plan_updates set at = ?').run(Date.now())
  expect(await keepVersionsOfHours(database, new Date())).toBe(0)

  expect(await keepVersionsOfHours(database, inHours(1))).toBe(1)
  expect(await keepVersionsOfHours(database, inHours(1))).toBe(0)
  expect(await keepVersionsOfHours(database, inHours(9))).toBe(0)
  const [version] = await listVersions(lab.viewer, plan)
  expect(version).toMatchObject({ kind: 'hourly', by: { memberId: lab.student.actor.memberId } })
  await edit(520, 0)
  expect((await compareVersions(lab.viewer, { plan, from: version?.seq ?? 0 }))[0]?.sentences).toEqual([
    'sintering temperature 500 → 520 °C',
  ])
})

it('leaves alone what somebody kept under a name', async () => {
  await nameVersion(lab.pi, { plan, name: 'for Friday' })
  expect(await keepVersionsOfHours(lab.core.database, inHours(2))).toBe(0)
  await edit(510, 3)
  expect(await keepVersionsOfHours(lab.core.database, inHours(0))).toBe(1)
  expect(await kinds()).toEqual(['hourly', 'named'])
})
