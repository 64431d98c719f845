import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { type CloseReason, closeCodes } from '@/collab/protocol/closeCodes'
import { mayWrite, urlParameters } from '@/collab/protocol/version'
import type { MemberId, PlanId } from '@/science/ids'
import { Connection } from './connection'
import { Counters } from './counters'
import { defaultLimits, type Limits } from './limits'
import { Offenders } from './offenders'
import type { Gatekeeper, PlanLog } from './ports'
import { fill, Room, type RoomLogger } from './room'

export interface RoomsOptions {
  log: PlanLog
  gatekeeper: Gatekeeper
  /**
   * Called a little after changes of a plan are on disk, once for all that came together. The document is the living one,
   * and holds what is durable only while the call lasts: read it at once, change nothing, keep nothing.
   */
  onDurable?(planId: PlanId, seq: number, doc: Y.Doc): void
  limits?: Partial<Limits>
  logger?: RoomLogger
  /** A batch of changes was on disk after so long, ms. */
  onCommit?(ms: number): void
}

export interface Rooms {
  /** Takes over a socket that asks for a plan. Admits, or closes it with a code that says why not. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, planId: PlanId): void
  /** A copy of the document as it is on disk, pending appends included. */
  readDocument(planId: PlanId): Promise<{ doc: Y.Doc; seq: number }>
  /** A change by the server itself, through the same durable path; resolves with its sequence number when it is on disk. */
  apply(planId: PlanId, memberId: MemberId | null, change: (doc: Y.Doc) => void): Promise<number>
  /** Closes all sockets of a member, e.g. when her role changed: she comes back and is judged again. */
  closeMember(memberId: MemberId, reason?: CloseReason): void
  closeSession(sessionId: string, reason?: CloseReason): void
  closePlan(planId: PlanId, reason?: CloseReason): void
  stats(): RoomStats
  /** Finishes what is in flight, says goodbye to everyone and stores what makes the next start fast. */
  close(): Promise<void>
}

export interface RoomStats {
  rooms: number
  connections: number
  joining: number
  queuedChanges: number
  documentBytes: number
  counters: Readonly<Omit<Counters, 'closed' | 'reject' | 'committed' | 'onCommit'>>
  closed: Readonly<Record<string, number>>
}

interface Joining {
  planId: PlanId
  memberId: MemberId
  sessionId: string
  cancelled: CloseReason | null
}

/** Longest time that all rooms together may take before the sockets are read again, ms. */
const roundMs = 30

export function createRooms(options: RoomsOptions): Rooms {
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const logger: RoomLogger = options.logger ?? {
    warn: (details, message) => console.warn(message, details),
    error: (details, message) => console.error(message, details),
  }
  const counters = new Counters(options.onCommit)
  const rooms = new Map<PlanId, Room>()
  /** What a failed room still had under way; its successor loads after it. */
  const settling = new Map<PlanId, Promise<unknown>>()
  const joining = new Set<Joining>()
  const dirty = new Set<Room>()
  const offenders = new Offenders(limits)
  let accessChanges = 0
  let isScheduled = false
  let isClosed = false

  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    perMessageDeflate: false,
    clientTracking: false,
  })

  const pinging = setInterval(() => {
    const now = performance.now()
    for (const room of rooms.values()) for (const connection of [...room.connections]) connection.ping(now)
  }, limits.pingMs)
  pinging.unref()

  /** One round serves all rooms that have something to do, so that their changes share a commit. */
  function round(): void {
    isScheduled = false
    const until = performance.now() + roundMs
    for (const room of dirty) {
      dirty.delete(room)
      try {
        room.turn()
      } catch (error) {
        room.fail(error)
      }
      if (performance.now() > until) break
    }
    if (dirty.size > 0) scheduleRound()
  }

  function scheduleRound(): void {
    if (isScheduled) return
    isScheduled = true
    setImmediate(round)
  }

  /** The room of a plan, held open for the caller until `endLease`. */
  async function lease(planId: PlanId): Promise<Room> {
    let room = rooms.get(planId)
    if (room === undefined) {
      room = new Room(
        planId,
        {
          log: options.log,
          limits,
          counters,
          logger,
          onDurable: (id, seq, doc) => options.onDurable?.(id, seq, doc),
          schedule(waking) {
            dirty.add(waking)
            scheduleRound()
          },
          closed(gone) {
            if (rooms.get(planId) === gone) rooms.delete(planId)
            dirty.delete(gone)
            counters.roomsClosed += 1
            if (gone.state === 'failed') {
              const settled = gone.lastAppend.then(
                () => undefined,
                () => undefined,
              )
              settling.set(planId, settled)
              void settled.then(() => {
                if (settling.get(planId) === settled) settling.delete(planId)
              })
            }
          },
        },
        settling.get(planId),
      )
      rooms.set(planId, room)
      counters.roomsOpened += 1
    }
    room.lease()
    try {
      await room.ready
      while (room.state === 'rebuilding') await room.ready
    } catch (error) {
      if (rooms.get(planId) === room) rooms.delete(planId)
      throw error
    }
    return room
  }

  async function admit(socket: WebSocket, line: Duplex, request: IncomingMessage, planId: PlanId): Promise<void> {
    const refuse = (reason: CloseReason) => {
      counters.reject(reason)
      socket.resume()
      socket.close(closeCodes[reason].code, closeCodes[reason].reason)
    }
    const asked = new URL(request.url ?? '/', 'http://plan').searchParams
    const version = asked.get(urlParameters.schema)
    if (version !== null && !mayWrite(Number(version))) return refuse('clientTooOld')
    if (isClosed) return refuse('shuttingDown')

    let admission: Awaited<ReturnType<Gatekeeper['admit']>>
    try {
      let asOf: number
      do {
        // An answer that was given while somebody's access changed may be the old one.
        asOf = accessChanges
        admission = await withTimeout(options.gatekeeper.admit(request, planId), limits.admissionMs)
      } while (asOf !== accessChanges)
    } catch (error) {
      logger.error({ planId, error: String(error) }, 'admission to a plan failed')
      return refuse('notReady')
    }
    if (!admission.admitted) {
      counters.refusedAdmissions += 1
      socket.resume()
      socket.close(admission.closeCode, admission.reason)
      return
    }
    const { memberId, sessionId, canWrite, name } = admission
    // A page that only sends what cannot be read would come back for ever, and take everybody's time at the door.
    if (offenders.isKeptOut(memberId)) return refuse('tooManyMessages')
    const arrival: Joining = { planId, memberId, sessionId, cancelled: null }
    joining.add(arrival)
    let room: Room
    try {
      room = await lease(planId)
    } catch (error) {
      joining.delete(arrival)
      logger.error({ planId, error: String(error) }, 'a plan could not be opened')
      return refuse('notReady')
    }
    joining.delete(arrival)
    try {
      if (arrival.cancelled !== null) return refuse(arrival.cancelled)
      if (isClosed) return refuse('shuttingDown')
      if (room.state === 'failed' || room.state === 'closed') return refuse('notReady')
      if (socket.readyState !== socket.OPEN) return
      let own = 0
      for (const one of room.connections) if (one.memberId === memberId) own += 1
      if (room.connections.size >= limits.connectionsPerPlan || own >= limits.connectionsPerMember) {
        return refuse('tooManyConnections')
      }
      const wantsSaved = asked.get(urlParameters.ack) === '1'
      const member = { memberId, sessionId, canWrite, name }
      room.join(new Connection(socket, line, member, wantsSaved, limits, counters, offenders.note))
    } finally {
      room.endLease()
    }
  }

  function closeWhere(matches: (one: { memberId: MemberId; sessionId: string }) => boolean, reason: CloseReason): void {
    accessChanges += 1
    for (const arrival of joining) if (matches(arrival)) arrival.cancelled = reason
    for (const room of rooms.values()) {
      for (const connection of [...room.connections]) if (matches(connection)) connection.close(reason)
    }
  }

  return {
    handleUpgrade(request, socket, head, planId) {
      server.handleUpgrade(request, socket, head, (webSocket) => {
        // Nothing is read before it is known who is there; what comes meanwhile waits in the socket.
        webSocket.pause()
        webSocket.on('error', () => {})
        admit(webSocket, socket, request, planId).catch((error: unknown) => {
          logger.error({ planId, error: String(error) }, 'a socket could not join a plan')
          webSocket.terminate()
        })
      })
    },

    async readDocument(planId) {
      const open = rooms.get(planId)
      if (open !== undefined) {
        open.lease()
        try {
          await open.ready
          return await open.read()
        } finally {
          open.endLease()
        }
      }
      const { snapshot, updates, seq } = await options.log.load(planId)
      const doc = new Y.Doc()
      fill(doc, { snapshot, updates })
      return { doc, seq }
    },

    async apply(planId, memberId, change) {
      const room = await lease(planId)
      try {
        return await room.apply(memberId, change)
      } finally {
        room.endLease()
      }
    },

    closeMember: (memberId, reason = 'accessChanged') => closeWhere((one) => one.memberId === memberId, reason),
    closeSession: (sessionId, reason = 'accessChanged') => closeWhere((one) => one.sessionId === sessionId, reason),

    closePlan(planId, reason = 'accessChanged') {
      accessChanges += 1
      for (const arrival of joining) if (arrival.planId === planId) arrival.cancelled = reason
      for (const connection of [...(rooms.get(planId)?.connections ?? [])]) connection.close(reason)
    },

    stats() {
      let connections = 0
      let queuedChanges = 0
      let documentBytes = 0
      for (const room of rooms.values()) {
        connections += room.connections.size
        queuedChanges += room.queued
        documentBytes += room.size
      }
      const { closed, ...rest } = counters
      return {
        rooms: rooms.size,
        connections,
        joining: joining.size,
        queuedChanges,
        documentBytes,
        counters: rest as RoomStats['counters'],
        closed: Object.fromEntries(closed),
      }
    },

    async close() {
      isClosed = true
      clearInterval(pinging)
      for (const room of rooms.values()) {
        // What has arrived is finished; then nobody can send any more.
        while (room.state === 'open' && room.queued > 0) room.turn()
        for (const connection of [...room.connections]) connection.close('shuttingDown')
      }
      await Promise.all([...rooms.values()].map((room) => room.closeNow()))
      server.close()
    },
  }
}

async function withTimeout<Value>(promise: Promise<Value>, ms: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no decision within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
