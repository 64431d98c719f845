import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { MemberId, PlanId, RecipeId, ReviewId, RevisionId } from '@/science/ids'
import type { Prediction } from '@/science/prediction/figure'
import type { ParameterValue } from '@/science/recipe/parameter'
import { processes } from '@/science/recipe/process'
import { inLab, moment } from './columns'
import { plans } from './plans'

/** A recipe frozen at a moment. Rows are never changed. The same content frozen again is the same revision. */
export const revisions = sqliteTable(
  'revisions',
  {
    id: text('id').$type<RevisionId>().primaryKey(),
    labId: inLab(),
    planId: text('plan_id')
      .$type<PlanId>()
      .notNull()
      .references(() => plans.id),
    recipeId: text('recipe_id').$type<RecipeId>().notNull(),
    /** 1, 2, 3 … within the recipe */
    number: integer('number').notNull(),
    contentHash: text('content_hash').notNull(),
    name: text('name').notNull(),
    process: text('process', { enum: processes }).notNull(),
    /** Parameters with the plan's conditions merged in: complete in itself. */
    values: text('values', { mode: 'json' }).$type<Record<string, ParameterValue>>().notNull(),
    /** As the model of that version said at that time, with its inputs as they were. */
    prediction: text('prediction', { mode: 'json' }).$type<Prediction>().notNull(),
    modelVersion: text('model_version').notNull(),
    cause: text('cause', { enum: ['review', 'run', 'example'] }).notNull(),
    createdBy: text('created_by').$type<MemberId>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('revisions_number').on(table.recipeId, table.number),
    uniqueIndex('revisions_content').on(table.recipeId, table.contentHash),
    index('revisions_plan').on(table.planId),
  ],
)

export const reviewStates = ['open', 'approved', 'changes-requested', 'withdrawn'] as const

/** A request to approve a plan's recipes as they stand, and its answer. */
export const reviews = sqliteTable(
  'reviews',
  {
    id: text('id').$type<ReviewId>().primaryKey(),
    labId: inLab(),
    planId: text('plan_id')
      .$type<PlanId>()
      .notNull()
      .references(() => plans.id),
    state: text('state', { enum: reviewStates }).notNull(),
    requestedBy: text('requested_by').$type<MemberId>().notNull(),
    requestedAt: moment('requested_at').notNull(),
    decidedBy: text('decided_by').$type<MemberId>(),
    decidedAt: moment('decided_at'),
    reason: text('reason').notNull().default(''),
  },
  (table) => [index('reviews_plan').on(table.planId, table.requestedAt)],
)

/** The revisions that a review speaks of: what exactly was approved. */
export const reviewedRevisions = sqliteTable(
  'reviewed_revisions',
  {
    reviewId: text('review_id')
      .$type<ReviewId>()
      .notNull()
      .references(() => reviews.id),
    revisionId: text('revision_id')
      .$type<RevisionId>()
      .notNull()
      .references(() => revisions.id),
  },
  (table) => [uniqueIndex('reviewed_revisions_pair').on(table.reviewId, table.revisionId)],
)
