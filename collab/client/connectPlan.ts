import * as decoding from 'lib0/decoding'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { type OtherPresence, readPresences } from '@/collab/plan/presence'
import type { PlanPresence } from '@/collab/plan/types'
import { closeCodes, closeSentence } from '@/collab/protocol/closeCodes'
import { encodeAwareness, messageTypes, syncTypes } from '@/collab/protocol/messages'
import { schemaVersion, urlParameters } from '@/collab/protocol/version'
import { type OfflineStore, openOfflineStore } from './offlineStore'

/**
 * - `connecting`: the plan is not yet the same here and there
 * - `saving`: something of this page is on its way to the server's disk
 * - `saved`: the server has said that everything of this page is on its disk
 * - `offline`: no connection; edits are kept on this device
 * - `refused`: the server will not take part; `refusal` says why in words
 */
export type PlanConnectionState = 'connecting' | 'saving' | 'saved' | 'offline' | 'refused'

export interface PlanStatus {
  state: PlanConnectionState
  /** When everything was last known to be on the server's disk, ms since 1970. */
  savedAt: number | null
  refusal: string | null
  /** Something of this page has not been acknowledged. */
  hasUnsaved: boolean
  /** What the browser had kept is in the document. */
  isLoaded: boolean
}

export interface PlanConnection extends Readonly<PlanStatus> {
  readonly doc: Y.Doc
  readonly awareness: Awareness
  /** The same object until something changes, for React's `useSyncExternalStore`. */
  status(): PlanStatus
  onChange(listener: () => void): () => void
  /** Shows (part of) what this person does to the others. */
  show(presence: Partial<PlanPresence>): void
  /** The others who are here, read with care. */
  others(): OtherPresence[]
  destroy(): void
}

export interface ConnectOptions {
  /** Where the plans' sockets are, e.g. `wss://interphase.lab.example/collab`. */
  url: string
  planId: string
  doc?: Y.Doc
  presence?: PlanPresence
  /** For Node; a browser has its own. */
  WebSocketPolyfill?: typeof WebSocket
  /** Further parameters of the URL, for tests. */
  params?: Record<string, string>
}

/** Reconnecting would only repeat these; `tooLarge` is WebSocket's own code for a message over the limit. */
const hopeless = new Set<number>([closeCodes.documentTooLarge.code, 1009])

/**
 * Joins a plan: keeps a document the same as the server's, and says honestly how much of it is on disk there.
 */
export function connectPlan(options: ConnectOptions): PlanConnection {
  const doc = options.doc ?? new Y.Doc()
  const awareness = new Awareness(doc)
  awareness.setLocalState(options.presence === undefined ? {} : { ...options.presence })
  const store: OfflineStore | null = openOfflineStore(options.planId, options.presence?.person.memberId ?? '', doc)

  let isDestroyed = false
  let hasFailed = false
  let acknowledged = 0
  let status: PlanStatus = {
    state: 'connecting',
    savedAt: null,
    refusal: null,
    hasUnsaved: false,
    isLoaded: store === null,
  }
  const listeners = new Set<() => void>()

  /** Counts, per socket, what the server will acknowledge. */
  class CountingSocket extends (options.WebSocketPolyfill ?? WebSocket) {
    changes = 0

    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBufferLike>): void {
      if (isChange(data)) this.changes += 1
      super.send(data as Parameters<WebSocket['send']>[0])
      if (this.changes > acknowledged) update()
    }
  }

  const provider = new WebsocketProvider(options.url.replace(/^http/, 'ws'), options.planId, doc, {
    connect: false,
    awareness,
    params: { [urlParameters.schema]: String(schemaVersion), [urlParameters.ack]: '1', ...options.params },
    WebSocketPolyfill: CountingSocket,
    // Tabs of one browser meet on the server, so that none shows what is not on its disk.
    disableBc: true,
    shouldReconnect: (event) => !(event.code >= 4400 && event.code < 4500) && !hopeless.has(event.code),
  })

  provider.messageHandlers[messageTypes.saved] = (_encoder, decoder) => {
    acknowledged = Math.max(acknowledged, decoding.readVarUint(decoder))
    update()
  }
  provider.messageHandlers[messageTypes.refused] = (_encoder, decoder) => {
    decoding.readVarUint(decoder)
    update({ refusal: 'You may read this plan but not change it.' })
  }
  provider.on('status', ({ status: next }) => {
    if (next === 'connected') {
      hasFailed = false
      // When a line breaks, each end forgets the other's presence, and would listen again only to something newer.
      for (const client of [...awareness.meta.keys()]) {
        if (client !== doc.clientID && !awareness.states.has(client)) awareness.meta.delete(client)
      }
      awareness.setLocalState(awareness.getLocalState())
    }
    if (next === 'connecting') acknowledged = 0
    update()
  })
  provider.on('sync', () => update())
  provider.on('connection-error', () => failed())
  provider.on('connection-close', () => failed())
  provider.on('closed', ({ code, reason }) => {
    update({ refusal: reason || (closeSentence(code) ?? 'The server ended the connection.') })
  })

  // y-websocket repeats to the server all that it hears of others. What this page has to tell is its own.
  awareness.off('update', provider._awarenessUpdateHandler)
  const tell = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) => {
    const own = doc.clientID
    if (!added.includes(own) && !updated.includes(own) && !removed.includes(own)) return
    const { ws } = provider
    if (!provider.wsconnected || ws === null || ws.readyState !== ws.OPEN) return
    ws.send(encodeAwareness(encodeAwarenessUpdate(awareness, [own])) as Uint8Array<ArrayBuffer>)
  }
  awareness.on('update', tell)

  const edited = (_update: Uint8Array, origin: unknown) => {
    if (origin !== provider && status.isLoaded && !status.hasUnsaved) update({ hasUnsaved: true })
  }
  doc.on('update', edited)

  function failed(): void {
    hasFailed = true
    acknowledged = 0
    update()
  }

  function currentState(): PlanConnectionState {
    if (status.refusal !== null) return 'refused'
    const { ws } = provider
    if (!provider.wsconnected || !(ws instanceof CountingSocket)) return hasFailed ? 'offline' : 'connecting'
    // The first change that is counted is the answer to the server's question what this page holds more than it.
    if (!provider.synced || ws.changes === 0) return 'connecting'
    if (acknowledged >= ws.changes) return 'saved'
    return acknowledged === 0 && !status.hasUnsaved ? 'connecting' : 'saving'
  }

  function update(changes: Partial<PlanStatus> = {}): void {
    if (isDestroyed) return
    const before = status
    status = { ...status, ...changes }
    status.state = currentState()
    if (status.state === 'saved') {
      status.hasUnsaved = false
      if (before.state !== 'saved') status.savedAt = Date.now()
    } else if (status.state === 'saving') {
      status.hasUnsaved = true
    }
    const isSame = (Object.keys(status) as (keyof PlanStatus)[]).every((key) => status[key] === before[key])
    if (isSame) {
      status = before
      return
    }
    for (const listener of [...listeners]) listener()
  }

  /** The browser noticed that the network changed: find out at once what that means, instead of after a minute. */
  const dialAgain = () => {
    if (isDestroyed || status.refusal !== null) return
    provider.wsUnsuccessfulReconnects = 0
    provider.disconnect()
    provider.connect()
  }
  const isInBrowser = typeof window !== 'undefined'
  if (isInBrowser) {
    window.addEventListener('offline', dialAgain)
    window.addEventListener('online', dialAgain)
  }

  if (store === null) {
    provider.connect()
  } else {
    void store.loaded.then(() => {
      if (isDestroyed) return
      update({ isLoaded: true })
      provider.connect()
    })
  }

  return {
    doc,
    awareness,
    get state() {
      return status.state
    },
    get savedAt() {
      return status.savedAt
    },
    get refusal() {
      return status.refusal
    },
    get hasUnsaved() {
      return status.hasUnsaved
    },
    get isLoaded() {
      return status.isLoaded
    },
    status: () => status,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    show(presence) {
      awareness.setLocalState({ ...awareness.getLocalState(), ...presence })
    },
    others: () => readPresences(awareness.getStates(), doc.clientID),
    destroy() {
      if (isDestroyed) return
      isDestroyed = true
      if (isInBrowser) {
        window.removeEventListener('offline', dialAgain)
        window.removeEventListener('online', dialAgain)
      }
      doc.off('update', edited)
      // Says goodbye to the others while the socket is still there.
      awareness.destroy()
      awareness.off('update', tell)
      provider.destroy()
      store?.close()
      listeners.clear()
      if (options.doc === undefined) doc.destroy()
    },
  }
}

function isChange(data: unknown): boolean {
  return (
    data instanceof Uint8Array &&
    data[0] === messageTypes.sync &&
    (data[1] === syncTypes.step2 || data[1] === syncTypes.update)
  )
}
