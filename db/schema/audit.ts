import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { LabId } from '@/science/ids'
import { moment } from './columns'

/**
 * One row per committed change of the record, each bound to the one before it by its hash (see db/auditChain.ts). Rows are
 * only ever appended: triggers refuse to change or delete one.
 */
export const auditEntries = sqliteTable('audit_entries', {
  /** 1, 2, 3 … without a gap */
  seq: integer('seq').primaryKey(),
  at: moment('at').notNull(),
  /** The member who acted; the user where no lab is concerned; null for what the installation did. */
  by: text('by_member'),
  labId: text('lab_id').$type<LabId>(),
  /** e.g. `plan.approved`, `run.recorded` */
  verb: text('verb').notNull(),
  subjectId: text('subject_id').notNull(),
  details: text('details', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  /** SHA-256 in hex over the statements of the batch with all their values. */
  payloadHash: text('payload_hash').notNull(),
  /** 64 zeros in the first. */
  previousHash: text('previous_hash').notNull(),
  /** SHA-256 in hex over the canonical JSON of all of the above. */
  hash: text('hash').notNull(),
})
