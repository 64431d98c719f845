import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { readPlan } from '@/collab/plan/read'
import { account, user } from '@/db/schema/auth'
import { labs } from '@/db/schema/labs'
import { members } from '@/db/schema/members'
import { plans } from '@/db/schema/plans'
import { recipes } from '@/db/schema/recipes'
import { revisions } from '@/db/schema/revisions'
import { runs } from '@/db/schema/runs'
import { characterisations, samples } from '@/db/schema/samples'
import { results, tests } from '@/db/schema/tests'
import { literature } from '@/science/library/literature'
import { readSampleCode } from '@/science/sampleCode'
import { listActivity } from '../services/activity'
import { listComparison, listPublishedResults } from '../services/comparison'
import type { LabContext } from '../services/context'
import { getPlan, listPlans } from '../services/plans'
import { pageOfRuns } from '../services/runLists'
import { getRun } from '../services/runs'
import { getSample, listSamples } from '../services/samples'
import { type LabHarness, startLab } from '../services/testing/labHarness'
import { buildExampleLab } from './buildExampleLab'
import { paperCell } from './paperCell'

let lab: LabHarness
let example: LabContext
beforeEach(async () => {
  lab = await startLab()
  const { labId } = await buildExampleLab(lab.core, lab.pi.actor)
  const [row] = await lab.core.database.db.select().from(labs).where(eq(labs.id, labId))
  if (row === undefined) throw new Error('There is no example lab.')
  const [member] = await lab.core.database.db.select().from(members).where(eq(members.labId, labId))
  if (member === undefined) throw new Error('Nobody is in the example lab.')
  example = { core: lab.core, lab: row, actor: { ...lab.pi.actor, memberId: member.id, role: 'pi' } }
  return () => lab[Symbol.asyncDispose]()
})

const db = () => lab.core.database.db

describe('the example lab', () => {
  it('stands beside the own lab, with a person in every role and the owner as PI', async () => {
    expect(example.lab).toMatchObject({ slug: 'example', name: 'Example lab', isExample: true })
    const found = await db()
      .select({ name: user.name, role: members.role, userId: user.id })
      .from(members)
      .innerJoin(user, eq(user.id, members.userId))
      .where(eq(members.labId, example.lab.id))
    expect(found.map((one) => `${one.name} ${one.role}`).sort()).toEqual([
      'Jon Berg researcher',
      'Mina Sato pi',
      'Mina pi',
      'Sora Lind student',
      'Vic Moreau viewer',
    ])
    expect(await db().select().from(account)).toEqual([])
  })

  it('has every sample of the literature as a recipe, run once, with a sample in a drawer', async () => {
    const recipeRows = await db().select().from(recipes).where(eq(recipes.labId, example.lab.id))
    expect(recipeRows.map((row) => row.name).sort()).toEqual(literature.samples.map((sample) => sample.label).sort())
    expect(await db().select().from(revisions)).toHaveLength(literature.samples.length)
    const { items: runItems } = await pageOfRuns(example, {})
    expect(runItems).toHaveLength(literature.samples.length)
    for (const item of runItems) {
      expect(item.state).toBe('done')
      expect(item.sampleCodes.map(readSampleCode)).toEqual(item.sampleCodes)
      const run = await getRun(example, item.id)
      expect(run.revision.name).toBe(item.recipeName)
    }
  })

  it('has every test of the literature as a set of results with its conditions and its place', async () => {
    const rows = await db().select().from(tests).where(eq(tests.labId, example.lab.id))
    expect(rows.map((row) => row.paperTestId).sort()).toEqual(literature.tests.map((test) => test.id).sort())
    for (const test of literature.tests) {
      const row = rows.find((one) => one.paperTestId === test.id)
      expect(row?.paperPlace).toBe(test.where)
      const found = await db()
        .select()
        .from(results)
        .where(eq(results.testId, row?.id ?? 'tst_none'))
      expect(found.length, test.id).toBeGreaterThan(0)
      for (const result of found) {
        const { window } = test as { window?: (number | null)[] }
        if (window !== undefined) {
          expect(result.conditions.lowerCutoffV).toBe(window[0])
          expect(result.conditions.upperCutoffV).toBe(window[1])
        }
      }
    }
    const expected = literature.samples.flatMap((sample) => sample.characterisation ?? [])
    expect(await db().select().from(characterisations)).toHaveLength(expected.length)
  })

  it('has four plans that a PI approved, whose documents read without a problem', async () => {
    const { items } = await listPlans(example, {})
    expect(items).toHaveLength(4)
    for (const item of items) {
      expect(item).toMatchObject({ state: 'approved', aim: expect.stringMatching(/\w+/) })
      expect(item.runCount).toBe(item.recipeCount)
      const { doc, seq } = await lab.core.rooms.readDocument(item.id)
      expect(seq).toBe(1)
      const { plan, problems } = readPlan(doc)
      expect(problems).toEqual([])
      expect(plan.title).toBe(item.title)
    }
  })

  it('shows the best retention of a recipe with its cycle', async () => {
    const found = (await listPlans(example, {})).items.map((item) => getPlan(example, item.id))
    const records = (await Promise.all(found)).flatMap((plan) => plan.records)
    const best = records.flatMap((record) => record.bestRetention ?? [])
    expect(best).toContainEqual(expect.objectContaining({ percent: 83.3, atCycle: 200, referenceCycle: null }))
  })

  it('is compared with the conditions of each paper', async () => {
    const { tests, revisions } = await listComparison(example, { n: 100 })
    const test = tests.find((one) => one.paper?.testId === 'ma2026-04')
    expect(test).toMatchObject({
      origin: 'paper',
      paper: { place: 'Fig. 2d' },
      conditions: { lowerCutoffV: 2.8, upperCutoffV: 4.5, cRate: 1, cell: 'coin, liquid carbonate, Li' },
    })
    expect(test?.figures).toContainEqual(
      expect.objectContaining({ figure: 'retention', value: 83.3, unit: '%', atCycle: 200, conditions: null }),
    )
    expect(revisions.find((one) => one.id === test?.revisionId)).toMatchObject({ recipeName: 'LCO-M2' })
    expect(listPublishedResults()).toHaveLength(tests.flatMap((one) => one.figures).length)
  })

  it('tells of itself in words', async () => {
    const sentences = (await listActivity(example, { limit: 200 })).map((line) => line.sentence)
    expect(sentences).toContainEqual(expect.stringMatching(/^Mina Sato approved “.+” with \d+ recipes$/))
    expect(sentences.join('\n')).not.toContain('undefined')
  })

  it('built again is the same lab, and brings back an owner who had left', async () => {
    const before = await db().select().from(plans)
    await db().update(members).set({ removedAt: new Date() }).where(eq(members.userId, lab.pi.actor.userId))
    await buildExampleLab(lab.core, lab.pi.actor)
    await buildExampleLab(lab.core, lab.researcher.actor)
    expect(await db().select().from(plans)).toHaveLength(before.length)
    expect(await db().select().from(labs)).toHaveLength(2)
    const here = await db().select().from(members).where(eq(members.labId, example.lab.id))
    expect(here.filter((row) => row.removedAt !== null)).toEqual([])
    expect(here).toHaveLength(6)
  })

  it('shows its samples with what was measured on them', async () => {
    const { items } = await listSamples(example, {})
    const codes = await db().select({ code: samples.code }).from(samples)
    expect(new Set(items.map((item) => item.code)).size).toBe(codes.length)
    const m2 = items.find((item) => item.recipeName === 'LCO-M2')
    const sample = await getSample(example, m2?.code ?? '')
    expect(sample.characterisations[0]).toMatchObject({
      quantity: 'coatingThickness',
      value: 4,
      unit: 'nm',
      method: 'TEM',
      source: 'ma2026, Results, Fig. 1c',
    })
    expect(sample.cells.length).toBeGreaterThan(0)
    expect(await db().select().from(runs)).toHaveLength(items.length)
  })
})

describe('a paper’s words', () => {
  it.each([
    ['coin, liquid carbonate, Li', 'coin', 'liquid carbonate', 'Li', 'cathode-half'],
    ['coin, Li', 'coin', '', 'Li', 'cathode-half'],
    ['full, graphite', 'full', '', 'graphite', 'full'],
    ['solid-state, Li10GeP2S12, Li-In', 'solid-state', 'Li10GeP2S12', 'Li-In', 'cathode-half'],
    ['solid-state, 75Li2S-25P2S5, graphite, 5 MPa', 'solid-state, 5 MPa', '75Li2S-25P2S5', 'graphite', 'full'],
    ['', '', '', '', 'cathode-half'],
  ])('“%s” are a cell', (words, format, electrolyte, counterElectrode, kind) => {
    expect(paperCell(words)).toEqual({ format, electrolyte, counterElectrode, kind })
  })
})
