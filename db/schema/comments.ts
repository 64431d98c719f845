import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { CommentId, MemberId, PlanId, RecipeId, ThreadId } from '@/science/ids'
import { inLab, moment } from './columns'
import { plans } from './plans'

/**
 * What people say of a plan, one of its recipes, or one parameter of a recipe. It stands beside the document: a comment
 * changes nothing that is planned, so it takes no approval back, and who said it is the session's, not a client's, word.
 */
export const threads = sqliteTable(
  'threads',
  {
    id: text('id').$type<ThreadId>().primaryKey(),
    labId: inLab(),
    planId: text('plan_id')
      .$type<PlanId>()
      .notNull()
      .references(() => plans.id),
    /** Null: about the plan. Follows the recipe into another plan. */
    recipeId: text('recipe_id').$type<RecipeId>(),
    /** The parameter; null: about the recipe as a whole. */
    key: text('key'),
    startedAt: moment('started_at').notNull(),
    resolvedBy: text('resolved_by').$type<MemberId>(),
    resolvedAt: moment('resolved_at'),
  },
  (table) => [index('threads_plan').on(table.planId)],
)

/** One thing said. Rows are never changed: what was meant otherwise is said again. */
export const comments = sqliteTable(
  'comments',
  {
    /** Made by the client, so that the same comment sent twice is one. */
    id: text('id').$type<CommentId>().primaryKey(),
    labId: inLab(),
    threadId: text('thread_id')
      .$type<ThreadId>()
      .notNull()
      .references(() => threads.id),
    text: text('text').notNull(),
    mentions: text('mentions', { mode: 'json' }).$type<readonly MemberId[]>().notNull(),
    writtenBy: text('written_by').$type<MemberId>().notNull(),
    writtenAt: moment('written_at').notNull(),
  },
  (table) => [index('comments_thread').on(table.threadId, table.writtenAt)],
)
