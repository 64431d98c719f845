import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ColumnMap } from '@/science/cycler/reading'
import type { MemberId } from '@/science/ids'
import { inLab, moment } from './columns'

/**
 * How a lab reads tables that no reader knows: made once by pointing at columns, then applied to every file with the same
 * header. A change is a new version beside the old ones; a test says by which one it was read. The newest holds.
 */
export const columnMappings = sqliteTable(
  'column_mappings',
  {
    labId: inLab(),
    /** SHA-256 in hex over the header's names: what files with these columns are known by */
    key: text('key').notNull(),
    /** 1, 2, 3 … */
    version: integer('version').notNull(),
    name: text('name').notNull(),
    /** the names themselves, parted by tabs */
    header: text('header').notNull(),
    columnMap: text('column_map', { mode: 'json' }).$type<ColumnMap>().notNull(),
    /** Files with this header are read without it again. */
    isRetired: integer('is_retired', { mode: 'boolean' }).notNull().default(false),
    createdBy: text('created_by').$type<MemberId>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.labId, table.key, table.version] })],
)
