import { and, count, countDistinct, desc, eq, inArray } from 'drizzle-orm'
import type { CellId, RunId, SampleId } from '@/science/ids'
import { plans } from '../schema/plans'
import { revisions } from '../schema/revisions'
import { runs } from '../schema/runs'
import { cellCorrections, cells, characterisations, samples } from '../schema/samples'
import { tests } from '../schema/tests'
import type { LabScope } from './scope'

export type SampleRow = typeof samples.$inferSelect
export type CellRow = typeof cells.$inferSelect
export type CellCorrectionRow = typeof cellCorrections.$inferSelect
export type CharacterisationRow = typeof characterisations.$inferSelect

export interface SampleListRow {
  sample: SampleRow
  recipeName: string
  planTitle: string
  cellCount: number
}

/** Newest first. */
export async function listSampleRows(
  lab: LabScope,
  { run, sample, code }: { run?: RunId; sample?: SampleId; code?: string } = {},
): Promise<SampleListRow[]> {
  return await lab.db
    .select({ sample: samples, recipeName: revisions.name, planTitle: plans.title, cellCount: countDistinct(cells.id) })
    .from(samples)
    .innerJoin(runs, eq(runs.id, samples.runId))
    .innerJoin(revisions, eq(revisions.id, runs.revisionId))
    .innerJoin(plans, eq(plans.id, runs.planId))
    .leftJoin(cells, eq(cells.sampleId, samples.id))
    .where(
      and(
        eq(samples.labId, lab.labId),
        run === undefined ? undefined : eq(samples.runId, run),
        sample === undefined ? undefined : eq(samples.id, sample),
        code === undefined ? undefined : eq(samples.code, code),
      ),
    )
    .groupBy(samples.id, revisions.id, plans.id)
    .orderBy(desc(samples.createdAt), desc(samples.id))
}

export function insertSample(lab: LabScope, row: Omit<SampleRow, 'labId'>) {
  return lab.db.insert(samples).values({ ...row, labId: lab.labId })
}

export async function listCharacterisations(lab: LabScope, sampleId: SampleId): Promise<CharacterisationRow[]> {
  return await lab.db
    .select()
    .from(characterisations)
    .where(and(eq(characterisations.labId, lab.labId), eq(characterisations.sampleId, sampleId)))
    .orderBy(characterisations.recordedAt, characterisations.id)
}

export function insertCharacterisation(lab: LabScope, row: Omit<CharacterisationRow, 'labId'>) {
  return lab.db.insert(characterisations).values({ ...row, labId: lab.labId })
}

export interface CellListRow {
  cell: CellRow
  sampleCode: string
  runId: RunId
  recipeName: string
  testCount: number
}

/** Newest first. */
export async function listCellRows(
  lab: LabScope,
  { sample, cell }: { sample?: SampleId; cell?: CellId } = {},
): Promise<CellListRow[]> {
  const rows = await lab.db
    .select({
      cell: cells,
      sampleCode: samples.code,
      runId: samples.runId,
      recipeName: revisions.name,
      testCount: count(tests.id),
    })
    .from(cells)
    .innerJoin(samples, eq(samples.id, cells.sampleId))
    .innerJoin(runs, eq(runs.id, samples.runId))
    .innerJoin(revisions, eq(revisions.id, runs.revisionId))
    .leftJoin(tests, eq(tests.cellId, cells.id))
    .where(
      and(
        eq(cells.labId, lab.labId),
        sample === undefined ? undefined : eq(cells.sampleId, sample),
        cell === undefined ? undefined : eq(cells.id, cell),
      ),
    )
    .groupBy(cells.id, samples.id, revisions.id)
    .orderBy(desc(cells.builtAt), desc(cells.id))
  return await correctCells(lab, rows)
}

/** The same rows, each cell as it stands after its corrections: whoever selects `cells` passes its rows through here. */
export async function correctCells<Row extends { cell: CellRow }>(lab: LabScope, rows: readonly Row[]): Promise<Row[]> {
  const corrections = await listCellCorrections(
    lab,
    rows.map((row) => row.cell.id),
  )
  const changesOf = new Map<CellId, Partial<CellRow>>()
  for (const { cellId, changes } of corrections)
    changesOf.set(cellId, Object.assign(changesOf.get(cellId) ?? {}, changes))
  return rows.map((row) => ({ ...row, cell: { ...row.cell, ...changesOf.get(row.cell.id) } }))
}

/** Oldest first, as they hold over one another. */
export async function listCellCorrections(lab: LabScope, cellIds: readonly CellId[]): Promise<CellCorrectionRow[]> {
  if (cellIds.length === 0) return []
  return await lab.db
    .select()
    .from(cellCorrections)
    .where(and(eq(cellCorrections.labId, lab.labId), inArray(cellCorrections.cellId, [...new Set(cellIds)])))
    .orderBy(cellCorrections.cellId, cellCorrections.number)
}

export function insertCellCorrection(lab: LabScope, row: Omit<CellCorrectionRow, 'labId'>) {
  return lab.db.insert(cellCorrections).values({ ...row, labId: lab.labId })
}

/** A cell as it was written first, whatever was put right since. */
export async function findCellAsRecorded(lab: LabScope, cellId: CellId): Promise<CellRow | undefined> {
  const rows = await lab.db
    .select()
    .from(cells)
    .where(and(eq(cells.labId, lab.labId), eq(cells.id, cellId)))
    .limit(1)
  return rows[0]
}

/** A cell as it stands. */
export async function findCell(lab: LabScope, cellId: CellId): Promise<CellRow | undefined> {
  const cell = await findCellAsRecorded(lab, cellId)
  return cell === undefined ? undefined : (await correctCells(lab, [{ cell }]))[0]?.cell
}

export function insertCell(lab: LabScope, row: Omit<typeof cells.$inferInsert, 'labId'>) {
  return lab.db.insert(cells).values({ ...row, labId: lab.labId })
}
