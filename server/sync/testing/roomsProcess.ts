import { join } from 'node:path'
import { createPlanLog } from '../planLog'
import { openPlanLogDatabase } from './planLogDatabase'
import { serveRooms } from './serveRooms'

// The real rooms on the real log as a process of their own, so that a test can kill it. See startRooms.ts.
// DATA: the folder of the log. PORT: 0 for any. LIMITS: JSON, beside the usual ones. FAIL_EVERY: one append in so many is
// refused before it reaches the disk, as a full disk would.

const database = openPlanLogDatabase(join(process.env.DATA ?? '.', 'interphase.sqlite'))
const log = createPlanLog(database)
const failEvery = Number(process.env.FAIL_EVERY ?? Number.POSITIVE_INFINITY)
let appends = 0

const served = await serveRooms({
  log: {
    ...log,
    append: (...given: Parameters<typeof log.append>) => {
      appends += 1
      return appends % failEvery === 0 ? Promise.reject(new Error('now and then')) : log.append(...given)
    },
  },
  limits: JSON.parse(process.env.LIMITS ?? '{}'),
  logger: { warn() {}, error() {} },
  port: Number(process.env.PORT ?? 0),
})
console.log(`listening at ${served.url}`)

process.once('SIGTERM', async () => {
  await served.stop()
  database.close()
  process.exit(0)
})
