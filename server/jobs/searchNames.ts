import { setImmediate } from 'node:timers/promises'
import type { Database } from '@/db/connection'
import { refreshRenamed } from '@/db/searchIndex'

/** A person is renamed now and then; how long search may go by her old name, ms. */
const everyMs = 3000

/** Brings the new names of renamed people into all that search knows of them, a few entries at a time: nobody waits for it. */
export async function refreshNames(database: Pick<Database, 'sqlite'>, isStopped = () => false): Promise<void> {
  while (!isStopped() && refreshRenamed(database)) await setImmediate()
}

/** Does so while the server runs. */
export function keepNamesFound({
  database,
  logger,
}: {
  database: Pick<Database, 'sqlite'>
  logger: { error(details: object, message: string): void }
}): { close(): Promise<void> } {
  let isStopped = false
  let running: Promise<void> | null = null
  const run = () => {
    running ??= refreshNames(database, () => isStopped)
      .catch((error: unknown) => logger.error({ error: String(error) }, 'new names could not be brought into search'))
      .finally(() => {
        running = null
      })
  }
  const timer = setInterval(run, everyMs)
  timer.unref()
  run()
  return {
    async close() {
      isStopped = true
      clearInterval(timer)
      await running
    },
  }
}
