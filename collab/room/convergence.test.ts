import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { connectPlan, type PlanConnection } from '@/collab/client/connectPlan'
import { readPlan } from '@/collab/plan/read'
import { createUndo } from '@/collab/plan/undo'
import {
  addRecipe,
  binRecipe,
  createPlan,
  moveRecipe,
  pickValue,
  renameRecipe,
  restoreRecipe,
  setParameter,
  setTitle,
} from '@/collab/plan/write'
import type { PlanId } from '@/science/ids'
import { createPlanLog } from '@/server/sync/planLog'
import { openBadLine } from '@/server/sync/testing/badLine'
import { openPlanLogDatabase } from '@/server/sync/testing/planLogDatabase'
import { random } from '@/server/sync/testing/random'
import { until } from '@/server/sync/testing/rawClient'
import { startRooms } from '@/server/sync/testing/startRooms'

// People write at random over lines that repeat, reorder and break, and the server is killed (SIGKILL) and comes back.
// SEED repeats what they do, OPERATIONS makes it longer (2000 each is the long mode).
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9))
const operations = Number(process.env.OPERATIONS ?? 150)
const people = 5
/** The server is killed after so many operations of all. */
const killEvery = 250
const planId = 'pln_convergence' as PlanId

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const one of cleanUp.splice(0).reverse()) await one()
})

it(
  `ends equal everywhere, with nothing lost (seed ${seed}, ${people} people × ${operations} operations)`,
  async () => {
    const next = random(seed)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
    const folder = mkdtempSync(join(tmpdir(), 'convergence-'))
    const limits = { lingerMs: 5, snapshotUpdates: 40, snapshotBytes: 100 }
    let server = await startRooms({ folder, limits, failEvery: 97 })
    const port = Number(new URL(server.url).port)
    const line = await openBadLine({ target: server.url, next, duplicate: 0.06, reorder: 0.06, cut: 0.005 })
    cleanUp.push(() => rmSync(folder, { recursive: true, force: true }))
    cleanUp.push(() => server.kill())
    cleanUp.push(() => line.close())

    const docs = Array.from({ length: people }, () => new Y.Doc())
    const undos = docs.map((doc) => createUndo(doc))
    createPlan(docs[0] as Y.Doc, { title: 'T' })
    const connect = (who: number) => connectPlan({ url: line.url, planId, doc: docs[who] as Y.Doc })
    const connections: (PlanConnection | null)[] = docs.map((_, who) => connect(who))
    cleanUp.push(() => connections.map((connection) => connection?.destroy()))
    /** Every recipe that was ever added, and what each person alone wrote in it: nobody else touches that key. */
    const added = new Set<string>()
    const marks = new Map<string, number>()

    const act = (who: number) => {
      const doc = docs[who] as Y.Doc
      const { recipes } = readPlan(doc).plan
      const kind = next()
      if (recipes.length === 0 || kind < 0.12) {
        added.add(addRecipe(doc, { name: `${who}`, process: 'wet', after: pick([undefined, null, pick(recipes)?.id]) }))
        return
      }
      const recipe = pick(recipes)
      if (kind < 0.55) setParameter(doc, recipe.id, 'sinterTemperatureC', 100 + Math.floor(next() * 500))
      else if (kind < 0.65) setParameter(doc, recipe.id, 'thicknessNm', pick([null, Math.floor(next() * 50)]))
      else if (kind < 0.72) renameRecipe(doc, recipe.id, `by ${who}`)
      else if (kind < 0.78) moveRecipe(doc, recipe.id, pick([null, pick(recipes).id]))
      else if (kind < 0.82) binRecipe(doc, recipe.id)
      else if (kind < 0.85) restoreRecipe(doc, recipe.id)
      else if (kind < 0.9) {
        const competing = recipe.competing.sinterTemperatureC
        if (competing !== undefined) pickValue(doc, recipe.id, 'sinterTemperatureC', pick(competing).value)
      } else if (kind < 0.93) undos[who]?.undo()
      else if (kind < 0.95) setTitle(doc, `by ${who}`)
      else {
        const mark = Math.floor(next() * 1e9)
        doc.getMap(`marks of ${who}`).set(String(marks.size), mark)
        marks.set(`${who}:${marks.size}`, mark)
      }
    }

    for (let operation = 0; operation < operations * people; operation += 1) {
      const who = Math.floor(next() * people)
      act(who)
      const chance = next()
      if (chance < 0.02) {
        const connection = connections[who]
        if (connection === null) connections[who] = connect(who)
        else {
          connection?.destroy()
          connections[who] = null
        }
      }
      if (operation % killEvery === killEvery - 1) {
        await server.kill()
        server = await startRooms({ folder, limits, failEvery: 97, port })
      }
      if (next() < 0.2) await new Promise((resolve) => setTimeout(resolve, Math.floor(next() * 4)))
    }

    // The counts of a line that repeats messages say nothing of what is saved: everyone comes back on one that does not.
    line.mend()
    for (const [who, connection] of connections.entries()) {
      connection?.destroy()
      connections[who] = connect(who)
    }
    await until(() => connections.every((connection) => connection?.state === 'saved'), 20_000)
    const states = () => docs.map((doc) => JSON.stringify([readPlan(doc), ...marksOf(doc)]))
    await until(() => new Set(states()).size === 1, 20_000)
    for (const doc of docs) expect(doc.store.pendingStructs).toBe(null)
    for (const count of [line.faults.duplicated, line.faults.reordered]) expect(count).toBeGreaterThan(0)

    for (const connection of connections) connection?.destroy()
    await server.kill()
    const database = openPlanLogDatabase(join(folder, 'interphase.sqlite'))
    cleanUp.push(() => database.close())
    const log = createPlanLog(database)
    const read = async (wholeLog: boolean) => {
      const doc = new Y.Doc()
      const stored = await log.load(planId, { wholeLog })
      if (stored.snapshot !== null) Y.applyUpdate(doc, stored.snapshot)
      for (const update of stored.updates) Y.applyUpdate(doc, update)
      return doc
    }
    const onDisk = await read(true)
    for (const doc of [onDisk, await read(false)])
      expect(JSON.stringify([readPlan(doc), ...marksOf(doc)])).toBe(states()[0])

    const { plan, problems } = readPlan(onDisk)
    expect(problems).toEqual([])
    expect(new Set(plan.recipes.map((recipe) => recipe.id))).toEqual(added)
    for (const [key, mark] of marks) {
      const [who, index] = key.split(':')
      expect(onDisk.getMap(`marks of ${who}`).get(index as string), `mark ${key}`).toBe(mark)
    }
  },
  60_000 + operations * 100,
)

function marksOf(doc: Y.Doc): unknown[] {
  return Array.from({ length: people }, (_, who) => {
    const marks = doc.getMap(`marks of ${who}`)
    return [...marks.keys()].sort().map((key) => [key, marks.get(key)])
  })
}
