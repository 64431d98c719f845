import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type BetterSqlite3 from 'better-sqlite3'

export interface Checkpoints {
  /** Resolves when the thread moves the log; until then, and whenever it cannot, the connection itself does. */
  ready: Promise<void>
  close(): Promise<void>
}

/** Beside the built server it is JavaScript; run from its sources, Node takes the types off. */
const built = fileURLToPath(new URL('./checkpointWorker.js', import.meta.url))
const source = fileURLToPath(new URL('./checkpointWorker.ts', import.meta.url))

/** SQLite's own: a commit that finds so many frames in the log moves them all. */
const automaticFrames = 1000

/**
 * Moves the write-ahead log into the database file in a thread of its own. Otherwise every thousandth page or so one commit
 * does it, with two flushes of the disk, while everybody's keystrokes wait for that commit.
 *
 * Commits are flushed to the log as before: what is durable does not depend on this.
 * @param settings how often the thread looks, ms; from how many frames on it moves them; from how many on the log begins anew
 */
export function checkpointInThread(
  sqlite: BetterSqlite3.Database,
  { lookMs = 200, bulkFrames = 1000, longFrames = 16_000 } = {},
): Checkpoints {
  const worker = new Worker(existsSync(built) ? built : source, {
    workerData: { file: sqlite.name, lookMs, bulkFrames, longFrames },
  })
  worker.unref()
  const ended = new Promise<void>((resolve) => {
    const takeBack = () => {
      if (sqlite.open) sqlite.pragma(`wal_autocheckpoint = ${automaticFrames}`)
      resolve()
    }
    worker.once('error', takeBack)
    worker.once('exit', takeBack)
  })
  const ready = new Promise<void>((resolve) => {
    worker.once('message', () => {
      if (sqlite.open) sqlite.pragma('wal_autocheckpoint = 0')
      resolve()
    })
    void ended.then(resolve)
  })
  return {
    ready,
    async close() {
      worker.ref()
      worker.postMessage('close')
      await ended
    },
  }
}
