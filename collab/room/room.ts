import * as Y from 'yjs'
import { encodeCount, encodeSync, messageTypes, syncTypes } from '@/collab/protocol/messages'
import type { MemberId, PlanId } from '@/science/ids'
import type { Connection, Host } from './connection'
import type { Counters } from './counters'
import { frameOf } from './frame'
import type { Limits } from './limits'
import { mergeAll } from './mergeAll'
import type { LoggedUpdate, PlanLog } from './ports'
import { type Heard, PresenceBoard } from './presenceBoard'
import { UpdateScanner } from './scanUpdate'

export interface RoomLogger {
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

export interface RoomSetting {
  log: PlanLog
  limits: Limits
  counters: Counters
  logger: RoomLogger
  onDurable(planId: PlanId, seq: number, doc: Y.Doc): void
  /** The room has work; its `turn` is to be called soon, together with those of other rooms, so that they share a commit. */
  schedule(room: Room): void
  /** Nobody needs the room any more; it is empty of unsaved things. */
  closed(room: Room): void
}

/** A change that builds on something that has not arrived. It is in the log; it waits here to be applied. */
interface Parked {
  update: Uint8Array
  memberId: MemberId | null
  /** The client whose changes are missing, and how far they were known when this came. */
  missing: number
  knownTo: number
}

/** What one turn gathered. It leaves the room only when its rows are on disk. */
interface Batch {
  rows: LoggedUpdate[]
  updates: Uint8Array[]
  /** The only author, who need not hear her own changes; null when there are several, or none at a socket. */
  author: Connection | null
  hasAuthors: boolean
  saved: Map<Connection, number>
  answers: { to: Connection; message: Uint8Array }[]
  isDurable: boolean
  seq: number
  since: number
  waiting: { resolve(seq: number): void; reject(error: Error): void }[]
}

/** A document that nobody has changed yet need not be decoded: its bytes go out as they were stored. */
interface Stored {
  snapshot: Uint8Array | null
  updates: readonly Uint8Array[]
}

type State = 'opening' | 'open' | 'rebuilding' | 'failed' | 'closed'

/** A snapshot up to this size is stored whenever the last one leaves a changed plan. */
const smallSnapshotBytes = 4 * 1024 * 1024

const scanner = new UpdateScanner()
const emptyUpdate = Uint8Array.of(0, 0)
const emptyStateVector = Uint8Array.of(0)

export class PlanUnavailable extends Error {
  override name = 'PlanUnavailable'
}

/**
 * One plan while people have it open. A change is applied, appended to the log, and only when it is on disk does it go to
 * the others, and `saved` to its author. Nobody ever sees what a crash could take back.
 */
export class Room implements Host {
  ready: Promise<void>
  readonly connections = new Set<Connection>()
  readonly presence: PresenceBoard
  state: State = 'opening'
  /** Somebody is about to need the room: it must not close meanwhile. */
  leases = 0
  private doc: Y.Doc | null = null
  private stored: Stored = { snapshot: null, updates: [] }
  private storedVector: Uint8Array = emptyStateVector
  private seq = 0
  private readonly waking = new Set<Connection>()
  private readonly held = new Set<Connection>()
  private heldTimer: NodeJS.Timeout | null = null
  private readonly inFlight: Batch[] = []
  private parked: Parked[] = []
  private parkedBytes = 0
  private stateBytes = 0
  private bytesSinceSnapshot = 0
  private updatesSinceSnapshot = 0
  private snapshotBytes = 0
  private isSnapshotting = false
  private durableTimer: NodeJS.Timeout | null = null
  private lingerTimer: NodeJS.Timeout | null = null
  private isClosing = false
  private isReleasing = false
  /** Appends end in the order in which they began: when this one has, none is under way. */
  lastAppend: Promise<unknown> = Promise.resolve()
  private idleWaiters: (() => void)[] = []

  constructor(
    readonly planId: PlanId,
    private readonly setting: RoomSetting,
    after: Promise<unknown> | undefined,
  ) {
    this.presence = new PresenceBoard(setting.limits)
    this.ready = this.load(after).then(() => {
      if (this.state === 'opening') this.state = 'open'
    })
  }

  /** Bytes that this room keeps, roughly. */
  get size(): number {
    return this.stateBytes
  }

  get queued(): number {
    let queued = 0
    for (const connection of this.waking) queued += connection.queue.length
    return queued
  }

  // ---- coming and going

  join(connection: Connection): void {
    this.stopLingering()
    this.connections.add(connection)
    // What does she have that we lack? Asked from what was stored, so that opening a long plan decodes nothing.
    connection.sendAnswer(encodeSync(syncTypes.step1, this.stateVector()))
    const everyone = this.presence.everyone()
    if (everyone !== null) connection.send(everyone)
    connection.start(this)
  }

  left(connection: Connection): void {
    if (!this.connections.delete(connection)) return
    this.waking.delete(connection)
    this.held.delete(connection)
    this.presence.leave(connection)
    if (this.presence.hasChanges) this.setting.schedule(this)
    // What she sent before she left was counted on: it is applied and logged as if she were still here.
    if (connection.queue.length > 0 && this.state !== 'failed') {
      this.waking.add(connection)
      this.setting.schedule(this)
    }
    this.release()
  }

  lease(): void {
    this.leases += 1
    this.stopLingering()
  }

  endLease(): void {
    this.leases -= 1
    this.release()
  }

  // ---- what connections ask for

  wake(connection: Connection): void {
    this.waking.add(connection)
    this.setting.schedule(this)
  }

  hear(connection: Connection, awarenessUpdate: Uint8Array): Heard {
    const heard = this.presence.hear(connection, awarenessUpdate)
    if (this.presence.hasChanges) this.setting.schedule(this)
    return heard
  }

  sendEveryone(connection: Connection): void {
    const everyone = this.presence.everyone()
    if (everyone !== null) connection.send(everyone)
  }

  // ---- the server's own hands

  /** Applies a change of the server itself, on behalf of a member. Resolves when it is on disk. */
  async apply(memberId: MemberId | null, change: (doc: Y.Doc) => void): Promise<number> {
    while (this.state === 'rebuilding') await this.ready
    if (this.state !== 'open') throw new PlanUnavailable('The plan could not be opened.')
    const doc = this.open()
    const updates: Uint8Array[] = []
    const collect = (update: Uint8Array) => updates.push(update)
    doc.on('update', collect)
    try {
      change(doc)
    } catch (error) {
      // Part of the change may be in the document and is not in the log.
      this.rebuild()
      throw error
    } finally {
      doc.off('update', collect)
    }
    const batch = this.newBatch()
    if (updates.length > 0) {
      const update = mergeAll(updates)
      this.addRow(batch, update, memberId)
      batch.updates.push(update)
    }
    return new Promise((resolve, reject) => {
      batch.waiting.push({ resolve, reject })
      this.submit(batch)
    })
  }

  /** A copy of the document as it is on disk, pending appends included. */
  async read(): Promise<{ doc: Y.Doc; seq: number }> {
    await this.settled()
    if (this.state === 'failed') throw new PlanUnavailable('The plan could not be read.')
    const doc = new Y.Doc()
    if (this.doc === null) fill(doc, this.stored)
    else Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.doc))
    return { doc, seq: this.seq }
  }

  /** Resolves when nothing is on its way to the log. */
  settled(): Promise<void> {
    if (this.inFlight.length === 0 && this.state !== 'rebuilding') return Promise.resolve()
    return new Promise((resolve) => this.idleWaiters.push(resolve))
  }

  // ---- one turn

  /** Takes what has come in since the last turn, applies it and hands it to the log. */
  turn(): void {
    if (this.state === 'failed' || this.state === 'closed') return
    const presence = this.presence.takeChanges()
    if (presence !== null) {
      const frame = frameOf(presence)
      for (const connection of this.connections) connection.sendFrame(frame)
    }
    if (this.waking.size === 0 || this.state !== 'open') return

    const batch = this.newBatch()
    const until = performance.now() + this.setting.limits.turnMs
    const asking: Connection[] = []
    for (const connection of [...this.waking]) {
      this.takeFrom(connection, batch, until)
      // Who was not finished goes behind the others, and who was not reached comes first the next time.
      this.waking.delete(connection)
      if (connection.queue.length > 0) this.waking.add(connection)
      if (connection.heldRequest !== null) asking.push(connection)
      connection.drained()
      if (this.state !== 'open' || performance.now() > until) break
    }
    // Answered last: an answer holds all of this batch, for the asker does not hear it otherwise.
    for (const connection of asking) this.answer(connection, batch)
    this.submit(batch)
    if (this.waking.size > 0) this.setting.schedule(this)
  }

  private takeFrom(connection: Connection, batch: Batch, until: number): void {
    const { queue } = connection
    const changes: Uint8Array[] = []
    let at = 0
    while (at < queue.length && this.state === 'open' && !connection.isExpelled) {
      if (at > 0 && performance.now() > until) break
      const next = queue[at]
      if (next === undefined) break
      if (next.kind === 'request') {
        connection.heldRequest = next.stateVector
        at += 1
      } else if (next.isWhole || !connection.member.canWrite) {
        this.takeWhole(connection, next.update, changes, batch)
        at += 1
      } else {
        at = this.takeRun(connection, at, changes, batch, until)
      }
    }
    queue.splice(0, connection.isExpelled ? queue.length : at)
    if (changes.length > 0) {
      this.setting.counters.changes += changes.length
      const update = mergeAll(changes)
      this.addRow(batch, update, connection.memberId)
      batch.updates.push(update)
      batch.author = batch.hasAuthors ? null : connection
      batch.hasAuthors = true
    }
    if (connection.taken > connection.reported) {
      connection.reported = connection.taken
      batch.saved.set(connection, connection.taken)
    }
  }

  /** Applies a run of plain updates inside one transaction, which spares the cost of one for each. */
  private takeRun(connection: Connection, from: number, changes: Uint8Array[], batch: Batch, until: number): number {
    const doc = this.open()
    const changesBefore = changes.length
    let at = from
    let left: Uint8Array | null = null
    const isApplied = this.attempt(connection, () => {
      doc.transact(() => {
        let steps = 0
        while (at < connection.queue.length) {
          const next = connection.queue[at]
          if (next === undefined || next.kind !== 'change' || next.isWhole) return
          steps += 1
          if (steps % 32 === 0 && performance.now() > until) return
          const verdict = scanner.scan(next.update, doc.store)
          if (verdict !== 'exact') {
            if (verdict !== 'known') left = next.update
            else this.setting.counters.repeatedChanges += 1
            at += 1
            connection.taken += 1
            if (left !== null) return
            connection.spendIdle(next.update.length)
            continue
          }
          if (this.isFull(next.update)) {
            connection.expel('documentTooLarge')
            return
          }
          Y.applyUpdate(doc, next.update)
          if (hasPending(doc)) return
          changes.push(next.update)
          at += 1
          connection.taken += 1
        }
      })
    })
    if (!isApplied) return at
    if (this.parked.length > 0 && changes.length > changesBefore) this.unpark(batch)
    if (left !== null) this.takeOdd(connection, left, changes, batch)
    return at
  }

  /** A step 2, which usually repeats much, or anything from someone who may not write. */
  private takeWhole(connection: Connection, update: Uint8Array, changes: Uint8Array[], batch: Batch): void {
    const counters = this.setting.counters
    const isEmpty = update.length === 2 && update[0] === 0 && update[1] === 0
    if (!connection.member.canWrite) {
      const brings = isEmpty ? 'known' : scanner.scan(update, this.open().store)
      if (brings === 'malformed') {
        connection.expel('malformedMessage')
      } else if (brings === 'known' && !connection.refused) {
        connection.taken += 1
        counters.repeatedChanges += 1
      } else {
        counters.refusedChanges += 1
        if (!connection.refused && connection.wantsSaved) {
          connection.send(encodeCount(messageTypes.refused, connection.taken + 1))
        }
        connection.refused = true
      }
      if (brings !== 'malformed') connection.spendIdle(update.length)
      return
    }
    connection.taken += 1
    if (isEmpty) {
      counters.repeatedChanges += 1
      connection.spendIdle()
      return
    }
    this.takeOdd(connection, update, changes, batch)
  }

  /** Whatever is not simply new: applied by itself, and only what it really brought is logged and sent. */
  private takeOdd(connection: Connection, update: Uint8Array, changes: Uint8Array[], batch: Batch): void {
    const doc = this.open()
    const verdict = scanner.scan(update, doc.store)
    if (verdict === 'malformed') {
      connection.taken -= 1
      connection.expel('malformedMessage')
    } else if (verdict === 'known') {
      this.setting.counters.repeatedChanges += 1
      connection.spendIdle(update.length)
    } else if (verdict === 'gap') {
      this.park(connection, update, batch)
    } else if (this.isFull(update)) {
      connection.taken -= 1
      connection.expel('documentTooLarge')
    } else {
      let brought: Uint8Array | null = null
      const collect = (news: Uint8Array) => {
        brought = news
      }
      doc.on('update', collect)
      const isApplied = this.attempt(connection, () => Y.applyUpdate(doc, update))
      doc.off('update', collect)
      if (isApplied && brought !== null) changes.push(brought)
      if (isApplied && this.parked.length > 0) this.unpark(batch)
    }
  }

  /**
   * The scanner lets nothing through that Yjs could stumble over. Should it ever, then the offender goes and the document
   * is built again from the log: nobody else has seen anything of it.
   */
  private attempt(connection: Connection | null, apply: () => void): boolean {
    const doc = this.open()
    try {
      apply()
    } catch (error) {
      this.setting.logger.error({ planId: this.planId, error: String(error) }, 'a change broke the document')
      connection?.expel('malformedMessage')
      this.rebuild()
      return false
    }
    if (hasPending(doc)) {
      this.setting.logger.error({ planId: this.planId }, 'a change left something pending')
      connection?.expel('malformedMessage')
      this.rebuild()
      return false
    }
    return true
  }

  // ---- changes whose predecessors are missing

  private park(connection: Connection, update: Uint8Array, batch: Batch): void {
    const { limits, counters } = this.setting
    const missing = scanner.missing
    if (this.parked.length >= limits.parkedChanges || this.parkedBytes + update.length > limits.parkedBytes) {
      connection.taken -= 1
      connection.expel('missingChanges')
      return
    }
    counters.parkedChanges += 1
    const kept = update.slice()
    const knownTo = Y.getState(this.open().store, missing)
    this.parked.push({ update: kept, memberId: connection.memberId, missing, knownTo })
    this.parkedBytes += kept.length
    this.addRow(batch, kept, connection.memberId)
  }

  /** Applies what has become possible. It is in the log already; the others get it with this batch. */
  private unpark(batch: Batch): void {
    const doc = this.open()
    for (let progress = true; progress; ) {
      progress = false
      const still: Parked[] = []
      for (const one of this.parked) {
        if (one.knownTo === Y.getState(doc.store, one.missing)) {
          still.push(one)
          continue
        }
        const verdict = scanner.scan(one.update, doc.store)
        if (verdict === 'gap') {
          still.push({ ...one, missing: scanner.missing, knownTo: Y.getState(doc.store, scanner.missing) })
          continue
        }
        progress = true
        this.parkedBytes -= one.update.length
        if (verdict === 'known' || verdict === 'malformed') continue
        if (!this.attempt(null, () => Y.applyUpdate(doc, one.update))) return
        batch.updates.push(one.update)
        batch.author = null
        batch.hasAuthors = true
      }
      this.parked = still
      if (still.length === 0) return
    }
  }

  // ---- batches: durable before visible

  private newBatch(): Batch {
    return {
      rows: [],
      updates: [],
      author: null,
      hasAuthors: false,
      saved: new Map(),
      answers: [],
      isDurable: false,
      seq: 0,
      since: 0,
      waiting: [],
    }
  }

  private addRow(batch: Batch, update: Uint8Array, memberId: MemberId | null): void {
    batch.rows.push({ update, memberId, at: Date.now() })
    this.stateBytes += update.length
    this.bytesSinceSnapshot += update.length
    this.updatesSinceSnapshot += 1
  }

  private submit(batch: Batch): void {
    if (this.state === 'failed') {
      for (const one of batch.waiting) one.reject(new PlanUnavailable('The change could not be saved.'))
      return
    }
    if (batch.rows.length === 0) {
      if (batch.saved.size === 0 && batch.answers.length === 0 && batch.waiting.length === 0) return
      batch.isDurable = true
      this.inFlight.push(batch)
      this.release()
      return
    }
    batch.since = performance.now()
    this.inFlight.push(batch)
    const append = this.setting.log.append(this.planId, batch.rows)
    this.lastAppend = append
    append.then(
      (seq) => {
        batch.isDurable = true
        batch.seq = seq
        this.setting.counters.committed(performance.now() - batch.since)
        this.release()
      },
      (error: unknown) => this.fail(error),
    )
  }

  /** Sends what has become durable, in order; then lets go of the room if nobody needs it. */
  private release(): void {
    // Sending may close a slow connection, which comes back here.
    if (this.isReleasing) return
    this.isReleasing = true
    while (this.state !== 'failed' && this.inFlight[0]?.isDurable === true) {
      this.publish(this.inFlight.shift() as Batch)
    }
    this.isReleasing = false
    if (this.inFlight.length > 0) return
    if (this.state !== 'rebuilding') for (const resolve of this.idleWaiters.splice(0)) resolve()
    if (this.state === 'open' && this.connections.size === 0 && this.leases === 0 && this.waking.size === 0) {
      this.linger()
    }
  }

  private publish(batch: Batch): void {
    if (batch.rows.length > 0) this.seq = batch.seq
    if (batch.updates.length > 0) this.broadcast(batch)
    for (const { to, message } of batch.answers) {
      to.sendAnswer(message)
      to.isListening = true
    }
    for (const [connection, count] of batch.saved) {
      if (connection.wantsSaved) connection.send(encodeCount(messageTypes.saved, count))
    }
    for (const one of batch.waiting) one.resolve(this.seq)
    if (batch.rows.length > 0) {
      this.reportSoon()
      this.snapshotIfGrown()
    }
  }

  private broadcast(batch: Batch): void {
    let frame: Uint8Array | null = null
    for (const connection of this.connections) {
      if (!connection.isListening || connection === batch.author) continue
      if (frame === null) {
        frame = frameOf(encodeSync(syncTypes.update, mergeAll(batch.updates)))
      }
      connection.sendFrame(frame)
    }
  }

  /** The log refused, or a turn broke: memory is ahead of disk. Everybody comes back to what the log holds, and sends the rest again. */
  fail(error: unknown): void {
    if (this.state === 'failed' || this.state === 'closed') return
    this.setting.logger.error({ planId: this.planId, error: String(error) }, 'the plan’s log could not be written')
    this.setting.counters.roomsFailed += 1
    this.state = 'failed'
    for (const batch of this.inFlight.splice(0)) {
      for (const one of batch.waiting) one.reject(new PlanUnavailable('The change could not be saved.'))
    }
    for (const connection of [...this.connections]) connection.close('logFailed')
    this.waking.clear()
    for (const resolve of this.idleWaiters.splice(0)) resolve()
    this.dispose()
    this.setting.closed(this)
  }

  // ---- answering newcomers

  /** Encodes now, sends when everything that the answer contains is on disk. */
  private answer(connection: Connection, batch: Batch): void {
    const stateVector = connection.heldRequest
    if (stateVector === null || !this.connections.has(connection)) return
    if (this.state !== 'open') {
      this.waking.add(connection)
      return
    }
    if (connection.isBackedUp) {
      this.held.add(connection)
      this.heldTimer ??= setTimeout(() => {
        this.heldTimer = null
        for (const one of this.held) this.wake(one)
        this.held.clear()
      }, 100)
      return
    }
    connection.heldRequest = null
    let update: Uint8Array
    const isNew = stateVector.length === 1 && stateVector[0] === 0
    if (this.doc === null && isNew && this.stored.updates.length === 0) {
      update = this.stored.snapshot ?? emptyUpdate
    } else {
      if (!isStateVector(stateVector)) {
        connection.expel('malformedMessage')
        return
      }
      update = Y.encodeStateAsUpdate(this.open(), stateVector)
    }
    connection.spendIdle(update.length)
    batch.answers.push({ to: connection, message: encodeSync(syncTypes.step2, update) })
  }

  private stateVector(): Uint8Array {
    if (this.doc === null && this.stored.updates.length === 0) return this.storedVector
    return Y.encodeStateVector(this.open())
  }

  // ---- the document in memory

  private async load(after?: Promise<unknown>): Promise<void> {
    await after
    let { snapshot, updates, seq } = await this.setting.log.load(this.planId)
    let vector: Uint8Array | null = emptyStateVector
    if (snapshot !== null) {
      vector = scanner.stateVectorOf(snapshot)
      if (vector === null) {
        // The log is the truth, the snapshot only a short cut.
        this.setting.logger.error({ planId: this.planId, seq }, 'a snapshot could not be read; reading the whole log')
        ;({ snapshot, updates, seq } = await this.setting.log.load(this.planId, { wholeLog: true }))
      }
    }
    this.stored = { snapshot, updates }
    this.storedVector = vector ?? emptyStateVector
    this.seq = seq
    this.parked = []
    this.parkedBytes = 0
    this.snapshotBytes = snapshot?.length ?? 0
    this.bytesSinceSnapshot = updates.reduce((sum, update) => sum + update.length, 0)
    this.updatesSinceSnapshot = updates.length
    this.stateBytes = this.snapshotBytes + this.bytesSinceSnapshot
  }

  /** The document, decoded at the first need of it. */
  private open(): Y.Doc {
    if (this.doc !== null) return this.doc
    const doc = new Y.Doc()
    const aside = fill(doc, this.stored)
    if (aside.unreadable > 0) {
      this.setting.logger.error({ planId: this.planId, rows: aside.unreadable }, 'log entries could not be read')
    }
    for (const update of aside.gaps) {
      this.parked.push({ update, memberId: null, missing: -1, knownTo: -1 })
      this.parkedBytes += update.length
    }
    this.stored = { snapshot: null, updates: [] }
    this.doc = doc
    return doc
  }

  /** Builds the document again from the log, behind everybody's back. */
  private rebuild(): void {
    if (this.state !== 'open') return
    this.state = 'rebuilding'
    const broken = this.doc
    // What this turn gathered before the break is good, and about to be handed to the log: load after it.
    const landed = new Promise<void>((resolve) => {
      const look = () => (this.inFlight.length === 0 ? resolve() : setTimeout(look, 2))
      setImmediate(look)
    })
    const rebuilt = landed.then(() => this.load())
    rebuilt.then(
      () => {
        if (this.state !== 'rebuilding') return
        broken?.destroy()
        this.doc = null
        this.state = 'open'
        if (this.waking.size > 0) this.setting.schedule(this)
        this.release()
      },
      (error: unknown) => this.fail(error),
    )
    this.ready = rebuilt.catch(() => undefined)
  }

  private isFull(update: Uint8Array): boolean {
    const { documentBytes } = this.setting.limits
    if (this.stateBytes + update.length <= documentBytes) return false
    // The sum of all updates is more than the document: much of it was overwritten. Look again.
    this.stateBytes = this.doc === null ? this.stateBytes : Y.encodeStateAsUpdate(this.doc).length
    return this.stateBytes + update.length > documentBytes
  }

  // ---- telling the rest of the server

  private reportSoon(): void {
    this.durableTimer ??= setTimeout(() => {
      this.durableTimer = null
      // What is in memory but not yet on disk must not be reported: wait for the log.
      if (this.inFlight.length > 0 || this.state !== 'open') this.reportSoon()
      else this.report()
    }, this.setting.limits.durableMs)
  }

  private report(): void {
    if (this.durableTimer !== null) clearTimeout(this.durableTimer)
    this.durableTimer = null
    if (this.doc === null) return
    try {
      this.setting.onDurable(this.planId, this.seq, this.doc)
    } catch (error) {
      this.setting.logger.error({ planId: this.planId, error: String(error) }, 'a durable change could not be reported')
    }
  }

  private snapshotIfGrown(): void {
    const { snapshotBytes, snapshotUpdates } = this.setting.limits
    const isGrown =
      this.bytesSinceSnapshot > Math.max(snapshotBytes, 2 * this.snapshotBytes) ||
      (this.updatesSinceSnapshot > snapshotUpdates && this.bytesSinceSnapshot > this.snapshotBytes / 4)
    if (isGrown && this.inFlight.length === 0) void this.saveSnapshot()
  }

  /** Stores the state as of the last durable change. Changes kept aside are logged again behind it. */
  private async saveSnapshot(): Promise<void> {
    if (this.isSnapshotting || this.doc === null || this.inFlight.length > 0) return
    this.isSnapshotting = true
    try {
      const state = Y.encodeStateAsUpdate(this.doc)
      const seq = this.seq
      this.snapshotBytes = state.length
      this.stateBytes = state.length
      this.bytesSinceSnapshot = 0
      this.updatesSinceSnapshot = 0
      if (this.parked.length > 0) {
        const batch = this.newBatch()
        for (const one of this.parked) this.addRow(batch, one.update, one.memberId)
        this.submit(batch)
      }
      this.setting.counters.snapshots += 1
      await this.setting.log.saveSnapshot(this.planId, seq, state)
    } catch (error) {
      // Only slower to open: the log has everything.
      this.setting.logger.warn({ planId: this.planId, error: String(error) }, 'a snapshot could not be stored')
    } finally {
      this.isSnapshotting = false
    }
  }

  // ---- closing

  private linger(): void {
    if (this.lingerTimer !== null || this.isClosing) return
    this.lingerTimer = setTimeout(() => {
      this.lingerTimer = null
      void this.close()
    }, this.setting.limits.lingerMs)
  }

  private stopLingering(): void {
    if (this.lingerTimer !== null) clearTimeout(this.lingerTimer)
    this.lingerTimer = null
  }

  private get isNeeded(): boolean {
    return this.connections.size > 0 || this.leases > 0 || this.waking.size > 0 || this.inFlight.length > 0
  }

  /** Stores a snapshot and lets go of the memory, unless somebody comes in while that happens: then it stays. */
  async close(): Promise<void> {
    if (this.isClosing || this.state === 'closed' || this.state === 'failed') return
    this.isClosing = true
    try {
      await this.settled()
      if (this.isNeeded || this.state !== 'open') return
      if (this.durableTimer !== null) this.report()
      // The next who opens the plan gets the stored bytes as they are, instead of waiting until all is decoded. A very
      // large plan is not written anew for a single word.
      const isWorthIt =
        this.updatesSinceSnapshot >= 20 ||
        (this.updatesSinceSnapshot > 0 &&
          (this.snapshotBytes < smallSnapshotBytes || this.bytesSinceSnapshot * 4 >= this.snapshotBytes))
      if (isWorthIt) {
        this.open()
        await this.saveSnapshot()
        await this.settled()
      }
      if (this.isNeeded || this.state !== 'open') return
      this.state = 'closed'
      this.dispose()
      this.setting.closed(this)
    } finally {
      this.isClosing = false
      if (this.state === 'open' && !this.isNeeded) this.linger()
    }
  }

  /** For the end of the process: everybody has been sent away. */
  async closeNow(): Promise<void> {
    await this.ready.catch(() => undefined)
    for (let tries = 0; tries < 100; tries += 1) {
      if (this.state === 'closed' || this.state === 'failed') return
      this.stopLingering()
      await this.close()
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  private dispose(): void {
    this.stopLingering()
    if (this.durableTimer !== null) clearTimeout(this.durableTimer)
    if (this.heldTimer !== null) clearTimeout(this.heldTimer)
    this.durableTimer = null
    this.heldTimer = null
    this.doc?.destroy()
    this.doc = null
    this.stored = { snapshot: null, updates: [] }
    this.parked = []
  }
}

function hasPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null
}

function isStateVector(bytes: Uint8Array): boolean {
  try {
    Y.decodeStateVector(bytes)
    return true
  } catch {
    return false
  }
}

/** Builds a document from what the log holds; tells what could not be applied. */
export function fill(doc: Y.Doc, stored: Stored): { gaps: Uint8Array[]; unreadable: number } {
  let waiting: Uint8Array[] = []
  let unreadable = 0
  doc.transact(() => {
    if (stored.snapshot !== null) Y.applyUpdate(doc, stored.snapshot)
    const take = (update: Uint8Array): boolean => {
      const verdict = scanner.scan(update, doc.store)
      if (verdict === 'gap') return false
      if (verdict === 'malformed') unreadable += 1
      else if (verdict !== 'known') {
        try {
          Y.applyUpdate(doc, update)
        } catch {
          unreadable += 1
        }
        if (hasPending(doc)) {
          // The scanner said that all is there. Should it err, then not twice: the rest must load.
          unreadable += 1
          doc.store.pendingStructs = null
          doc.store.pendingDs = null
        }
      }
      return true
    }
    for (const update of stored.updates) if (!take(update)) waiting.push(update)
    for (let progress = waiting.length > 0; progress; ) {
      const still = waiting.filter((update) => !take(update))
      progress = still.length < waiting.length && still.length > 0
      waiting = still
    }
  })
  return { gaps: waiting, unreadable }
}
