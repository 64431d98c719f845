import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MemberId } from '@/science/ids'
import type { OwnCathode, OwnMaterial, OwnPrecursor } from '@/science/library/library'
import type { OwnParameter } from '@/science/recipe/ownParameter'
import { inLab, moment } from './columns'

export const definitionKinds = ['material', 'cathode', 'precursor', 'parameter'] as const

/** What a lab says of each kind of thing. */
export interface DefinitionContent {
  material: OwnMaterial
  cathode: OwnCathode
  precursor: OwnPrecursor
  parameter: OwnParameter
}

/**
 * What a lab adds to the library and to the catalogue. A change is a new version beside the old ones, so that it stays
 * known what a name meant when something was predicted with it. The newest version is what holds.
 */
export const definitions = sqliteTable(
  'definitions',
  {
    labId: inLab(),
    kind: text('kind', { enum: definitionKinds }).notNull(),
    /** What recipes name: the entry's id, or the parameter's key `own.…`. */
    key: text('key').notNull(),
    /** 1, 2, 3 … */
    version: integer('version').notNull(),
    content: text('content', { mode: 'json' }).$type<DefinitionContent[keyof DefinitionContent]>().notNull(),
    /** No longer offered; recipes that have it keep it. */
    isRetired: integer('is_retired', { mode: 'boolean' }).notNull().default(false),
    createdBy: text('created_by').$type<MemberId>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.labId, table.kind, table.key, table.version] })],
)
