import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
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

/** Whether one of the reviewers is enough, or all must approve the same content. */
export const reviewModes = ['any', 'all'] as const

/** A request to approve recipes of a plan as they stand, and what came of it over all of them. */
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
    /** As the lab had it when the review was asked for. */
    mode: text('mode', { enum: reviewModes }).notNull().default('any'),
    /** What whoever asked wants to say to it. */
    note: text('note').notNull().default(''),
    /** Counts the answers: whoever answers says by it what had been answered before. */
    version: integer('version').notNull().default(1),
  },
  (table) => [
    index('reviews_plan').on(table.planId, table.requestedAt),
    index('reviews_lab_state').on(table.labId, table.state),
  ],
)

/** The recipes that a review was asked for, each with what came of it. A recipe is open in one review at most. */
export const reviewRecipes = sqliteTable(
  'review_recipes',
  {
    reviewId: text('review_id')
      .$type<ReviewId>()
      .notNull()
      .references(() => reviews.id),
    recipeId: text('recipe_id').$type<RecipeId>().notNull(),
    /** As it was called then. */
    name: text('name').notNull(),
    /** Of the recipe as it stood when the review was asked for. */
    contentHash: text('content_hash').notNull(),
    state: text('state', { enum: reviewStates }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.reviewId, table.recipeId] }),
    index('review_recipes_recipe').on(table.recipeId),
    uniqueIndex('review_recipes_open').on(table.recipeId).where(sql`${table.state} = 'open'`),
  ],
)

export const reviewReviewers = sqliteTable(
  'review_reviewers',
  {
    reviewId: text('review_id')
      .$type<ReviewId>()
      .notNull()
      .references(() => reviews.id),
    memberId: text('member_id').$type<MemberId>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.reviewId, table.memberId] })],
)

/** What a reviewer said of one recipe as it stood then. Rows are never changed; of one person the newest holds. */
export const reviewAnswers = sqliteTable(
  'review_answers',
  {
    reviewId: text('review_id')
      .$type<ReviewId>()
      .notNull()
      .references(() => reviews.id),
    /** Of the review, after this answer. */
    version: integer('version').notNull(),
    recipeId: text('recipe_id').$type<RecipeId>().notNull(),
    contentHash: text('content_hash').notNull(),
    answer: text('answer', { enum: ['approved', 'changes-requested'] }).notNull(),
    reason: text('reason').notNull().default(''),
    by: text('by_member').$type<MemberId>().notNull(),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.reviewId, table.version, table.recipeId] }),
    index('review_answers_recipe').on(table.recipeId),
  ],
)

/** What exactly was approved by a review. */
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
    /** When the last needed approval came; of the review as a whole where it is not known. */
    approvedAt: moment('approved_at'),
  },
  (table) => [uniqueIndex('reviewed_revisions_pair').on(table.reviewId, table.revisionId)],
)
