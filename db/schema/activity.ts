import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ActivityId, MemberId, PlanId } from '@/science/ids'
import { inLab, moment } from './columns'

/** What happened, one line each. Rows are never changed. */
export const activity = sqliteTable(
  'activity',
  {
    id: text('id').$type<ActivityId>().primaryKey(),
    labId: inLab(),
    planId: text('plan_id').$type<PlanId>(),
    /** What it happened to: an id of any kind. */
    subjectId: text('subject_id').notNull(),
    /** e.g. `plan.approved`, `run.started`, `test.read` */
    verb: text('verb').notNull(),
    details: text('details', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    by: text('by_member').$type<MemberId>().notNull(),
    at: moment('at').notNull(),
  },
  (table) => [index('activity_lab').on(table.labId, table.at), index('activity_plan').on(table.planId, table.at)],
)
