import type { IncomingMessage } from 'node:http'
import type { MemberId, PlanId } from '@/science/ids'

/** One update as it goes to the log: the bytes, and who the session says wrote them. */
export interface LoggedUpdate {
  update: Uint8Array
  memberId: MemberId | null
  /** ms since 1970, server time */
  at: number
}

/** The durable log of a plan. The log is the truth; a room's memory is a cache of it. */
export interface PlanLog {
  /** Everything needed to build the document: the newest snapshot and what came after it, or all from the beginning. */
  load(
    planId: PlanId,
    options?: { wholeLog: boolean },
  ): Promise<{ snapshot: Uint8Array | null; updates: Uint8Array[]; seq: number }>
  /** Resolves with the last sequence number only when all the updates are on disk; appends of one tick share a commit. */
  append(planId: PlanId, updates: readonly LoggedUpdate[]): Promise<number>
  /** Stores the state as of `seq`, so that the next load need not read what came before. History is kept. */
  saveSnapshot(planId: PlanId, seq: number, state: Uint8Array): Promise<void>
}

export type Admission =
  | { admitted: true; memberId: MemberId; sessionId: string; canWrite: boolean; name: string }
  /** `closeCode` is one of collab/protocol/closeCodes. */
  | { admitted: false; closeCode: number; reason: string }

/** Decides at connect, and again whenever a membership or session changes. */
export interface Gatekeeper {
  admit(request: IncomingMessage, planId: PlanId): Promise<Admission>
}
