import { and, desc, eq, max } from 'drizzle-orm'
import { columnMappings } from '../schema/mappings'
import type { LabScope } from './scope'

export type MappingRow = typeof columnMappings.$inferSelect

/** The newest version of each, by name. */
export async function listMappings(lab: LabScope): Promise<MappingRow[]> {
  const newest = lab.db
    .select({ key: columnMappings.key, version: max(columnMappings.version).as('newest_version') })
    .from(columnMappings)
    .where(eq(columnMappings.labId, lab.labId))
    .groupBy(columnMappings.key)
    .as('newest')
  const rows = await lab.db
    .select({ mapping: columnMappings })
    .from(columnMappings)
    .innerJoin(newest, and(eq(newest.key, columnMappings.key), eq(newest.version, columnMappings.version)))
    .where(eq(columnMappings.labId, lab.labId))
    .orderBy(columnMappings.name, columnMappings.key)
  return rows.map(({ mapping }) => mapping)
}

/** The newest version of one, retired or not. */
export async function findMapping(lab: LabScope, key: string): Promise<MappingRow | undefined> {
  const [row] = await lab.db
    .select()
    .from(columnMappings)
    .where(and(eq(columnMappings.labId, lab.labId), eq(columnMappings.key, key)))
    .orderBy(desc(columnMappings.version))
    .limit(1)
  return row
}

/** One as a test was read by it. */
export async function findMappingVersion(lab: LabScope, key: string, version: number): Promise<MappingRow | undefined> {
  const [row] = await lab.db
    .select()
    .from(columnMappings)
    .where(and(eq(columnMappings.labId, lab.labId), eq(columnMappings.key, key), eq(columnMappings.version, version)))
    .limit(1)
  return row
}

export function insertMapping(lab: LabScope, row: Omit<MappingRow, 'labId'>) {
  return lab.db.insert(columnMappings).values({ ...row, labId: lab.labId })
}
