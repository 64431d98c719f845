import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { FileId, MemberId, PlanId, RecipeId, RevisionId, RunEntryId, RunId } from '@/science/ids'
import { inLab, moment } from './columns'
import { files } from './files'
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
    /** 1, 2, 3 … within the revision: how often exactly this has been made */
    replicate: integer('replicate').notNull().default(1),
    state: text('state', { enum: runStates }).notNull(),
    batchMassG: real('batch_mass_g'),
    /** The furnace, hood or reactor, as the lab calls it. */
    place: text('place').notNull().default(''),
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
    index('runs_state').on(table.labId, table.state, table.startedAt),
    index('runs_person').on(table.labId, table.startedBy, table.startedAt),
    index('runs_plan').on(table.planId),
    index('runs_revision').on(table.revisionId),
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
    /** See `RunEntry` in science/run/record.ts. */
    key: text('key').notNull(),
    actual: text('actual', { mode: 'json' }).$type<string | number>().notNull(),
    unit: text('unit'),
    reason: text('reason').notNull().default(''),
    corrects: text('corrects').$type<RunEntryId>(),
    /** Of a photo. */
    fileId: text('file_id')
      .$type<FileId>()
      .references(() => files.id),
    /** When it was said at the bench, where that was not when it was recorded; null in what older versions wrote. */
    saidAt: moment('said_at'),
    recordedBy: text('recorded_by').$type<MemberId>().notNull(),
    recordedAt: moment('recorded_at').notNull(),
  },
  (table) => [index('run_entries_run').on(table.runId)],
)
