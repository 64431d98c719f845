import { findMappingVersion, listMappings } from '@/db/queries/mappings'
import type { LabScope } from '@/db/queries/scope'
import type { TestRow } from '@/db/queries/tests'
import type { LabMapping } from '../jobs/openRecord'

/**
 * The mappings by which a test's rows are made again of its files as its figures were: not by one that was made or changed since. Of
 * several files only one mapping is on record; the others are read by what the lab keeps today.
 */
export async function mappingsOfTest(
  lab: LabScope,
  { mapping }: Pick<TestRow, 'mapping'>,
  { isOfSeveralFiles }: { isOfSeveralFiles: boolean },
): Promise<LabMapping[]> {
  const own = mapping === null ? undefined : await findMappingVersion(lab, mapping.key, mapping.version)
  const kept = isOfSeveralFiles ? await listMappings(lab) : []
  return [
    ...(own === undefined ? [] : [own]),
    ...kept.filter(({ key, isRetired }) => !isRetired && key !== own?.key),
  ].map(({ key, version, name, header, columnMap }) => ({ key, version, name, header, columnMap }))
}
