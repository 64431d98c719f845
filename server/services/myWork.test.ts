import { afterEach, beforeEach, expect, it } from 'vitest'
import { newId } from '@/collab/plan/newId'
import { createCell } from './cells'
import { startThread } from './comments'
import { getMyWork } from './myWork'
import { markNotificationsRead } from './notifications'
import { createPlan } from './plans'
import { askForReview } from './reviewAsking'
import { boardOfRuns, calendarOfRuns, countRuns, pageOfRuns } from './runLists'
import { closeRun, getRun, startRun } from './runs'
import { listSamples } from './samples'
import { addTestRecipe, type LabHarness, startLab } from './testing/labHarness'

let lab: LabHarness
beforeEach(async () => {
  lab = await startLab({ settings: { approvalRequiredFor: [] } })
})
afterEach(() => lab[Symbol.asyncDispose]())

const titles = async (who = lab.researcher) => {
  const { reviews, runs, cellsToBuild, testsToFetch, mentions } = await getMyWork(who)
  return {
    reviews: reviews.length,
    runs: runs.map((run) => run.recipeName),
    cellsToBuild: cellsToBuild.runs.map((run) => run.recipeName),
    testsToFetch: testsToFetch.cells.map((cell) => cell.name),
    mentions: mentions.length,
  }
}
const nothing = { reviews: 0, runs: [], cellsToBuild: [], testsToFetch: [], mentions: 0 }

it('hands a run on from one kind of work to the next, for the one whose it is', async () => {
  const { researcher, student, pi } = lab
  const { id: plan } = await createPlan(researcher, { title: 'Borates' })
  const recipe = await addTestRecipe(lab, plan, { name: 'One' })
  expect(await titles()).toEqual(nothing)

  const { id: run } = await startRun(researcher, { plan, recipe })
  expect(await titles()).toEqual({ ...nothing, runs: ['One'] })
  await closeRun(researcher, { run, version: 1, state: 'done', reason: '' })
  expect(await titles()).toEqual({ ...nothing, cellsToBuild: ['One'] })
  const [sample] = (await getRun(researcher, run)).samples
  const { id: cell } = await createCell(researcher, { sample: sample!.id, name: 'cell a', kind: 'full' })
  expect(await titles()).toEqual({ ...nothing, testsToFetch: ['cell a'] })
  // A file that nobody can read is not the test that waits.
  await lab.upload(researcher, cell, 'notes.txt', new TextEncoder().encode('no data'))
  await lab.imports.settled()
  expect((await titles()).testsToFetch).toEqual(['cell a'])
  expect(await titles(student)).toEqual(nothing)

  await askForReview(researcher, { plan })
  expect(await titles(pi)).toEqual({ ...nothing, reviews: 1 })
  await startThread(student, {
    plan,
    recipe,
    key: null,
    comment: { id: newId('comment'), text: '@Jon look', mentions: [researcher.actor.memberId] },
  })
  expect((await titles()).mentions).toBe(1)
  await markNotificationsRead(researcher, null)
  expect((await titles()).mentions).toBe(0)
})

it('lists runs page after page without losing or doubling one that comes meanwhile', async () => {
  const { researcher, student } = lab
  const { id: plan } = await createPlan(researcher, { title: 'Borates' })
  const recipe = await addTestRecipe(lab, plan, { name: 'One' })
  const start = async (who = researcher) => (await startRun(who, { plan, recipe })).id
  const ids = [await start(), await start(), await start(student), await start(), await start()].toReversed()

  const first = await pageOfRuns(lab.viewer, { limit: 2 })
  expect(first).toMatchObject({ total: 5 })
  const newest = await start()
  const second = await pageOfRuns(lab.viewer, { limit: 2, cursor: first.next })
  const third = await pageOfRuns(lab.viewer, { limit: 2, cursor: second.next })
  expect([...first.items, ...second.items, ...third.items].map(({ id }) => id)).toEqual(ids)
  expect(third.next).toBeNull()
  await expect(pageOfRuns(lab.viewer, { cursor: 'from somewhere' })).rejects.toMatchObject({ code: 'bad-input' })

  await closeRun(researcher, { run: newest, version: 1, state: 'failed', reason: 'cracked' })
  const failed = await pageOfRuns(lab.viewer, { states: ['failed'], process: 'sol-gel', plan })
  expect(failed.items.map(({ id }) => id)).toEqual([newest])
  expect(await countRuns(lab.viewer, { states: ['failed'] })).toMatchObject({
    states: { failed: 1, running: 5 },
    people: [{ name: 'Jon', count: 1 }],
    plans: [{ id: plan, title: 'Borates', count: 1 }],
  })
  const board = await boardOfRuns(lab.viewer, { by: 'person' })
  expect(board.columns.map(({ title, count }) => [title, count])).toEqual([
    ['Jon', 5],
    ['Sora', 1],
  ])
  const states = await boardOfRuns(lab.viewer, { by: 'state', person: researcher.actor.memberId })
  expect(states.columns.map(({ key, count }) => [key, count])).toEqual([
    ['running', 4],
    ['done', 0],
    ['done-differently', 0],
    ['failed', 1],
    ['never-run', 0],
  ])
})

it('shows in a calendar what was going on in its days, also what began before', async () => {
  const { researcher } = lab
  const { id: plan } = await createPlan(researcher, { title: 'Borates' })
  const recipe = await addTestRecipe(lab, plan, { name: 'One' })
  const { id: goesOn } = await startRun(researcher, { plan, recipe })
  const { id: closed } = await startRun(researcher, { plan, recipe })
  await closeRun(researcher, { run: closed, version: 1, state: 'done', reason: '' })
  const in_ = async (fromDays: number, beforeDays: number) => {
    const at = (days: number) => new Date(Date.now() + days * 86_400_000)
    const { runs } = await calendarOfRuns(lab.viewer, { from: at(fromDays), before: at(beforeDays) })
    return runs.map(({ id }) => id)
  }
  expect(await in_(-1, 1)).toEqual([goesOn, closed])
  expect(await in_(1, 8)).toEqual([goesOn])
  expect(await in_(-8, -1)).toEqual([])
  await expect(in_(1, 0)).rejects.toMatchObject({ code: 'bad-input' })
  await expect(in_(0, 400)).rejects.toMatchObject({ code: 'bad-input' })
})

it('finds samples by their code however it was typed, by place and by recipe', async () => {
  const { researcher } = lab
  const { id: plan } = await createPlan(researcher, { title: 'Borates' })
  for (const name of ['One', 'Two'])
    await startRun(researcher, { plan, recipe: await addTestRecipe(lab, plan, { name }) })
  const all = await listSamples(lab.viewer, {})
  expect(all.total).toBe(2)
  const code = all.items[1]!.code
  const found = async (text: string) => (await listSamples(lab.viewer, { text })).items.map((one) => one.code)
  expect(await found(code.toLowerCase().replace('-', ' '))).toEqual([code])
  expect(await found('one')).toEqual([code])
  expect(await found('%')).toEqual([])
})
