import { and, count, desc, eq, exists, inArray, notExists, type SQL, sql } from 'drizzle-orm'
import type { CellId, MemberId, RunId } from '@/science/ids'
import { runs } from '../schema/runs'
import { cells, samples } from '../schema/samples'
import { tests } from '../schema/tests'
import type { LabScope } from './scope'

/** Closed runs of this person that yielded something of which no cell was built yet. */
function withoutCells(lab: LabScope, person: MemberId): SQL | undefined {
  const { db } = lab
  const ofRun = db.select({ id: samples.id }).from(samples)
  return and(
    eq(runs.labId, lab.labId),
    eq(runs.startedBy, person),
    inArray(runs.state, ['done', 'done-differently']),
    exists(ofRun.where(and(sql`${samples.runId} = runs.id`, eq(samples.state, 'present')))),
    notExists(
      db
        .select({ id: cells.id })
        .from(cells)
        .innerJoin(samples, eq(samples.id, cells.sampleId))
        .where(sql`${samples.runId} = runs.id`),
    ),
  )
}

/** The last closed first. */
export async function listRunsWithoutCells(
  lab: LabScope,
  person: MemberId,
  limit: number,
): Promise<{ ids: RunId[]; total: number }> {
  const where = withoutCells(lab, person)
  const [rows, [counted]] = await Promise.all([
    lab.db.select({ id: runs.id }).from(runs).where(where).orderBy(desc(runs.startedAt), desc(runs.id)).limit(limit),
    lab.db.select({ count: count() }).from(runs).where(where),
  ])
  return { ids: rows.map(({ id }) => id), total: counted?.count ?? 0 }
}

/** Cells that this person built and of which no test has been read. The last built first. */
export async function listCellsWithoutTests(
  lab: LabScope,
  person: MemberId,
  limit: number,
): Promise<{ ids: CellId[]; total: number }> {
  const where = and(
    eq(cells.labId, lab.labId),
    eq(cells.builtBy, person),
    notExists(
      lab.db
        .select({ id: tests.id })
        .from(tests)
        .where(and(sql`${tests.cellId} = cells.id`, eq(tests.state, 'read'))),
    ),
  )
  const [rows, [counted]] = await Promise.all([
    lab.db.select({ id: cells.id }).from(cells).where(where).orderBy(desc(cells.builtAt), desc(cells.id)).limit(limit),
    lab.db.select({ count: count() }).from(cells).where(where),
  ])
  return { ids: rows.map(({ id }) => id), total: counted?.count ?? 0 }
}
