import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/collab/plan/newId'
import { binRecipe, setParameter } from '@/collab/plan/write'
import { readSampleCode } from '@/science/sampleCode'
import { AppError } from '../errors'
import { listActivity } from './activity'
import { recordPhoto } from './photos'
import { createPlan } from './plans'
import { approvePlan } from './reviewAnswering'
import { closeRun, getRun, getStartOptions, listRuns, recordEntry, startRun } from './runs'
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

describe('starting several, somewhere, of something earlier', () => {
  it('makes as many replicates as were asked for in one go, each with its number and its code', async () => {
    const { plan, recipe } = await planWithRecipe()
    await startRun(lab.researcher, { plan, recipe })
    const { id, ids } = await startRun(lab.researcher, { plan, recipe, replicates: 3, place: 'tube furnace 2' })
    expect(ids[0]).toBe(id)
    const runs = await Promise.all(ids.map((one) => getRun(lab.viewer, one)))
    expect(runs.map((run) => [run.number, run.replicate, run.place, run.startedBy.name])).toEqual([
      [2, 2, 'tube furnace 2', 'Jon'],
      [3, 3, 'tube furnace 2', 'Jon'],
      [4, 4, 'tube furnace 2', 'Jon'],
    ])
    expect(new Set(runs.flatMap((run) => run.sampleCodes)).size).toBe(3)
    const [line] = await listActivity(lab.viewer, { plan })
    expect(line?.sentence).toMatch(/^Jon started runs 2 to 4 of LBO 10 nm, revision 1, as samples /)
  })

  it('counts replicates by revision, and runs by recipe', async () => {
    const { plan, recipe } = await planWithRecipe()
    await startRun(lab.researcher, { plan, recipe })
    await edit(plan, recipe, 500)
    const { id } = await startRun(lab.researcher, { plan, recipe })
    expect(await getRun(lab.researcher, id)).toMatchObject({ number: 2, replicate: 1, revisionNumber: 2 })
  })

  it('runs a revision again, whatever the recipe has become', async () => {
    const { plan, recipe } = await planWithRecipe()
    await startRun(lab.researcher, { plan, recipe })
    await edit(plan, recipe, 500)
    const { revisions } = await getStartOptions(lab.researcher, { plan, recipe })
    expect(revisions).toEqual([{ id: expect.any(String), number: 1, isApproved: false }])
    const { id } = await startRun(lab.researcher, { plan, recipe, revision: revisions[0]?.id })
    const run = await getRun(lab.researcher, id)
    expect(run).toMatchObject({ number: 2, replicate: 2, revisionNumber: 1 })
    expect(run.revision.values.sinterTemperatureC).toBe(350)
  })

  it('lets a student run what was approved though the recipe has changed since, and no other revision', async () => {
    const { plan, recipe } = await planWithRecipe()
    await startRun(lab.researcher, { plan, recipe })
    await edit(plan, recipe, 500)
    await approvePlan(lab.pi, { plan })
    await edit(plan, recipe, 600)
    const { revisions } = await getStartOptions(lab.student, { plan, recipe })
    expect(revisions.map(({ number, isApproved }) => [number, isApproved])).toEqual([
      [2, true],
      [1, false],
    ])
    const start = (place: number) => startRun(lab.student, { plan, recipe, revision: revisions[place]?.id })
    await expect(start(0)).resolves.toHaveProperty('id')
    await expect(start(1)).rejects.toMatchObject({ code: 'not-allowed' })
    const other = await planWithRecipe()
    await expect(startRun(lab.researcher, { ...other, revision: revisions[0]?.id })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('offers the places where the lab has worked, the newest first', async () => {
    const { plan, recipe } = await planWithRecipe()
    for (const place of ['hood 1', 'furnace 2', 'hood 1', '']) await startRun(lab.researcher, { plan, recipe, place })
    expect((await getStartOptions(lab.viewer, { plan, recipe })).places).toEqual(['hood 1', 'furnace 2'])
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
    const [line] = await listActivity(lab.pi, { plan })
    expect(line?.sentence).toBe('Mina corrected sintering time in run 1 of LBO 10 nm: found in the notebook')
    expect((await getRun(lab.pi, run)).entries).toHaveLength(1)
  })
})

describe('what was said without a network', () => {
  it('stands at the time at which it was said, but not before the run began', async () => {
    const { plan, recipe } = await planWithRecipe()
    const { id: run } = await startRun(lab.researcher, { plan, recipe })
    const { startedAt } = await getRun(lab.researcher, run)
    await new Promise((resolve) => setTimeout(resolve, 30))
    const say = (agoMs: number) =>
      recordEntry(lab.researcher, { run, entryId: newId('runEntry'), key: 'note', actual: 'white', agoMs })
    const soon = await say(10)
    expect(soon.recordedAt.getTime() - soon.saidAt.getTime()).toBe(10)
    expect((await say(3_600_000)).saidAt).toEqual(startedAt)
    const now = await say(0)
    expect(now.saidAt).toEqual(now.recordedAt)
  })
})

describe('when a run began', () => {
  it('is said later with the time of entry beside it, and what is said of the run may lie between', async () => {
    const { plan, recipe } = await planWithRecipe()
    const { id: run } = await startRun(lab.researcher, { plan, recipe })
    const { startedAt: entered } = await getRun(lab.viewer, run)
    const say = (key: string, actual: string, minutesAgo: number, more: { reason?: string } = {}) =>
      recordEntry(lab.student, { run, entryId: newId('runEntry'), key, actual, agoMs: minutesAgo * 60_000, ...more })
    const began = await say('start', 'began', 40)
    expect(began.recordedAt.getTime() - began.saidAt.getTime()).toBe(40 * 60_000)
    expect(began.saidAt < entered).toBe(true)
    const timer = await say('timer.dry', 'started', 30)
    expect(timer.recordedAt.getTime() - timer.saidAt.getTime()).toBe(30 * 60_000)
    const found = await getRun(lab.viewer, run)
    expect(found.startedAt).toEqual(began.saidAt)
    expect((await listRuns(lab.viewer, { plan }))[0]?.startedAt).toEqual(began.saidAt)
    const [line] = await listActivity(lab.viewer, { plan })
    expect(line?.sentence).toBe('Sora corrected the start in run 1 of LBO 10 nm')
    const audit = lab.core.database.sqlite.prepare("select details from audit_entries where verb = 'run.corrected'")
    expect(audit.pluck().get()).toContain(entered.toISOString())

    // Not after what is recorded of it; later than first said, but before that, is fine.
    await expect(say('start', 'began', 29)).rejects.toMatchObject({ code: 'bad-input' })
    await say('start', 'began', 31)
    await expect(say('start', 'ended', 31)).rejects.toMatchObject({ code: 'bad-input' })
    await closeRun(lab.researcher, { run, version: 1, state: 'done', reason: '' })
    await expect(say('start', 'began', 35)).rejects.toMatchObject({ code: 'conflict' })
    await say('start', 'began', 35, { reason: 'by the log of the hood' })
    expect((await getRun(lab.viewer, run)).entries.filter(({ key }) => key === 'start')).toHaveLength(3)
  })
})

describe('marks, timers and photos', () => {
  it('say only what they can say', async () => {
    const { plan, recipe } = await planWithRecipe()
    const { id: run } = await startRun(lab.researcher, { plan, recipe })
    const say = (key: string, actual: string | number) =>
      recordEntry(lab.student, { run, entryId: newId('runEntry'), key, actual })
    await say('step.dry', 'done')
    await say('timer.dry', 'started')
    await expect(say('step.bake', 'done')).rejects.toMatchObject({ code: 'bad-input' })
    await expect(say('timer.dry', 'paused')).rejects.toMatchObject({ code: 'bad-input' })
    await expect(say('photo.dry', 'lumps')).rejects.toMatchObject({
      code: 'bad-input',
      message: 'A photo comes with its file.',
    })
  })

  it('of a closed run need a reason, as values do', async () => {
    const { plan, recipe } = await planWithRecipe()
    const { id: run } = await startRun(lab.researcher, { plan, recipe })
    await closeRun(lab.researcher, { run, version: 1, state: 'done', reason: '' })
    const file = { sha256: 'a'.repeat(64), sizeBytes: 3, name: 'lumps.jpg' }
    const photo = { run, entry: newId('runEntry'), place: 'dry' as const, caption: '', ago: 0, file }
    await expect(recordPhoto(lab.student, { ...photo, reason: '' })).rejects.toMatchObject({ code: 'conflict' })
    await recordPhoto(lab.student, { ...photo, reason: 'was on the other phone' })
    await expect(
      recordEntry(lab.student, { run, entryId: newId('runEntry'), key: 'step.dry', actual: 'done' }),
    ).rejects.toMatchObject({ code: 'conflict' })
  })

  it('keep a photo once, and another caption is of the same photo', async () => {
    const { plan, recipe } = await planWithRecipe()
    const { id: run } = await startRun(lab.researcher, { plan, recipe })
    const file = { sha256: 'b'.repeat(64), sizeBytes: 3, name: 'lumps.jpg' }
    const entry = newId('runEntry')
    const send = () => recordPhoto(lab.student, { run, entry, place: 'dry', caption: '', reason: '', ago: 0, file })
    const [first] = await Promise.all([send(), send()])
    await send()
    await recordEntry(lab.pi, { run, entryId: newId('runEntry'), key: 'photo.dry', actual: 'lumps', corrects: entry })
    const { entries } = await getRun(lab.viewer, run)
    expect(entries.map(({ actual, fileId }) => [actual, fileId])).toEqual([
      ['', first?.fileId],
      ['lumps', first?.fileId],
    ])
    const [line] = await listActivity(lab.viewer, { plan })
    expect(line?.sentence).toBe('Mina corrected a photo in run 1 of LBO 10 nm')
    expect(lab.core.database.sqlite.prepare('select count(*) from files').pluck().get()).toBe(1)
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

describe('a value beyond tolerance', () => {
  it('may be recorded without a reason, but the run is closed only with it', async () => {
    const { plan, recipe } = await planWithRecipe()
    const { id: run } = await startRun(lab.researcher, { plan, recipe })
    const value = { run, key: 'sinterTemperatureC', actual: 381, unit: '°C' }
    const { id: first } = await recordEntry(lab.student, { ...value, entryId: newId('runEntry') })
    for (const state of ['done', 'done-differently', 'failed'] as const)
      await expect(closeRun(lab.student, { run, version: 1, state, reason: 'hotter' })).rejects.toMatchObject({
        code: 'bad-input',
        message:
          'Say first in a word why these differ from the plan: Sinter (Sintering temperature). Then the run can be closed.',
      })
    expect(await getRun(lab.viewer, run)).toMatchObject({ state: 'running', version: 1 })
    const why = { ...value, entryId: newId('runEntry'), corrects: first, reason: 'the furnace overshot' }
    await recordEntry(lab.student, why)
    await closeRun(lab.student, { run, version: 1, state: 'done', reason: '' })
  })

  it('that is recorded while somebody closes is before the closing with a reason, or asks for it', async () => {
    const { plan, recipe } = await planWithRecipe()
    const outcomes = new Set<string>()
    for (let ticks = 0; ticks < 40; ticks += 1) {
      const { id: run } = await startRun(lab.researcher, { plan, recipe })
      const closing = closeRun(lab.pi, { run, version: 1, state: 'done', reason: '' })
      closing.catch(() => undefined)
      for (let tick = 0; tick < ticks; tick += 1) await null
      const value = { run, entryId: newId('runEntry'), key: 'sinterTemperatureC', actual: 400 }
      const [closed, recorded] = await Promise.allSettled([closing, recordEntry(lab.student, value)])
      outcomes.add(`${closed.status}, ${recorded.status}`)
    }
    // Never both: a closed run has no deviation without its reason.
    expect(outcomes).toEqual(new Set(['fulfilled, rejected', 'rejected, fulfilled']))
  })
})

describe('recording while somebody closes', () => {
  it('is before the closing or is asked for a reason, at whatever moment they meet', async () => {
    const { plan, recipe } = await planWithRecipe()
    const query = 'select verb from audit_entries where subject_id = ? order by seq'
    const outcomes = new Set<string>()
    for (let ticks = -60; ticks < 20; ticks += 1) {
      const { id: run } = await startRun(lab.researcher, { plan, recipe })
      const close = () => closeRun(lab.pi, { run, version: 1, state: 'done', reason: '' })
      const record = () =>
        recordEntry(lab.student, { run, entryId: newId('runEntry'), key: 'note', actual: 'clear' }).catch(
          (error: unknown) => error,
        )
      const first = ticks < 0 ? close() : record()
      for (let tick = 0; tick < Math.abs(ticks); tick += 1) await null
      const second = ticks < 0 ? record() : close()
      const [recorded] = await Promise.all(ticks < 0 ? [second, first] : [first, second])
      const verbs = lab.core.database.sqlite.prepare(query).pluck().all(run)
      const outcome = recorded instanceof AppError ? recorded.code : recorded instanceof Error ? 'failed' : 'recorded'
      outcomes.add(outcome)
      expect(verbs, `${ticks} ticks apart`).toEqual(
        outcome === 'recorded' ? ['run.started', 'run.recorded', 'run.closed'] : ['run.started', 'run.closed'],
      )
      if (outcome !== 'recorded') expect(outcome).toBe('conflict')
    }
    expect(outcomes).toEqual(new Set(['recorded', 'conflict']))
  })
})
