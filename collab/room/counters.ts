import type { CloseReason } from '@/collab/protocol/closeCodes'

/** What the rooms of one process have done since it started. */
export class Counters {
  receivedMessages = 0
  receivedBytes = 0
  sentMessages = 0
  sentBytes = 0
  /** Changes that were applied and logged. */
  changes = 0
  /** Changes that brought nothing new. */
  repeatedChanges = 0
  refusedChanges = 0
  parkedChanges = 0
  commits = 0
  /** ms from the hand-over to the log until all of a batch was on disk: sum and worst */
  commitMs = 0
  longestCommitMs = 0
  roomsOpened = 0
  roomsClosed = 0
  roomsFailed = 0
  snapshots = 0
  refusedAdmissions = 0
  readonly closed = new Map<CloseReason, number>()

  reject(reason: CloseReason): void {
    this.closed.set(reason, (this.closed.get(reason) ?? 0) + 1)
  }

  constructor(private readonly onCommit?: (ms: number) => void) {}

  committed(ms: number): void {
    this.onCommit?.(ms)
    this.commits += 1
    this.commitMs += ms
    if (ms > this.longestCommitMs) this.longestCommitMs = ms
  }
}
