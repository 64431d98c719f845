import { and, asc, eq, max } from 'drizzle-orm'
import { type DefinitionContent, definitions } from '../schema/definitions'
import type { LabScope } from './scope'

export type DefinitionRow = typeof definitions.$inferSelect
export type DefinitionKind = DefinitionRow['kind']

/** The newest version of each, by key. */
export async function listDefinitions(lab: LabScope): Promise<DefinitionRow[]> {
  const newest = lab.db
    .select({ kind: definitions.kind, key: definitions.key, version: max(definitions.version).as('newest_version') })
    .from(definitions)
    .where(eq(definitions.labId, lab.labId))
    .groupBy(definitions.kind, definitions.key)
    .as('newest')
  const rows = await lab.db
    .select({ definition: definitions })
    .from(definitions)
    .innerJoin(
      newest,
      and(eq(newest.kind, definitions.kind), eq(newest.key, definitions.key), eq(newest.version, definitions.version)),
    )
    .where(eq(definitions.labId, lab.labId))
    .orderBy(definitions.kind, definitions.key)
  return rows.map(({ definition }) => definition)
}

/** What the rows of one kind say. */
export function contentsOf<Kind extends DefinitionKind>(
  rows: readonly DefinitionRow[],
  kind: Kind,
): DefinitionContent[Kind][] {
  return rows.flatMap((row) => (row.kind === kind ? [row.content as DefinitionContent[Kind]] : []))
}

/** All versions of one, the first one first. */
export async function listDefinitionVersions(
  lab: LabScope,
  kind: DefinitionKind,
  key: string,
): Promise<DefinitionRow[]> {
  return await lab.db
    .select()
    .from(definitions)
    .where(and(eq(definitions.labId, lab.labId), eq(definitions.kind, kind), eq(definitions.key, key)))
    .orderBy(asc(definitions.version))
}

export function insertDefinition(lab: LabScope, row: Omit<DefinitionRow, 'labId'>) {
  return lab.db.insert(definitions).values({ ...row, labId: lab.labId })
}
