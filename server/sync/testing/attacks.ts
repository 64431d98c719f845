import { connect } from 'node:net'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { addRecipe, createPlan, setParameter } from '@/collab/plan/write'
import { encodeAwareness, encodeSync, messageTypes, syncTypes } from '@/collab/protocol/messages'

/** Messages that no honest client sends. Each kind makes one from random numbers. */
type Next = () => number
type Message = Uint8Array | string

/** Who says it, and where: what could be a valid change goes to the bystanders' plan only from one who may not write. */
type From = 'writer beside the others' | 'viewer beside the others' | 'writer elsewhere'

interface Kind {
  name: string
  from: readonly From[]
  make(next: Next): Message
}

const below = (next: Next, limit: number) => Math.floor(next() * limit)
const pick = <T>(next: Next, list: readonly T[]): T => list[below(next, list.length)] as T

function bytes(next: Next, longest: number): Uint8Array {
  return Uint8Array.from({ length: below(next, longest) }, () => below(next, 256))
}

/** A plan as an honest person makes it, and an edit of it: what the mangled messages are made from. */
function honestUpdate(next: Next): Uint8Array {
  const doc = new Y.Doc()
  createPlan(doc, { title: 'T' })
  const id = addRecipe(doc, { name: 'A', process: 'wet' })
  setParameter(doc, id, 'sinterTemperatureC', below(next, 900))
  return Y.encodeStateAsUpdate(doc)
}

function presence(clientId: number, clock: number, state: string): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, clientId)
  encoding.writeVarUint(encoder, clock)
  encoding.writeVarString(encoder, state)
  return encodeAwareness(encoding.toUint8Array(encoder))
}

function honestMessage(next: Next): Uint8Array {
  const update = honestUpdate(next)
  return pick(next, [
    () => encodeSync(syncTypes.update, update),
    () => encodeSync(syncTypes.step2, update),
    () => encodeSync(syncTypes.step1, Y.encodeStateVectorFromUpdate(update)),
    () => presence(below(next, 2 ** 31), below(next, 100), '{"user":{"name":"x"}}'),
  ])()
}

/** Values nested so deep that a recursive reader runs out of stack. */
function deepValue(depth: number): Uint8Array {
  // lib0's "any": 117 starts a list of so many.
  const encoder = encoding.createEncoder()
  for (let level = 0; level < depth; level += 1) {
    encoding.writeUint8(encoder, 117)
    encoding.writeVarUint(encoder, 1)
  }
  encoding.writeUint8(encoder, 126)
  return encoding.toUint8Array(encoder)
}

/** One struct of one client: a value under `plan`'s map, as Yjs's first encoding has it. */
function updateAround(client: number, value: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, 0)
  encoding.writeUint8(encoder, 8 | 0b0010_0000)
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarString(encoder, 'recipes')
  encoding.writeVarString(encoder, 'rec_12345678')
  encoding.writeVarUint(encoder, 1)
  encoding.writeUint8Array(encoder, value)
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

function wrongTypes(next: Next): Uint8Array {
  const doc = new Y.Doc()
  const junk = () =>
    pick<unknown>(next, [
      null,
      '',
      'x'.repeat(below(next, 5000)),
      -1e308,
      [],
      [[['a']]],
      { prototype: { a: [{}] } },
      new Uint8Array(below(next, 100)),
      new Y.Text('x'),
      new Y.Array(),
      new Y.Map(),
      new Y.XmlElement('script'),
    ])
  const key = pick(next, ['rec_12345678', '__proto__', 'constructor', '', 'x'.repeat(300)])
  doc.transact(() => {
    const where = below(next, 4)
    if (where === 0) doc.getMap('recipes').set(key, junk())
    else if (where === 1) doc.getMap('plan').set(key, junk())
    else if (where === 2) doc.getArray('recipes').push([junk()])
    else {
      const recipe = new Y.Map<unknown>()
      recipe.set(pick(next, ['entries', 'notes', key]), junk())
      doc.getMap('recipes').set(key, recipe)
    }
  })
  return Y.encodeStateAsUpdate(doc)
}

const everywhere = ['writer beside the others', 'viewer beside the others', 'writer elsewhere'] as const
const harmless = ['viewer beside the others', 'writer elsewhere'] as const

const kinds: readonly Kind[] = [
  { name: 'random bytes', from: everywhere, make: (next) => bytes(next, 4_000) },
  {
    name: 'random bytes as a change',
    from: harmless,
    make: (next) => encodeSync(pick(next, [syncTypes.update, syncTypes.step2]), bytes(next, 500)),
  },
  {
    name: 'random bytes as a request',
    from: everywhere,
    make: (next) => encodeSync(syncTypes.step1, bytes(next, 200)),
  },
  {
    name: 'truncated',
    from: everywhere,
    make: (next) => {
      const whole = honestMessage(next)
      return whole.slice(0, below(next, whole.length))
    },
  },
  {
    name: 'bits flipped',
    from: harmless,
    make: (next) => {
      const message = honestMessage(next)
      for (let flips = 1 + below(next, 5); flips > 0; flips -= 1)
        (message[below(next, message.length)] as number) ^= 1 << below(next, 8)
      return message
    },
  },
  {
    name: 'huge numbers',
    from: everywhere,
    make: (next) => {
      const head = pick(next, [[], [0], [0, 2], [0, 1], [0, 0], [1], [0, 2, 20, 1], [0, 2, 20, 1, 1], [1, 20, 1]])
      return Uint8Array.from([...head, ...new Array(1 + below(next, 12)).fill(255), below(next, 128)])
    },
  },
  {
    name: 'deep values',
    from: harmless,
    make: (next) =>
      encodeSync(syncTypes.update, updateAround(1 + below(next, 1e6), deepValue(pick(next, [50, 2_000, 20_000])))),
  },
  {
    name: 'deep presence',
    from: everywhere,
    make: (next) => presence(below(next, 1e6), 1, '['.repeat(below(next, 3_000))),
  },
  { name: 'wrong types', from: harmless, make: (next) => encodeSync(syncTypes.update, wrongTypes(next)) },
  {
    name: 'changes without predecessors',
    from: harmless,
    make: (next) => {
      const doc = new Y.Doc()
      doc.getText('t').insert(0, 'abcdef')
      const before = Y.encodeStateVector(doc)
      doc.getText('t').insert(below(next, 6), 'x')
      return encodeSync(syncTypes.update, Y.encodeStateAsUpdate(doc, before))
    },
  },
  {
    name: 'presence of another',
    from: everywhere,
    make: (next) => presence(below(next, 10), below(next, 2 ** 31), pick(next, ['null', '{}', '1', '"x"', '{"a":'])),
  },
  { name: 'who is here', from: everywhere, make: () => Uint8Array.of(messageTypes.queryAwareness) },
  { name: 'unknown type', from: everywhere, make: (next) => Uint8Array.from([4 + below(next, 120), 0, 1]) },
  { name: 'text', from: everywhere, make: (next) => pick(next, ['-1', '', '{}', 'x'.repeat(below(next, 2_000))]) },
]

export interface Attack {
  /** `ws://127.0.0.1:…/collab` */
  url: string
  /** The bystanders' plan. */
  planId: string
  messages: number
  next: Next
  /** Frames of 50 MB among them. */
  giants: number
  /** At most so many messages per second, all attackers together; as fast as they go when absent. */
  perSecond?: number
  /** Each attacker is one member all the time, who is kept out after a while; a new one for each connection otherwise. */
  asMembers?: boolean
  /** One kind alone, by its name. */
  only?: string
}

/** Sends so many hostile messages, each attacker coming back whenever it is thrown out. Returns how many of each kind. */
export async function attack({
  url,
  planId,
  messages,
  next,
  giants,
  perSecond,
  only,
  asMembers = false,
}: Attack): Promise<Record<string, number>> {
  const sent: Record<string, number> = {}
  let left = messages
  const startedAt = performance.now()
  const pace = async () => {
    if (perSecond === undefined) return
    const due = startedAt + ((messages - left) / perSecond) * 1_000
    const wait = due - performance.now()
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
  }
  const address = (from: From, n: number) => {
    const asked = new URLSearchParams(asMembers ? { as: `mem_attacker${n}` } : {})
    if (from === 'viewer beside the others') asked.set('read-only', '1')
    return `${url}/${from === 'writer elsewhere' ? `pln_attacked-${below(next, 5)}` : planId}?${asked}`
  }
  const attackers = Array.from({ length: 12 }, async (_, n) => {
    const from = (['writer beside the others', 'viewer beside the others', 'writer elsewhere'] as const)[n % 3] as From
    const mine = kinds.filter((kind) => kind.from.includes(from) && (only === undefined || kind.name === only))
    if (mine.length === 0) return
    let socket: WebSocket | null = null
    while (left > 0) {
      left -= 1
      await pace()
      if (socket === null || socket.readyState !== WebSocket.OPEN) socket = await opened(address(from, n))
      const kind = pick(next, mine)
      sent[kind.name] = (sent[kind.name] ?? 0) + 1
      const message = kind.make(next)
      await new Promise<void>((resolve) => socket?.send(message, () => resolve()))
      // Now and then everything that waits for the answer, so that being thrown out is noticed.
      if (next() < 0.3) await new Promise((resolve) => setTimeout(resolve, 1))
    }
    socket?.terminate()
  })
  const heavy = (async () => {
    for (let giant = 0; giant < giants; giant += 1) {
      const socket = await opened(`${url}/${planId}`)
      socket.send(encodeSync(syncTypes.update, new Uint8Array(50 * 1024 * 1024)), () => {})
      await new Promise<void>((resolve) => socket.once('close', () => resolve()))
      await brokenFrames(url, planId, next)
      sent['50 MB'] = giant + 1
    }
  })()
  await Promise.all([...attackers, heavy])
  return sent
}

async function opened(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  socket.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
  return socket
}

/** After an honest handshake, bytes that are no WebSocket frames. */
async function brokenFrames(url: string, planId: string, next: Next): Promise<void> {
  const { port, pathname } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => {})
  socket.write(
    `GET ${pathname}/${planId} HTTP/1.1\r\nHost: plan\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
  )
  socket.write(bytes(next, 3_000))
  socket.end()
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
    socket.resume()
  })
}
