import { afterEach, beforeEach, expect, it } from 'vitest'
import { newId } from '@/collab/plan/newId'
import { buildLab, buildMember } from '@/db/testing/factories'
import { listActivity } from './activity'
import { createCell, getCell, listCells } from './cells'
import { comparePicked, listComparison } from './comparison'
import type { LabContext } from './context'
import { archivePlan, duplicatePlan, getPlan, getPlanRecords, listPlans } from './plans'
import { approvePlan, requestChanges } from './reviewAnswering'
import { askForReview } from './reviewAsking'
import { boardOfRuns, pageOfRuns } from './runLists'
import { closeRun, getRun, listRuns, recordEntry, startRun } from './runs'
import { getSample, listSamples } from './samples'
import { find } from './search'
import { buildCell, type LabHarness, startLab } from './testing/labHarness'
import { getTest } from './tests'

let lab: LabHarness
let stranger: LabContext
beforeEach(async () => {
  lab = await startLab()
  const other = await buildLab(lab.core.database, { name: 'Another lab' })
  stranger = { core: lab.core, lab: other, actor: await buildMember(lab.core.database, other, { role: 'pi' }) }
})
afterEach(() => lab[Symbol.asyncDispose]())

it('shows a PI of another lab nothing, and lets her change nothing', async () => {
  const { plan, recipe, run, sample, cell } = await buildCell(lab)
  const { testId } = await lab.upload(lab.researcher, cell, 'notes.txt', new TextEncoder().encode('no data'))
  await lab.imports.settled()

  const attempts: Record<string, () => Promise<unknown>> = {
    getPlan: () => getPlan(stranger, plan),
    getPlanRecords: () => getPlanRecords(stranger, plan),
    duplicatePlan: () => duplicatePlan(stranger, { plan }),
    archivePlan: () => archivePlan(stranger, { plan }),
    askForReview: () => askForReview(stranger, { plan }),
    approvePlan: () => approvePlan(stranger, { plan }),
    requestChanges: () => requestChanges(stranger, { plan, reason: 'no' }),
    startRun: () => startRun(stranger, { plan, recipe }),
    getRun: () => getRun(stranger, run),
    recordEntry: () => recordEntry(stranger, { run, entryId: newId('runEntry'), key: 'note', actual: 'x' }),
    closeRun: () => closeRun(stranger, { run, version: 1, state: 'done', reason: '' }),
    getSampleById: () => getSample(stranger, sample.id),
    getSampleByCode: () => getSample(stranger, sample.code),
    createCell: () => createCell(stranger, { sample: sample.id, name: 'x', kind: 'full' }),
    getCell: () => getCell(stranger, cell),
    getTest: () => getTest(stranger, testId),
  }
  for (const [name, attempt] of Object.entries(attempts))
    await expect(attempt(), name).rejects.toMatchObject({ code: 'not-found' })

  const nothing = { items: [], next: null, total: 0 }
  expect(await listPlans(stranger, { includeArchived: true })).toEqual(nothing)
  expect(await listRuns(stranger, { plan })).toEqual([])
  expect(await pageOfRuns(stranger, { plan })).toEqual(nothing)
  expect(await boardOfRuns(stranger, { by: 'plan', plan })).toEqual({ columns: [], hiddenColumns: 0 })
  expect(await listSamples(stranger, {})).toEqual(nothing)
  expect(await listCells(stranger, {})).toEqual(nothing)
  expect(await listComparison(stranger, { n: 100 })).toMatchObject({ revisions: [], tests: [], next: null })
  expect(await comparePicked(stranger, { of: [recipe, cell], n: 100 })).toMatchObject({
    unknown: [recipe, cell],
    series: [],
  })
  expect(await listActivity(stranger, { plan })).toEqual([])
  // What is published is everybody's.
  const found = await find(stranger, 'LBO')
  expect(found.filter(({ id }) => !id.startsWith('published:'))).toEqual([])
  expect(await getRun(lab.viewer, run)).toMatchObject({ state: 'running', entries: [] })
})
