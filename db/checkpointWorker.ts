import { parentPort, workerData } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'

// The thread of db/checkpoints.ts: moves what stands in the write-ahead log into the database file, on a connection of its own.

const { file, lookMs, bulkFrames, longFrames } = workerData as {
  file: string
  lookMs: number
  bulkFrames: number
  longFrames: number
}

const sqlite = new BetterSqlite3(file)
sqlite.pragma('busy_timeout = 1000')
sqlite.pragma('synchronous = FULL')

type Mode = 'NOOP' | 'PASSIVE' | 'RESTART'

/** Frames (pages of 4 kB) in the log, and how many of them stand in the database file as well. */
function checkpoint(mode: Mode): { log: number; checkpointed: number } {
  const [found] = sqlite.pragma(`wal_checkpoint(${mode})`) as { log: number; checkpointed: number }[]
  return found ?? { log: 0, checkpointed: 0 }
}

function look(): void {
  const { log, checkpointed } = checkpoint('NOOP')
  if (log - checkpointed < bulkFrames) return
  const left = checkpoint('PASSIVE')
  // While people type without a pause the log is never quite empty, and would grow for ever: once in a while writers wait
  // for the few frames that came meanwhile, and the log begins anew.
  if (left.log > longFrames) checkpoint('RESTART')
}

const timer = setInterval(look, lookMs)
parentPort?.once('message', () => {
  clearInterval(timer)
  sqlite.close()
  parentPort?.close()
})
parentPort?.postMessage('ready')
