import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { examineChain } from '@/db/auditChain'
import type { TestId } from '@/science/ids'
import { listActivity } from './activity'
import { correctCell } from './cellCorrections'
import { getCell, listCells } from './cells'
import { listComparison } from './comparison'
import { putTogether, readAgain, takeApart } from './readings'
import { changeTestSettings, leaveOutCycle } from './testDecisions'
import { clockedRecord } from './testing/cyclerFiles'
import { buildCell, type LabHarness, startLab } from './testing/labHarness'
import { getTest } from './tests'

let lab: LabHarness
beforeEach(async () => {
  lab = await startLab()
})
afterEach(() => lab[Symbol.asyncDispose]())

/** Two files of one cell, the later one a day after the first. */
async function twoFiles({ firstCycles = 3, laterCycles = 4, laterAt = 100_000 } = {}) {
  const { cell, plan } = await buildCell(lab, { activeMassMg: 2 })
  const first = await lab.upload(
    lab.student,
    cell,
    'first.csv',
    clockedRecord({ cycles: firstCycles, current: 0.0011 }),
  )
  const later = await lab.upload(lab.student, cell, 'later.csv', clockedRecord({ cycles: laterCycles, clock: laterAt }))
  await lab.imports.settled()
  return { cell, plan, first: first.testId, later: later.testId }
}

async function together(cell: Parameters<typeof putTogether>[1]['cell'], tests: readonly TestId[]) {
  const { testId } = await putTogether(lab.student, { cell, tests })
  await lab.imports.settled()
  return testId
}

const standing = async (cell: Parameters<typeof getCell>[1]) =>
  (await getCell(lab.viewer, cell)).tests.map((test) => test.id).toSorted()

describe('files that were put together by mistake', () => {
  it('are taken apart by a person with a reason: their own tests stand again, in every list', async () => {
    const { cell, plan, first, later } = await twoFiles()
    const whole = await together(cell, [first, later])
    expect(await standing(cell)).toEqual([whole])
    await takeApart(lab.researcher, { test: whole, reason: 'The second is of another cell.' })
    expect(await standing(cell)).toEqual([first, later].toSorted())
    expect((await getCell(lab.viewer, cell)).takenApart).toMatchObject([
      { files: ['first.csv', 'later.csv'], reason: 'The second is of another cell.', by: { name: 'Jon' } },
    ])
    expect((await listCells(lab.viewer, {})).items.find((one) => one.id === cell)?.testCount).toBe(2)
    expect((await listComparison(lab.viewer, { n: 2 })).tests.map((test) => test.id).toSorted()).toEqual(
      [first, later].toSorted(),
    )
    const [line] = await listActivity(lab.viewer, { plan })
    expect(line?.sentence).toMatch(
      /^Jon took 2 files of cell .* apart again: first.csv, later.csv.*The second is of another cell/,
    )
    await expect(takeApart(lab.student, { test: whole, reason: 'again' })).rejects.toMatchObject({
      code: 'conflict',
      message: 'These files have been taken apart already.',
    })
    await expect(takeApart(lab.student, { test: first, reason: 'x' })).rejects.toMatchObject({
      message: /one file: there is nothing to take apart/,
    })
    // The whole stays known, as the record that it is.
    expect((await getTest(lab.viewer, whole)).state).toBe('read')
    expect(examineChain(lab.core.database).ok).toBe(true)
  })

  it('stand again by the cell as it was put right meanwhile', async () => {
    const { cell, first, later } = await twoFiles()
    const whole = await together(cell, [first, later])
    await correctCell(lab.student, { cell, changes: { activeMassMg: 4 }, reason: 'weighed again' })
    await takeApart(lab.student, { test: whole, reason: 'by mistake' })
    const capacity = (await getTest(lab.viewer, later)).results.find(
      ({ figure, unit }) => figure === 'initialDischargeCapacity' && unit === 'mAh/g',
    )
    // A third of a milliampere hour on 4 mg.
    expect(capacity?.value).toBeCloseTo(1000 / 3 / 4, 6)
  })

  it('may be put together again, and taken apart again after a newer reader read them', async () => {
    const { cell, first, later } = await twoFiles()
    const once = await together(cell, [first, later])
    await takeApart(lab.student, { test: once, reason: 'by mistake' })
    const twice = await together(cell, [later, first])
    expect(twice).not.toBe(once)
    expect(await standing(cell)).toEqual([twice])
    const { testId: again } = await readAgain(lab.student, twice)
    await expect(takeApart(lab.student, { test: twice, reason: 'x' })).rejects.toMatchObject({ code: 'conflict' })
    await lab.imports.settled()
    await expect(takeApart(lab.student, { test: twice, reason: 'x' })).rejects.toMatchObject({
      message: /A newer reading has taken the place/,
    })
    await takeApart(lab.student, { test: again, reason: 'after all not' })
    expect(await standing(cell)).toEqual([first, later].toSorted())
  })
})

describe('what was judged of files that are put together', () => {
  it('comes along in the numbers of the whole, by whoever judged it', async () => {
    const { cell, first, later } = await twoFiles()
    await leaveOutCycle(lab.student, { test: later, cycle: 2, isLeftOut: true, reason: 'the clip came loose' })
    await leaveOutCycle(lab.student, { test: later, cycle: 3, isLeftOut: true, reason: 'wrong' })
    await leaveOutCycle(lab.student, { test: later, cycle: 3, isLeftOut: false, reason: 'it was right' })
    const settings = { referenceCycle: 2, retentionCycle: null, oneC: { value: 160, unit: 'mAh/g' } } as const
    await changeTestSettings(lab.pi, { test: first, settings, reason: 'after formation' })
    const whole = await getTest(lab.viewer, await together(cell, [later, first]))
    expect(whole.judgement).toMatchObject({
      leftOut: [{ cycle: 5, reason: 'the clip came loose (judged of cycle 2 of later.csv)', by: { name: 'Sora' } }],
      settings,
      chosen: { by: { name: 'Mina' }, reason: 'after formation (judged of first.csv)' },
      referenceCycle: 2,
    })
    expect(whole.warnings.map(({ code }) => code)).not.toContain('judgement-stayed')
    // What is judged of the whole from then on stays with it.
    await leaveOutCycle(lab.student, { test: whole.id, cycle: 5, isLeftOut: false, reason: 'fine after all' })
    await readAgain(lab.student, whole.id)
    await lab.imports.settled()
    const [again] = (await getCell(lab.viewer, cell)).tests
    expect(again?.judgement.leftOut).toEqual([])
    await takeApart(lab.student, { test: again?.id as TestId, reason: 'by mistake' })
    expect((await getTest(lab.viewer, later)).judgement.leftOut).toMatchObject([{ cycle: 2 }])
  })

  it('is named with the reason where it cannot: rows told twice, and files that were judged differently', async () => {
    // Each cycle takes 42 minutes: the later file begins in the midst of the last one of the first.
    const { cell, first, later } = await twoFiles({ laterAt: 2 * 42 * 60 + 600 })
    await leaveOutCycle(lab.student, { test: later, cycle: 1, isLeftOut: true, reason: 'short circuit' })
    for (const [test, value] of [
      [first, 160],
      [later, 180],
    ] as const)
      await changeTestSettings(lab.student, {
        test,
        settings: { referenceCycle: null, retentionCycle: null, oneC: { value, unit: 'mAh/g' } },
        reason: '',
      })
    const whole = await getTest(lab.viewer, await together(cell, [first, later]))
    expect(whole.judgement).toMatchObject({ leftOut: [], chosen: null })
    expect(whole.warnings.filter(({ code }) => code === 'judgement-stayed').map(({ message }) => message)).toEqual([
      'What 1C stands for was chosen differently for these files, so it goes by the rule. Choose it anew.',
      expect.stringMatching(/^Cycle 1 of later.csv was left out \(short circuit\); .* Judge it anew\.$/),
    ])
  })
})

describe('a file that grows after it was put together with an earlier one', () => {
  it('takes its place in the whole, with what was judged of that', async () => {
    const { cell, first, later } = await twoFiles()
    const whole = await together(cell, [first, later])
    await leaveOutCycle(lab.student, { test: whole, cycle: 5, isLeftOut: true, reason: 'power cut' })
    const longer = clockedRecord({ cycles: 6, clock: 100_000 })
    const { testId } = await lab.upload(lab.student, cell, 'later, friday.csv', longer)
    await lab.imports.settled()
    const { tests } = await getCell(lab.viewer, cell)
    expect(tests).toHaveLength(1)
    expect(tests[0]?.parts.map((part) => part.testId)).toEqual([first, testId])
    expect(tests[0]?.cycles).toHaveLength(9)
    expect(tests[0]?.judgement.leftOut).toMatchObject([{ cycle: 5, reason: 'power cut' }])
    await takeApart(lab.student, { test: tests[0]?.id as TestId, reason: 'by mistake' })
    expect(await standing(cell)).toEqual([first, testId].toSorted())
  })

  it('stands beside the whole where it is not the last of it, and says what to do', async () => {
    const { cell, first, later } = await twoFiles({ firstCycles: 2 })
    const whole = await together(cell, [first, later])
    const { testId } = await lab.upload(
      lab.student,
      cell,
      'first, longer.csv',
      clockedRecord({ cycles: 3, current: 0.0011 }),
    )
    await lab.imports.settled()
    expect(await standing(cell)).toEqual([whole, testId].toSorted())
    expect((await getTest(lab.viewer, testId)).warnings[0]?.message).toMatch(/take them apart to put the longer one in/)
  })
})
