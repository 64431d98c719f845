import { createHash } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import * as Y from 'yjs'
import { readPlan } from '@/collab/plan/read'
import { type Database, openDatabase } from '@/db/connection'
import { files as filesTable } from '@/db/schema/files'
import { plans } from '@/db/schema/plans'
import type { Config } from '../config'
import { createFileStore } from '../files/store'
import { createPlanLog } from '../sync/planLog'

export interface Finding {
  ok: boolean
  what: string
}

/** Looks at everything that the lab relies on and changes nothing. `deep` also reads every uploaded file. */
export async function examine(config: Config, { deep }: { deep: boolean }): Promise<Finding[]> {
  const findings: Finding[] = []
  const note = (ok: boolean, what: string) => findings.push({ ok, what })
  note(Number(process.versions.node.split('.')[0]) >= 22, `Node ${process.versions.node} (22 or newer is needed)`)
  if (!existsSync(config.databaseFile)) {
    note(false, `There is no database in ${config.dataFolder}. Name the data folder in INTERPHASE_DATA.`)
    return findings
  }
  let database: Database
  try {
    database = openDatabase(config.databaseFile)
  } catch (error) {
    note(false, `The database cannot be opened: ${error instanceof Error ? error.message : String(error)}`)
    return findings
  }
  try {
    const found = database.sqlite.pragma('integrity_check', { simple: true })
    note(found === 'ok', `Database: ${String(found)}`)
    const dangling = database.sqlite.pragma('foreign_key_check')
    note(Array.isArray(dangling) && dangling.length === 0, 'Every record points at records that exist')
    await examinePlans(database, note)
    await examineFiles(database, config, deep, note)
  } catch (error) {
    note(false, error instanceof Error ? error.message : String(error))
  } finally {
    database.close()
  }
  return findings
}

async function examinePlans(database: Database, note: (ok: boolean, what: string) => void): Promise<void> {
  const log = createPlanLog(database)
  let loaded = 0
  for (const { id } of await database.db.select({ id: plans.id }).from(plans)) {
    try {
      const { snapshot, updates } = await log.load(id)
      const doc = new Y.Doc()
      if (snapshot !== null) Y.applyUpdate(doc, snapshot)
      for (const update of updates) Y.applyUpdate(doc, update)
      readPlan(doc)
      doc.destroy()
      loaded += 1
    } catch (error) {
      note(false, `Plan ${id} cannot be loaded from its log: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  note(true, `${loaded} plans load from their logs`)
}

async function examineFiles(
  database: Database,
  config: Config,
  deep: boolean,
  note: (ok: boolean, what: string) => void,
): Promise<void> {
  const store = createFileStore(config.filesFolder)
  let whole = 0
  for (const { name, sha256, sizeBytes } of await database.db.select().from(filesTable)) {
    const path = store.pathOf(sha256)
    if (!existsSync(path)) note(false, `The uploaded file ${name} is missing`)
    else if (statSync(path).size !== sizeBytes)
      note(false, `The uploaded file ${name} has another size than when it came`)
    else if (deep && (await hashOf(path)) !== sha256) note(false, `The uploaded file ${name} is not what came`)
    else whole += 1
  }
  note(true, `${whole} uploaded files are as they came${deep ? ', every byte' : ''}`)
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}
