import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readPlan } from '@/collab/plan/read'
import type { PlanId } from '@/science/ids'
import { createPlanLog } from './planLog'
import { attack } from './testing/attacks'
import { openPlanLogDatabase } from './testing/planLogDatabase'
import { random } from './testing/random'
import { editOf, RawClient, until } from './testing/rawClient'
import { type RoomsProcess, startRooms } from './testing/startRooms'

// MESSAGES=100000 is the long mode; SEED repeats what is sent. How late the others get is measured by
// `npm run bench:collab -- --attack`.
const messages = Number(process.env.MESSAGES ?? 3_000)
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9))
const planId = 'pln_bystanders'

let folder: string
let server: RoomsProcess

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attacked-'))
  server = await startRooms({ folder })
})

afterAll(async () => {
  await server.kill()
  rmSync(folder, { recursive: true, force: true })
})

it(
  `${messages} hostile messages crash nothing and change nothing (seed ${seed})`,
  async () => {
    const ada = await RawClient.join(`${server.url}/${planId}?ack=1`)
    const ben = await RawClient.join(`${server.url}/${planId}`)
    let isOver = false
    let edits = 0
    const writing = (async () => {
      while (!isOver) {
        ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set(`edit ${edits}`, edits)))
        edits += 1
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })()
    const sent = await attack({ url: server.url, planId, messages, next: random(seed), giants: 3 })
    isOver = true
    await writing

    await until(() => ada.saved === edits && ben.doc.getMap('m').size === edits, 20_000)
    expect([server.exitCode, ada.closed, ben.closed]).toEqual([null, null, null])
    expect(Object.values(sent).reduce((sum, count) => sum + count, 0)).toBe(messages + 3)

    await server.kill()
    const database = openPlanLogDatabase(join(folder, 'interphase.sqlite'))
    const log = createPlanLog(database)
    try {
      const ids = database.sqlite.prepare('select distinct plan_id from plan_updates').pluck().all() as PlanId[]
      for (const id of ids) {
        const doc = new Y.Doc()
        for (const update of (await log.load(id, { wholeLog: true })).updates) Y.applyUpdate(doc, update)
        // Whatever an attacker brought into a plan of his own, it can still be read …
        expect(readPlan(doc).problems.every((problem) => problem.message !== '')).toBe(true)
        // … and the others' plan holds what Ada wrote, and nothing of anyone else.
        if (id !== planId) continue
        expect([...doc.store.clients.keys()]).toEqual([ada.doc.clientID])
        expect(doc.getMap('m').size).toBe(edits)
      }
      expect(ids).toContain(planId)
    } finally {
      database.close()
    }
  },
  60_000 + messages * 20,
)
