import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkpointInThread } from '@/db/checkpoints'
import { giveMemoryBack } from '@/server/giveMemoryBack'
import { createPlanLog } from '@/server/sync/planLog'
import { openPlanLogDatabase } from '@/server/sync/testing/planLogDatabase'
import { serveRooms } from '@/server/sync/testing/serveRooms'

// The real rooms on the real log, behind a gatekeeper that admits everyone; nothing else differs from production.
// PORT and DATA come from the harness.

giveMemoryBack()
const folder = process.env.DATA ?? '.'
mkdirSync(folder, { recursive: true })
const database = openPlanLogDatabase(join(folder, 'interphase.sqlite'))
const checkpoints = checkpointInThread(database.sqlite)
const served = await serveRooms({ log: createPlanLog(database), port: Number(process.env.PORT ?? 0) })
console.log(`listening at ${served.url}`)

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await served.stop()
    await checkpoints.close()
    database.close()
    process.exit(0)
  })
}
