/**
 * What goes over a plan's socket: the y-websocket protocol, and one message of our own.
 *
 * Every message is binary and starts with its type, a varUint.
 *
 * | type | name            | body                                                           | direction |
 * | ---- | --------------- | -------------------------------------------------------------- | --------- |
 * | 0    | sync            | 0 step 1 (state vector), 1 step 2 (update), 2 update           | both      |
 * | 1    | awareness       | update of y-protocols/awareness                                | both      |
 * | 3    | query awareness | empty: "who is here?"                                          | to server |
 * | 100  | saved           | varUint: how many changes of this connection are on disk       | to client |
 * | 101  | refused         | varUint: number of the first change that was refused           | to client |
 *
 * **saved.** The server counts the messages that carry changes (step 2 and update) of each connection, in the order in
 * which they came, from 1. `saved n` says that the first n of them are durable, or brought nothing new. Counts only grow.
 * A client that counts what it sends on one socket therefore knows exactly which of its changes could still be lost.
 * y-websocket's provider prints an error for a type that it does not know, so `saved` goes only to clients that asked
 * for it in the URL (`ack=1`).
 *
 * **refused.** A member who may only read sent a change. It was neither applied nor logged, and those after it will not be
 * either; the connection stays open for reading. Counted and asked for like `saved`.
 *
 * **Other refusals** are close codes, see `closeCodes.ts`.
 */
export const messageTypes = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, saved: 100, refused: 101 } as const
export const syncTypes = { step1: 0, step2: 1, update: 2 } as const

/** A sync message around bytes that are ready: one allocation, one copy. */
export function encodeSync(type: (typeof syncTypes)[keyof typeof syncTypes], body: Uint8Array): Uint8Array {
  const lengthBytes = varUintLength(body.length)
  const message = new Uint8Array(2 + lengthBytes + body.length)
  message[0] = messageTypes.sync
  message[1] = type
  writeVarUintAt(message, 2, body.length)
  message.set(body, 2 + lengthBytes)
  return message
}

export function encodeAwareness(update: Uint8Array): Uint8Array {
  const lengthBytes = varUintLength(update.length)
  const message = new Uint8Array(1 + lengthBytes + update.length)
  message[0] = messageTypes.awareness
  writeVarUintAt(message, 1, update.length)
  message.set(update, 1 + lengthBytes)
  return message
}

/** `saved` and `refused`: a count of changes of one connection. */
export function encodeCount(type: typeof messageTypes.saved | typeof messageTypes.refused, count: number): Uint8Array {
  const message = new Uint8Array(1 + varUintLength(count))
  message[0] = type
  writeVarUintAt(message, 1, count)
  return message
}

function varUintLength(value: number): number {
  let length = 1
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) length += 1
  return length
}

function writeVarUintAt(bytes: Uint8Array, at: number, value: number): void {
  let index = at
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) {
    bytes[index] = 128 | (rest & 127)
    index += 1
  }
  bytes[index] = rest
}
