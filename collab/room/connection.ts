import type { Duplex } from 'node:stream'
import * as decoding from 'lib0/decoding'
import type { WebSocket } from 'ws'
import { type CloseReason, closeCodes } from '@/collab/protocol/closeCodes'
import { messageTypes, syncTypes } from '@/collab/protocol/messages'
import type { MemberId } from '@/science/ids'
import type { Counters } from './counters'
import { frameOf } from './frame'
import type { Limits } from './limits'
import type { Heard, Speaker } from './presenceBoard'

export interface Member {
  memberId: MemberId
  sessionId: string
  canWrite: boolean
  name: string
}

/** Closed for one of these, it was the other end's doing. */
const offences: ReadonlySet<CloseReason> = new Set([
  'malformedMessage',
  'messageTooLarge',
  'tooManyMessages',
  'missingChanges',
])

/** What a connection asks of its room. */
export interface Host {
  /** The connection has something in its queue. */
  wake(connection: Connection): void
  hear(connection: Connection, awarenessUpdate: Uint8Array): Heard
  sendEveryone(connection: Connection): void
  left(connection: Connection): void
}

/** A change (step 2 or update), or a request for what the other end lacks. */
export type Queued =
  | { kind: 'change'; update: Uint8Array; isWhole: boolean }
  | { kind: 'request'; stateVector: Uint8Array }

/**
 * One socket in a room: reads and bounds what comes in, sends what goes out, and finds out when nobody is there any more.
 */
export class Connection implements Speaker {
  readonly queue: Queued[] = []
  /** Changes taken from the queue so far: what `saved` counts. */
  taken = 0
  /** Changes queued so far. */
  counted = 0
  /** The last count that went into a `saved` message. */
  reported = 0
  /** Closed for what it sent: the rest of its queue is not looked at. */
  isExpelled = false
  /** True once its first request is answered: from then on it gets what others change. */
  isListening = false
  refused = false
  /** A request whose answer waits until the socket has room for it. */
  heldRequest: Uint8Array | null = null
  private host: Host | null = null
  private allowance: number
  private allowanceAt = performance.now()
  private isPaused = false
  private isOpen = true
  private answeredBytes = 0
  private heardFrom = performance.now()

  constructor(
    private readonly socket: WebSocket,
    /** The line under the socket: frames that are ready go there. */
    private readonly line: Duplex,
    readonly member: Member,
    readonly wantsSaved: boolean,
    private readonly limits: Limits,
    private readonly counters: Counters,
    private readonly offended: (memberId: MemberId) => void,
  ) {
    this.allowance = limits.idleBurst
  }

  get memberId(): MemberId {
    return this.member.memberId
  }

  get sessionId(): string {
    return this.member.sessionId
  }

  get name(): string {
    return this.member.name
  }

  get buffered(): number {
    return this.socket.bufferedAmount
  }

  /** Starts reading. The socket must have been paused since it was opened. */
  start(host: Host): void {
    this.host = host
    this.socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (!this.isOpen) return
      this.heardFrom = performance.now()
      if (!isBinary) {
        this.close('malformedMessage')
        return
      }
      this.read(data)
    })
    this.socket.on('pong', () => {
      this.heardFrom = performance.now()
    })
    this.socket.on('close', () => this.ended())
    this.socket.on('error', (error: Error & { code?: string }) => {
      // The socket closes itself with the matching code; what came broken is counted, and disturbs nobody else.
      this.counters.reject(error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' ? 'messageTooLarge' : 'malformedMessage')
      this.offended(this.memberId)
      // ws would read the rest only to throw it away, and 50 MB take everybody's time. The goodbye goes out, then the line.
      setImmediate(() => this.line.pause())
      setTimeout(() => this.socket.terminate(), goodbyeMs).unref()
    })
    this.socket.resume()
  }

  send(message: Uint8Array): void {
    this.sendFrame(frameOf(message))
  }

  /** Sends what `frameOf` has put together, for many connections once. */
  sendFrame(frame: Uint8Array): void {
    if (!this.isOpen || this.socket.readyState !== this.socket.OPEN) return
    const waiting = this.socket.bufferedAmount
    if (waiting > this.limits.bufferedBytes + this.answeredBytes) {
      this.close('tooSlow')
      return
    }
    if (waiting === 0) this.answeredBytes = 0
    this.counters.sentMessages += 1
    this.counters.sentBytes += frame.length
    this.line.write(frame)
  }

  /** The answer to a request may be as long as the document: it does not count against a slow reader. */
  sendAnswer(message: Uint8Array): void {
    this.answeredBytes += message.length
    this.send(message)
  }

  /** True when an answer would only pile up. */
  get isBackedUp(): boolean {
    return this.socket.bufferedAmount > 256 * 1024
  }

  /** Called by the room when it has taken from the queue. */
  drained(): void {
    if (this.isPaused && this.isOpen && this.queue.length < this.limits.queuedChanges / 4) {
      this.isPaused = false
      this.socket.resume()
    }
  }

  /** A message that changed nothing; a long one counts for more. False when there were too many; the connection is closed then. */
  spendIdle(bytes = 0): boolean {
    const now = performance.now()
    const earned = ((now - this.allowanceAt) / 1000) * this.limits.idlePerSecond
    this.allowance = Math.min(this.limits.idleBurst, this.allowance + earned)
    this.allowanceAt = now
    this.allowance -= 1 + bytes / bytesLikeOneMessage
    if (this.allowance >= 0) return true
    this.close('tooManyMessages')
    return false
  }

  /** Closes the connection for something in its queue. */
  expel(reason: CloseReason): void {
    this.isExpelled = true
    this.close(reason)
  }

  close(reason: CloseReason): void {
    if (!this.isOpen) return
    this.counters.reject(reason)
    if (offences.has(reason)) this.offended(this.memberId)
    const { code, reason: sentence } = closeCodes[reason]
    this.socket.close(code, sentence)
    // Whoever does not read will not answer the goodbye either.
    if (reason === 'tooSlow' || reason === 'noAnswer') this.socket.terminate()
    else if (this.isPaused) this.socket.resume()
    this.ended()
  }

  /** Closes the socket when nothing has come from it for two rounds of pings. */
  ping(now: number): void {
    if (!this.isOpen) return
    if (this.isPaused) return
    if (now - this.heardFrom > this.limits.pingMs * 2) this.close('noAnswer')
    else if (this.socket.readyState === this.socket.OPEN) this.socket.ping()
  }

  private ended(): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.host?.left(this)
  }

  private read(data: Uint8Array): void {
    this.counters.receivedMessages += 1
    this.counters.receivedBytes += data.length
    try {
      const decoder = decoding.createDecoder(data)
      switch (decoding.readVarUint(decoder)) {
        case messageTypes.sync:
          this.readSync(decoder)
          return
        case messageTypes.awareness:
          this.readAwareness(decoder)
          return
        case messageTypes.queryAwareness:
          if (this.spendIdle()) this.host?.sendEveryone(this)
          return
        default:
          this.close('malformedMessage')
      }
    } catch {
      this.close('malformedMessage')
    }
  }

  private readSync(decoder: decoding.Decoder): void {
    const type = decoding.readVarUint(decoder)
    const body = decoding.readVarUint8Array(decoder)
    if (type === syncTypes.step1) {
      if (!this.spendIdle()) return
      const last = this.queue.at(-1)
      if (last?.kind === 'request') last.stateVector = body
      else this.queue.push({ kind: 'request', stateVector: body })
    } else if (type === syncTypes.step2 || type === syncTypes.update) {
      this.counted += 1
      this.queue.push({ kind: 'change', update: body, isWhole: type === syncTypes.step2 })
    } else {
      this.close('malformedMessage')
      return
    }
    if (!this.isPaused && this.queue.length >= this.limits.queuedChanges) {
      this.isPaused = true
      this.socket.pause()
    }
    this.host?.wake(this)
  }

  private readAwareness(decoder: decoding.Decoder): void {
    if (!this.spendIdle()) return
    const heard = this.host?.hear(this, decoding.readVarUint8Array(decoder))
    if (heard === 'malformed') this.close('malformedMessage')
    else if (heard === 'too-large') this.close('messageTooLarge')
  }
}

/** How long a line that sent broken frames stays to hear why it is closed, ms. */
const goodbyeMs = 1_000

/** Reading through this much costs about as much as a message of its own. */
const bytesLikeOneMessage = 16 * 1024
