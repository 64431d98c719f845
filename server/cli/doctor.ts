import { createHash } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import * as Y from 'yjs'
import { readPlan } from '@/collab/plan/read'
import { type AuditHead, examineChain, missingGuards } from '@/db/auditChain'
import { type Database, openDatabase } from '@/db/connection'
import { files as filesTable } from '@/db/schema/files'
import { plans } from '@/db/schema/plans'
import { revisions } from '@/db/schema/revisions'
import { examineSearchIndex, isSearchIndexWhole } from '@/db/searchIndex'
import { contentHash } from '@/science/recipe/contentHash'
import type { Config } from '../config'
import { createFileStore } from '../files/store'
import { createPlanLog } from '../sync/planLog'

export interface Finding {
  ok: boolean
  what: string
}

export interface Examining {
  /** Also reads every byte of every uploaded file. */
  deep: boolean
  /** The newest entry of the audit log as an earlier examination named it. */
  auditHead?: AuditHead
}

/** Looks at everything that the lab relies on and changes nothing. */
export async function examine(config: Config, { deep, auditHead }: Examining): Promise<Finding[]> {
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
    examineAudit(database, auditHead, note)
    examineSearch(database, note)
    await examineRevisions(database, note)
    await examinePlans(database, note)
    await examineFiles(database, config, deep, note)
  } catch (error) {
    note(false, error instanceof Error ? error.message : String(error))
  } finally {
    database.close()
  }
  return findings
}

function examineAudit(
  database: Database,
  known: AuditHead | undefined,
  note: (ok: boolean, what: string) => void,
): void {
  const isThere =
    database.sqlite.prepare("select 1 from sqlite_master where name = 'audit_entries'").get() !== undefined
  if (!isThere) {
    note(false, 'There is no audit log. Start this version once: it brings the tables up to date')
    return
  }
  const missing = missingGuards(database)
  if (missing.length > 0)
    note(false, `The audit log could be written over: the triggers ${missing.join(', ')} are gone`)
  const found = examineChain(database, known)
  if (!found.ok) {
    const when = found.at === null ? '' : ` (${found.at.toISOString()})`
    note(false, `Audit log: the first broken link is entry ${found.seq}${when}: ${found.expected}`)
  } else if (found.head === null) note(true, 'Audit log: no entry yet')
  else
    note(
      true,
      `Audit log: ${found.count} ${found.count === 1 ? 'entry' : 'entries'}, each bound to the one before; the newest is ${found.head.seq}:${found.head.hash}`,
    )
}

/** Search is made from the records: what is wrong with it is no loss, and the next start makes it again. */
function examineSearch(database: Database, note: (ok: boolean, what: string) => void): void {
  if (!isSearchIndexWhole(database)) {
    note(false, 'The search index is not that of this version. Start it once: it makes the index again')
    return
  }
  const { entries, wrong } = examineSearchIndex(database)
  note(
    wrong === 0,
    wrong === 0
      ? `Search knows ${entries} things`
      : `Search lacks or still has ${wrong} things. "npx interphase index" makes it again`,
  )
}

/** A revision is named by the hash of its content: whoever changed it in place is found out. */
async function examineRevisions(database: Database, note: (ok: boolean, what: string) => void): Promise<void> {
  const { id, number, name, process, values, contentHash: hash } = revisions
  let whole = 0
  for (const row of await database.db.select({ id, number, name, process, values, hash }).from(revisions)) {
    if (contentHash(row) === row.hash) whole += 1
    else note(false, `Revision ${row.number} of ${row.name} (${row.id}) is not what was frozen`)
  }
  note(true, `${whole} revisions say what they said when they were frozen`)
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
