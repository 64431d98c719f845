import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readPlan } from '@/collab/plan/read'
import { planEntries, recipeParts, recipesMap } from '@/collab/plan/schema'
import { setParameter } from '@/collab/plan/write'
import type { PlanId, RecipeId } from '@/science/ids'
import { listActivity } from './activity'
import { archivePlan, createPlan } from './plans'
import { listRecipeTemplates, moveRecipes } from './recipes'
import { startRun } from './runs'
import { addTestRecipe, type LabHarness, projected, startLab } from './testing/labHarness'

let lab: LabHarness
let from: PlanId
let to: PlanId
beforeEach(async () => {
  lab = await startLab()
  from = (await createPlan(lab.researcher, { title: 'Borates' })).id
  to = (await createPlan(lab.researcher, { title: 'Glasses' })).id
})
afterEach(() => lab[Symbol.asyncDispose]())

const read = async (plan: PlanId) => (await lab.core.rooms.readDocument(plan)).doc
const standing = async (plan: PlanId) =>
  readPlan(await read(plan)).plan.recipes.filter((recipe) => recipe.binnedAt === null)

describe('moving recipes', () => {
  it('takes values, notes and what no reader accepts along, and leaves the old one in the bin', async () => {
    const recipe = await addTestRecipe(lab, from, { values: { sinterTemperatureC: 350, coating: 'Li3BO3' } })
    const stays = await addTestRecipe(lab, from, { name: 'stays' })
    await lab.core.rooms.apply(from, null, (doc) => {
      const shared = recipesMap(doc).get(recipe) as Y.Map<unknown>
      const notes = shared.get(recipeParts.notes) as Y.XmlFragment
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('ground it twice')])
      notes.insert(0, [paragraph])
      const entries = shared.get(recipeParts.entries) as Y.Array<unknown>
      entries.push([{ k: 'sinterHours', v: 'long', t: 1 }])
    })
    const { moved, refused } = await moveRecipes(lab.student, { from, to, recipes: [recipe] })
    expect(refused).toEqual([])
    const [there] = await standing(to)
    expect(there).toMatchObject({
      id: moved[0]?.as,
      name: 'LBO 10 nm',
      values: { sinterTemperatureC: 350, coating: 'Li3BO3' },
    })
    const target = await read(to)
    expect(readPlan(target).problems).toMatchObject([{ recipeId: moved[0]?.as, key: 'sinterHours', found: 'long' }])
    const shared = recipesMap(target).get(there!.id) as Y.Map<unknown>
    expect(String(shared.get(recipeParts.notes))).toContain('ground it twice')
    expect((await standing(from)).map((one) => one.id)).toEqual([stays])
    const binned = readPlan(await read(from)).plan.recipes.find((one) => one.id === recipe)
    expect(binned?.values.sinterTemperatureC).toBe(350)
    expect((await listActivity(lab.pi, { plan: to }))[0]?.sentence).toBe(
      'Sora moved LBO 10 nm from “Borates” to “Glasses”',
    )
  })

  it('refuses what has runs, what people disagree on and what is gone, says why, and moves the rest', async () => {
    const run = await addTestRecipe(lab, from, { name: 'run' })
    const disputed = await addTestRecipe(lab, from, { name: 'disputed' })
    const free = await addTestRecipe(lab, from, { name: 'free' })
    await startRun(lab.researcher, { plan: from, recipe: run })
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(await read(from)))
    setParameter(other, disputed, 'sinterTemperatureC', 400)
    await lab.core.rooms.apply(from, null, (doc) => void setParameter(doc, disputed, 'sinterTemperatureC', 500))
    await lab.core.rooms.apply(from, null, (doc) => Y.applyUpdate(doc, Y.encodeStateAsUpdate(other)))
    await projected(lab, from)
    const gone = 'rec_nowhere00' as RecipeId
    const { moved, refused } = await moveRecipes(lab.pi, { from, to, recipes: [run, disputed, gone, free] })
    expect(moved.map((one) => one.name)).toEqual(['free'])
    expect(refused.map((one) => one.reason)).toEqual([
      'run has 1 run, which stays with this plan. Duplicate it, then move the copy.',
      'disputed: several people set “Sintering temperature” differently. Pick a value first.',
      'This recipe is no longer in this plan.',
    ])
    expect((await standing(from)).map((one) => one.name)).toEqual(['run', 'disputed'])
    expect((await standing(to)).map((one) => one.name)).toEqual(['free'])
  })

  it('needs two plans that may be written in', async () => {
    const recipe = await addTestRecipe(lab, from)
    await expect(moveRecipes(lab.pi, { from, to: from, recipes: [recipe] })).rejects.toMatchObject({
      code: 'bad-input',
    })
    await archivePlan(lab.pi, { plan: to })
    await expect(moveRecipes(lab.pi, { from, to, recipes: [recipe] })).rejects.toMatchObject({ code: 'conflict' })
    expect(await standing(from)).toHaveLength(1)
    expect(planEntries(await read(to)).length).toBeGreaterThan(0)
  })
})

describe('templates', () => {
  it('are the recipes of the papers and the lab’s own, found by name, process or value', async () => {
    await addTestRecipe(lab, from, { name: 'our glass' })
    const all = await listRecipeTemplates(lab.viewer, '')
    expect(all.filter((one) => one.source.kind === 'paper').length).toBeGreaterThan(4)
    expect(all.find((one) => one.name === 'our glass')).toMatchObject({
      process: 'sol-gel',
      source: { kind: 'plan', id: from, title: 'Borates' },
    })
    for (const one of all) for (const key of Object.keys(one.values)) expect(key).not.toMatch(/^conditions\./)
    const found = await listRecipeTemplates(lab.viewer, 'OUR GLASS')
    expect(found.map((one) => one.name)).toEqual(['our glass'])
    expect((await listRecipeTemplates(lab.viewer, 'ren2025')).every((one) => one.source.kind === 'paper')).toBe(true)
  })
})
