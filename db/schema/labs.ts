import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { LabId } from '@/science/ids'

/** How a lab wants its reviews. `approvalRequiredFor`: who must have an approved revision before a run may start. */
export interface LabSettings {
  approvalRequiredFor: readonly ('pi' | 'researcher' | 'student')[]
  /** Whether one of the reviewers who were asked is enough, or all must approve the same content; one, when not set. */
  reviewMode?: 'any' | 'all'
}

export const labs = sqliteTable('labs', {
  id: text('id').$type<LabId>().primaryKey(),
  /** The lab's name in addresses: letters, digits, dashes. */
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  isExample: integer('is_example', { mode: 'boolean' }).notNull().default(false),
  settings: text('settings', { mode: 'json' }).$type<LabSettings>().notNull(),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
})

/** Facts of the installation as a whole, e.g. the hash of the set-up token. */
export const installation = sqliteTable('installation', {
  key: text('key').primaryKey(),
  value: text('value', { mode: 'json' }).$type<unknown>().notNull(),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
})
