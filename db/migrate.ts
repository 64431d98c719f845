import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { guardAuditEntries } from './auditChain'
import type { Database } from './connection'
import { ensureSearchIndex, removeSearchIndex } from './searchIndex'

/** The database was written by a version of Interphase that knows more tables than this one. Nothing was touched. */
export class NewerDatabase extends Error {
  constructor() {
    super(
      'This database was written by a newer version of Interphase. Start that version, or restore a backup of this one.',
    )
  }
}

interface Journal {
  entries: { when: number }[]
}

/** Brings the tables to this version, and what search looks into with them. @throws {NewerDatabase} */
export function migrateDatabase(database: Database, folder?: string): void {
  migrateTables(database, folder)
  ensureSearchIndex(database)
}

/** Brings the tables to the version of the migrations. `folder` holds the generated migrations. @throws {NewerDatabase} */
export function migrateTables(database: Database, folder = join('db', 'migrations', 'sqlite')): void {
  const journal = join(folder, 'meta', '_journal.json')
  if (!existsSync(journal)) throw new Error(`The migrations are missing: expected ${journal}.`)
  const { entries } = JSON.parse(readFileSync(journal, 'utf8')) as Journal
  const newestKnown = Math.max(0, ...entries.map((entry) => entry.when))
  if (lastMigration(database) > newestKnown) throw new NewerDatabase()
  if (lastMigration(database) < newestKnown && lastMigration(database) > 0) removeSearchIndex(database)
  migrate(database.db, { migrationsFolder: folder })
  guardAuditEntries(database)
}

/** When the newest migration that ran on this database was made (ms), 0 for a fresh one. */
export function lastMigration({ sqlite }: Pick<Database, 'sqlite'>): number {
  const known = sqlite
    .prepare("select 1 from sqlite_master where type = 'table' and name = '__drizzle_migrations'")
    .get()
  if (known === undefined) return 0
  const newest = sqlite.prepare('select max(created_at) as newest from __drizzle_migrations').get()
  return typeof newest === 'object' && newest !== null && 'newest' in newest ? Number(newest.newest ?? 0) : 0
}
