import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { closeCodes } from '@/collab/protocol/closeCodes'
import { encodeAwareness, encodeSync, messageTypes, syncTypes } from '@/collab/protocol/messages'
import type { MemberId, PlanId } from '@/science/ids'
import { createPlanLog } from '@/server/sync/planLog'
import { openPlanLogDatabase } from '@/server/sync/testing/planLogDatabase'
import { editOf, RawClient, until } from '@/server/sync/testing/rawClient'
import { type ServedRooms, type ServeOptions, serveRooms } from '@/server/sync/testing/serveRooms'
import type { PlanLog } from './ports'

const planId = 'pln_rooms-test' as PlanId
const quiet = { warn() {}, error() {} }

let folder: string
let database: ReturnType<typeof openPlanLogDatabase>
let log: PlanLog
let served: ServedRooms[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rooms-'))
  database = openPlanLogDatabase(join(folder, 'log.sqlite'))
  log = createPlanLog(database)
  served = []
})

afterEach(async () => {
  for (const one of served) await one.stop()
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

async function serve(options: Partial<ServeOptions> = {}): Promise<ServedRooms> {
  const one = await serveRooms({ log, logger: quiet, limits: { lingerMs: 20, durableMs: 10 }, ...options })
  served.push(one)
  return one
}

const address = (one: ServedRooms, query = 'ack=1') => `${one.url}/${planId}?${query}`
const rows = () =>
  database.sqlite
    .prepare('select seq, member_id as memberId from plan_updates where plan_id = ? order by seq')
    .all(planId)
const onDisk = async () => {
  const doc = new Y.Doc()
  const { snapshot, updates } = await log.load(planId)
  for (const update of snapshot === null ? updates : [snapshot, ...updates]) Y.applyUpdate(doc, update)
  return doc
}

/** A log whose appends wait until the test lets them through, or fails them. */
function heldLog() {
  const held: { go(): void; fail(): void }[] = []
  const gate: PlanLog = {
    ...log,
    append: (id, updates) =>
      new Promise((resolve, reject) => {
        held.push({ go: () => resolve(log.append(id, updates)), fail: () => reject(new Error('the disk is full')) })
      }),
  }
  return { held, log: gate }
}

describe('a room', () => {
  it('passes a change on, says saved to its author, and has it on disk with who wrote it', async () => {
    const one = await serve()
    const ada = await RawClient.join(address(one, 'ack=1&as=mem_ada'))
    const ben = await RawClient.join(address(one, 'ack=1&as=mem_ben'))
    ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('a', 1)))
    await until(() => ada.saved === 1 && ben.doc.getMap('m').get('a') === 1)
    expect(rows()).toEqual([{ seq: 1, memberId: 'mem_ada' }])
    expect((await onDisk()).getMap('m').toJSON()).toEqual({ a: 1 })
  })

  it('sends no message of its own to a client that did not ask for it', async () => {
    const one = await serve()
    const plain = await RawClient.join(address(one, ''))
    plain.update(editOf(plain.doc, (doc) => doc.getMap('m').set('a', 1)))
    await until(() => rows().length === 1)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(plain.heard.filter((message) => message.type > 3)).toEqual([])
  })

  it('shows nobody what is not on disk: neither an editor, nor a newcomer', async () => {
    const gate = heldLog()
    const one = await serve({ log: gate.log })
    const ada = await RawClient.join(address(one))
    const ben = await RawClient.join(address(one))
    ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('a', 1)))
    await until(() => gate.held.length === 1)
    const cleo = await RawClient.open(address(one))
    cleo.request()
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(ben.doc.getMap('m').size).toBe(0)
    expect(cleo.doc.getMap('m').size).toBe(0)
    expect(ada.saved).toBe(0)
    gate.held[0]!.go()
    await until(() => cleo.doc.getMap('m').get('a') === 1 && ben.doc.getMap('m').get('a') === 1 && ada.saved === 1)
  })

  it('lets everyone come back to what the log holds when an append fails', async () => {
    const gate = heldLog()
    const one = await serve({ log: gate.log })
    const ada = await RawClient.join(address(one))
    const ben = await RawClient.join(address(one))
    const lost = editOf(ada.doc, (doc) => doc.getMap('m').set('a', 1))
    ada.update(lost)
    await until(() => gate.held.length === 1)
    gate.held[0]!.fail()
    await until(() => ada.closed !== null && ben.closed !== null)
    expect([ada.closed?.code, ben.closed?.code]).toEqual([closeCodes.logFailed.code, closeCodes.logFailed.code])
    expect(ben.doc.getMap('m').size).toBe(0)

    const again = await RawClient.join(address(one))
    expect(again.doc.getMap('m').size).toBe(0)
    again.step2(lost)
    await until(() => gate.held.length === 2)
    gate.held[1]!.go()
    await until(() => again.saved === 1)
    expect((await onDisk()).getMap('m').toJSON()).toEqual({ a: 1 })
  })

  it('gathers what one turn brought into one message and one commit', async () => {
    const one = await serve()
    const ada = await RawClient.join(address(one))
    const ben = await RawClient.join(address(one))
    const before = ben.heard.length
    for (let i = 0; i < 200; i += 1) ada.update(editOf(ada.doc, (doc) => doc.getArray('list').push([i])))
    await until(() => ben.doc.getArray('list').length === 200 && ada.saved === 200)
    expect(ben.heard.length - before).toBeLessThan(60)
    expect(rows().length).toBeLessThan(60)
    expect((await onDisk()).getArray('list').length).toBe(200)
  })

  it('does not log or repeat what it had already', async () => {
    const one = await serve()
    const ada = await RawClient.join(address(one))
    const ben = await RawClient.join(address(one))
    ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('a', 1)))
    await until(() => ada.saved === 1 && ben.doc.getMap('m').has('a'))
    const heard = ben.heard.length
    ada.step2(Y.encodeStateAsUpdate(ada.doc))
    ada.update(Y.encodeStateAsUpdate(ada.doc))
    await until(() => ada.saved === 3)
    ada.doc.getMap('m').set('b', 2)
    ada.step2(Y.encodeStateAsUpdate(ada.doc))
    await until(() => ada.saved === 4 && ben.doc.getMap('m').has('b'))
    expect(rows().length).toBe(2)
    expect(ben.heard.length).toBe(heard + 1)
  })

  it('answers from the stored bytes, and asks for what the newcomer alone has', async () => {
    const first = await serve()
    const ada = await RawClient.join(address(first))
    for (let i = 0; i < 40; i += 1) ada.update(editOf(ada.doc, (doc) => doc.getArray('list').push([i])))
    await until(() => ada.saved === 40)
    ada.leave()
    await until(() => first.rooms.stats().rooms === 0)
    expect((await log.load(planId)).updates).toEqual([])

    const ben = await RawClient.join(address(first))
    expect(ben.doc.getArray('list').length).toBe(40)
    const question = ben.heard.find((message) => message.sync === syncTypes.step1)
    expect(Y.decodeStateVector(question!.body)).toEqual(Y.decodeStateVector(Y.encodeStateVector(ada.doc)))
    ben.update(editOf(ben.doc, (doc) => doc.getArray('list').push([40])))
    await until(() => ben.saved === 1)
    expect((await onDisk()).getArray('list').length).toBe(41)

    // One edit of a long plan is enough: the next to open it must not wait for all of it to be decoded.
    ben.leave()
    await until(() => first.rooms.stats().rooms === 0)
    expect((await log.load(planId)).updates).toEqual([])
  })

  it('keeps what was sent right before leaving, and has it for the next who comes', async () => {
    const one = await serve({ limits: { lingerMs: 1 } })
    for (const gap of [0, 1, 2, 3, 5, 10]) {
      const ada = await RawClient.join(address(one))
      ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set(`gap ${gap}`, 'x'.repeat(100))))
      ada.leave()
      await new Promise((resolve) => setTimeout(resolve, gap))
      const ben = await RawClient.join(address(one))
      await until(() => ben.doc.getMap('m').has(`gap ${gap}`))
      ben.leave()
    }
  })

  it('unloads without a race against those who come back', async () => {
    const one = await serve({ limits: { lingerMs: 0 } })
    let total = 0
    for (let round = 0; round < 40; round += 1) {
      const ada = await RawClient.join(address(one))
      expect(ada.doc.getArray('list').length).toBe(total)
      ada.update(editOf(ada.doc, (doc) => doc.getArray('list').push([round])))
      total += 1
      await until(() => ada.saved === 1)
      ada.leave()
      if (round % 3 === 0) await until(() => one.rooms.stats().rooms === 0)
    }
    expect((await onDisk()).getArray('list').length).toBe(total)
  })

  it('reports durable changes once for all that came together, with the sequence number that they reached', async () => {
    const reports: { seq: number; size: number }[] = []
    const one = await serve({
      limits: { durableMs: 50, lingerMs: 20 },
      onDurable: (_id, seq, doc) => reports.push({ seq, size: doc.getArray('list').length }),
    })
    const ada = await RawClient.join(address(one))
    for (let i = 0; i < 20; i += 1) ada.update(editOf(ada.doc, (doc) => doc.getArray('list').push([i])))
    await until(() => ada.saved === 20)
    ada.leave()
    await until(() => one.rooms.stats().rooms === 0)
    expect(reports.length).toBeGreaterThan(0)
    expect(reports.length).toBeLessThan(4)
    expect(reports.at(-1)).toEqual({ seq: rows().length, size: 20 })
  })

  it('lets the server itself edit and read by the same path', async () => {
    const one = await serve()
    expect(await one.rooms.apply(planId, 'mem_pi' as MemberId, (doc) => doc.getMap('m').set('a', 1))).toBe(1)
    const ada = await RawClient.join(address(one))
    await one.rooms.apply(planId, 'mem_pi' as MemberId, (doc) => doc.getMap('m').set('b', 2))
    await until(() => ada.doc.getMap('m').has('b'))
    const read = await one.rooms.readDocument(planId)
    expect([read.doc.getMap('m').toJSON(), read.seq]).toEqual([{ a: 1, b: 2 }, 2])
    expect(rows()).toEqual([
      { seq: 1, memberId: 'mem_pi' },
      { seq: 2, memberId: 'mem_pi' },
    ])
    ada.leave()
    await until(() => one.rooms.stats().rooms === 0)
    expect((await one.rooms.readDocument(planId)).doc.getMap('m').toJSON()).toEqual({ a: 1, b: 2 })
  })

  it('takes back the whole of a server edit that breaks half-way', async () => {
    const one = await serve()
    const ada = await RawClient.join(address(one))
    const broken = one.rooms.apply(planId, null, (doc) => {
      doc.getMap('m').set('half', 1)
      throw new Error('no more')
    })
    await expect(broken).rejects.toThrow('no more')
    ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('a', 1)))
    await until(() => ada.saved === 1)
    expect((await one.rooms.readDocument(planId)).doc.getMap('m').toJSON()).toEqual({ a: 1 })
    expect(ada.doc.getMap('m').toJSON()).toEqual({ a: 1 })
    expect(ada.closed).toBe(null)
  })

  it('finishes what is in flight before it closes, and says goodbye', async () => {
    const one = await serve()
    const ada = await RawClient.join(address(one))
    const edits = editOf(ada.doc, (doc) => doc.getMap('m').set('a', 1))
    ada.update(edits)
    await until(() => one.rooms.stats().counters.receivedMessages >= 2)
    await one.stop()
    served = []
    await until(() => ada.closed !== null)
    expect(ada.closed?.code).toBe(closeCodes.shuttingDown.code)
    expect((await onDisk()).getMap('m').toJSON()).toEqual({ a: 1 })
  })
})

describe('a member who may only read', () => {
  it('changes nothing, neither by step 2 nor by update, and is told so', async () => {
    const one = await serve()
    const ada = await RawClient.join(address(one))
    ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('a', 1)))
    await until(() => ada.saved === 1)
    for (const way of ['step2', 'update'] as const) {
      const viewer = await RawClient.join(address(one, 'ack=1&read-only=1'))
      viewer[way](editOf(viewer.doc, (doc) => doc.getMap('m').set('b', way)))
      await until(() => viewer.refusedAt !== null)
      viewer[way](editOf(viewer.doc, (doc) => doc.getMap('m').set('c', way)))
      const deletion = editOf(viewer.doc, (doc) => doc.getMap('m').delete('a'))
      viewer[way](deletion)
      await new Promise((resolve) => setTimeout(resolve, 30))
      expect(viewer.saved).toBe(0)
      expect(viewer.closed).toBe(null)
      // … and still sees what the others do.
      ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set(`after ${way}`, 1)))
      await until(() => viewer.doc.getMap('m').has(`after ${way}`))
      viewer.leave()
    }
    expect(rows().length).toBe(3)
    expect(ada.doc.getMap('m').toJSON()).toEqual({ a: 1, 'after step2': 1, 'after update': 1 })
  })

  it('gets a positive answer when she brings nothing new', async () => {
    const one = await serve()
    const ada = await RawClient.join(address(one))
    ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('a', 1)))
    ada.update(editOf(ada.doc, (doc) => doc.getMap('m').delete('a')))
    await until(() => ada.saved === 2)
    const viewer = await RawClient.join(address(one, 'ack=1&read-only=1'))
    viewer.step2(Y.encodeStateAsUpdate(viewer.doc, Y.encodeStateVector(viewer.doc)))
    viewer.step2(Uint8Array.of(0, 0))
    await until(() => viewer.saved === 2)
    expect(viewer.refusedAt).toBe(null)
  })
})

describe('bad input', () => {
  const bodies: [string, Uint8Array | string][] = [
    ['nothing', new Uint8Array(0)],
    ['an unknown type', Uint8Array.of(77, 1, 2)],
    ['an endless number', new Uint8Array(12).fill(255)],
    ['a text', 'hello'],
    ['the text -1', '-1'],
    ['an unknown sync type', Uint8Array.of(0, 9, 0)],
    ['a length beyond the message', Uint8Array.of(0, 2, 255, 255, 3)],
    ['a bad state vector', encodeSync(syncTypes.step1, Uint8Array.of(9, 1))],
    [
      'a truncated update',
      encodeSync(syncTypes.update, editOf(new Y.Doc(), (d) => d.getMap('m').set('a', 'bcd')).slice(0, 8)),
    ],
    ['an update that claims 33 million structs', encodeSync(syncTypes.update, bomb())],
    ['a presence that is no JSON', encodeAwareness(presenceOf(5, 1, '{"x'))],
    ['a presence that is a list', encodeAwareness(presenceOf(5, 1, '[1]'))],
    ['a presence that is too long', encodeAwareness(presenceOf(5, 1, JSON.stringify({ x: 'y'.repeat(9000) })))],
  ]
  it.each(bodies)('closes the socket that sent %s, and disturbs nobody else', async (_name, bytes) => {
    const one = await serve()
    const ada = await RawClient.join(address(one))
    const ben = await RawClient.join(address(one))
    const bad = await RawClient.join(address(one))
    bad.send(bytes)
    await until(() => bad.closed !== null)
    expect([closeCodes.malformedMessage.code, closeCodes.messageTooLarge.code]).toContain(bad.closed?.code)
    expect(bad.closed?.reason).not.toBe('')
    ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('a', 1)))
    await until(() => ben.doc.getMap('m').has('a'))
    expect([ada.closed, ben.closed]).toEqual([null, null])
    expect(rows().length).toBe(1)
  })

  it('keeps what stood before a malformed change, and nothing of the change', async () => {
    const one = await serve()
    const ada = await RawClient.join(address(one))
    const good = editOf(ada.doc, (doc) => doc.getMap('m').set('good', 1))
    const broken = editOf(ada.doc, (doc) => {
      doc.getMap('m').set('half', 1)
      doc.getMap('m').set('other half', 'x'.repeat(50))
    })
    ada.update(good)
    ada.update(broken.slice(0, broken.length - 20))
    ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('later', 1)))
    await until(() => ada.closed !== null)
    const read = await one.rooms.readDocument(planId)
    expect(read.doc.getMap('m').toJSON()).toEqual({ good: 1 })
  })

  it('builds the document again when a change breaks it, and only its sender notices', async () => {
    const one = await serve()
    const ada = await RawClient.join(address(one))
    const ben = await RawClient.join(address(one))
    const liar = await RawClient.join(address(one))
    liar.doc.clientID = 7
    liar.update(
      editOf(liar.doc, (doc) => {
        doc.getText('t').insert(0, 'zz')
        const list = new Y.Array()
        doc.getMap('m').set('list', list)
        list.push(['x'])
      }),
    )
    liar.update(editOf(liar.doc, (doc) => doc.getMap('m').delete('list')))
    await until(() => liar.saved === 2)
    // Other content under the number of the 'x' that is gone: Yjs stops half-way through this one.
    liar.update(Uint8Array.from([1, 1, 7, 3, 0b1100_0100, 7, 0, 7, 1, 4, 97, 98, 99, 100, 0]))
    await until(() => liar.closed !== null)
    expect(liar.closed?.code).toBe(closeCodes.malformedMessage.code)
    ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('a', 1)))
    await until(() => ben.doc.getMap('m').get('a') === 1)
    expect([ada.closed, ben.closed]).toEqual([null, null])
    const read = await one.rooms.readDocument(planId)
    expect([read.doc.getMap('m').toJSON(), read.doc.getText('t').toString()]).toEqual([{ a: 1 }, 'zz'])
    expect((await onDisk()).getText('t').toString()).toBe('zz')
  })

  it('refuses a message over the limit', async () => {
    const one = await serve({ limits: { messageBytes: 10_000 } })
    const ada = await RawClient.join(address(one))
    const ben = await RawClient.join(address(one))
    ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('a', 'x'.repeat(20_000))))
    await until(() => ada.closed !== null)
    expect(ada.closed?.code).toBe(1009)
    expect(ben.closed).toBe(null)
    expect(one.rooms.stats().closed.messageTooLarge).toBe(1)
  })

  it('refuses what would make the plan larger than it may be, counting what it is and not what it was', async () => {
    const one = await serve({ limits: { documentBytes: 50_000 } })
    const ada = await RawClient.join(address(one))
    for (let i = 0; i < 20; i += 1) {
      ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('same key', String(i).repeat(10_000).slice(0, 10_000))))
    }
    await until(() => ada.saved === 20)
    ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('more', 'x'.repeat(45_000))))
    await until(() => ada.closed !== null)
    expect(ada.closed?.code).toBe(closeCodes.documentTooLarge.code)
    expect((await one.rooms.readDocument(planId)).doc.getMap('m').has('more')).toBe(false)
  })

  it('cuts off a reader who does not read', async () => {
    const one = await serve({ limits: { bufferedBytes: 200_000 } })
    const ada = await RawClient.join(address(one))
    const slow = await RawClient.join(address(one))
    slow.pause()
    for (let i = 0; i < 300 && one.rooms.stats().connections === 2; i += 1) {
      ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('blob', `${i}`.padEnd(100_000, 'x'))))
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    expect(one.rooms.stats().connections).toBe(1)
    expect(one.rooms.stats().closed.tooSlow).toBe(1)
    expect(ada.closed).toBe(null)
    slow.vanish()
  })

  it('slows down whoever sends without end, and serves the others meanwhile', async () => {
    const one = await serve()
    const flood = await RawClient.join(address(one))
    const ada = await RawClient.join(address(one))
    const ben = await RawClient.join(address(one))
    const edits: Uint8Array[] = []
    for (let i = 0; i < 8_000; i += 1) edits.push(editOf(flood.doc, (doc) => doc.getMap('f').set(`k${i % 50}`, i)))
    for (const edit of edits) flood.update(edit)
    const began = performance.now()
    ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('a', 1)))
    await until(() => ben.doc.getMap('m').has('a'))
    expect(performance.now() - began).toBeLessThan(2_000)
    await until(() => flood.saved === 8_000, 15_000)
    expect(flood.closed).toBe(null)
  })

  it('closes whoever asks without end for what changes nothing', async () => {
    const one = await serve({ limits: { idleBurst: 50, idlePerSecond: 1 } })
    const ada = await RawClient.join(address(one))
    for (let i = 0; i < 100; i += 1) ada.request()
    await until(() => ada.closed !== null)
    expect(ada.closed?.code).toBe(closeCodes.tooManyMessages.code)
  })

  it('limits the connections of a plan and of a member', async () => {
    const one = await serve({ limits: { connectionsPerPlan: 3, connectionsPerMember: 2 } })
    await RawClient.join(address(one, 'as=mem_ada'))
    await RawClient.join(address(one, 'as=mem_ada'))
    const third = await RawClient.join(address(one, 'as=mem_ada'))
    expect(third.closed?.code).toBe(closeCodes.tooManyConnections.code)
    await RawClient.join(address(one, 'as=mem_ben'))
    const fourth = await RawClient.join(address(one, 'as=mem_cleo'))
    expect(fourth.closed?.code).toBe(closeCodes.tooManyConnections.code)
  })

  it('turns away a client that is too old to write safely', async () => {
    const one = await serve()
    const old = await RawClient.join(address(one, 'schema=0'))
    expect(old.closed?.code).toBe(closeCodes.clientTooOld.code)
  })

  it('keeps a member out who sends nothing but what cannot be read, for a while, and nobody else', async () => {
    const one = await serve({ limits: { offences: 3, offenceMs: 150 } })
    const ben = await RawClient.join(address(one, 'as=mem_ben'))
    const reasons: string[] = []
    for (let tries = 0; tries < 5; tries += 1) {
      const bad = await RawClient.open(address(one, 'as=mem_bad'))
      bad.send(Uint8Array.of(77, 1))
      await until(() => bad.closed !== null)
      reasons.push(bad.closed?.reason ?? '')
    }
    const { malformedMessage, tooManyMessages } = closeCodes
    expect(reasons).toEqual([...new Array(4).fill(malformedMessage.reason), tooManyMessages.reason])
    expect(ben.closed).toBe(null)
    await RawClient.join(address(one, 'as=mem_ben'))
    await new Promise((resolve) => setTimeout(resolve, 200))
    const back = await RawClient.join(address(one, 'as=mem_bad'))
    back.update(editOf(back.doc, (doc) => doc.getMap('m').set('a', 1)))
    await until(() => ben.doc.getMap('m').get('a') === 1)
  })

  it('survives broken frames', async () => {
    const one = await serve()
    const ada = await RawClient.join(address(one))
    for (const frame of [
      [0x83, 0x80, 1, 2, 3, 4],
      [0xf2, 0x80, 1, 2, 3, 4],
      [0x82, 1, 0],
      [0x82, 0xff, 0, 1, 0, 0, 0, 0, 0, 0],
    ]) {
      const bad = await RawClient.join(address(one))
      ;(bad as unknown as { socket: { _socket: { write(bytes: Uint8Array): void } } }).socket._socket.write(
        Uint8Array.from(frame),
      )
      await until(() => bad.closed !== null)
    }
    ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('a', 1)))
    await until(() => ada.saved === 1)
  })
})

describe('changes whose predecessors are missing', () => {
  it('are on disk, are shown to nobody until the predecessors come, and survive a restart', async () => {
    const one = await serve()
    const ada = await RawClient.join(address(one))
    const ben = await RawClient.join(address(one))
    const first = editOf(ada.doc, (doc) => doc.getText('t').insert(0, 'a'))
    const second = editOf(ada.doc, (doc) => doc.getText('t').insert(1, 'b'))
    ada.update(second)
    await until(() => ada.saved === 1)
    expect(rows().length).toBe(1)
    ada.leave()
    ben.leave()
    await until(() => one.rooms.stats().rooms === 0)
    const cleo = await RawClient.join(address(one))
    const dan = await RawClient.join(address(one))
    expect(cleo.doc.getText('t').toString()).toBe('')
    cleo.update(first)
    await until(() => dan.doc.getText('t').toString() === 'ab')
    expect((await one.rooms.readDocument(planId)).doc.getText('t').toString()).toBe('ab')
  })

  it('are bounded, and stall nobody', async () => {
    const one = await serve({ limits: { parkedChanges: 500 } })
    const ada = await RawClient.join(address(one))
    const ben = await RawClient.join(address(one))
    const gappy = await RawClient.join(address(one))
    const all: Uint8Array[] = []
    for (let i = 0; i < 1_400; i += 1) all.push(editOf(gappy.doc, (doc) => doc.getText('t').insert(i, 'x')))
    for (const [i, update] of all.entries()) if (i % 2 === 1) gappy.update(update)
    const began = performance.now()
    ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set('a', 1)))
    await until(() => ben.doc.getMap('m').has('a'))
    expect(performance.now() - began).toBeLessThan(1_000)
    await until(() => gappy.closed !== null)
    expect(gappy.closed?.code).toBe(closeCodes.missingChanges.code)
    // Nothing of hers is lost: she comes back and brings it whole.
    const back = await RawClient.join(address(one))
    back.step2(Y.encodeStateAsUpdate(gappy.doc))
    await until(() => ben.doc.getText('t').length === 1_400)
  })

  it('stay in the log when a snapshot is stored', async () => {
    const one = await serve({ limits: { lingerMs: 5, snapshotUpdates: 5, snapshotBytes: 10 } })
    const ada = await RawClient.join(address(one))
    const stray = new Y.Doc()
    const first = editOf(stray, (doc) => doc.getText('t').insert(0, 'a'))
    ada.update(editOf(stray, (doc) => doc.getText('t').insert(1, 'b')))
    for (let i = 0; i < 30; i += 1) {
      ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set(`k${i}`, i)))
      if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await until(() => ada.saved === 31)
    ada.leave()
    await until(() => one.rooms.stats().rooms === 0)
    expect((await log.load(planId)).snapshot).not.toBe(null)
    const ben = await RawClient.join(address(one))
    ben.update(first)
    await until(() => ben.saved === 1)
    expect((await one.rooms.readDocument(planId)).doc.getText('t').toString()).toBe('ab')
  })
})

describe('the log', () => {
  it('is read whole when a snapshot is damaged, and a damaged entry is set aside', async () => {
    const one = await serve()
    const ada = await RawClient.join(address(one))
    for (let i = 0; i < 30; i += 1) {
      ada.update(editOf(ada.doc, (doc) => doc.getMap('m').set(`k${i}`, i)))
      await until(() => ada.saved === i + 1)
    }
    ada.leave()
    await until(() => one.rooms.stats().rooms === 0)
    database.sqlite.prepare('update plan_snapshots set state = ?').run(Buffer.from('not a snapshot'))
    database.sqlite.prepare('update plan_updates set "update" = ? where seq = 30').run(Buffer.from('no update'))
    const ben = await RawClient.join(address(one))
    expect(ben.doc.getMap('m').size).toBe(29)
  })
})

describe('access that changes', () => {
  it('closes the sockets of a member, or of one session, and judges them again', async () => {
    const one = await serve()
    const ada = await RawClient.join(address(one, 'as=mem_ada&session=laptop'))
    const adaAtHome = await RawClient.join(address(one, 'as=mem_ada&session=home'))
    const ben = await RawClient.join(address(one, 'as=mem_ben'))
    one.rooms.closeSession('home')
    await until(() => adaAtHome.closed !== null)
    expect([ada.closed, ben.closed]).toEqual([null, null])
    one.rooms.closeMember('mem_ada' as MemberId)
    await until(() => ada.closed !== null)
    expect(ada.closed?.code).toBe(closeCodes.accessChanged.code)
    expect(ben.closed).toBe(null)
  })

  it('refuses whoever the gatekeeper refuses, with its words', async () => {
    const one = await serve({
      gatekeeper: { admit: async () => ({ admitted: false, closeCode: 4403, reason: 'Not your lab.' }) },
    })
    const ada = await RawClient.join(address(one))
    expect(ada.closed).toEqual({ code: 4403, reason: 'Not your lab.' })
    expect(one.rooms.stats().rooms).toBe(0)
  })

  it('tells a client to come back when nobody can say who it is', async () => {
    const one = await serve({
      gatekeeper: {
        admit: async () => {
          throw new Error('the database is busy')
        },
      },
    })
    const ada = await RawClient.join(address(one))
    expect(ada.closed?.code).toBe(closeCodes.notReady.code)
  })
})

describe('presence', () => {
  const heardOf = (client: RawClient) => {
    const doc = new Y.Doc()
    const awareness = new Awareness(doc)
    const states = new Map<number, unknown>()
    for (const message of client.heard) {
      if (message.type !== messageTypes.awareness) continue
      for (const [id, state] of decodePresences(message.body)) {
        if (state === null) states.delete(id)
        else states.set(id, state)
      }
    }
    awareness.destroy()
    return states
  }

  it('is shown under the name of the session, whatever the client says', async () => {
    const one = await serve()
    const ada = await RawClient.join(address(one, 'as=mem_ada'))
    const ben = await RawClient.join(address(one, 'as=mem_ben'))
    ben.send(
      encodeAwareness(presenceOf(7, 1, JSON.stringify({ person: { memberId: 'mem_ada', name: 'Ada', hue: 3 } }))),
    )
    await until(() => heardOf(ada).has(7))
    expect(heardOf(ada).get(7)).toEqual({ person: { memberId: 'mem_ben', name: 'ben', hue: 3 } })
    const cleo = await RawClient.join(address(one))
    expect(heardOf(cleo).has(7)).toBe(true)
    ben.vanish()
    await until(() => !heardOf(ada).has(7))
  })

  it('cannot be taken over, silenced or multiplied by another connection', async () => {
    const one = await serve()
    const ada = await RawClient.join(address(one, 'as=mem_ada'))
    const ben = await RawClient.join(address(one, 'as=mem_ben'))
    ada.send(encodeAwareness(presenceOf(7, 1, '{"a":1}')))
    await until(() => heardOf(ben).has(7))
    ben.send(encodeAwareness(presenceOf(7, 2, '{"a":"stolen"}')))
    ben.send(encodeAwareness(presenceOf(7, 2, 'null')))
    ben.send(encodeAwareness(presenceOf(8, 1, '{"b":1}')))
    ben.send(encodeAwareness(presenceOf(9, 1, '{"ghost":1}')))
    await until(() => heardOf(ada).has(8))
    expect([...heardOf(ada)]).toEqual([
      [7, { a: 1 }],
      [8, { b: 1 }],
    ])
    // What y-websocket repeats of others does it no harm.
    ben.send(encodeAwareness(encodeAwarenessUpdate(awarenessWith(new Map([[7, { a: 1 }]])), [7])))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(ben.closed).toBe(null)
  })

  it('passes to the same person’s new connection while the old one is not yet known to be dead', async () => {
    const one = await serve()
    const ben = await RawClient.join(address(one, 'as=mem_ben'))
    const before = await RawClient.join(address(one, 'as=mem_ada'))
    before.send(encodeAwareness(presenceOf(7, 4, '{"a":1}')))
    await until(() => heardOf(ben).has(7))
    const after = await RawClient.join(address(one, 'as=mem_ada'))
    after.send(encodeAwareness(presenceOf(7, 5, '{"a":2}')))
    await until(() => JSON.stringify(heardOf(ben).get(7)) === '{"a":2}')
    before.vanish()
    await new Promise((resolve) => setTimeout(resolve, 40))
    expect(heardOf(ben).has(7)).toBe(true)
    after.vanish()
    await until(() => !heardOf(ben).has(7))
  })

  it('of a connection that no longer answers is gone after two rounds of pings', async () => {
    const one = await serve({ limits: { pingMs: 50, lingerMs: 20 } })
    const ben = await RawClient.join(address(one, 'as=mem_ben'))
    const ada = await RawClient.join(address(one, 'as=mem_ada'))
    ada.send(encodeAwareness(presenceOf(7, 1, '{"a":1}')))
    await until(() => heardOf(ben).has(7))
    ada.pause()
    await until(() => !heardOf(ben).has(7), 1_000)
    expect(one.rooms.stats().closed.noAnswer).toBe(1)
    expect(ben.closed).toBe(null)
    ada.vanish()
  })
})

function bomb(): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const number of [1, 33_554_431, 77, 0]) encoding.writeVarUint(encoder, number)
  return encoding.toUint8Array(encoder)
}

function presenceOf(clientId: number, clock: number, text: string): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, clientId)
  encoding.writeVarUint(encoder, clock)
  encoding.writeVarString(encoder, text)
  return encoding.toUint8Array(encoder)
}

function awarenessWith(states: Map<number, Record<string, unknown>>): Awareness {
  const awareness = new Awareness(new Y.Doc())
  for (const [id, state] of states) {
    awareness.states.set(id, state)
    awareness.meta.set(id, { clock: 9, lastUpdated: 0 })
  }
  queueMicrotask(() => awareness.destroy())
  return awareness
}

function decodePresences(update: Uint8Array): [number, unknown][] {
  const found: [number, unknown][] = []
  const awareness = new Awareness(new Y.Doc())
  awareness.destroy()
  const decoder = { arr: update, pos: 0 }
  const varUint = () => {
    let value = 0
    for (let place = 1; ; place *= 128) {
      const byte = decoder.arr[decoder.pos++]!
      value += (byte & 127) * place
      if (byte < 128) return value
    }
  }
  for (let count = varUint(); count > 0; count -= 1) {
    const id = varUint()
    varUint()
    const length = varUint()
    found.push([id, JSON.parse(new TextDecoder().decode(update.subarray(decoder.pos, decoder.pos + length)))])
    decoder.pos += length
  }
  return found
}
