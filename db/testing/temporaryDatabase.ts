import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase } from '../connection'
import { migrateDatabase } from '../migrate'

/** A real database, migrated, in a folder of its own that `dispose` removes. */
export function temporaryDatabase(): Database & { folder: string; dispose(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'interphase-db-'))
  const database = openDatabase(join(folder, 'interphase.sqlite'))
  migrateDatabase(database)
  return {
    ...database,
    folder,
    dispose() {
      database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
