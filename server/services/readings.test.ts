import { existsSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { examineChain } from '@/db/auditChain'
import { commitUnrecorded } from '@/db/commit'
import { finishTest, insertCycles, listCycleRows } from '@/db/queries/tests'
import { tests } from '@/db/schema/tests'
import { readCyclerFile } from '@/science/cycler/read'
import { createImportQueue } from '../jobs/importQueue'
import type { AskReader } from '../jobs/readInWorker'
import { listActivity } from './activity'
import { createCell, getCell } from './cells'
import { scopeOf } from './context'
import { exportRecord } from './exportRecord'
import { listMappings, lookAtTable, saveMapping } from './mappings'
import { cancelReading, listImports, putTogether, readAgain } from './readings'
import { clockedRecord as record } from './testing/cyclerFiles'
import { buildCell, type LabHarness, startLab } from './testing/labHarness'
import { getTest } from './tests'

let lab: LabHarness
beforeEach(async () => {
  lab = await startLab()
})
afterEach(() => lab[Symbol.asyncDispose]())

const text = (lines: readonly string[]) => new TextEncoder().encode(`${lines.join('\n')}\n`)

/** Reads as ever, but only when it is let. */
function gate() {
  const begun: string[] = []
  let atOnce = 0
  let most = 0
  let open: () => void = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const ask: AskReader = async (asked, watch) => {
    begun.push(asked.stored.map((part) => part.name).join(' '))
    most = Math.max(most, ++atOnce)
    const aborted = new Promise<never>((_, reject) => {
      watch?.signal?.addEventListener('abort', () => reject(watch.signal?.reason), { once: true })
    })
    try {
      await Promise.race([opened, aborted])
      const { askReader } = await import('../jobs/readInWorker')
      return await askReader(asked, watch)
    } finally {
      atOnce--
    }
  }
  return { ask, open, begun, most: () => most }
}

/** The lab with a queue of its own instead of the one that it was made with. */
async function withQueue(ask: AskReader, atOnce = 2) {
  await lab.imports.close()
  const queue = createImportQueue(
    { database: lab.core.database, logger: { error() {} }, pathOf: lab.pathOf, columnsPathOf: lab.columnsPathOf, ask },
    { atOnce },
  )
  lab.core.jobs = queue
  return queue
}

describe('twenty files at once', () => {
  it('are read a few at a time, never two of one cell, each with its progress', async () => {
    const { sample, cell } = await buildCell(lab)
    const cells = [cell]
    for (let number = 2; number <= 5; number++)
      cells.push((await createCell(lab.student, { sample: sample.id, name: `cell ${number}`, kind: 'full' })).id)
    const held = gate()
    const queue = await withQueue(held.ask)
    for (let number = 0; number < 20; number++)
      await lab.upload(lab.student, cells[number % 2] as typeof cell, `${number}.csv`, record({ clock: number }))
    await expect.poll(() => held.begun).toEqual(['0.csv', '1.csv'])
    const waiting = await listImports(lab.viewer, {})
    expect(waiting).toHaveLength(20)
    expect(waiting[0]).toMatchObject({ fileName: '0.csv', stage: 'reading', before: 0 })
    expect(waiting[19]).toMatchObject({ fileName: '19.csv', stage: 'waiting', before: 19, since: null })
    expect(await listImports(lab.viewer, { cell: cells[1] })).toHaveLength(10)
    held.open()
    await queue.settled()
    expect(held.most()).toBe(2)
    expect(await listImports(lab.viewer, {})).toEqual([])
    for (const one of cells.slice(0, 2)) {
      const { tests: read } = await getCell(lab.viewer, one)
      expect(read.map((test) => test.state)).toEqual(Array(10).fill('read'))
    }
  })

  it('can be cancelled one by one, waiting or being read: the file stays and is read when asked again', async () => {
    const { cell, plan } = await buildCell(lab)
    const held = gate()
    const queue = await withQueue(held.ask)
    const first = await lab.upload(lab.student, cell, 'first.csv', record())
    const second = await lab.upload(lab.student, cell, 'second.csv', record({ clock: 5 }))
    await expect.poll(() => held.begun).toEqual(['first.csv'])
    await cancelReading(lab.researcher, first.testId)
    await expect.poll(() => held.begun).toEqual(['first.csv', 'second.csv'])
    await cancelReading(lab.researcher, second.testId)
    await queue.settled()
    for (const { testId } of [first, second])
      expect(await getTest(lab.viewer, testId)).toMatchObject({
        state: 'failed',
        failure: 'Jon stopped the reading. The file is kept; it can be read again.',
        canBeReadAgain: true,
        cycles: [],
      })
    await expect(cancelReading(lab.student, first.testId)).rejects.toMatchObject({ code: 'conflict' })
    const [line] = await listActivity(lab.viewer, { plan })
    expect(line?.sentence).toMatch(/^Jon stopped the reading of second.csv of cell /)
    held.open()
    const again = await readAgain(lab.student, first.testId)
    await queue.settled()
    expect((await getTest(lab.viewer, again.testId)).state).toBe('read')
    expect(existsSync(lab.pathOf((await getTest(lab.viewer, first.testId)).file?.sha256 ?? ''))).toBe(true)
  })

  it('that a process dies over are taken up by the next, each read once', async () => {
    const { cell } = await buildCell(lab)
    const dead: AskReader = () => new Promise(() => {})
    await withQueue(dead)
    const { testId } = await lab.upload(lab.student, cell, 'a.csv', record())
    const other = await lab.upload(lab.student, cell, 'b.csv', record({ clock: 7 }))
    await setTimeout(20)
    expect((await getTest(lab.viewer, testId)).state).toBe('reading')
    const next = createImportQueue({
      database: lab.core.database,
      logger: { error() {} },
      pathOf: lab.pathOf,
      columnsPathOf: lab.columnsPathOf,
    })
    expect(await next.resume()).toBe(2)
    await next.settled()
    for (const one of [testId, other.testId])
      expect(await getTest(lab.viewer, one)).toMatchObject({ state: 'read', cycles: [{ cycle: 1 }, { cycle: 2 }] })
  })
})

describe('a file read again', () => {
  it('makes a new test beside the old rows, and takes its place once it is read', async () => {
    const { cell } = await buildCell(lab)
    const { testId } = await lab.upload(lab.student, cell, 'a.csv', record())
    await lab.imports.settled()
    expect((await getTest(lab.viewer, testId)).canBeReadAgain).toBe(false)
    await lab.core.database.db.update(tests).set({ readerVersion: 'text 0' })
    const before = await getTest(lab.viewer, testId)
    expect(before).toMatchObject({ readerVersion: 'text 0', canBeReadAgain: true })

    const held = gate()
    const queue = await withQueue(held.ask)
    const asked = await Promise.all([readAgain(lab.student, testId), readAgain(lab.student, testId)])
    expect(asked[0]).toEqual(asked[1])
    // While it is being read the old one still counts.
    expect((await getCell(lab.viewer, cell)).tests.map((test) => test.state).toSorted()).toContain('read')
    held.open()
    await queue.settled()
    const again = await getTest(lab.viewer, asked[0].testId)
    expect(again).toMatchObject({ state: 'read', canBeReadAgain: false, file: before.file })
    expect(again.readerVersion).not.toBe('text 0')
    expect(again.cycles).toEqual(before.cycles)
    expect((await getCell(lab.viewer, cell)).tests.map((test) => test.id)).not.toContain(testId)
    expect(await getTest(lab.viewer, testId)).toEqual(before)
  })

  it('that cannot be read this time leaves the earlier reading where it is', async () => {
    const { cell } = await buildCell(lab)
    const { testId } = await lab.upload(lab.student, cell, 'a.csv', record())
    await lab.imports.settled()
    const queue = await withQueue(() => Promise.resolve({ ok: false, message: 'No.' } as never))
    const again = await readAgain(lab.student, testId)
    await queue.settled()
    const { tests: listed } = await getCell(lab.viewer, cell)
    expect(listed.map((test) => [test.id, test.state])).toEqual(
      expect.arrayContaining([
        [testId, 'read'],
        [again.testId, 'failed'],
      ]),
    )
  })
})

describe('files of one cell put together', () => {
  it('are one test in time order with the gap between them, and stand alone no longer', async () => {
    const { cell } = await buildCell(lab)
    const later = await lab.upload(lab.student, cell, 'later.csv', record({ clock: 100_000 }))
    const earlier = await lab.upload(lab.student, cell, 'earlier.csv', record({ cycles: 3, current: 0.0011 }))
    await lab.imports.settled()
    const parts = [later.testId, earlier.testId]
    const { testId, known } = await putTogether(lab.student, { cell, tests: parts })
    expect(known).toBe(false)
    expect(await putTogether(lab.pi, { cell, tests: parts.toReversed() })).toEqual({ testId, known: true })
    await lab.imports.settled()
    const whole = await getTest(lab.viewer, testId)
    expect(whole).toMatchObject({ state: 'read', failure: null, rowCount: 5 * 42, format: 'bdf-csv' })
    expect(whole.cycles.map((cycle) => cycle.cycle)).toEqual([1, 2, 3, 4, 5])
    expect(whole.gaps).toEqual([
      { row: 126, before: 'earlier.csv', after: 'later.csv', seconds: 100_000 - 125 * 60, cycle: 4 },
    ])
    expect(whole.parts.map((part) => part.file.name)).toEqual(['earlier.csv', 'later.csv'])
    expect((await getCell(lab.viewer, cell)).tests.map((test) => test.id)).toEqual([testId])
    // The same file dropped again is still the test that it was.
    expect(await lab.upload(lab.student, cell, 'again.csv', record({ clock: 100_000 }))).toMatchObject({
      testId: later.testId,
      known: true,
    })
    const again = await readAgain(lab.student, testId)
    await lab.imports.settled()
    expect((await getTest(lab.viewer, again.testId)).cycles).toEqual(whole.cycles)
    expect((await getCell(lab.viewer, cell)).tests.map((test) => test.id)).toEqual([again.testId])
  })

  it('must be read, of this cell and not of a paper', async () => {
    const { cell, sample } = await buildCell(lab)
    const { id: otherCell } = await createCell(lab.student, { sample: sample.id, name: 'other', kind: 'full' })
    const here = await lab.upload(lab.student, cell, 'a.csv', record())
    const there = await lab.upload(lab.student, otherCell, 'b.csv', record({ clock: 1 }))
    const unread = await lab.upload(lab.student, cell, 'c.txt', text(['nothing']))
    await lab.imports.settled()
    const together = (...chosen: (typeof here)[]) =>
      putTogether(lab.student, { cell, tests: chosen.map((one) => one.testId) })
    await expect(together(here, there)).rejects.toMatchObject({ message: 'One of the tests is not of this cell.' })
    await expect(together(here, unread)).rejects.toMatchObject({ message: /^c.txt is not read/ })
    await expect(together(here, here)).rejects.toMatchObject({ message: /between 2 and 50 tests .* 1 came/ })
  })
})

describe('the rows of a test', () => {
  it('are exported in the battery data format, put together where it is made of several files', async () => {
    const { cell } = await buildCell(lab)
    const one = await lab.upload(lab.student, cell, 'one.csv', record())
    const two = await lab.upload(lab.student, cell, 'two.csv', record({ clock: 100_000, current: 0.0011 }))
    const none = await lab.upload(lab.student, cell, 'none.txt', text(['nothing']))
    await lab.imports.settled()
    const whole = await putTogether(lab.student, { cell, tests: [one.testId, two.testId] })
    await lab.imports.settled()
    for (const as of ['csv', 'parquet'] as const) {
      const { path, name } = await exportRecord(lab.viewer, whole.testId, as)
      expect(name).toBe(`one.bdf.${as}`)
      const reading = readCyclerFile(readFileSync(path), name)
      rmSync(path)
      expect(reading).toMatchObject({ ok: true, format: `bdf-${as}`, table: { rowCount: 168 } })
    }
    await expect(exportRecord(lab.viewer, none.testId, 'csv')).rejects.toMatchObject({
      message: /^none.txt is not read/,
    })
    await using other = await startLab()
    await expect(exportRecord(other.pi, one.testId, 'csv')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a table that no reader knows', () => {
  const unknown = (offset: number) =>
    text([
      'Anlage 3',
      'lfd;Dauer;Spg;Str',
      ...Array.from({ length: 40 }, (_, at) => {
        const volts = (3 + (at < 20 ? at : 40 - at) / 20 + offset / 1000).toFixed(3).replace('.', ',')
        return `${at + 1};${at},0;${volts};${at < 20 ? '-1,5' : '1,5'}`
      }),
    ])
  const columnMap = {
    columns: {
      Dauer: { quantity: 'testTime', unit: 'min' },
      Spg: { quantity: 'voltage', unit: 'V' },
      Str: { quantity: 'current', unit: 'mA' },
    },
    dischargeIsPositive: true,
  } as const

  it('is mapped once by pointing, and every later file with its header is read by that', async () => {
    const { cell } = await buildCell(lab)
    const { testId } = await lab.upload(lab.student, cell, 'one.csv', unknown(0))
    await lab.imports.settled()
    const before = await getTest(lab.viewer, testId)
    expect(before.mapping).toBeNull()

    const look = await lookAtTable(lab.viewer, { test: testId, map: null })
    expect(look).toMatchObject({ kept: null, preview: { columns: [{ name: 'lfd' }, { name: 'Dauer' }, {}, {}] } })
    const tried = await lookAtTable(lab.viewer, { test: testId, map: columnMap })
    expect(tried.outcome).toMatchObject({ ok: true, rowCount: 40 })
    const wrong = await lookAtTable(lab.viewer, { test: testId, map: { columns: { lfd: { quantity: 'cycle' } } } })
    expect(wrong.outcome).toMatchObject({ ok: false, message: /voltage/ })

    const header = look.preview?.headerKey ?? ''
    const saved = await saveMapping(lab.student, {
      header,
      name: 'Anlage 3',
      columnMap,
      version: null,
      isRetired: false,
    })
    expect(saved).toMatchObject({ version: 1, by: { name: 'Sora' } })
    const again = await readAgain(lab.student, testId)
    const next = await lab.upload(lab.student, cell, 'two.csv', unknown(1))
    await lab.imports.settled()
    for (const id of [again.testId, next.testId]) {
      const test = await getTest(lab.viewer, id)
      expect(test).toMatchObject({
        state: 'read',
        rowCount: 40,
        mapping: { key: saved.key, version: 1, name: 'Anlage 3' },
      })
      // 20 minutes at 1.5 mA, less the last interval.
      expect(test.cycles[0]?.chargeCapacityMAh).toBeCloseTo(0.475, 2)
    }
    expect(await lookAtTable(lab.viewer, { test: testId, map: null })).toMatchObject({
      kept: { name: 'Anlage 3', version: 1 },
      map: columnMap,
    })
  })

  it('is read without the mapping again once that is retired; what changed it is kept version by version', async () => {
    const { cell } = await buildCell(lab)
    const header = 'lfd\tDauer\tSpg\tStr'
    const save = (name: string, version: number | null, isRetired = false) =>
      saveMapping(lab.student, { header, name, columnMap, version, isRetired })
    await save('Anlage 3', null)
    await expect(save('Anlage 3', null)).rejects.toMatchObject({ code: 'conflict', message: /Sora has made/ })
    await save('Anlage drei', 1)
    await save('Anlage drei', 2, true)
    expect(await listMappings(lab.viewer)).toMatchObject([{ name: 'Anlage drei', version: 3, isRetired: true }])
    const { testId } = await lab.upload(lab.student, cell, 'one.csv', unknown(0))
    await lab.imports.settled()
    expect((await getTest(lab.viewer, testId)).mapping).toBeNull()
    await using other = await startLab()
    expect(await listMappings(other.viewer)).toEqual([])
  })

  it('refuses a mapping that names no column of it, or one thing twice', async () => {
    const save = (columns: Parameters<typeof saveMapping>[1]['columnMap']['columns']) =>
      saveMapping(lab.student, { header: 'a\tb', name: 'x', columnMap: { columns }, version: null, isRetired: false })
    await expect(save({ c: { quantity: 'voltage' } })).rejects.toMatchObject({ message: /no column “c”/ })
    await expect(save({ a: { quantity: 'voltage' }, b: { quantity: 'voltage' } })).rejects.toMatchObject({
      message: /Two columns are taken as voltage/,
    })
  })
})

it('a record of more than a thousand cycles is written in batches, over what a dead process left of it', async () => {
  const { cell } = await buildCell(lab)
  await withQueue(() => new Promise(() => {}))
  const { testId } = await lab.upload(lab.student, cell, 'long.csv', record({ cycles: 1100 }))
  const { database } = lab.core
  const left = { testId, cycle: 7, rows: 1 }
  await commitUnrecorded(database, {
    because: 'as a dead process',
    statements: [insertCycles(scopeOf(lab.pi), [left])],
  })
  expect((await getTest(lab.viewer, testId)).cycles).toEqual([])
  const { pathOf, columnsPathOf } = lab
  const next = createImportQueue({ database, logger: { error() {} }, pathOf, columnsPathOf })
  await next.resume()
  await next.settled()
  const { cycles, state } = await getTest(lab.viewer, testId)
  expect(state).toBe('read')
  expect(cycles.map((one) => one.cycle)).toEqual(Array.from({ length: 1100 }, (_, at) => at + 1))
  expect(cycles[6]?.dischargeCapacityMAh).toBeCloseTo(1 / 3, 6)
  expect(examineChain(database).ok).toBe(true)
})

it('a reading that is cancelled while its cycles are being written leaves none of them', async () => {
  const { cell } = await buildCell(lab)
  await withQueue((_, watch) => new Promise((_done, fail) => watch?.signal?.addEventListener('abort', fail)))
  const { testId } = await lab.upload(lab.student, cell, 'long.csv', record())
  const { database } = lab.core
  await commitUnrecorded(database, {
    because: 'the first batch of a long record',
    statements: [insertCycles(scopeOf(lab.pi), [{ testId, cycle: 1, rows: 1 }])],
  })
  await cancelReading(lab.student, testId)
  expect(await listCycleRows(scopeOf(lab.pi), [testId])).toEqual([])
})

it('a reading that another process finished first changes nothing', async () => {
  const { cell } = await buildCell(lab)
  const held = gate()
  const queue = await withQueue(held.ask)
  const { testId } = await lab.upload(lab.student, cell, 'a.csv', record())
  await expect.poll(() => held.begun).toHaveLength(1)
  await finishTest(scopeOf(lab.pi), testId, { state: 'failed', failure: 'elsewhere' })
  held.open()
  await queue.settled()
  expect(await getTest(lab.viewer, testId)).toMatchObject({ state: 'failed', failure: 'elsewhere', cycles: [] })
})
