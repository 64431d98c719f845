import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MemberId, PlanId, PlanViewId } from '@/science/ids'
import { inLab, moment } from './columns'
import { plans } from './plans'

/** How a plan's grid is looked at: nothing of what is planned. */
export interface PlanViewSettings {
  /** Columns that were asked for (true) or put away (false), by key; the rest follows from use. */
  shown: Readonly<Record<string, boolean>>
  /** Keys of all columns in their order, when somebody changed it. */
  order: readonly string[]
  /** By key, px. */
  widths: Readonly<Record<string, number>>
  /** The first parts the rows, the next those that are equal by it. */
  sort: readonly { key: string; direction: 'ascending' | 'descending' }[]
  /** As it was typed: `sinter 450–550; coating Li3BO3`. */
  filter: string
  computed: readonly { id: string; name: string; formula: string }[]
}

/** How a lab's results are looked at. Keys of columns are those of the comparison. */
export interface ResultsViewSettings {
  part: 'table' | 'pivot' | 'scatter' | 'prediction' | 'published'
  /** As it was typed. */
  filter: string
  /** Empty for all. */
  window: string
  rate: string
  cellType: string
  origin: string
  /** The cycle that retention is taken at. */
  n: number
  /** Further columns of the table, in their order. */
  columns: readonly string[]
  sort: { key: string; direction: 'ascending' | 'descending' }
  pivot: { rows: string; columns: string; merit: string }
  scatter: { x: string; y: string; colour: string; xLog: boolean; yLog: boolean; hasFit: boolean }
  prediction: { figure: string; merit: string }
}

/**
 * A named view of a plan's grid, or of the lab's results where no plan is named. A plan's stands beside the document and not in it: a view changes nothing that is planned, so it shall
 * neither undo nor take an approval back, and one's own are nobody else's business.
 */
export const planViews = sqliteTable(
  'plan_views',
  {
    id: text('id').$type<PlanViewId>().primaryKey(),
    labId: inLab(),
    planId: text('plan_id')
      .$type<PlanId>()
      .references(() => plans.id),
    name: text('name').notNull(),
    isShared: integer('is_shared', { mode: 'boolean' }).notNull(),
    settings: text('settings', { mode: 'json' }).$type<PlanViewSettings | ResultsViewSettings>().notNull(),
    savedBy: text('saved_by').$type<MemberId>().notNull(),
    savedAt: moment('saved_at').notNull(),
    /** Guards against two people saving over each other. */
    version: integer('version').notNull().default(1),
  },
  (table) => [index('plan_views_plan').on(table.planId)],
)
