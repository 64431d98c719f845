import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { MemberId, PlanId, RecipeId, RevisionId, RunEntryId, RunId } from '@/science/ids'
import { inLab, moment } from './columns'
import { revisions } from './revisions'

export const runStates = ['running', 'done', 'done-differently', 'failed', 'never-run'] as const

/** One execution of one revision. */
export const runs = sqliteTable(
  'runs',
  {
    id: text('id').$type<RunId>().primaryKey(),
    labId: inLab(),
    revisionId: text('revision_id')
      .$type<RevisionId>()
      .notNull()
      .references(() => revisions.id),
    planId: text('plan_id').$type<PlanId>().notNull(),
    recipeId: text('recipe_id').$type<RecipeId>().notNull(),
    /** 1, 2, 3 … within the recipe */
    number: integer('number').notNull(),
    state: text('state', { enum: runStates }).notNull(),
    batchMassG: real('batch_mass_g'),
    startedBy: text('started_by').$type<MemberId>().notNull(),
    startedAt: moment('started_at').notNull(),
    closedBy: text('closed_by').$type<MemberId>(),
    closedAt: moment('closed_at'),
    reason: text('reason').notNull().default(''),
    /** Guards against two people closing at once. */
    version: integer('version').notNull().default(1),
  },
  (table) => [
    uniqueIndex('runs_number').on(table.recipeId, table.number),
    index('runs_lab').on(table.labId, table.startedAt),
    index('runs_plan').on(table.planId),
  ],
)

/** What was really done: one recorded value. A correction is a new entry that points at the old one. */
export const runEntries = sqliteTable(
  'run_entries',
  {
    id: text('id').$type<RunEntryId>().primaryKey(),
    labId: inLab(),
    runId: text('run_id')
      .$type<RunId>()
      .notNull()
      .references(() => runs.id),
    /** Parameter key, `weigh.<precursor>` or `note`. */
    key: text('key').notNull(),
    actual: text('actual', { mode: 'json' }).$type<string | number>().notNull(),
    unit: text('unit'),
    reason: text('reason').notNull().default(''),
    corrects: text('corrects').$type<RunEntryId>(),
    recordedBy: text('recorded_by').$type<MemberId>().notNull(),
    recordedAt: moment('recorded_at').notNull(),
  },
  (table) => [index('run_entries_run').on(table.runId)],
)
