import { afterEach, beforeEach, expect, it } from 'vitest'
import { newId } from '@/collab/plan/newId'
import type { PlanId } from '@/science/ids'
import { listActivity } from './activity'
import { startThread } from './comments'
import { createPlan } from './plans'
import { addTestRecipe, buildCell, type LabHarness, startLab } from './testing/labHarness'

let harness: LabHarness
beforeEach(async () => {
  harness = await startLab()
})
afterEach(() => harness[Symbol.asyncDispose]())

it('tells of a recipe all that came of it, down to the tests of its cells, each with its page', async () => {
  const { viewer, student, researcher } = harness
  const { plan, recipe, run, cell } = await buildCell(harness)
  await harness.upload(researcher, cell, 'five.txt', new TextEncoder().encode('no data'))
  await harness.imports.settled()
  const other = await addTestRecipe(harness, plan, { name: 'Other' })
  const say = (about: typeof recipe | null, text: string) =>
    startThread(student, { plan, recipe: about, key: null, comment: { id: newId('comment'), text, mentions: [] } })
  const { thread } = await say(recipe, 'Hot?')
  await say(other, 'Cold?')
  await say(null, 'All?')
  const found = await listActivity(viewer, { recipe })
  expect(found.map(({ sentence, place }) => [sentence.split(' ').slice(0, 3).join(' '), place])).toEqual([
    ['Sora commented on', `plans/${plan}?thread=${thread}`],
    ['five.txt of cell', `cells/${cell}`],
    ['Jon added five.txt', `cells/${cell}`],
    ['Jon built cell', `cells/${cell}`],
    ['Jon started run', `runs/${run}`],
  ])
  expect((await listActivity(viewer, { recipe: other })).map(({ sentence }) => sentence)).toEqual([
    'Sora commented on “Other” in “Borates”: “Cold?”',
  ])
})

it('is looked through by person, kind and plan, page by page, without a line lost or shown twice', async () => {
  const { viewer, student, researcher, pi } = harness
  const plans: PlanId[] = []
  for (const title of ['A', 'B', 'C', 'D', 'E']) {
    const by = title < 'C' ? student : researcher
    plans.push((await createPlan(by, { title })).id)
  }
  // Two of one moment.
  harness.core.database.sqlite.exec(`update activity set at = 1000 where details like '%"B"%' or details like '%"C"%'`)
  const all = await listActivity(viewer, { kind: 'plans' })
  expect(all).toHaveLength(5)
  const paged = []
  for (let before: Parameters<typeof listActivity>[1]['before']; ; ) {
    const page = await listActivity(viewer, { kind: 'plans', limit: 2, before })
    paged.push(...page)
    const last = page.at(-1)
    if (last === undefined) break
    before = { at: last.at, id: last.id }
  }
  expect(paged).toEqual(all)
  const titles = async (filter: Parameters<typeof listActivity>[1]) =>
    (await listActivity(viewer, filter)).map(({ sentence }) => sentence)
  expect(await titles({ by: student.actor.memberId, kind: 'plans' })).toEqual([
    'Sora made the plan “A”',
    'Sora made the plan “B”',
  ])
  expect(await titles({ plan: plans[3] })).toEqual(['Jon made the plan “D”'])
  expect(await titles({ by: pi.actor.memberId, kind: 'runs' })).toEqual([])
})
