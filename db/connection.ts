import BetterSqlite3 from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import * as schema from './schema'

export interface Database {
  db: BetterSQLite3Database<typeof schema>
  /** The same connection without the query builder: for prepared statements on hot paths, pragmas and backups. */
  sqlite: BetterSqlite3.Database
  close(): void
}

/**
 * Opens the database file, making it when it is not there. One connection per process: writes are atomic batches
 * (see commit.ts) that run synchronously, so nothing can interleave with them.
 *
 * WAL lets readers and the backup go on beside a writer; `synchronous = FULL` flushes every commit to disk, because the
 * plans' log promises "saved" by it.
 * @throws when the file is no database or cannot be opened
 */
export function openDatabase(file: string): Database {
  const sqlite = new BetterSqlite3(file)
  try {
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    sqlite.pragma('busy_timeout = 5000')
  } catch (error) {
    sqlite.close()
    throw error
  }
  return { db: drizzle(sqlite, { schema }), sqlite, close: () => sqlite.close() }
}
