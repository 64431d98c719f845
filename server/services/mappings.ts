import { createHash } from 'node:crypto'
import { commit } from '@/db/commit'
import { findMapping, insertMapping, listMappings as listMappingRows, type MappingRow } from '@/db/queries/mappings'
import { listTestRows } from '@/db/queries/tests'
import type { ColumnMap } from '@/science/cycler/reading'
import type { TestId } from '@/science/ids'
import { AppError } from '../errors'
import type { TableLook } from '../jobs/readerTasks'
import { NotRead } from '../jobs/readInWorker'
import type { MappingView } from '../views'
import { activityEntry } from './activity'
import { isUniqueViolation } from './conflicts'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { type People, peopleOf } from './people'

/** How this lab reads tables that no reader knows, retired ones too. */
export async function listMappings(context: LabContext): Promise<MappingView[]> {
  const lab = scopeOf(context)
  const [rows, people] = await Promise.all([listMappingRows(lab), peopleOf(lab)])
  return rows.map((row) => view(row, people))
}

/**
 * Keeps a mapping for all files of the lab with this header, as a new version.
 * @param header `headerKey` of the preview
 * @param version the one that was before the person's eyes; null for a header that has none
 */
export async function saveMapping(
  context: LabContext,
  {
    header,
    name,
    columnMap,
    version,
    isRetired,
  }: { header: string; name: string; columnMap: ColumnMap; version: number | null; isRetired: boolean },
): Promise<MappingView> {
  const { core, actor } = context
  const lab = scopeOf(context)
  const names = new Set(header.split('\t'))
  const stranger = Object.keys(columnMap.columns).find((column) => !names.has(column))
  if (stranger !== undefined)
    throw new AppError('bad-input', `The table has no column “${stranger}”. Expected one of ${[...names].join(', ')}.`)
  const chosen = Object.values(columnMap.columns).map((column) => column.quantity)
  const twice = chosen.find((quantity, at) => chosen.indexOf(quantity) !== at)
  if (twice !== undefined) throw new AppError('bad-input', `Two columns are taken as ${twice}. Expected one.`)
  const key = createHash('sha256').update(header).digest('hex')
  const [standing, people] = await Promise.all([findMapping(lab, key), peopleOf(lab)])
  if ((standing?.version ?? null) !== version)
    throw new AppError(
      'conflict',
      standing === undefined
        ? 'This lab keeps no mapping for this header.'
        : `${people(standing.createdBy).name} has ${version === null ? 'made' : 'changed'} the mapping “${standing.name}” for this header already. Look at it again.`,
    )
  const row: Omit<MappingRow, 'labId'> = {
    key,
    version: (version ?? 0) + 1,
    name,
    header,
    columnMap,
    isRetired,
    createdBy: actor.memberId,
    createdAt: thisMoment(),
  }
  try {
    await commit(core.database, [
      insertMapping(lab, row),
      activityEntry(lab, {
        by: actor.memberId,
        at: row.createdAt,
        verb: isRetired ? 'mapping.retired' : 'mapping.saved',
        details: { name, version: row.version },
        subjectId: key,
        planId: null,
      }),
    ])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('conflict', `Somebody else has just changed the mapping “${name}”. Look at it again.`)
  }
  return view(row, people)
}

/**
 * The table of a test's file as a person would point at it, and what comes of it by `map` (null: by what the lab keeps, or else a guess).
 * Nothing is kept.
 */
export async function lookAtTable(
  context: LabContext,
  { test: testId, map }: { test: TestId; map: ColumnMap | null },
): Promise<TableLook> {
  const lab = scopeOf(context)
  const [row] = await listTestRows(lab, { test: testId })
  if (row === undefined) throw new AppError('not-found', 'There is no such test in this lab.')
  if (row.file === null) throw new AppError('bad-input', 'This test is from a paper: there is no file to look at.')
  const mappings = (await listMappingRows(lab)).filter((mapping) => !mapping.isRetired)
  try {
    return await context.core.jobs.lookAtTable(row.file, {
      map,
      mappings: mappings.map(({ key, version, name, header, columnMap }) => ({
        key,
        version,
        name,
        header,
        columnMap,
      })),
    })
  } catch (error) {
    if (error instanceof NotRead) throw new AppError('bad-input', error.message)
    throw error
  }
}

function view(row: Omit<MappingRow, 'labId'>, people: People): MappingView {
  const { key, version, name, header, columnMap, isRetired, createdBy, createdAt } = row
  return { key, version, name, header, columnMap, isRetired, by: people(createdBy), at: createdAt }
}
