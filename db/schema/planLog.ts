import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MemberId, PlanId } from '@/science/ids'
import { moment } from './columns'

/** The append-only log of a plan's document: the truth. Rows are never changed. */
export const planUpdates = sqliteTable(
  'plan_updates',
  {
    planId: text('plan_id').$type<PlanId>().notNull(),
    /** 1, 2, 3 … without gaps within a plan */
    seq: integer('seq').notNull(),
    update: blob('update', { mode: 'buffer' }).notNull(),
    /** From the session, never from what the client says of itself. */
    memberId: text('member_id').$type<MemberId>(),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.planId, table.seq] })],
)

/** A moment of a plan that has a name, or that something rests on. What it holds is in the log. */
export const planVersions = sqliteTable(
  'plan_versions',
  {
    planId: text('plan_id').$type<PlanId>().notNull(),
    /** The last row of the log that belongs to it. */
    seq: integer('seq').notNull(),
    kind: text('kind', { enum: ['named', 'review', 'run', 'hourly'] }).notNull(),
    /** What a person called it; what it was made for otherwise. */
    name: text('name').notNull(),
    by: text('by_member').$type<MemberId>().notNull(),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.planId, table.seq, table.kind, table.name] })],
)

/** The state of a document as of `seq`, so that opening it need not read the whole log. */
export const planSnapshots = sqliteTable(
  'plan_snapshots',
  {
    planId: text('plan_id').$type<PlanId>().notNull(),
    seq: integer('seq').notNull(),
    state: blob('state', { mode: 'buffer' }).notNull(),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.planId, table.seq] }), index('plan_snapshots_at').on(table.at)],
)
