import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestId } from '@/science/ids'
import { createImportQueue } from '../jobs/importQueue'
import { type AskReader, askReader } from '../jobs/readInWorker'
import { listActivity } from './activity'
import { correctCell } from './cellCorrections'
import { createCell, getCell } from './cells'
import { listComparison } from './comparison'
import { getPlan } from './plans'
import { readAgain } from './readings'
import { changeTestSettings, chooseCircuit, leaveOutCycle } from './testDecisions'
import { smallRecord } from './testing/cyclerFiles'
import { buildCell, type LabHarness, startLab } from './testing/labHarness'
import { getTest } from './tests'

let lab: LabHarness
beforeEach(async () => {
  lab = await startLab()
})
afterEach(() => lab[Symbol.asyncDispose]())

/** Five cycles at 1 mA whose discharges last 20, 18.3, 16.7, 15 and 13.3 min: 100, 91.7, 83.3, 75 and 66.7 % of the first. */
async function fiveCycles(activeMassMg: number | null = 8) {
  const built = await buildCell(lab, { activeMassMg })
  const { testId } = await lab.upload(lab.student, built.cell, 'five.csv', smallRecord(5))
  await lab.imports.settled()
  return { ...built, test: testId }
}

const figure = async (test: TestId, name: string) =>
  (await getTest(lab.viewer, test)).results.find((result) => result.figure === name)

describe('leaving a cycle out', () => {
  it('changes retention everywhere, keeps what was computed before, and can be taken back', async () => {
    const { test, plan, recipe } = await fiveCycles()
    expect((await figure(test, 'retention'))?.value).toBeCloseTo((100 * 40) / 60, 1)

    await leaveOutCycle(lab.student, { test, cycle: 5, isLeftOut: true, reason: 'the clip came loose' })
    const after = await figure(test, 'retention')
    expect(after).toMatchObject({ atCycle: 4, referenceCycle: 1 })
    expect(after?.value).toBeCloseTo((100 * 45) / 60, 1)
    expect(after?.how).toContain('cycle 5 left out by hand (the clip came loose)')
    // On the plan, on the cell and in the comparison there is one truth.
    const { records } = await getPlan(lab.viewer, plan)
    expect(records.find((record) => record.recipeId === recipe)?.bestRetention).toMatchObject({
      percent: after?.value,
      atCycle: 4,
    })
    const values = async (n: number, name: string) =>
      (await listComparison(lab.viewer, { n })).tests.flatMap(({ figures }) =>
        figures.filter((one) => one.figure === name).map((one) => one.value),
      )
    expect(await values(100, 'retention')).toEqual([after?.value])
    expect(await values(4, 'retentionAtN')).toEqual([expect.closeTo(after?.value ?? 0, 9)])
    const { cycles, judgement } = await getTest(lab.viewer, test)
    expect(cycles).toHaveLength(5)
    expect(judgement.leftOut).toMatchObject([{ cycle: 5, reason: 'the clip came loose', by: { name: 'Sora' } }])
    const [line] = await listActivity(lab.viewer, { plan })
    expect(line?.sentence).toMatch(/^Sora left out cycle 5 of five.csv, cell .*: the clip came loose$/)

    const stored = lab.core.database.sqlite
      .prepare("select computation, at_cycle as at from results where figure = 'retention' order by computation")
      .all()
    expect(stored).toEqual([
      { computation: 1, at: 5 },
      { computation: 2, at: 4 },
    ])

    await leaveOutCycle(lab.pi, { test, cycle: 5, isLeftOut: false, reason: 'it was the next cell' })
    expect(await figure(test, 'retention')).toMatchObject({ atCycle: 5 })
    expect((await getTest(lab.viewer, test)).judgement.leftOut).toEqual([])
    expect(lab.core.database.sqlite.prepare('select count(*) as n from test_decisions').get()).toEqual({ n: 2 })
  })

  it('is refused for a cycle that is not there, or twice', async () => {
    const { test } = await fiveCycles()
    const out = { test, cycle: 3, isLeftOut: true, reason: 'x' }
    await expect(leaveOutCycle(lab.student, { ...out, cycle: 9 })).rejects.toMatchObject({ code: 'not-found' })
    await leaveOutCycle(lab.student, out)
    await expect(leaveOutCycle(lab.pi, out)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('by two people at once keeps both decisions', async () => {
    const { test } = await fiveCycles()
    await Promise.allSettled([
      leaveOutCycle(lab.student, { test, cycle: 4, isLeftOut: true, reason: 'a' }),
      leaveOutCycle(lab.pi, { test, cycle: 5, isLeftOut: true, reason: 'b' }),
    ])
    const { judgement, results } = await getTest(lab.viewer, test)
    const last = results.find((result) => result.figure === 'retention')?.atCycle
    // Whoever was refused was told; what stands is consistent with what is left out.
    expect(last).toBe(judgement.leftOut.length === 2 ? 3 : judgement.leftOut[0]?.cycle === 5 ? 4 : 5)
  })

  it('holds for a longer export of the same test', async () => {
    const { cell, test } = await fiveCycles()
    await leaveOutCycle(lab.student, { test, cycle: 2, isLeftOut: true, reason: 'the chamber was open' })
    const longer = await lab.upload(lab.student, cell, 'six.csv', smallRecord(6))
    await lab.imports.settled()
    expect(longer.testId).not.toBe(test)
    const found = await getTest(lab.viewer, longer.testId)
    expect(found.judgement.leftOut).toMatchObject([{ cycle: 2, reason: 'the chamber was open' }])
    expect(found.results.find((result) => result.figure === 'retention')?.how).toContain('the chamber was open')
    await leaveOutCycle(lab.student, { test: longer.testId, cycle: 2, isLeftOut: false, reason: 'it was not' })
    expect((await getTest(lab.viewer, longer.testId)).judgement.leftOut).toEqual([])
  })
})

it('keeps the hysteresis of a test that was read before the peaks of its cycles were kept', async () => {
  const { test } = await fiveCycles()
  const { sqlite } = lab.core.database
  sqlite.exec('update cycles set charge_peak_v = null, discharge_peak_v = null')
  sqlite.exec("delete from results where figure = 'deltaV'")
  sqlite.exec(`insert into results (id, lab_id, test_id, figure, value, unit, at_cycle, conditions)
    values ('res_earlier00', '${lab.lab.id}', '${test}', 'deltaV', 0.12, 'V', 1, '{}')`)
  await leaveOutCycle(lab.student, { test, cycle: 5, isLeftOut: true, reason: 'x' })
  expect(await figure(test, 'deltaV')).toMatchObject({ value: 0.12, atCycle: 1 })
  await leaveOutCycle(lab.student, { test, cycle: 1, isLeftOut: true, reason: 'x' })
  expect(await figure(test, 'deltaV')).toBeUndefined()
})

describe('the settings of a test', () => {
  const settings = { referenceCycle: 2, retentionCycle: 4, oneC: { value: 250, unit: 'mAh/g' as const } }

  it('choose reference, cycle of retention and 1C; the figures follow without the file', async () => {
    const { test, plan } = await fiveCycles()
    await changeTestSettings(lab.student, { test, settings, reason: 'as in the paper' })
    const found = await getTest(lab.viewer, test)
    const retention = found.results.find((result) => result.figure === 'retention')
    expect(retention).toMatchObject({ atCycle: 4, referenceCycle: 2 })
    expect(retention?.value).toBeCloseTo((100 * 45) / 55, 1)
    // The chosen cycle is what the lists go by; that of the last one stands beside it.
    const { records } = await getPlan(lab.viewer, plan)
    expect(records[0]?.bestRetention).toMatchObject({ percent: retention?.value, atCycle: 4 })
    const [compared] = (await listComparison(lab.viewer, { n: 100 })).tests
    const cyclesOf = (name: string) => compared?.figures.flatMap((one) => (one.figure === name ? [one.atCycle] : []))
    expect(cyclesOf('retention')).toEqual([4, 5])
    expect(cyclesOf('chosenDischargeCapacity')).toEqual([4])
    expect(cyclesOf('dischargeCapacity')).toEqual([])
    // 1 mA on 8 mg with 250 mAh g⁻¹ is C/2.
    expect(retention?.conditions.cRate).toBe(0.5)
    expect(found.conditions.cRate).toBe(0.5)
    expect(found.judgement).toMatchObject({ settings, referenceCycle: 2, chosen: { reason: 'as in the paper' } })
    expect(found.cycles[3]?.retentionPercent).toBeCloseTo(retention?.value ?? 0, 6)
  })

  it('that cannot be are refused with what was expected', async () => {
    const { test } = await fiveCycles()
    const tryThem = (changed: Partial<typeof settings>) =>
      changeTestSettings(lab.student, { test, settings: { ...settings, ...changed }, reason: '' })
    await expect(tryThem({ referenceCycle: 9 })).rejects.toThrow(/Cycle 9 cannot be the reference/)
    await expect(tryThem({ retentionCycle: 2 })).rejects.toThrow(/expected a cycle above 2, found 2/)
    await leaveOutCycle(lab.student, { test, cycle: 2, isLeftOut: true, reason: 'x' })
    await expect(tryThem({})).rejects.toThrow(/Cycle 2 is left out/)
  })

  it('say so when the test has not reached the cycle', async () => {
    const { test } = await fiveCycles()
    await changeTestSettings(lab.student, { test, settings: { ...settings, retentionCycle: 100 }, reason: '' })
    const found = await getTest(lab.viewer, test)
    // What is known of the last cycle stays.
    expect(found.results.filter((result) => result.figure === 'retention').map(({ atCycle }) => atCycle)).toEqual([5])
    expect(found.warnings.find((warning) => warning.code === 'retention-cycle')?.message).toMatch(/at cycle 100/)
  })
})

describe('a cell that was written wrong', () => {
  it('is corrected by a row beside it, and the figures per gram follow', async () => {
    const { cell, test } = await fiveCycles(80)
    expect((await getTest(lab.viewer, test)).cycles[0]?.dischargeCapacityMAhPerG).toBeCloseTo(1 / 3 / 0.08, 2)
    await correctCell(lab.student, { cell, changes: { activeMassMg: 8, areaCm2: 2 }, reason: 'a slip of the decimal' })
    const found = await getTest(lab.viewer, test)
    expect(found.cycles[0]?.dischargeCapacityMAhPerG).toBeCloseTo(1 / 3 / 0.008, 1)
    const initial = found.results.find((result) => result.figure === 'initialDischargeCapacity')
    expect(initial?.value).toBeCloseTo(found.cycles[0]?.dischargeCapacityMAhPerG ?? 0, 9)
    expect(initial?.how).toContain('over 8 mg of active material')
    expect(found.results.some((result) => result.figure === 'arealDischargeCapacity')).toBe(true)
    const view = await getCell(lab.viewer, cell)
    expect(view).toMatchObject({ activeMassMg: 8, areaCm2: 2 })
    expect(view.corrections).toMatchObject([
      {
        changes: ['active mass 8 mg, before 80 mg', 'area 2 cm², before not given'],
        reason: 'a slip of the decimal',
        by: { name: 'Sora' },
      },
    ])
    // What was recorded first is still there.
    expect(lab.core.database.sqlite.prepare('select active_mass_mg as mg from cells').get()).toEqual({ mg: 80 })
  })

  it('computes the active mass of the electrode, its collector and its fraction', async () => {
    const { cell } = await fiveCycles(null)
    await correctCell(lab.student, {
      cell,
      changes: { electrodeMassMg: 16.4, collectorMassMg: 6.4, activeFraction: 0.8 },
      reason: 'weighed again',
    })
    expect(await getCell(lab.viewer, cell)).toMatchObject({ activeMassMg: 8 })
    await correctCell(lab.student, { cell, changes: { activeFraction: 0.9 }, reason: 'the recipe of the slurry' })
    const { activeMassMg, corrections } = await getCell(lab.viewer, cell)
    expect(activeMassMg).toBe(9)
    expect(corrections[1]?.changes).toEqual(['active fraction 0.9, before 0.8', 'active mass 9 mg, before 8 mg'])
  })

  it('turns the efficiency round when its kind was wrong', async () => {
    const { cell, test } = await fiveCycles()
    const before = (await figure(test, 'initialCoulombicEfficiency'))?.value ?? 0
    await correctCell(lab.student, { cell, changes: { kind: 'anode-half' }, reason: 'graphite against Li' })
    const after = await figure(test, 'initialCoulombicEfficiency')
    expect(after?.value).toBeCloseTo(10_000 / before, 6)
    expect(after?.how).toMatch(/^charge over discharge/)
    expect((await getTest(lab.viewer, test)).cycles[0]?.coulombicEfficiencyPercent).toBeCloseTo(10_000 / before, 6)
  })

  it('is refused when nothing differs, and to a lab that has no such cell', async () => {
    const { cell } = await fiveCycles()
    const changes = { activeMassMg: 8 }
    await expect(correctCell(lab.student, { cell, changes, reason: 'x' })).rejects.toMatchObject({ code: 'bad-input' })
    await using other = await startLab()
    await expect(correctCell(other.pi, { cell, changes: { activeMassMg: 9 }, reason: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

it('computes with the cell as it was put right, at whatever moment about the end of its reading that was', async () => {
  const { sample } = await buildCell(lab)
  await lab.imports.close()
  let atEnd = async () => {}
  const ask: AskReader = async (asked, watch) => {
    const answer = await askReader(asked, watch)
    await atEnd()
    return answer
  }
  const { database } = lab.core
  const { pathOf, columnsPathOf } = lab
  const queue = createImportQueue({ database, logger: { error() {} }, pathOf, columnsPathOf, ask })
  lab.core.jobs = queue
  for (let ticks = -30; ticks < 30; ticks += 2) {
    const cellOf = { sample: sample.id, name: `coin ${ticks}`, kind: 'cathode-half' as const, activeMassMg: 8 }
    const { id: cell } = await createCell(lab.researcher, cellOf)
    const wait = async (count: number) => {
      for (let tick = 0; tick < count; tick += 1) await null
    }
    let correcting: Promise<void> | undefined
    atEnd = async () => {
      // Once: where the two met, the file is read again.
      atEnd = async () => {}
      // So many steps of the loop before the reading ends, or after.
      correcting = wait(ticks).then(() =>
        correctCell(lab.student, { cell, changes: { activeMassMg: 80 }, reason: 'a slip' }),
      )
      await wait(-ticks)
    }
    const { testId } = await lab.upload(lab.student, cell, 'five.csv', smallRecord(5))
    await queue.settled()
    await correcting
    const initial = await figure(testId, 'initialDischargeCapacity')
    expect(initial?.how, `${ticks} ticks apart`).toContain('over 80 mg of active material')
  }
  await queue.close()
})

it('takes the resistances of a sweep from the circuit that a person chose', async () => {
  const { cell } = await buildCell(lab)
  const file = new URL('../../science/cycler/fixtures/biologic-peis.mpr', import.meta.url)
  const { testId: test } = await lab.upload(lab.student, cell, 'peis.mpr', readFileSync(file))
  await lab.imports.settled()
  const before = await getTest(lab.viewer, test)
  expect(before.spectra[0]?.isChosen).toBe(false)
  const circuit = before.spectra[0]?.circuit === 'R-RQ' ? 'R-RQ-RQ' : 'R-RQ'
  await chooseCircuit(lab.student, { test, spectrum: 1, circuit, reason: 'two arcs are seen' })
  const after = await getTest(lab.viewer, test)
  expect(after.spectra[0]).toMatchObject({ circuit, isChosen: true })
  const resistances = after.results.filter((result) => result.unit === 'ohm')
  expect(resistances.length).toBeGreaterThan(0)
  expect(resistances.every((result) => result.how?.includes('chosen by hand'))).toBe(true)

  // The choice holds for the file as a newer reader reads it.
  const { testId: again } = await readAgain(lab.student, test)
  await lab.imports.settled()
  const figures = ({ results }: Awaited<ReturnType<typeof getTest>>) =>
    results.filter(({ unit }) => unit === 'ohm').map(({ figure, value, how }) => ({ figure, value, how }))
  expect(figures(await getTest(lab.viewer, again))).toEqual(figures(after))
})
