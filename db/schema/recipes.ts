import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { PlanId, RecipeId } from '@/science/ids'
import type { Prediction } from '@/science/prediction/figure'
import type { ParameterValue } from '@/science/recipe/parameter'
import { processes } from '@/science/recipe/process'
import { inLab, moment } from './columns'
import { plans } from './plans'

/** A recipe as it stands in its plan, projected from the document for lists, search and comparison. */
export const recipes = sqliteTable(
  'recipes',
  {
    id: text('id').$type<RecipeId>().primaryKey(),
    labId: inLab(),
    planId: text('plan_id')
      .$type<PlanId>()
      .notNull()
      .references(() => plans.id),
    name: text('name').notNull(),
    process: text('process', { enum: processes }).notNull(),
    order: text('order_key').notNull(),
    values: text('values', { mode: 'json' }).$type<Record<string, ParameterValue>>().notNull(),
    /** The words of its notes, a line for each block: what search looks into. */
    notes: text('notes').notNull().default(''),
    /** Hash of the canonical recipe (science/recipe/contentHash), plan conditions included. */
    contentHash: text('content_hash').notNull(),
    prediction: text('prediction', { mode: 'json' }).$type<Prediction>().notNull(),
    isBinned: integer('is_binned', { mode: 'boolean' }).notNull().default(false),
    asOfSeq: integer('as_of_seq').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (table) => [index('recipes_plan').on(table.planId, table.isBinned), index('recipes_lab').on(table.labId)],
)
