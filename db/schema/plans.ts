import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MemberId, PlanId } from '@/science/ids'
import { inLab, moment } from './columns'

/**
 * A plan as lists see it: title, aim and counts are projected from its document (see server/projection),
 * which is the truth. `projectedSeq` says as of which log entry.
 */
export const plans = sqliteTable(
  'plans',
  {
    id: text('id').$type<PlanId>().primaryKey(),
    labId: inLab(),
    title: text('title').notNull(),
    aim: text('aim').notNull().default(''),
    conditions: text('conditions', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** Values that the document reader could not accept, each with its place. */
    problems: text('problems', { mode: 'json' }).$type<readonly unknown[]>().notNull(),
    projectedSeq: integer('projected_seq').notNull().default(0),
    createdBy: text('created_by').$type<MemberId>().notNull(),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
    archivedAt: moment('archived_at'),
  },
  (table) => [index('plans_lab').on(table.labId, table.updatedAt)],
)
