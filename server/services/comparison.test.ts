import { afterEach, beforeEach, expect, it } from 'vitest'
import { literature } from '@/science/library/literature'
import { createCell } from './cells'
import { comparePicked, listComparison, listPublishedResults } from './comparison'
import { closeRun, startRun } from './runs'
import { addTestRecipe, buildCell, type LabHarness, startLab } from './testing/labHarness'

let lab: LabHarness
beforeEach(async () => {
  lab = await startLab()
})
afterEach(() => lab[Symbol.asyncDispose]())

/** As many cycles at 1 mA as asked for; cycle k discharges for `shareOf(k)` of an hour. */
function record(cycleCount: number, shareOf: (cycle: number) => number): Uint8Array {
  const rows = ['Test Time / s,Cycle Count / 1,Current / A,Voltage / V']
  let time = 0
  for (let cycle = 1; cycle <= cycleCount; cycle += 1) {
    for (const [current, from, to, seconds] of [
      [0.001, 3, 4.3, 3600],
      [-0.001, 4.2, 3, 3600 * shareOf(cycle)],
    ] as const) {
      for (let step = 0; step <= 4; step += 1) {
        rows.push(`${time.toFixed(1)},${cycle},${current},${(from + ((to - from) * step) / 4).toFixed(4)}`)
        time += seconds / 4
      }
    }
  }
  return new TextEncoder().encode(`${rows.join('\n')}\n`)
}

it('takes retention at the cycle asked for, of each test that came so far', async () => {
  const { cell, sample } = await buildCell(lab)
  const { id: second } = await createCell(lab.researcher, { sample: sample.id, name: 'second', kind: 'cathode-half' })
  await lab.upload(
    lab.student,
    cell,
    'a.csv',
    record(12, (cycle) => 1 - 0.01 * (cycle - 1)),
  )
  await lab.upload(
    lab.student,
    second,
    'b.csv',
    record(6, () => 0.9),
  )
  await lab.imports.settled()
  const retentions = async (n: number) => {
    const { tests } = await listComparison(lab.viewer, { n })
    return new Map(
      tests.map((test) => [test.cellId, test.figures.find(({ figure }) => figure === 'retentionAtN') ?? null]),
    )
  }
  const atTen = await retentions(10)
  expect(atTen.get(cell)).toMatchObject({ value: expect.closeTo(91, 1), atCycle: 10, referenceCycle: 1, unit: '%' })
  expect(atTen.get(second)).toBeNull()
  expect((await retentions(5)).get(second)).toMatchObject({ value: expect.closeTo(100, 6), atCycle: 5 })
})

it('counts runs that failed or were never run beside those that gave results', async () => {
  const { plan, run } = await buildCell(lab)
  const recipe = await addTestRecipe(lab, plan, { name: 'cracked', process: 'sol-gel', values: {} })
  const { id: failed } = await startRun(lab.researcher, { plan, recipe })
  await closeRun(lab.researcher, { run: failed, version: 1, state: 'failed', reason: 'the crucible cracked' })
  const { id: never } = await startRun(lab.researcher, { plan, recipe })
  await closeRun(lab.researcher, { run: never, version: 1, state: 'never-run', reason: 'no precursor' })
  await closeRun(lab.researcher, { run, version: 1, state: 'done', reason: '' })
  const { revisions } = await listComparison(lab.viewer, { n: 100 })
  expect(revisions.find((one) => one.recipeId === recipe)?.runs).toEqual({ failed: 1, 'never-run': 1 })
  expect(revisions.find((one) => one.recipeId !== recipe)?.runs).toEqual({ done: 1 })
  expect(await listComparison(lab.viewer, { n: 100, plan: 'pln_other-plan-here' })).toMatchObject({ revisions: [] })
})

it('brings together what was picked, and says what an old address names no more', async () => {
  const { recipe, run, sample, cell } = await buildCell(lab, { activeMassMg: 10 })
  await lab.upload(
    lab.student,
    cell,
    'a.csv',
    record(3, () => 0.9),
  )
  await lab.imports.settled()
  const { picked, unknown, series, revisions } = await comparePicked(lab.viewer, {
    of: [recipe, run, sample.id, cell, cell, 'cel_gone-for-good', 'nonsense'],
    n: 100,
  })
  expect(picked.map(({ kind, testCount }) => [kind, testCount])).toEqual([
    ['recipe', 1],
    ['run', 1],
    ['sample', 1],
    ['cell', 1],
  ])
  expect(unknown).toEqual(['cel_gone-for-good', 'nonsense'])
  expect(revisions).toMatchObject([{ recipeId: recipe }])
  expect(series).toHaveLength(1)
  expect(series[0]).toMatchObject({ cellId: cell, activeMassMg: 10 })
  expect(series[0]?.cycles.cycle).toEqual([1, 2, 3])
  expect(series[0]?.cycles.dischargeMAh[0]).toBeCloseTo(0.9, 2)
})

it('publishes every number that the papers’ tests give, each under a name of its own', () => {
  // Counted from the file itself: settings and other reported values are no results.
  const settings = new Set(['rate', 'cycles', 'temperature', 'currentCharge_mA_cm2', 'currentDischarge_mA_cm2'])
  const inImpedance = new Set(['afterCycles', 'chargedTo', 'rate'])
  let numbers = 0
  for (const test of literature.tests) {
    for (const [key, value] of Object.entries(test)) {
      if (typeof value === 'number' && !settings.has(key)) numbers += 1
      if (key === 'rateCapability' || key === 'gittPolarisation_V') numbers += Object.keys(value as object).length
      if (key === 'eis')
        numbers += Object.entries(value as object).filter(
          ([inner, own]) => typeof own === 'number' && !inImpedance.has(inner),
        ).length
    }
  }
  const published = listPublishedResults()
  expect(published).toHaveLength(numbers)
  expect(numbers).toBe(60)
  expect(new Set(published.map(({ key }) => key)).size).toBe(numbers)
  expect(new Set(published.map(({ paper }) => paper)).size).toBe(4)
  for (const { place, paper } of published) expect(`${paper} ${place}`).toMatch(/^\w+ \S/)
  expect(published.find(({ key }) => key === 'feng2023-04.dischargeCapacity.0.5C')?.result).toMatchObject({
    value: 127.1,
    conditions: { cRate: 0.5, upperCutoffV: 4.3 },
  })
})
