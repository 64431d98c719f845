import { availableParallelism } from 'node:os'
import { listTestsToRead } from '@/db/queries/tests'
import type { TestId } from '@/science/ids'
import { type ColumnFile, openColumns } from '../columns/columnFile'
import { type ImportSetting, type ImportStage, importTest, type TestToImport } from './importTest'
import type { Answer, Given, TableLook } from './readerTasks'
import { askReader } from './readInWorker'

/** How far a test's reading has come, in this process. */
export interface ImportProgress {
  stage: 'waiting' | ImportStage
  /** of the whole work, 0 to 1 */
  share: number
  /** how many are before it, while it waits */
  before: number
  /** when its reading began; null while it waits */
  since: Date | null
}

export interface ImportQueue {
  importTest(test: TestToImport): void
  /** Undefined for a test that is neither read nor waits to be. */
  progressOf(testId: TestId): ImportProgress | undefined
  /** Gives a reading up: it is not begun, or its thread is ended. What becomes of the test's row is the caller's to say. */
  cancel(testId: TestId): void
  /** A stored file's table and what a mapping makes of it; beside the queue, because somebody waits for it. */
  lookAtTable(file: { name: string; sha256: string }, given: Given<'table'>): Promise<TableLook>
  /** Writes a test's record to a file in the battery data format; the file is the caller's to take away. */
  writeBdf(stored: readonly { name: string; sha256: string }[], given: Given<'bdf'>): Promise<Answer<'bdf'>>
  /** Fits the circuits that people chose: up to tenths of a second for each, so in a thread as well, or everybody's typing would wait. */
  fitCircuits(given: Given<'fit'>): Promise<Answer<'fit'>>
  /** The stored rows of a test that was read; made again of its files where they are missing. Null where it has no cycling record. */
  openColumns(testId: TestId, files: ColumnSource): Promise<ColumnFile | null>
  /** At start: takes up what an earlier process left half read. */
  resume(): Promise<number>
  settled(): Promise<void>
  /** Finishes the files that are being read; those that wait are taken up at the next start. */
  close(): Promise<void>
}

/** What a test's rows are made of, asked for only where they are missing. */
type ColumnSource = () => Promise<{
  stored: readonly { name: string; sha256: string }[]
  mappings: Given<'columns'>['mappings']
}>

interface Running {
  test: TestToImport
  abort: AbortController
  stage: ImportStage
  share: number
  since: Date
  ended: Promise<void>
}

/** Reading is work for a whole core; one is left to those who use the server meanwhile. */
const coresForReading = Math.max(1, Math.min(4, availableParallelism() - 1))

/**
 * A few files at a time, in the order of their coming, but never two of one cell: whether a file goes on from an earlier one shows only
 * when that one is read.
 */
export function createImportQueue(setting: ImportSetting, { atOnce = coresForReading } = {}): ImportQueue {
  const waiting = new Map<TestId, TestToImport>()
  const running = new Map<TestId, Running>()
  /** Several charts of a page ask at once; the file is read for them once. */
  const making = new Map<TestId, Promise<boolean>>()
  let isClosed = false

  async function work(test: TestToImport, own: Omit<Running, 'ended'>): Promise<void> {
    const { signal } = own.abort
    try {
      const next = await importTest(setting, test, {
        signal,
        onProgress: (stage, share) => {
          own.stage = stage
          // A reader may go through a file a second time, to read its dates the other way round.
          own.share = Math.max(own.share, share)
        },
      })
      if (next !== null) waiting.set(next.testId, next)
    } catch (error) {
      if (signal.aborted) return
      const { testId } = test
      setting.logger.error({ err: error, testId }, 'a test could not be imported; the next start takes it up again')
    }
  }

  function start(): void {
    if (isClosed) return
    for (const test of waiting.values()) {
      if (running.size >= atOnce) return
      if ([...running.values()].some((other) => other.test.cellId === test.cellId)) continue
      const { testId } = test
      waiting.delete(testId)
      const own = { test, abort: new AbortController(), stage: 'reading' as ImportStage, share: 0, since: new Date() }
      const entry: Running = Object.assign(own, { ended: Promise.resolve() })
      running.set(testId, entry)
      entry.ended = work(test, entry).finally(() => {
        running.delete(testId)
        start()
      })
    }
  }

  async function makeColumns(path: string, source: ColumnSource): Promise<boolean> {
    const { ask = askReader, pathOf } = setting
    const { stored, mappings } = await source()
    return await ask({
      task: 'columns',
      stored: stored.map(({ name, sha256 }) => ({ name, path: pathOf(sha256) })),
      given: { mappings, path },
    })
  }

  async function ended(): Promise<void> {
    await Promise.all([...running.values()].map((one) => one.ended))
  }

  return {
    importTest(test) {
      waiting.set(test.testId, test)
      start()
    },
    progressOf(testId) {
      const own = running.get(testId)
      if (own !== undefined) return { stage: own.stage, share: own.share, before: 0, since: own.since }
      const before = [...waiting.keys()].indexOf(testId)
      return before < 0 ? undefined : { stage: 'waiting', share: 0, before: before + running.size, since: null }
    },
    cancel(testId) {
      waiting.delete(testId)
      running.get(testId)?.abort.abort(new Error('The reading was cancelled.'))
    },
    writeBdf(stored, given) {
      const { ask = askReader, pathOf } = setting
      const parts = stored.map(({ name, sha256 }) => ({ name, path: pathOf(sha256) }))
      return ask({ task: 'bdf', stored: parts, given })
    },
    lookAtTable({ name, sha256 }, given) {
      const { ask = askReader, pathOf } = setting
      return ask({ task: 'table', stored: [{ name, path: pathOf(sha256) }], given })
    },
    fitCircuits(given) {
      const { ask = askReader } = setting
      return ask({ task: 'fit', stored: [], given })
    },
    async openColumns(testId, source) {
      const path = setting.columnsPathOf(testId)
      const standing = await openColumns(path)
      if (standing !== null) return standing
      const made = making.get(testId) ?? makeColumns(path, source).finally(() => making.delete(testId))
      making.set(testId, made)
      return (await made) ? await openColumns(path) : null
    },
    async resume() {
      const left = await listTestsToRead(setting.database.db)
      for (const test of left) waiting.set(test.testId, test)
      start()
      return left.length
    },
    async settled() {
      while (running.size > 0) await ended()
    },
    async close() {
      isClosed = true
      await ended()
    },
  }
}
