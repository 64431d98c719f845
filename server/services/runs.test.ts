import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/collab/plan/newId'
import { binRecipe, setParameter } from '@/collab/plan/write'
import { readSampleCode } from '@/science/sampleCode'
import { AppError } from '../errors'
import { createPlan } from './plans'
import { approvePlan } from './reviews'
import { closeRun, getRun, listRuns, recordEntry, startRun } from './runs'
import { getSample } from './samples'
import { addTestRecipe, type LabHarness, startLab } from './testing/labHarness'

let lab: LabHarness
beforeEach(async () => {
  lab = await startLab()
})
afterEach(() => lab[Symbol.asyncDispose]())

async function planWithRecipe() {
  const { id: plan } = await createPlan(lab.researcher, { title: 'Borates on NMC532' })
  return { plan, recipe: await addTestRecipe(lab, plan) }
}

const edit = (plan: Parameters<typeof lab.core.rooms.apply>[0], recipe: `rec_${string}`, temperature: number) =>
  lab.core.rooms.apply(plan, lab.researcher.actor.memberId, (doc) => {
    expect(setParameter(doc, recipe, 'sinterTemperatureC', temperature)).toEqual({ ok: true })
  })

describe('starting a run', () => {
  it('freezes the recipe, and later edits do not change it', async () => {
    const { plan, recipe } = await planWithRecipe()
    const { id } = await startRun(lab.researcher, { plan, recipe, batchMassG: 2 })
    const before = await getRun(lab.researcher, id)
    await edit(plan, recipe, 500)
    const after = await getRun(lab.researcher, id)
    expect(after.revision).toEqual(before.revision)
    expect(after.revision.values.sinterTemperatureC).toBe(350)
    expect(after).toMatchObject({ number: 1, state: 'running', revisionNumber: 1, batchMassG: 2 })
  })

  it('takes an edit that came a moment before, also when no list shows it yet', async () => {
    const { plan, recipe } = await planWithRecipe()
    await edit(plan, recipe, 480)
    const { id } = await startRun(lab.researcher, { plan, recipe })
    expect((await getRun(lab.researcher, id)).revision.values.sinterTemperatureC).toBe(480)
  })

  it('gives two people who start at once two numbers, two codes and one revision', async () => {
    const { plan, recipe } = await planWithRecipe()
    await Promise.all([startRun(lab.researcher, { plan, recipe }), startRun(lab.pi, { plan, recipe })])
    const runs = await listRuns(lab.pi, { plan })
    expect(runs.map((run) => run.number).sort()).toEqual([1, 2])
    expect(new Set(runs.map((run) => run.revisionNumber))).toEqual(new Set([1]))
    expect(new Set(runs.flatMap((run) => run.sampleCodes)).size).toBe(2)
  })

  it('makes a new revision of new content, and finds the old one when it comes back', async () => {
    const { plan, recipe } = await planWithRecipe()
    const numbers: number[] = []
    for (const temperature of [350, 500, 350]) {
      await edit(plan, recipe, temperature)
      const { id } = await startRun(lab.researcher, { plan, recipe })
      numbers.push((await getRun(lab.researcher, id)).revisionNumber)
    }
    expect(numbers).toEqual([1, 2, 1])
  })

  it('gives the powder a code that opens its page however it is typed', async () => {
    const { plan, recipe } = await planWithRecipe()
    const { id } = await startRun(lab.researcher, { plan, recipe })
    const [code = ''] = (await getRun(lab.researcher, id)).sampleCodes
    expect(readSampleCode(code)).toBe(code)
    const sample = await getSample(lab.viewer, code.toLowerCase().replace('-', ''))
    expect(sample).toMatchObject({ code, kind: 'powder', run: { id } })
  })

  it('refuses a recipe in the bin, and one of no plan of the lab', async () => {
    const { plan, recipe } = await planWithRecipe()
    await lab.core.rooms.apply(plan, null, (doc) => void binRecipe(doc, recipe))
    await expect(startRun(lab.researcher, { plan, recipe })).rejects.toMatchObject({ code: 'conflict' })
    await expect(startRun(lab.researcher, { plan, recipe: newId('recipe') })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(startRun(lab.researcher, { plan: newId('plan'), recipe })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a lab that asks for approval', () => {
  it('refuses a student until exactly this content is approved, and says what to do', async () => {
    const { plan, recipe } = await planWithRecipe()
    await expect(startRun(lab.student, { plan, recipe })).rejects.toMatchObject({
      code: 'not-allowed',
      message: expect.stringContaining('Ask for a review'),
    })
    await approvePlan(lab.pi, { plan })
    await startRun(lab.student, { plan, recipe })

    await edit(plan, recipe, 500)
    await expect(startRun(lab.student, { plan, recipe })).rejects.toMatchObject({
      code: 'not-allowed',
      message: expect.stringContaining('changed since it was approved'),
    })
    await edit(plan, recipe, 350)
    await startRun(lab.student, { plan, recipe })
  })

  it('does not ask those whom the setting leaves out', async () => {
    const { plan, recipe } = await planWithRecipe()
    await expect(startRun(lab.researcher, { plan, recipe })).resolves.toHaveProperty('id')
  })
})

describe('what was really done', () => {
  it('is recorded once, however often it is sent', async () => {
    const { plan, recipe } = await planWithRecipe()
    const { id: run } = await startRun(lab.researcher, { plan, recipe })
    const entry = { run, entryId: newId('runEntry'), key: 'sinterTemperatureC', actual: 352, unit: '°C' }
    await Promise.all([recordEntry(lab.researcher, entry), recordEntry(lab.researcher, entry)])
    await recordEntry(lab.researcher, entry)
    expect((await getRun(lab.researcher, run)).entries).toHaveLength(1)
    await expect(recordEntry(lab.researcher, { ...entry, actual: 360 })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is corrected by a new entry that points at the old one', async () => {
    const { plan, recipe } = await planWithRecipe()
    const { id: run } = await startRun(lab.researcher, { plan, recipe })
    const first = await recordEntry(lab.researcher, { run, entryId: newId('runEntry'), key: 'sinterHours', actual: 6 })
    const correction = { run, key: 'sinterHours', actual: 5.5, reason: 'the furnace log', corrects: first.id }
    await recordEntry(lab.pi, { ...correction, entryId: newId('runEntry') })
    const { entries } = await getRun(lab.researcher, run)
    expect(entries.map((entry) => [entry.actual, entry.corrects, entry.recordedBy.name])).toEqual([
      [6, null, 'Jon'],
      [5.5, first.id, 'Mina'],
    ])
    await expect(
      recordEntry(lab.pi, { ...correction, key: 'sinterTemperatureC', entryId: newId('runEntry') }),
    ).rejects.toMatchObject({ code: 'bad-input' })
  })

  it('needs a reason once the run is closed', async () => {
    const { plan, recipe } = await planWithRecipe()
    const { id: run } = await startRun(lab.researcher, { plan, recipe })
    await closeRun(lab.researcher, { run, version: 1, state: 'done', reason: '' })
    const late = { run, entryId: newId('runEntry'), key: 'sinterHours', actual: 6 }
    await expect(recordEntry(lab.pi, late)).rejects.toMatchObject({ code: 'conflict' })
    await recordEntry(lab.pi, { ...late, reason: 'found in the notebook' })
    expect((await getRun(lab.pi, run)).entries).toHaveLength(1)
  })
})

describe('closing a run', () => {
  it('tells the later of two people who was first', async () => {
    const { plan, recipe } = await planWithRecipe()
    const { id: run } = await startRun(lab.researcher, { plan, recipe })
    const outcomes = await Promise.allSettled([
      closeRun(lab.researcher, { run, version: 1, state: 'done', reason: '' }),
      closeRun(lab.pi, { run, version: 1, state: 'failed', reason: 'the boat broke' }),
    ])
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('has closed this run'),
    })
    expect(await getRun(lab.pi, run)).toMatchObject({ version: 2, closedAt: expect.any(Date) })
  })

  it('asks why, unless all went as planned', async () => {
    const { plan, recipe } = await planWithRecipe()
    const { id: run } = await startRun(lab.researcher, { plan, recipe })
    await expect(closeRun(lab.researcher, { run, version: 1, state: 'failed', reason: '' })).rejects.toMatchObject({
      code: 'bad-input',
    })
  })
})

describe('recording while somebody closes', () => {
  it('is before the closing or is asked for a reason, at whatever moment they meet', async () => {
    const { plan, recipe } = await planWithRecipe()
    const query = 'select verb from audit_entries where subject_id = ? order by seq'
    const outcomes = new Set<string>()
    for (let ticks = 0; ticks < 60; ticks += 1) {
      const { id: run } = await startRun(lab.researcher, { plan, recipe })
      const recording = recordEntry(lab.student, { run, entryId: newId('runEntry'), key: 'note', actual: 'clear' })
      recording.catch(() => undefined)
      for (let tick = 0; tick < ticks; tick += 1) await null
      await closeRun(lab.pi, { run, version: 1, state: 'done', reason: '' })
      const verbs = lab.core.database.sqlite.prepare(query).pluck().all(run)
      const outcome = await recording.then(
        () => 'recorded',
        (error: unknown) => (error instanceof AppError ? error.code : 'failed'),
      )
      outcomes.add(outcome)
      expect(verbs, `${ticks} ticks apart`).toEqual(
        outcome === 'recorded' ? ['run.started', 'run.recorded', 'run.closed'] : ['run.started', 'run.closed'],
      )
      if (outcome !== 'recorded') expect(outcome).toBe('conflict')
    }
    expect(outcomes).toEqual(new Set(['recorded', 'conflict']))
  })
})
