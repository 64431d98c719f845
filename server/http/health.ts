import type { ServerResponse } from 'node:http'
import { commitUnrecorded } from '@/db/commit'
import { writeFact } from '@/db/queries/installation'
import type { Core } from '../core'
import { answerJson } from './answers'

/** Healthy means: a row can be written and is on disk. The plans' log lies in the same database and is checked with it. */
export async function answerHealth(core: Pick<Core, 'database' | 'rooms'>, response: ServerResponse): Promise<void> {
  try {
    await commitUnrecorded(core.database, {
      because: 'a sign of life is no record',
      statements: [writeFact(core.database.db, 'health', Date.now())],
    })
    core.database.sqlite.prepare('select max(seq) from plan_updates').get()
    const { rooms, connections } = core.rooms.stats()
    answerJson(response, 200, { ok: true, rooms, connections })
  } catch (error) {
    answerJson(response, 503, { ok: false, problem: error instanceof Error ? error.message : 'unknown' })
  }
}
