import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { encodeAwareness } from '@/collab/protocol/messages'

/** Who may speak for a presence. Two connections of one session are the same person coming back. */
export interface Speaker {
  readonly memberId: string
  readonly sessionId: string
  readonly name: string
}

interface Presence {
  speaker: Speaker
  clock: number
  /** null: said goodbye; kept only until that has been told. */
  state: string | null
}

export type Heard = 'ok' | 'malformed' | 'too-large'

/**
 * The presences of one room, as the server vouches for them: a connection speaks for one Yjs client only, under the name
 * that its session has. What a provider repeats of others (y-websocket repeats everything that it hears) is passed over.
 */
export class PresenceBoard {
  private readonly presences = new Map<number, Presence>()
  private readonly spokenFor = new Map<Speaker, number>()
  private readonly changed = new Set<number>()

  constructor(private readonly limits: { presenceBytes: number; presenceMessageBytes: number }) {}

  get size(): number {
    return this.presences.size
  }

  get hasChanges(): boolean {
    return this.changed.size > 0
  }

  /** Takes an awareness update from a connection. */
  hear(speaker: Speaker, update: Uint8Array): Heard {
    if (update.length > this.limits.presenceMessageBytes) return 'too-large'
    const own: { clientId: number; clock: number; text: string }[] = []
    try {
      const decoder = decoding.createDecoder(update)
      const count = decoding.readVarUint(decoder)
      if (count > update.length) return 'malformed'
      for (let index = 0; index < count; index += 1) {
        const clientId = decoding.readVarUint(decoder)
        const clock = decoding.readVarUint(decoder)
        const text = decoding.readVarUint8Array(decoder)
        if (!this.maySpeakFor(speaker, clientId)) continue
        if (text.length > this.limits.presenceBytes) return 'too-large'
        own.push({ clientId, clock, text: new TextDecoder('utf-8', { fatal: true }).decode(text) })
        // Claimed at once, so that a message with many unknown clients is heard for the first only.
        this.spokenFor.set(speaker, clientId)
      }
      for (const one of own) this.set(speaker, one.clientId, one.clock, one.text)
    } catch {
      return 'malformed'
    }
    return 'ok'
  }

  /** The connection is gone, and its presence with it. */
  leave(speaker: Speaker): void {
    const clientId = this.spokenFor.get(speaker)
    this.spokenFor.delete(speaker)
    if (clientId === undefined) return
    const presence = this.presences.get(clientId)
    if (presence === undefined || presence.speaker !== speaker) return
    // The clock stays: its owner counts it, and would take an echo with a later one for her own newer state.
    presence.state = null
    this.changed.add(clientId)
  }

  /** What changed since the last call, as one message for everyone; null when nothing did. */
  takeChanges(): Uint8Array | null {
    if (this.changed.size === 0) return null
    const message = this.encode([...this.changed])
    for (const clientId of this.changed) {
      if (this.presences.get(clientId)?.state === null) this.presences.delete(clientId)
    }
    this.changed.clear()
    return message
  }

  /** Everyone who is here, for a newcomer; null when nobody is. */
  everyone(): Uint8Array | null {
    const here = [...this.presences].filter(([, presence]) => presence.state !== null).map(([clientId]) => clientId)
    return here.length === 0 ? null : this.encode(here)
  }

  private maySpeakFor(speaker: Speaker, clientId: number): boolean {
    const mine = this.spokenFor.get(speaker)
    if (mine !== undefined) return mine === clientId
    const presence = this.presences.get(clientId)
    if (presence === undefined) return true
    // The same person's new connection takes over from one that nobody has noticed to be dead.
    return presence.speaker.memberId === speaker.memberId && presence.speaker.sessionId === speaker.sessionId
  }

  private set(speaker: Speaker, clientId: number, clock: number, text: string): void {
    const known = this.presences.get(clientId)
    if (known !== undefined && known.speaker === speaker && known.clock >= clock) {
      if (known.clock > clock || text !== 'null' || known.state === null) return
    }
    const state = vouchFor(speaker, text)
    if (known !== undefined) this.spokenFor.delete(known.speaker)
    this.spokenFor.set(speaker, clientId)
    this.presences.set(clientId, { speaker, clock, state })
    this.changed.add(clientId)
  }

  private encode(clientIds: readonly number[]): Uint8Array {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, clientIds.length)
    for (const clientId of clientIds) {
      const presence = this.presences.get(clientId) as Presence
      encoding.writeVarUint(encoder, clientId)
      encoding.writeVarUint(encoder, presence.clock)
      encoding.writeVarString(encoder, presence.state ?? 'null')
    }
    return encodeAwareness(encoding.toUint8Array(encoder))
  }
}

/** The state with the person that the session says, whatever it says of itself. Throws when it is no object. */
function vouchFor(speaker: Speaker, text: string): string | null {
  const state: unknown = JSON.parse(text)
  if (state === null) return null
  if (typeof state !== 'object' || Array.isArray(state)) throw new TypeError('a presence is an object')
  if (!('person' in state) || typeof state.person !== 'object' || state.person === null) return text
  return JSON.stringify({
    ...state,
    person: { ...state.person, memberId: speaker.memberId, name: speaker.name },
  })
}
