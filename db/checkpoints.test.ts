import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Checkpoints, checkpointInThread } from './checkpoints'
import { type Database, openDatabase } from './connection'

let folder: string
let database: Database
let checkpoints: Checkpoints

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interphase-checkpoints-'))
  database = openDatabase(join(folder, 'some.sqlite'))
  database.sqlite.exec('create table notes (id integer primary key, text text)')
  checkpoints = checkpointInThread(database.sqlite, { lookMs: 5, bulkFrames: 20, longFrames: 60 })
  await checkpoints.ready
})

afterEach(async () => {
  await checkpoints.close()
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

function write(count: number): void {
  const insert = database.sqlite.prepare('insert into notes (text) values (?)')
  for (let at = 0; at < count; at += 1) insert.run('x'.repeat(3000))
}

function framesInLog(): { log: number; checkpointed: number } {
  const [found] = database.sqlite.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[]
  if (found === undefined) throw new Error('SQLite says nothing of its log')
  return found
}

it('moves the log beside whoever writes, who never does it herself', async () => {
  expect(database.sqlite.pragma('wal_autocheckpoint', { simple: true })).toBe(0)
  write(30)
  await vi.waitFor(() => {
    const { log, checkpointed } = framesInLog()
    expect(log - checkpointed).toBeLessThan(20)
  })
})

it('begins the log anew although somebody writes all the time, and loses nothing', async () => {
  let longest = 0
  for (let turn = 0; turn < 200; turn += 1) {
    write(4)
    longest = Math.max(longest, framesInLog().log)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  write(1)
  // 801 rows in 4 or more frames each: a log that never began anew would hold them all.
  await vi.waitFor(() => {
    write(1)
    expect(framesInLog().log).toBeLessThan(800)
  })
  expect(longest).toBeGreaterThan(20)
  const copy = new BetterSqlite3(database.sqlite.name, { readonly: true })
  const { rows } = copy.prepare('select count(*) as rows from notes').get() as { rows: number }
  copy.close()
  expect(rows).toBeGreaterThanOrEqual(802)
})

it('gives the work back to the connection when it ends', async () => {
  await checkpoints.close()
  expect(database.sqlite.pragma('wal_autocheckpoint', { simple: true })).toBe(1000)
})
