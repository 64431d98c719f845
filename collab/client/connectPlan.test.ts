import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { PlanPresence } from '@/collab/plan/types'
import type { PlanLog } from '@/collab/room/ports'
import { createPlanLog } from '@/server/sync/planLog'
import { openPlanLogDatabase } from '@/server/sync/testing/planLogDatabase'
import { editOf, RawClient, until } from '@/server/sync/testing/rawClient'
import { type ServedRooms, type ServeOptions, serveRooms } from '@/server/sync/testing/serveRooms'
import { type ConnectOptions, connectPlan, type PlanConnection } from './connectPlan'

const planId = 'pln_client-test'
const quiet = { warn() {}, error() {} }
const ada: PlanPresence = {
  person: { memberId: 'mem_ada_12345', name: 'Ada', hue: 200 },
  selection: null,
  editing: false,
}

let folder: string
let database: ReturnType<typeof openPlanLogDatabase>
let log: PlanLog
const open: { destroy(): void }[] = []
const served: ServedRooms[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'client-'))
  database = openPlanLogDatabase(join(folder, 'log.sqlite'))
  log = createPlanLog(database)
})

afterEach(async () => {
  for (const one of open.splice(0)) one.destroy()
  for (const one of served.splice(0)) await one.stop()
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

async function serve(options: Partial<ServeOptions> = {}): Promise<ServedRooms> {
  const one = await serveRooms({ log, logger: quiet, limits: { lingerMs: 20 }, ...options })
  served.push(one)
  return one
}

function connect(one: ServedRooms, options: Partial<ConnectOptions> = {}): PlanConnection {
  const connection = connectPlan({ url: one.url, planId, ...options })
  open.push(connection)
  return connection
}

const saved = (connection: PlanConnection) => until(() => connection.state === 'saved')
const map = (connection: PlanConnection) => connection.doc.getMap('m')

describe('a plan’s connection', () => {
  it('is saved only when the server has said so of everything', async () => {
    let pass: (() => void) | null = null
    const one = await serve({
      log: {
        ...log,
        append: (id, updates) =>
          new Promise((resolve) => {
            pass = () => resolve(log.append(id, updates))
          }),
      },
    })
    const states: string[] = []
    const connection = connect(one)
    connection.onChange(() => states.push(connection.state))
    expect(connection.state).toBe('connecting')
    await saved(connection)
    map(connection).set('a', 1)
    map(connection).set('b', 2)
    expect([connection.state, connection.hasUnsaved]).toEqual(['saving', true])
    await until(() => pass !== null)
    expect(connection.state).toBe('saving')
    map(connection).set('c', 3)
    ;(pass as unknown as () => void)()
    pass = null
    await until(() => pass !== null)
    expect(connection.state).toBe('saving')
    ;(pass as unknown as () => void)()
    await saved(connection)
    expect(connection.hasUnsaved).toBe(false)
    expect(connection.savedAt).toBeGreaterThan(Date.now() - 10_000)
    expect(states).toEqual(['saved', 'saving', 'saved'])
  })

  it('gives React the same status until something changes', async () => {
    const connection = connect(await serve())
    await saved(connection)
    const status = connection.status()
    expect(connection.status()).toBe(status)
    map(connection).set('a', 1)
    expect(connection.status()).not.toBe(status)
  })

  it('keeps what was edited while the server was away, and brings it when it is back', async () => {
    const one = await serve()
    const port = Number(new URL(one.url).port)
    const connection = connect(one)
    const other = connect(one)
    await Promise.all([saved(connection), saved(other)])
    await served.pop()?.stop()
    await until(() => connection.state === 'offline' && other.state === 'offline')
    map(connection).set('a', 1)
    map(other).set('b', 2)
    expect(connection.hasUnsaved).toBe(true)
    await serve({ port })
    await until(() => map(other).has('a') && map(connection).has('b'), 10_000)
    await Promise.all([saved(connection), saved(other)])
    expect((await served[0]!.rooms.readDocument(planId as never)).doc.getMap('m').toJSON()).toEqual({ a: 1, b: 2 })
  })

  it('sends again what an append lost', async () => {
    let failures = 2
    const one = await serve({
      log: {
        ...log,
        append: async (id, updates) => {
          failures -= 1
          if (failures >= 0) throw new Error('the disk is full')
          return log.append(id, updates)
        },
      },
    })
    const connection = connect(one)
    const other = connect(one)
    await Promise.all([saved(connection), saved(other)])
    map(connection).set('a', 1)
    await until(() => failures < 0, 15_000)
    await saved(connection)
    await until(() => map(other).get('a') === 1)
    const doc = new Y.Doc()
    for (const update of (await log.load(planId as never)).updates) Y.applyUpdate(doc, update)
    expect(doc.getMap('m').toJSON()).toEqual({ a: 1 })
  })

  it('stops when it is refused, and says why in words', async () => {
    let asked = 0
    const one = await serve({
      gatekeeper: {
        admit: async () => {
          asked += 1
          return { admitted: false, closeCode: 4404, reason: 'There is no such plan.' }
        },
      },
    })
    const connection = connect(one)
    await until(() => connection.state === 'refused')
    expect(connection.refusal).toBe('There is no such plan.')
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(asked).toBe(1)
  })

  it('tells a reader that her change was not taken, and goes on showing what others do', async () => {
    const one = await serve()
    const writer = connect(one)
    const reader = connect(one, { params: { 'read-only': '1' } })
    await Promise.all([saved(writer), saved(reader)])
    map(reader).set('mine', 1)
    await until(() => reader.state === 'refused')
    expect(reader.refusal).toMatch(/read this plan/)
    map(writer).set('a', 1)
    await until(() => map(reader).has('a'))
    expect(map(writer).has('mine')).toBe(false)
  })

  it('stops sending what is too large, instead of trying for ever', async () => {
    const one = await serve({ limits: { messageBytes: 5_000, lingerMs: 20 } })
    const connection = connect(one)
    await saved(connection)
    map(connection).set('a', 'x'.repeat(10_000))
    await until(() => connection.state === 'refused')
    expect(connection.refusal).toMatch(/too large/)
  })
})

describe('who else is there', () => {
  it('is shown by name, selection and colour, and gone when they leave', async () => {
    const one = await serve()
    const mine = connect(one, { presence: ada, params: { as: 'mem_ada_12345' } })
    const hers = connect(one, {
      presence: { ...ada, person: { memberId: 'mem_ben_12345', name: 'Ben', hue: 20 } },
      params: { as: 'mem_ben_12345' },
    })
    await Promise.all([saved(mine), saved(hers)])
    hers.show({ selection: { recipeId: 'rec_12345678', key: 'sinterTemperatureC' }, editing: true })
    await until(() => mine.others()[0]?.editing === true)
    expect(mine.others()).toEqual([
      {
        clientId: hers.doc.clientID,
        person: { memberId: 'mem_ben_12345', name: 'ben_12345', hue: 20 },
        selection: { recipeId: 'rec_12345678', key: 'sinterTemperatureC' },
        editing: true,
      },
    ])
    hers.destroy()
    await until(() => mine.others().length === 0)
  })

  it('comes back at once after a broken line', async () => {
    const one = await serve()
    const mine = connect(one, { presence: ada, params: { as: 'mem_ada_12345' } })
    const hers = connect(one, { presence: ada, params: { as: 'mem_ben_12345' } })
    await until(() => mine.others().length === 1)
    one.rooms.closeMember('mem_ben_12345')
    await until(() => mine.others().length === 0)
    await until(() => mine.others().length === 1, 3_000)
    expect(hers.others().length).toBe(1)
  })

  it('passes over junk', async () => {
    const one = await serve()
    const mine = connect(one, { presence: ada })
    await saved(mine)
    const junk: unknown[] = [null, 3, 'x', [], {}, { person: 3 }, { person: { memberId: 'x' } }]
    junk.push({
      person: { memberId: 'mem_12345678', name: 'X', hue: 'red' },
      selection: { recipeId: 3 },
      editing: 'yes',
    })
    for (const [index, state] of junk.entries()) mine.awareness.states.set(index + 1, state as Record<string, unknown>)
    expect(mine.others()).toEqual([
      { clientId: 8, person: { memberId: 'mem_12345678', name: 'X', hue: 0 }, selection: null, editing: false },
    ])
    mine.awareness.states.clear()
  })

  it('sends nothing of others back to the server', async () => {
    const one = await serve()
    const mine = connect(one, { presence: ada, params: { as: 'mem_ada_12345' } })
    const hers = connect(one, { presence: ada, params: { as: 'mem_ben_12345' } })
    await until(() => mine.others().length === 1 && hers.others().length === 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const before = one.rooms.stats().counters.receivedMessages
    for (let i = 0; i < 10; i += 1) {
      hers.show({ editing: i % 2 === 0 })
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(one.rooms.stats().counters.receivedMessages - before).toBe(10)
  })
})

it('lets a plain client of the protocol take part', async () => {
  const one = await serve()
  const connection = connect(one)
  await saved(connection)
  const plain = await RawClient.join(`${one.url}/${planId}`)
  plain.update(editOf(plain.doc, (doc) => doc.getMap('m').set('a', 1)))
  await until(() => map(connection).get('a') === 1)
  plain.leave()
})
