import { readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Database } from '@/db/connection'
import { listLabIds } from '@/db/queries/labs'
import { listTestsWithRows } from '@/db/queries/tests'

const hourMs = 3_600_000

/** What a process that ended in the midst of writing left behind: nobody writes for so long, ms. */
const abandonedMs = hourMs

export interface FoldersToTidy {
  database: Database
  /** rows of tests for their charts, each file named by its test */
  columnsFolder: string
  /** uploads on their way */
  arrivingFolder: string
}

/**
 * Takes away what nothing points at any more: the stored rows of readings that were replaced, put together with others, taken apart or
 * given up, and what a crash left half written. Uploaded files are never touched, so rows that somebody asks for after all are made again
 * of them. Returns how many files were taken away, and their bytes.
 */
export async function tidyFolders(
  { database, columnsFolder, arrivingFolder }: FoldersToTidy,
  now: Date,
): Promise<{ files: number; bytes: number }> {
  // Before the record is asked: whatever is being written now is of a test that the record then says is being read.
  const columns = await filesIn(columnsFolder)
  const arriving = await filesIn(arrivingFolder)
  const wanted = new Set<string>()
  for (const labId of await listLabIds(database.db)) {
    for (const id of await listTestsWithRows({ db: database.db, labId })) wanted.add(id)
    await setImmediate()
  }
  const taken = { files: 0, bytes: 0 }
  const isAbandoned = (modified: Date) => now.getTime() - modified.getTime() > abandonedMs
  for (const path of [...columns, ...arriving]) {
    const found = await stat(path).catch(() => null)
    if (found === null) continue
    const [testId = '', ending, ...more] = basename(path).split('.')
    const isWhole = ending === 'columns' && more.length === 0
    if (isWhole ? wanted.has(testId) : !isAbandoned(found.mtime)) continue
    await rm(path, { force: true })
    taken.files += 1
    taken.bytes += found.size
  }
  return taken
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Those who waited for the start go first, ms. */
const afterStartMs = 60_000

/** Does so while the server runs: soon after its start, and each hour. */
export function keepFoldersTidy({
  logger,
  ...folders
}: FoldersToTidy & {
  logger: { info(details: object, message: string): void; error(details: object, message: string): void }
}): { close(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve()
  const run = () => {
    running = tidyFolders(folders, new Date()).then(
      (taken) => {
        if (taken.files > 0) logger.info(taken, 'stored rows that nothing points at any more were taken away')
      },
      (error: unknown) => logger.error({ error: String(error) }, 'the data folder could not be tidied'),
    )
  }
  const timers = [setTimeout(run, afterStartMs), setInterval(run, hourMs)]
  for (const timer of timers) timer.unref()
  return {
    async close() {
      for (const timer of timers) clearTimeout(timer)
      await running
    },
  }
}
