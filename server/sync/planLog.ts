import type BetterSqlite3 from 'better-sqlite3'
import type { LoggedUpdate, PlanLog } from '@/collab/room/ports'
import type { PlanId } from '@/science/ids'

interface Waiting {
  planId: PlanId
  updates: readonly LoggedUpdate[]
  resolve(seq: number): void
  reject(error: unknown): void
}

/** Snapshots that stay of each plan: the newest, and one to fall back on. */
const keptSnapshots = 2

/**
 * The durable log of all plans, in `plan_updates` and `plan_snapshots`.
 *
 * Group commit: what all rooms append in one turn shares one transaction, and so one flush to disk. The connection must be
 * in WAL mode with `synchronous = FULL`. The statements are prepared SQL, not built for each call, because an append stands
 * between a keystroke and the other screens.
 */
export function createPlanLog({ sqlite }: { sqlite: BetterSqlite3.Database }): PlanLog {
  const newestSnapshot = sqlite.prepare<[string], { seq: number; state: Buffer }>(
    'select seq, state from plan_snapshots where plan_id = ? order by seq desc limit 1',
  )
  const updatesAfter = sqlite.prepare<[string, number], { seq: number; update: Buffer }>(
    'select seq, "update" from plan_updates where plan_id = ? and seq > ? order by seq',
  )
  const lastSeq = sqlite.prepare<[string], number | null>('select max(seq) from plan_updates where plan_id = ?').pluck()
  const insertUpdate = sqlite.prepare<[string, number, Uint8Array, string | null, number]>(
    'insert into plan_updates (plan_id, seq, "update", member_id, at) values (?, ?, ?, ?, ?)',
  )
  const insertSnapshot = sqlite.prepare<[string, number, Uint8Array, number]>(
    `insert into plan_snapshots (plan_id, seq, state, at) values (?, ?, ?, ?)
     on conflict (plan_id, seq) do update set state = excluded.state, at = excluded.at`,
  )
  const deleteSnapshots = sqlite.prepare<[string, string, number]>(
    `delete from plan_snapshots where plan_id = ? and seq not in
       (select seq from plan_snapshots where plan_id = ? order by seq desc limit ?)`,
  )

  let waiting: Waiting[] = []

  const write = sqlite.transaction((group: readonly Waiting[]): number[] => {
    const reached = new Map<PlanId, number>()
    return group.map(({ planId, updates }) => {
      let seq = reached.get(planId) ?? lastSeq.get(planId) ?? 0
      for (const { update, memberId, at } of updates) {
        seq += 1
        insertUpdate.run(planId, seq, update, memberId, at)
      }
      reached.set(planId, seq)
      return seq
    })
  })

  function commit(): void {
    const group = waiting
    waiting = []
    let seqs: number[]
    try {
      seqs = write.immediate(group)
    } catch (error) {
      for (const one of group) one.reject(error)
      return
    }
    group.forEach((one, index) => {
      one.resolve(seqs[index] as number)
    })
  }

  const storeSnapshot = sqlite.transaction((planId: PlanId, seq: number, state: Uint8Array) => {
    insertSnapshot.run(planId, seq, state, Date.now())
    deleteSnapshots.run(planId, planId, keptSnapshots)
  })

  return {
    async load(planId, options) {
      const snapshot = options?.wholeLog === true ? undefined : newestSnapshot.get(planId)
      const rows = updatesAfter.all(planId, snapshot?.seq ?? 0)
      return {
        snapshot: snapshot?.state ?? null,
        updates: rows.map((row) => row.update),
        seq: rows.at(-1)?.seq ?? snapshot?.seq ?? 0,
      }
    },

    append(planId, updates) {
      return new Promise((resolve, reject) => {
        waiting.push({ planId, updates, resolve, reject })
        // After all that runs in this turn of the rooms, before anything else.
        if (waiting.length === 1) queueMicrotask(commit)
      })
    },

    async saveSnapshot(planId, seq, state) {
      storeSnapshot.immediate(planId, seq, state)
    },
  }
}
