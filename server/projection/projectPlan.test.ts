import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { planEntries, recipeParts, recipesMap } from '@/collab/plan/schema'
import { addRecipe, renameRecipe, setParameter, setTitle, createPlan as writeNewPlan } from '@/collab/plan/write'
import { plans } from '@/db/schema/plans'
import { recipes } from '@/db/schema/recipes'
import { createPlan, duplicatePlan, getPlan, listPlans } from '../services/plans'
import { addTestRecipe, type LabHarness, projected, startLab } from '../services/testing/labHarness'
import { catchUpProjections, readForRows, rebuildProjections, writeProjection } from './projectPlan'

let lab: LabHarness
beforeEach(async () => {
  lab = await startLab()
})
afterEach(() => lab[Symbol.asyncDispose]())

const rowsOf = (plan: `pln_${string}`) =>
  lab.core.database.db.select().from(recipes).where(eq(recipes.planId, plan)).orderBy(recipes.id)
const planRow = async (plan: `pln_${string}`) => {
  const [row] = await lab.core.database.db.select().from(plans).where(eq(plans.id, plan))
  if (row === undefined) throw new Error('no such plan')
  return row
}

describe('the projection of a plan', () => {
  it('follows every durable change', async () => {
    const { id: plan } = await createPlan(lab.researcher, { title: 'Borates' })
    await lab.core.rooms.apply(plan, null, (doc) => {
      setTitle(doc, 'Borates on NMC532')
      addRecipe(doc, { name: 'LBO', process: 'sol-gel', values: { sinterTemperatureC: 350 } })
    })
    await expect
      .poll(async () => (await listPlans(lab.viewer, {})).items[0])
      .toMatchObject({
        title: 'Borates on NMC532',
        recipeCount: 1,
      })
    const [row] = await rowsOf(plan)
    expect(row).toMatchObject({ name: 'LBO', values: { sinterTemperatureC: 350 }, isBinned: false })
    expect(row?.prediction.modelVersion).toBeTruthy()
  })

  it('never goes back to an older state', async () => {
    const { id: plan } = await createPlan(lab.researcher, { title: 'Borates' })
    const recipe = await addTestRecipe(lab, plan)
    const old = await lab.core.rooms.readDocument(plan)
    const oldReading = readForRows(old.doc)
    await lab.core.rooms.apply(plan, null, (doc) => void renameRecipe(doc, recipe, 'LBO, second try'))
    await projected(lab, plan)
    expect(await writeProjection(lab.core.database, plan, old.seq, oldReading)).toBe('superseded')
    const [row] = await rowsOf(plan)
    expect(row?.name).toBe('LBO, second try')
  })

  it('of many states at once ends at the newest', async () => {
    const { id: plan } = await createPlan(lab.researcher, { title: 'Borates' })
    const recipe = await addTestRecipe(lab, plan)
    const { seq } = await lab.core.rooms.readDocument(plan)
    const states = Array.from({ length: 8 }, (_, index) => {
      const doc = new Y.Doc()
      writeNewPlan(doc, { title: `state ${index}` })
      addRecipe(doc, { id: recipe, name: `state ${index}`, process: 'none' })
      return { seq: seq + 1 + index, reading: readForRows(doc) }
    })
    const shuffled = [5, 2, 7, 0, 6, 1, 4, 3].flatMap((index) => states[index] ?? [])
    await Promise.all(shuffled.map((state) => writeProjection(lab.core.database, plan, state.seq, state.reading)))
    expect(await planRow(plan)).toMatchObject({ title: 'state 7', projectedSeq: seq + 8 })
    expect((await rowsOf(plan))[0]?.name).toBe('state 7')
  })

  it('leaves a recipe alone that did not change', async () => {
    const { id: plan } = await createPlan(lab.researcher, { title: 'Borates' })
    const first = await addTestRecipe(lab, plan)
    const second = await addTestRecipe(lab, plan, { name: 'other' })
    const before = await rowsOf(plan)
    await lab.core.rooms.apply(plan, null, (doc) => void setParameter(doc, second, 'sinterTemperatureC', 400))
    await projected(lab, plan)
    const after = await rowsOf(plan)
    expect(after.find((row) => row.id === first)).toEqual(before.find((row) => row.id === first))
    expect(after.find((row) => row.id === second)?.values.sinterTemperatureC).toBe(400)
  })

  it('keeps what the reader could not accept as problems', async () => {
    const { id: plan } = await createPlan(lab.researcher, { title: 'Borates' })
    await lab.core.rooms.apply(plan, null, (doc) => planEntries(doc).push([{ k: 'title', v: 5, t: 0 }]))
    await projected(lab, plan)
    const row = await planRow(plan)
    expect(row.title).toBe('Borates')
    expect(row.problems).toMatchObject([{ key: 'title', code: 'wrong-type' }])
  })

  it('does not touch another plan whose recipe id somebody put in a document', async () => {
    const { id: plan } = await createPlan(lab.researcher, { title: 'Mine' })
    const recipe = await addTestRecipe(lab, plan)
    const { id: other } = await createPlan(lab.researcher, { title: 'Other' })
    await lab.core.rooms.apply(other, null, (doc) => {
      addRecipe(doc, { id: recipe, name: 'taken over', process: 'none' })
    })
    await projected(lab, other)
    expect(await rowsOf(other)).toEqual([])
    expect((await rowsOf(plan))[0]?.name).toBe('LBO 10 nm')
    expect((await planRow(other)).problems).toHaveLength(1)
  })

  it('catches up after a crash, and is the same when it is rebuilt from the log', async () => {
    const { id: plan } = await createPlan(lab.researcher, { title: 'Borates' })
    await addTestRecipe(lab, plan)
    const before = (await rowsOf(plan)).map(({ updatedAt: _, asOfSeq: __, ...row }) => row)
    await lab.core.database.db.update(plans).set({ projectedSeq: 0, title: 'old' }).where(eq(plans.id, plan))
    await lab.core.database.db.delete(recipes).where(eq(recipes.planId, plan))
    expect(await catchUpProjections(lab.core)).toBe(1)
    const caughtUp = (await rowsOf(plan)).map(({ updatedAt: _, asOfSeq: __, ...row }) => row)
    expect(caughtUp).toEqual(before)
    await lab.core.database.db.delete(recipes).where(eq(recipes.planId, plan))
    expect(await rebuildProjections(lab.core)).toEqual({ plans: 1, problems: 0 })
    expect((await rowsOf(plan)).map(({ updatedAt: _, asOfSeq: __, ...row }) => row)).toEqual(before)
    expect((await planRow(plan)).title).toBe('Borates')
  })
})

describe('a copy of a plan', () => {
  it('has the recipes under ids of its own, and no run or approval', async () => {
    const { id: plan } = await createPlan(lab.researcher, { title: 'Borates', aim: 'wet the powder' })
    const recipe = await addTestRecipe(lab, plan)
    await lab.core.rooms.apply(plan, null, (doc) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('stir under argon')])
      notesOf(doc, recipe).insert(0, [paragraph])
    })
    const { id: copy } = await duplicatePlan(lab.pi, { plan })
    const view = await getPlan(lab.pi, copy)
    expect(view).toMatchObject({ title: 'Borates (copy)', state: 'draft' })
    expect(view.records).toHaveLength(1)
    expect(view.records[0]?.recipeId).not.toBe(recipe)
    const [row] = await rowsOf(copy)
    expect(row).toMatchObject({ name: 'LBO 10 nm', values: { sinterTemperatureC: 350 } })
    const { doc } = await lab.core.rooms.readDocument(copy)
    expect(notesOf(doc, row?.id ?? 'rec_none').toString()).toBe('<paragraph>stir under argon</paragraph>')
  })
})

function notesOf(doc: Y.Doc, recipe: string): Y.XmlFragment {
  const notes = (recipesMap(doc).get(recipe) as Y.Map<unknown>).get(recipeParts.notes)
  if (!(notes instanceof Y.XmlFragment)) throw new Error('A recipe has notes.')
  return notes
}
