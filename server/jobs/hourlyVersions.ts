import { commitUnrecorded } from '@/db/commit'
import type { Database } from '@/db/connection'
import { findLastRowBefore, insertVersion, listPlansPastTheirVersions } from '@/db/queries/planLog'
import type { MemberId } from '@/science/ids'

const hourMs = 3_600_000
/** Often enough that no hour is skipped while the server runs, ms. */
const everyMs = 10 * 60_000

/**
 * Keeps the state of each plan at the end of every hour (UTC) in which it changed, unless something else kept that state
 * already. A version is a mark in the log, which has everything: it costs nothing, and is as good after a restart.
 * Returns how many were kept.
 */
export async function keepVersionsOfHours(database: Database, now: Date): Promise<number> {
  const before = new Date(Math.floor(now.getTime() / hourMs) * hourMs)
  const found = await listPlansPastTheirVersions(database.db)
  const statements = []
  for (const { planId, after } of found) {
    const row = await findLastRowBefore(database.db, { planId, after, before })
    if (row === undefined) continue
    const { seq, at } = row
    // What the server itself wrote is nobody's; the page then says “someone”.
    const by = row.memberId ?? ('mem_nobody00' as MemberId)
    statements.push(insertVersion(database, { planId, seq, kind: 'hourly', name: 'end of an hour', by, at }))
  }
  if (statements.length > 0)
    await commitUnrecorded(database, { because: 'a mark in the log, which holds what it marks', statements })
  return statements.length
}

/** Does so while the server runs. */
export function keepHourlyVersions({
  database,
  logger,
}: {
  database: Database
  logger: { error(details: object, message: string): void }
}): { close(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve()
  const run = () => {
    running = keepVersionsOfHours(database, new Date()).catch((error: unknown) =>
      logger.error({ error: String(error) }, 'hourly versions could not be kept'),
    )
  }
  const timer = setInterval(run, everyMs)
  timer.unref()
  run()
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
