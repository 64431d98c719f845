/** What a room puts up with. Each has a close reason in collab/protocol/closeCodes. */
export interface Limits {
  /** Longest message, bytes. The socket itself refuses longer ones (close code 1009). */
  messageBytes: number
  /** Largest document, bytes of its encoded state. */
  documentBytes: number
  /** Bytes that may wait in a connection's buffer, beyond an answer to its own request, before it counts as too slow. */
  bufferedBytes: number
  connectionsPerPlan: number
  connectionsPerMember: number
  /** Messages that change nothing (presence, requests, repeated changes): how many at once, and per second after that. */
  idleBurst: number
  idlePerSecond: number
  /** How often within `offenceMs` a member's connections may be closed for what they sent before she is kept out for a while. */
  offences: number
  offenceMs: number
  /** Changes of one connection that wait to be applied; beyond it, no more is read from its socket for a while. */
  queuedChanges: number
  /** One presence, and one message of presences (a provider repeats what it hears of all), bytes. */
  presenceBytes: number
  presenceMessageBytes: number
  /** Changes without predecessors that a room keeps aside until these arrive. */
  parkedChanges: number
  parkedBytes: number
  /** A socket that has not answered a ping for this long is closed, ms. */
  pingMs: number
  /** Admission must have been decided by then, ms. */
  admissionMs: number
  /** How long an empty room waits for someone to come back, ms. */
  lingerMs: number
  /** Longest work on one plan before others get their turn, ms. */
  turnMs: number
  /** Durable changes of this time are reported together, ms. */
  durableMs: number
  /** A snapshot is stored when the log has grown by this much since the last one, bytes (or twice the state, if more). */
  snapshotBytes: number
  /** … or by this many updates. */
  snapshotUpdates: number
}

export const defaultLimits: Limits = {
  messageBytes: 4 * 1024 * 1024,
  documentBytes: 32 * 1024 * 1024,
  bufferedBytes: 4 * 1024 * 1024,
  connectionsPerPlan: 300,
  connectionsPerMember: 24,
  idleBurst: 4_000,
  idlePerSecond: 500,
  offences: 10,
  offenceMs: 30_000,
  queuedChanges: 1_024,
  presenceBytes: 2_048,
  presenceMessageBytes: 640 * 1024,
  parkedChanges: 1_000,
  parkedBytes: 1024 * 1024,
  pingMs: 10_000,
  admissionMs: 10_000,
  lingerMs: 1_000,
  turnMs: 15,
  durableMs: 100,
  snapshotBytes: 512 * 1024,
  snapshotUpdates: 2_000,
}
