import { createHash } from 'node:crypto'
import type { LabId } from '@/science/ids'
import { canonicalJson } from '@/science/recipe/contentHash'
import type { Database } from './connection'

/** What was done, as the audit log keeps it. */
export interface Act {
  labId: LabId | null
  /** The member who acted; the user where no lab is concerned; null for what the installation did. */
  by: string | null
  at: Date
  /** e.g. `run.recorded` */
  verb: string
  subjectId: string
  details: Readonly<Record<string, unknown>>
}

/** An entry as its row holds it; times are ms since 1970. */
interface Entry {
  seq: number
  at: number
  by: string | null
  labId: string | null
  verb: string
  subjectId: string
  details: unknown
  payloadHash: string
  previousHash: string
}

interface EntryRow extends Omit<Entry, 'details'> {
  details: string
  hash: string
}

/** The newest entry, kept a second time outside the table, so that a tail that was cut off is missed. */
export interface AuditHead {
  seq: number
  hash: string
}

export const auditHeadFact = 'audit head'
const beforeTheFirst = '0'.repeat(64)
const columns =
  'seq, at, by_member as "by", lab_id as labId, verb, subject_id as subjectId, details, payload_hash as payloadHash, previous_hash as previousHash, hash'

/**
 * Appends one entry. To be called within the transaction of what it tells of: nobody can come between reading the last hash
 * and writing the next, and an entry without its change, or a change without its entry, does not exist.
 */
export function appendAuditEntry(
  { sqlite }: Pick<Database, 'sqlite'>,
  { at, by, labId, verb, subjectId, details }: Act,
  payloadHash: string,
): void {
  const last = sqlite.prepare('select seq, hash from audit_entries order by seq desc limit 1').get() as
    | AuditHead
    | undefined
  // As it will be read again: without what JSON cannot say.
  const kept: unknown = JSON.parse(JSON.stringify(details))
  const entry: Entry = {
    seq: (last?.seq ?? 0) + 1,
    at: at.getTime(),
    by,
    labId,
    verb,
    subjectId,
    details: kept,
    payloadHash,
    previousHash: last?.hash ?? beforeTheFirst,
  }
  const hash = hashOf(entry)
  sqlite
    .prepare(
      `insert into audit_entries (seq, at, by_member, lab_id, verb, subject_id, details, payload_hash, previous_hash, hash)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(entry.seq, entry.at, by, labId, verb, subjectId, JSON.stringify(kept), payloadHash, entry.previousHash, hash)
  sqlite
    .prepare(
      `insert into installation (key, value, updated_at) values (?, ?, ?)
       on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
    )
    .run(auditHeadFact, JSON.stringify({ seq: entry.seq, hash } satisfies AuditHead), Date.now())
}

function hashOf(entry: Entry): string {
  return createHash('sha256').update(canonicalJson(entry)).digest('hex')
}

/** SHA-256 in hex over statements and their values, one JSON array per line; bytes as base64. */
export function hashPayload(statements: readonly { sql: string; params: readonly unknown[] }[]): string {
  const hash = createHash('sha256')
  for (const { sql, params } of statements) hash.update(`${JSON.stringify([sql, ...params.map(printable)])}\n`)
  return hash.digest('hex')
}

function printable(value: unknown): unknown {
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') }
  return typeof value === 'bigint' ? value.toString() : value
}

/** The triggers that make the log append-only, whoever writes to the database. */
const guards = {
  audit_entries_no_update: `before update on audit_entries begin
    select raise(abort, 'The audit log is only ever appended to: an entry cannot be changed.'); end`,
  audit_entries_no_delete: `before delete on audit_entries begin
    select raise(abort, 'The audit log is only ever appended to: an entry cannot be deleted.'); end`,
  // "insert or replace" would take an entry away without the trigger above.
  audit_entries_in_order: `before insert on audit_entries
    when new.seq is not (select coalesce(max(seq), 0) + 1 from audit_entries) begin
    select raise(abort, 'The audit log is only ever appended to: this is not the next entry.'); end`,
}

export function guardAuditEntries({ sqlite }: Pick<Database, 'sqlite'>): void {
  for (const [name, body] of Object.entries(guards)) sqlite.exec(`create trigger if not exists ${name} ${body}`)
}

/** Those of the triggers that somebody has dropped. */
export function missingGuards({ sqlite }: Pick<Database, 'sqlite'>): string[] {
  const found = sqlite.prepare("select name from sqlite_master where type = 'trigger'").all() as { name: string }[]
  return Object.keys(guards).filter((name) => !found.some((trigger) => trigger.name === name))
}

export type ChainExamination =
  | { ok: true; count: number; head: AuditHead | null }
  /** The first link that does not hold. `expected` says what should stand there. */
  | { ok: false; seq: number; at: Date | null; expected: string }

/**
 * Walks the whole log from its first entry: numbers without a gap, each hash over its own content and the hash before it,
 * and at the end the entry that the installation knows as the newest. `known` is an entry that somebody noted elsewhere, e.g.
 * from an earlier examination: who rewrites the whole database cannot rewrite that.
 */
export function examineChain({ sqlite }: Pick<Database, 'sqlite'>, known?: AuditHead): ChainExamination {
  let previous: AuditHead = { seq: 0, hash: beforeTheFirst }
  let lastAt: Date | null = null
  const broken = (seq: number, at: Date | null, expected: string): ChainExamination => ({
    ok: false,
    seq,
    at,
    expected,
  })
  const rows = sqlite
    .prepare(`select ${columns} from audit_entries order by seq`)
    .iterate() as IterableIterator<EntryRow>
  for (const { details, hash, ...row } of rows) {
    const at = new Date(row.at)
    const next = previous.seq + 1
    if (row.seq !== next)
      return broken(next, lastAt, `entry ${next} is missing: after entry ${previous.seq} comes entry ${row.seq}`)
    if (row.previousHash !== previous.hash)
      return broken(row.seq, at, `expected the previous hash ${previous.hash}, found ${row.previousHash}`)
    const expected = hashOf({ ...row, details: parsed(details) })
    if (hash !== expected)
      return broken(row.seq, at, `its content was changed: expected the hash ${expected}, found ${hash}`)
    if (known?.seq === row.seq && known.hash !== hash)
      return broken(row.seq, at, `expected the hash ${known.hash} that was noted before, found ${hash}`)
    previous = { seq: row.seq, hash }
    lastAt = at
  }
  const head = readAuditHead({ sqlite })
  for (const end of [head, known ?? null]) {
    if (end !== null && end.seq > previous.seq)
      return broken(
        previous.seq + 1,
        lastAt,
        `the end is cut off: expected entries up to ${end.seq} with the hash ${end.hash}, the last one found is ${previous.seq}`,
      )
  }
  if (previous.seq > 0 && (head === null || head.hash !== previous.hash))
    return broken(
      previous.seq,
      lastAt,
      head === null
        ? 'the installation has no note of the newest entry'
        : `the installation notes entry ${head.seq} with the hash ${head.hash} as the newest, found entry ${previous.seq} with ${previous.hash}`,
    )
  return { ok: true, count: previous.seq, head: previous.seq === 0 ? null : previous }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}

/** The newest entry as the installation knows it; null before the first. */
export function readAuditHead({ sqlite }: Pick<Database, 'sqlite'>): AuditHead | null {
  const row = sqlite.prepare('select value from installation where key = ?').get(auditHeadFact) as
    | { value: string }
    | undefined
  const value = row === undefined ? null : parsed(row.value)
  const isHead =
    typeof value === 'object' &&
    value !== null &&
    'seq' in value &&
    'hash' in value &&
    typeof value.seq === 'number' &&
    typeof value.hash === 'string'
  return isHead ? { seq: value.seq as number, hash: value.hash as string } : null
}
