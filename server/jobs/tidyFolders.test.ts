import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TestId } from '@/science/ids'
import { putTogether, takeApart } from '../services/readings'
import { trace } from '../services/testColumns'
import { clockedRecord } from '../services/testing/cyclerFiles'
import { buildCell, type LabHarness, startLab } from '../services/testing/labHarness'
import { getTest } from '../services/tests'
import { tidyFolders } from './tidyFolders'

let lab: LabHarness
beforeEach(async () => {
  lab = await startLab()
})
afterEach(() => lab[Symbol.asyncDispose]())

const now = new Date()
const folders = () => {
  const { database } = lab.core
  const arrivingFolder = join(lab.columnsPathOf('tst_x' as TestId), '..', '..', 'arriving')
  return { database, columnsFolder: join(lab.columnsPathOf('tst_x' as TestId), '..'), arrivingFolder }
}
const isStored = (testId: TestId) => existsSync(lab.columnsPathOf(testId))

it('takes away the rows of readings that were replaced and keeps those that stand; who returns to them has them again', async () => {
  const { cell } = await buildCell(lab)
  const upload = (name: string, bytes: Uint8Array) => lab.upload(lab.student, cell, name, bytes)
  const { testId: short } = await upload('monday.csv', clockedRecord({ cycles: 2 }))
  await lab.imports.settled()
  const { testId: longer } = await upload('friday.csv', clockedRecord({ cycles: 3 }))
  const { testId: later } = await upload('later.csv', clockedRecord({ clock: 100_000, current: 0.0011 }))
  await lab.imports.settled()
  expect([short, longer, later].map(isStored)).toEqual([true, true, true])
  expect(await tidyFolders(folders(), now)).toMatchObject({ files: 1 })
  expect([short, longer, later].map(isStored)).toEqual([false, true, true])

  const { testId: whole } = await putTogether(lab.student, { cell, tests: [longer, later] })
  await lab.imports.settled()
  expect(await tidyFolders(folders(), now)).toMatchObject({ files: 2 })
  expect([whole, longer, later].map(isStored)).toEqual([true, false, false])

  await takeApart(lab.student, { test: whole, reason: 'by mistake' })
  expect((await trace(lab.viewer, { test: later, stretches: 100 })).rowCount).toBe(84)
  await tidyFolders(folders(), now)
  expect([whole, longer, later].map(isStored)).toEqual([false, false, true])
  // The files themselves are kept as they came.
  for (const id of [short, longer, later])
    expect(existsSync(lab.pathOf((await getTest(lab.viewer, id)).file?.sha256 ?? ''))).toBe(true)
})

it('takes away what a crash left half written, and nothing that may be written now', async () => {
  const { columnsFolder, arrivingFolder } = folders()
  const make = (folder: string, name: string, ageMs: number) => {
    mkdirSync(folder, { recursive: true })
    const path = join(folder, name)
    writeFileSync(path, 'half')
    const at = new Date(now.getTime() - ageMs)
    utimesSync(path, at, at)
    return path
  }
  const made = [
    make(columnsFolder, 'tst_a.columns.5f0c', 7_200_000),
    make(columnsFolder, 'tst_a.columns.77aa', 60_000),
    make(arrivingFolder, '5f0c-4c', 7_200_000),
    make(arrivingFolder, '77aa-4d', 60_000),
  ]
  expect(await tidyFolders(folders(), now)).toEqual({ files: 2, bytes: 8 })
  expect(made.map((path) => existsSync(path))).toEqual([false, true, false, true])
})
