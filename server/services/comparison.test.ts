import { afterEach, beforeEach, expect, it } from 'vitest'
import { literature } from '@/science/library/literature'
import { createCell, getCell } from './cells'
import { comparePicked, explainFigures, listComparison, listPublishedResults } from './comparison'
import { getPlan } from './plans'
import { closeRun, startRun } from './runs'
import { changeSampleField } from './sampleChanges'
import { makeSamples } from './sampleMaking'
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
  // Each says how, with the rows: ten in a cycle.
  const { tests } = await listComparison(lab.viewer, { n: 10 })
  const first = tests.find((test) => test.cellId === cell)
  const explained = await explainFigures(lab.viewer, { tests: tests.map(({ id }) => id), n: 10 })
  const howOf = (name: string) => explained.find((one) => one.testId === first?.id && one.figure === name)?.how
  expect(howOf('retentionAtN')).toBe(
    'discharge capacity of cycle 10 (rows 91 to 100) over that of cycle 1 (rows 1 to 10)',
  )
  for (const test of tests)
    for (const { figure, atCycle, value } of test.figures) {
      const found = explained.filter(
        (one) => one.testId === test.id && one.figure === figure && one.atCycle === atCycle,
      )
      expect(found, figure).toMatchObject([{ value, how: expect.stringMatching(/cycle/) }])
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

it('leaves the cells of a blend of recipes out everywhere, and says how many', async () => {
  const { plan, recipe, sample } = await buildCell(lab)
  const { recipe: other, sample: second } = await buildCell(lab)
  const grams = (id: typeof sample.id) =>
    changeSampleField(lab.researcher, { sample: id, change: { field: 'made', seen: null, value: 5 } })
  await grams(sample.id)
  await grams(second.id)
  const [blend] = await makeSamples(lab.researcher, {
    kind: 'powder',
    of: [
      { sample: sample.id, amountG: 2 },
      { sample: second.id, amountG: 1 },
    ],
    into: [{}],
  })
  if (blend === undefined) throw new Error('A blend was made.')
  const { id: cell } = await createCell(lab.researcher, { sample: blend.id, name: 'mixed', kind: 'cathode-half' })
  const bytes = record(5, (cycle) => 1 - 0.01 * cycle)
  await lab.upload(lab.student, cell, 'blend.csv', bytes)
  await lab.imports.settled()

  const { tests, blendCells } = await listComparison(lab.viewer, { n: 4 })
  expect([tests, blendCells]).toEqual([[], 1])
  const { series, picked } = await comparePicked(lab.viewer, { of: [recipe, other, blend.id, cell], n: 4 })
  expect(series).toEqual([])
  expect(picked.map((one) => [one.kind, one.testCount, one.blendCells])).toEqual([
    ['recipe', 0, 1],
    ['recipe', 0, 0],
    ['sample', 0, 1],
    ['cell', 0, 1],
  ])
  // On the plan's grid it is no cell of the recipe, and its retention is not the recipe's.
  const { records } = await getPlan(lab.viewer, plan)
  expect(records.find((one) => one.recipeId === recipe)).toMatchObject({ cellCount: 1, bestRetention: null })
  // Its own page has it.
  const view = await getCell(lab.viewer, cell)
  expect(view).toMatchObject({ mixesRecipes: true, bestRetention: { atCycle: 5 } })
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
