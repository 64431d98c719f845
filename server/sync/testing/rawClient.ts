import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { encodeSync, messageTypes, syncTypes } from '@/collab/protocol/messages'

/** A hand-made client: says exactly what a test wants it to say, and keeps what it hears. */
export class RawClient {
  readonly heard: { type: number; sync: number | null; body: Uint8Array }[] = []
  saved = 0
  refusedAt: number | null = null
  closed: { code: number; reason: string } | null = null
  readonly doc = new Y.Doc()
  private readonly socket: WebSocket

  private constructor(url: string) {
    this.socket = new WebSocket(url)
    this.socket.binaryType = 'nodebuffer'
    this.socket.on('message', (data: Buffer) => this.hear(data))
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() }
    })
    this.socket.on('error', () => {})
  }

  static async open(url: string): Promise<RawClient> {
    const client = new RawClient(url)
    await new Promise<void>((resolve, reject) => {
      client.socket.once('open', () => resolve())
      client.socket.once('error', reject)
    })
    return client
  }

  /** Opens, asks for the document, and waits for it. */
  static async join(url: string): Promise<RawClient> {
    const client = await RawClient.open(url)
    client.request()
    await until(() => client.heard.some((message) => message.sync === syncTypes.step2) || client.closed !== null)
    return client
  }

  request(stateVector: Uint8Array = Y.encodeStateVector(this.doc)): void {
    this.send(encodeSync(syncTypes.step1, stateVector))
  }

  update(update: Uint8Array): void {
    this.send(encodeSync(syncTypes.update, update))
  }

  step2(update: Uint8Array): void {
    this.send(encodeSync(syncTypes.step2, update))
  }

  send(bytes: Uint8Array | string): void {
    this.socket.send(bytes)
  }

  pause(): void {
    this.socket.pause()
  }

  resume(): void {
    this.socket.resume()
  }

  get buffered(): number {
    return this.socket.bufferedAmount
  }

  leave(): void {
    this.socket.close()
  }

  vanish(): void {
    this.socket.terminate()
  }

  private hear(data: Uint8Array): void {
    const decoder = decoding.createDecoder(data)
    const type = decoding.readVarUint(decoder)
    const message = { type, sync: null as number | null, body: new Uint8Array(0) }
    if (type === messageTypes.sync) {
      message.sync = decoding.readVarUint(decoder)
      message.body = decoding.readVarUint8Array(decoder).slice()
      if (message.sync !== syncTypes.step1) Y.applyUpdate(this.doc, message.body)
    } else if (type === messageTypes.saved) {
      this.saved = decoding.readVarUint(decoder)
    } else if (type === messageTypes.refused) {
      this.refusedAt = decoding.readVarUint(decoder)
    } else if (type === messageTypes.awareness) {
      message.body = decoding.readVarUint8Array(decoder).slice()
    }
    this.heard.push(message)
  }
}

/** The update that an edit makes, on a document that then holds it. */
export function editOf(doc: Y.Doc, edit: (doc: Y.Doc) => void): Uint8Array {
  const before = Y.encodeStateVector(doc)
  doc.transact(() => edit(doc))
  return Y.encodeStateAsUpdate(doc, before)
}

export async function until(condition: () => boolean | Promise<boolean>, ms = 5_000): Promise<void> {
  const end = performance.now() + ms
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`not so within ${ms} ms: ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
