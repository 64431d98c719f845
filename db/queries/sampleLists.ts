import { and, count, desc, eq, or, type SQL } from 'drizzle-orm'
import type { CellId, SampleId } from '@/science/ids'
import { revisions } from '../schema/revisions'
import { runs } from '../schema/runs'
import { cells, samples } from '../schema/samples'
import { after, contains, type Place } from './paging'
import type { LabScope } from './scope'

export interface SampleFilter {
  /** In the code, the place or the recipe's name. */
  text: string
}

/** The newest first. */
export async function listSamplePage(
  lab: LabScope,
  filter: SampleFilter,
  { from, limit }: { from: Place | null; limit: number },
): Promise<{ id: SampleId; at: Date }[]> {
  const query = lab.db.select({ id: samples.id, at: samples.createdAt }).from(samples).$dynamic()
  const joined =
    filter.text === ''
      ? query
      : query.innerJoin(runs, eq(runs.id, samples.runId)).innerJoin(revisions, eq(revisions.id, runs.revisionId))
  return await joined
    .where(and(filtered(lab, filter), after(from, { value: samples.createdAt, id: samples.id, isDescending: true })))
    .orderBy(desc(samples.createdAt), desc(samples.id))
    .limit(limit)
}

export async function countSamples(lab: LabScope, filter: SampleFilter): Promise<number> {
  const query = lab.db.select({ count: count() }).from(samples).$dynamic()
  const joined =
    filter.text === ''
      ? query
      : query.innerJoin(runs, eq(runs.id, samples.runId)).innerJoin(revisions, eq(revisions.id, runs.revisionId))
  const [row] = await joined.where(filtered(lab, filter))
  return row?.count ?? 0
}

function filtered(lab: LabScope, { text }: SampleFilter): SQL | undefined {
  return and(
    eq(samples.labId, lab.labId),
    text === ''
      ? undefined
      : or(contains(samples.code, text), contains(samples.place, text), contains(revisions.name, text)),
  )
}

/** The newest first. */
export async function listCellPage(
  lab: LabScope,
  { from, limit }: { from: Place | null; limit: number },
): Promise<{ id: CellId; at: Date }[]> {
  return await lab.db
    .select({ id: cells.id, at: cells.builtAt })
    .from(cells)
    .where(and(eq(cells.labId, lab.labId), after(from, { value: cells.builtAt, id: cells.id, isDescending: true })))
    .orderBy(desc(cells.builtAt), desc(cells.id))
    .limit(limit)
}

export async function countCells(lab: LabScope): Promise<number> {
  const [row] = await lab.db.select({ count: count() }).from(cells).where(eq(cells.labId, lab.labId))
  return row?.count ?? 0
}
