import { isUtf8 } from 'node:buffer'
import * as Y from 'yjs'

/**
 * What an update would do to a document, told from its bytes before Yjs sees them.
 *
 * - `malformed`: Yjs could not read it, or would have to allocate more than the bytes justify.
 * - `known`: it brings nothing new.
 * - `exact`: everything in it is new and everything that it builds on is there; its bytes can be logged and sent as they are.
 * - `overlap`: it can be applied, and part of it was there already.
 * - `gap`: it builds on something that has not arrived (`missing` names the client).
 *
 * Yjs applies struct by struct and stops at the first byte that it cannot read, leaving half an update in the document;
 * and it parks updates with a gap in a list that it merges again with every later one. Neither happens to a room that asks first.
 */
export type Verdict = 'malformed' | 'known' | 'exact' | 'overlap' | 'gap'

const mostNesting = 64
const maxSafe = Number.MAX_SAFE_INTEGER

class Malformed extends Error {}
const malformed = new Malformed('malformed update')

/** Reads updates (format 1, the one of y-protocols). Holds only scratch space, so one scanner serves many rooms. */
export class UpdateScanner {
  /** After a `gap`: a client whose changes are missing. */
  missing = 0
  /** After any scan that was not malformed: per client, the clock after its last struct in the update. */
  readonly ends = new Map<number, number>()
  private bytes: Uint8Array = new Uint8Array(0)
  private at = 0
  private readonly starts = new Map<number, number>()
  /** What the update's structs refer to across clients: own client, own clock, the other's client, the other's clock. */
  private readonly references: number[] = []
  /** Triples of client, clock and length. */
  private readonly deletions: number[] = []

  scan(update: Uint8Array, store: Y.Doc['store']): Verdict {
    try {
      return this.read(update, store)
    } catch (error) {
      if (error instanceof Malformed || error instanceof RangeError) return 'malformed'
      throw error
    } finally {
      this.bytes = noBytes
    }
  }

  /** The state vector of a whole document, as y-protocols encodes it; null when the bytes cannot be read. */
  stateVectorOf(state: Uint8Array): Uint8Array | null {
    if (this.scan(state, emptyStore) === 'malformed') return null
    return Y.encodeStateVector(new Map(this.ends))
  }

  private read(update: Uint8Array, store: Y.Doc['store']): Verdict {
    this.bytes = update
    this.at = 0
    this.ends.clear()
    this.starts.clear()
    this.references.length = 0
    this.deletions.length = 0
    let anyKnown = false
    let anyNew = false
    let gap = -1

    const sections = this.varUint()
    for (let section = 0; section < sections; section += 1) {
      const structs = this.varUint()
      const client = this.varUint()
      let clock = this.varUint()
      const state = Y.getState(store, client)
      if (this.ends.has(client)) throw malformed
      this.starts.set(client, clock)
      let reached = state
      for (let index = 0; index < structs; index += 1) {
        const info = this.byte()
        const skipped = (info & 31) === 10
        const length = skipped || (info & 31) === 0 ? this.varUint() : this.item(info, client, clock)
        const end = clock + length
        if (length === 0 || end > maxSafe) throw malformed
        if (end <= state) {
          if (!skipped) anyKnown = true
        } else if (!skipped) {
          if (clock < state) anyKnown = true
          if (clock > reached && gap === -1) gap = client
          anyNew = true
          reached = end
        }
        clock = end
      }
      this.ends.set(client, clock)
    }

    const deleters = this.varUint()
    for (let index = 0; index < deleters; index += 1) {
      const client = this.varUint()
      const ranges = this.varUint()
      for (let range = 0; range < ranges; range += 1) {
        const clock = this.varUint()
        const length = this.varUint()
        if (length === 0 || clock + length > maxSafe) throw malformed
        this.deletions.push(client, clock, length)
      }
    }
    if (this.at !== update.length) throw malformed

    const { references, deletions } = this
    let anyDeleted = false
    for (let index = 0; index < deletions.length && gap === -1; index += 3) {
      const client = deletions[index] as number
      const clock = deletions[index + 1] as number
      const length = deletions[index + 2] as number
      const state = Y.getState(store, client)
      if (clock + length > state && clock + length > (this.ends.get(client) ?? 0)) gap = client
      else if (anyNew || anyDeleted) continue
      else if (!isDeleted(store, client, clock, length)) anyDeleted = true
    }
    // What is there already is not looked at again, whatever it says of itself.
    if (gap === -1 && !anyNew && !anyDeleted) return 'known'
    let holds = 0
    for (let index = 0; index < references.length && gap === -1; index += 4) {
      const client = references[index + 2] as number
      const clock = references[index + 3] as number
      if (clock < Y.getState(store, client)) continue
      if (clock >= (this.ends.get(client) ?? 0) || clock < (this.starts.get(client) ?? 0)) {
        gap = client
      } else {
        // Not there yet, but in this update.
        references.copyWithin(holds, index, index + 4)
        holds += 4
      }
    }
    if (gap === -1 && holds > 0) {
      references.length = holds
      this.assertNoCircle()
    }
    if (gap !== -1) {
      this.missing = gap
      return 'gap'
    }
    return anyKnown ? 'overlap' : 'exact'
  }

  /** Yjs would wait for ever for structs of one update that build on each other in a circle. */
  private assertNoCircle(): void {
    const { references } = this
    /** Per client, where in `references` its own next one stands, and up to which clock it can be applied. */
    const holdsOf = new Map<number, { at: number[]; next: number }>()
    for (let index = 0; index < references.length; index += 4) {
      const client = references[index] as number
      const holds = holdsOf.get(client)
      if (holds === undefined) holdsOf.set(client, { at: [index], next: 0 })
      else holds.at.push(index)
    }
    const blocked = new Map<number, number[]>()
    const reached = (client: number): number => {
      const holds = holdsOf.get(client)
      const index = holds?.at[holds.next]
      return index === undefined ? Number.POSITIVE_INFINITY : (references[index + 1] as number)
    }
    const ready = [...holdsOf.keys()]
    for (let client = ready.pop(); client !== undefined; client = ready.pop()) {
      const holds = holdsOf.get(client)
      if (holds === undefined) continue
      const before = holds.next
      for (; holds.next < holds.at.length; holds.next += 1) {
        const index = holds.at[holds.next] as number
        const other = references[index + 2] as number
        if (reached(other) > (references[index + 3] as number)) continue
        const waiting = blocked.get(other)
        if (waiting === undefined) blocked.set(other, [client])
        else waiting.push(client)
        break
      }
      if (holds.next > before) {
        ready.push(...(blocked.get(client) ?? []))
        blocked.delete(client)
      }
    }
    for (const holds of holdsOf.values()) if (holds.next < holds.at.length) throw malformed
  }

  /** Reads one item after its info byte and returns its length. */
  private item(info: number, client: number, clock: number): number {
    const hasParent = (info & 0b1100_0000) === 0
    if ((info & 0b1000_0000) !== 0) this.reference(client, clock)
    if ((info & 0b0100_0000) !== 0) this.reference(client, clock)
    if (hasParent) {
      const byName = this.varUint()
      if (byName === 1) this.string()
      else this.reference(client, clock)
      if ((info & 0b0010_0000) !== 0) this.string()
    }
    switch (info & 31) {
      case 1: // deleted
        return this.varUint()
      case 2: {
        // JSON
        const length = this.count()
        for (let index = 0; index < length; index += 1) this.json(true)
        return length
      }
      case 3: // binary
        this.skip(this.varUint())
        return 1
      case 4: // string
        return this.string()
      case 5: // embed
        this.json(false)
        return 1
      case 6: // format
        this.string()
        this.json(false)
        return 1
      case 7: {
        // shared type
        const type = this.varUint()
        if (type > 6) throw malformed
        if (type === 3 || type === 5) this.string()
        return 1
      }
      case 8: {
        // any
        const length = this.count()
        for (let index = 0; index < length; index += 1) this.any(0)
        return length
      }
      default: // nested documents are no part of a plan, and Yjs reads nothing else
        throw malformed
    }
  }

  private reference(client: number, clock: number): void {
    const otherClient = this.varUint()
    const otherClock = this.varUint()
    if (otherClient === client) {
      // Yjs takes it for granted that a client refers to its own past only.
      if (otherClock >= clock) throw malformed
    } else {
      this.references.push(client, clock, otherClient, otherClock)
    }
  }

  private byte(): number {
    if (this.at >= this.bytes.length) throw malformed
    const byte = this.bytes[this.at] as number
    this.at += 1
    return byte
  }

  private varUint(): number {
    let value = 0
    let place = 1
    for (;;) {
      const byte = this.byte()
      value += (byte & 127) * place
      if (byte < 128) return value
      place *= 128
      if (value > maxSafe || place > maxSafe) throw malformed
    }
  }

  /** A number of things that take at least a byte each. */
  private count(): number {
    const count = this.varUint()
    if (count > this.bytes.length - this.at) throw malformed
    return count
  }

  private skip(length: number): void {
    if (length > this.bytes.length - this.at) throw malformed
    this.at += length
  }

  private text(): Uint8Array {
    const length = this.varUint()
    const from = this.at
    this.skip(length)
    return this.bytes.subarray(from, from + length)
  }

  /** Reads a text and returns its length as JavaScript counts it. */
  private string(): number {
    const length = this.varUint()
    const from = this.at
    this.skip(length)
    const end = this.at
    let units = length
    let plain = true
    for (let index = from; index < end; index += 1) {
      const byte = this.bytes[index] as number
      if (byte < 128) continue
      plain = false
      if ((byte & 0b1100_0000) === 0b1000_0000) units -= 1
      else if (byte >= 0b1111_0000) units += 1
    }
    if (!plain && !isUtf8(this.bytes.subarray(from, end))) throw malformed
    return units
  }

  private json(mayBeUndefined: boolean): void {
    const bytes = this.text()
    if (!isUtf8(bytes)) throw malformed
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
    if (mayBeUndefined && text === 'undefined') return
    try {
      JSON.parse(text)
    } catch {
      throw malformed
    }
  }

  private any(depth: number): void {
    if (depth > mostNesting) throw malformed
    switch (this.byte()) {
      case 127: // undefined
      case 126: // null
      case 121: // false
      case 120: // true
        return
      case 125: // integer
        this.varInt()
        return
      case 124: // float32
        this.skip(4)
        return
      case 123: // float64
      case 122: // bigint
        this.skip(8)
        return
      case 119:
        this.string()
        return
      case 118: {
        const length = this.count()
        for (let index = 0; index < length; index += 1) {
          this.string()
          this.any(depth + 1)
        }
        return
      }
      case 117: {
        const length = this.count()
        for (let index = 0; index < length; index += 1) this.any(depth + 1)
        return
      }
      case 116:
        this.skip(this.varUint())
        return
      default:
        throw malformed
    }
  }

  private varInt(): void {
    let byte = this.byte()
    let value = byte & 63
    let place = 64
    while (byte >= 128) {
      byte = this.byte()
      value += (byte & 127) * place
      place *= 128
      if (value > maxSafe || place > maxSafe * 128) throw malformed
    }
  }
}

const noBytes = new Uint8Array(0)
const emptyStore = new Y.Doc().store

/** True when the whole range is deleted already. The document must hold it. */
function isDeleted(store: Y.Doc['store'], client: number, clock: number, length: number): boolean {
  const structs = store.clients.get(client)
  if (structs === undefined || clock + length > Y.getState(store, client)) return false
  const end = clock + length
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
    const struct = structs[index] as Y.Item | Y.GC
    if (struct.id.clock >= end) return true
    if (!struct.deleted) return false
  }
  return true
}
