import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MemberId, PlanId } from '@/science/ids'
import type { RequiredFields } from '@/science/recipe/requiredFields'
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
    /** What it was made from: the key of a paper's system, or `blank`. */
    template: text('template'),
    /** Parameters that recipes must have before a review is asked for. */
    required: text('required', { mode: 'json' }).$type<RequiredFields>().notNull().default({}),
    projectedSeq: integer('projected_seq').notNull().default(0),
    createdBy: text('created_by').$type<MemberId>().notNull(),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
    archivedAt: moment('archived_at'),
  },
  (table) => [index('plans_lab').on(table.labId, table.updatedAt)],
)

/** What a lab requires of plans made from a template. A change is a new version; the newest holds for new plans. */
export const templateRequirements = sqliteTable(
  'template_requirements',
  {
    labId: inLab(),
    template: text('template').notNull(),
    /** 1, 2, 3 … */
    version: integer('version').notNull(),
    required: text('required', { mode: 'json' }).$type<RequiredFields>().notNull(),
    createdBy: text('created_by').$type<MemberId>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.labId, table.template, table.version] })],
)
