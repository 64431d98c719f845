import { and, count, countDistinct, desc, eq, inArray, isNull, ne, notInArray, or, sql } from 'drizzle-orm'
import type { CellId, CharacterisationId, RunId, SampleId } from '@/science/ids'
import { balanceTolerance } from '@/science/samples/amounts'
import { files } from '../schema/files'
import { plans } from '../schema/plans'
import { revisions } from '../schema/revisions'
import { runs } from '../schema/runs'
import { cellCorrections, cells, characterisations, sampleEvents, sampleParts, samples } from '../schema/samples'
import { tests } from '../schema/tests'
import { replaced } from './replacedTests'
import type { LabScope } from './scope'

export type SampleRow = typeof samples.$inferSelect
export type SamplePartRow = typeof sampleParts.$inferSelect
export type SampleEventRow = typeof sampleEvents.$inferSelect
export type CellRow = typeof cells.$inferSelect
export type CellCorrectionRow = typeof cellCorrections.$inferSelect
export type CharacterisationRow = typeof characterisations.$inferSelect

export interface SampleListRow {
  sample: SampleRow
  recipeName: string
  runNumber: number
  planTitle: string
  cellCount: number
}

/** Newest first. */
export async function listSampleRows(
  lab: LabScope,
  {
    run,
    sample,
    ids,
    code,
    codes,
  }: { run?: RunId; sample?: SampleId; ids?: readonly SampleId[]; code?: string; codes?: readonly string[] } = {},
): Promise<SampleListRow[]> {
  return await lab.db
    .select({
      sample: samples,
      recipeName: revisions.name,
      runNumber: runs.number,
      planTitle: plans.title,
      cellCount: countDistinct(cells.id),
    })
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
        ids === undefined ? undefined : inArray(samples.id, [...ids]),
        code === undefined ? undefined : eq(samples.code, code),
        codes === undefined ? undefined : inArray(samples.code, [...codes]),
      ),
    )
    .groupBy(samples.id, runs.id, revisions.id, plans.id)
    .orderBy(desc(samples.createdAt), desc(samples.id))
}

export async function findSample(lab: LabScope, sampleId: SampleId): Promise<SampleRow | undefined> {
  const [row] = await lab.db
    .select()
    .from(samples)
    .where(and(eq(samples.labId, lab.labId), eq(samples.id, sampleId)))
    .limit(1)
  return row
}

export async function findSampleByCode(lab: LabScope, code: string): Promise<SampleRow | undefined> {
  const [row] = await lab.db
    .select()
    .from(samples)
    .where(and(eq(samples.labId, lab.labId), eq(samples.code, code)))
    .limit(1)
  return row
}

export function insertSample(lab: LabScope, row: Omit<typeof samples.$inferInsert, 'labId'>) {
  return lab.db.insert(samples).values({ ...row, labId: lab.labId })
}

export function insertSamplePart(lab: LabScope, row: Omit<SamplePartRow, 'labId'>) {
  return lab.db.insert(sampleParts).values({ ...row, labId: lab.labId })
}

export function insertSampleEvent(lab: LabScope, row: Omit<SampleEventRow, 'labId'>) {
  return lab.db.insert(sampleEvents).values({ ...row, labId: lab.labId })
}

/** What was taken of what for these samples, and what of them for others; the largest parts first. */
export async function listSamplePartsOf(lab: LabScope, ids: readonly SampleId[]): Promise<SamplePartRow[]> {
  if (ids.length === 0) return []
  return await lab.db
    .select()
    .from(sampleParts)
    .where(
      and(
        eq(sampleParts.labId, lab.labId),
        or(inArray(sampleParts.parentId, [...ids]), inArray(sampleParts.childId, [...ids])),
      ),
    )
    .orderBy(desc(sampleParts.amountG), sampleParts.parentId, sampleParts.childId)
}

/** All that a sample comes from and all that comes from it, as far as there is any; itself first. */
export async function listLineage(lab: LabScope, sampleId: SampleId): Promise<SampleId[]> {
  const line = new Set([sampleId])
  for (const [near, far] of [
    [sampleParts.childId, sampleParts.parentId],
    [sampleParts.parentId, sampleParts.childId],
  ] as const) {
    // Step by step over the index: a line is a handful of steps long, a lab has tens of thousands of samples.
    for (let edge: SampleId[] = [sampleId]; edge.length > 0; ) {
      const rows = await lab.db
        .select({ id: far })
        .from(sampleParts)
        .where(and(eq(sampleParts.labId, lab.labId), inArray(near, edge)))
      edge = [...new Set(rows.map((row) => row.id))].filter((id) => !line.has(id))
      for (const id of edge) line.add(id)
    }
  }
  return [...line]
}

/** Oldest first. */
export async function listSampleEvents(lab: LabScope, sampleId: SampleId): Promise<SampleEventRow[]> {
  return await lab.db
    .select()
    .from(sampleEvents)
    .where(and(eq(sampleEvents.labId, lab.labId), eq(sampleEvents.sampleId, sampleId)))
    .orderBy(sampleEvents.at, sampleEvents.id)
}

/** What people change of a sample. */
export type SampleChange = Partial<
  Pick<
    SampleRow,
    'amountG' | 'takenG' | 'count' | 'takenCount' | 'place' | 'expiresOn' | 'isAirSensitive' | 'state' | 'remark'
  >
>

/** Sets what stands at a sample. Matches no row when one of the fields is not as it was seen. */
export function changeSample(lab: LabScope, sampleId: SampleId, seen: SampleChange, set: SampleChange) {
  const same = (Object.keys(seen) as (keyof SampleChange)[]).map(
    (key) => sql`${samples[key]} is not distinct from ${sql.param(seen[key] ?? null, samples[key])}`,
  )
  return lab.db
    .update(samples)
    .set(set)
    .where(and(eq(samples.labId, lab.labId), eq(samples.id, sampleId), ...same))
}

/**
 * Counts what is taken of a sample. Matches no row when it is no longer there, or when less is left than that; the latter is
 * not asked where `evenIfShort`, and where nobody knows how much there is.
 */
export function takeOfSample(
  lab: LabScope,
  sampleId: SampleId,
  { grams = 0, count: pieces = 0, evenIfShort = false }: { grams?: number; count?: number; evenIfShort?: boolean },
) {
  return lab.db
    .update(samples)
    .set({ takenG: sql`${samples.takenG} + ${grams}`, takenCount: sql`${samples.takenCount} + ${pieces}` })
    .where(
      and(
        eq(samples.labId, lab.labId),
        eq(samples.id, sampleId),
        eq(samples.state, 'present'),
        ...(evenIfShort
          ? []
          : [
              or(isNull(samples.amountG), sql`${samples.amountG} - ${samples.takenG} >= ${grams - balanceTolerance}`),
              or(isNull(samples.count), sql`${samples.count} - ${samples.takenCount} >= ${pieces}`),
            ]),
      ),
    )
}

/** The places that people have named in this lab, those with the most samples first. */
export async function listPlaces(lab: LabScope, limit: number): Promise<string[]> {
  const rows = await lab.db
    .select({ place: samples.place, samples: count(samples.id) })
    .from(samples)
    .where(and(eq(samples.labId, lab.labId), ne(samples.place, '')))
    .groupBy(samples.place)
    .orderBy(desc(count(samples.id)), samples.place)
    .limit(limit)
  return rows.map((row) => row.place)
}

export interface CharacterisationWithFile {
  entry: CharacterisationRow
  file: typeof files.$inferSelect | null
}

/** Of some samples, oldest first; what was corrected since is among them. */
export async function listCharacterisations(
  lab: LabScope,
  ids: readonly SampleId[],
): Promise<CharacterisationWithFile[]> {
  if (ids.length === 0) return []
  return await lab.db
    .select({ entry: characterisations, file: files })
    .from(characterisations)
    .leftJoin(files, eq(files.id, characterisations.fileId))
    .where(and(eq(characterisations.labId, lab.labId), inArray(characterisations.sampleId, [...ids])))
    .orderBy(characterisations.recordedAt, characterisations.id)
}

export async function findCharacterisation(
  lab: LabScope,
  id: CharacterisationId,
): Promise<CharacterisationRow | undefined> {
  const [row] = await lab.db
    .select()
    .from(characterisations)
    .where(and(eq(characterisations.labId, lab.labId), eq(characterisations.id, id)))
    .limit(1)
  return row
}

export async function findCorrectionOf(
  lab: LabScope,
  id: CharacterisationId,
): Promise<CharacterisationRow | undefined> {
  const [row] = await lab.db
    .select()
    .from(characterisations)
    .where(and(eq(characterisations.labId, lab.labId), eq(characterisations.corrects, id)))
    .limit(1)
  return row
}

export function insertCharacterisation(lab: LabScope, row: Omit<typeof characterisations.$inferInsert, 'labId'>) {
  return lab.db.insert(characterisations).values({ ...row, labId: lab.labId })
}

export interface CellListRow {
  cell: CellRow
  sampleCode: string
  runId: RunId
  recipeName: string
  /** Of a blend of several recipes, of which `recipeName` is the largest part. */
  mixesRecipes: boolean
  testCount: number
}

/** Newest first. */
export async function listCellRows(
  lab: LabScope,
  {
    sample,
    samples: ofSamples,
    cell,
    cells: ids,
  }: { sample?: SampleId; samples?: readonly SampleId[]; cell?: CellId; cells?: readonly CellId[] } = {},
): Promise<CellListRow[]> {
  const rows = await lab.db
    .select({
      cell: cells,
      sampleCode: samples.code,
      runId: samples.runId,
      recipeName: revisions.name,
      mixesRecipes: samples.mixesRecipes,
      testCount: count(tests.id),
    })
    .from(cells)
    .innerJoin(samples, eq(samples.id, cells.sampleId))
    .innerJoin(runs, eq(runs.id, samples.runId))
    .innerJoin(revisions, eq(revisions.id, runs.revisionId))
    .leftJoin(tests, and(eq(tests.cellId, cells.id), notInArray(tests.id, replaced(lab))))
    .where(
      and(
        eq(cells.labId, lab.labId),
        sample === undefined ? undefined : eq(cells.sampleId, sample),
        ofSamples === undefined ? undefined : inArray(cells.sampleId, [...ofSamples]),
        cell === undefined ? undefined : eq(cells.id, cell),
        ids === undefined ? undefined : inArray(cells.id, [...ids]),
      ),
    )
    .groupBy(cells.id, samples.id, revisions.id)
    .orderBy(desc(cells.builtAt), desc(cells.id))
  return await correctCells(lab, rows)
}

/** Newest first, and no more than so many. */
export async function listCellNames(lab: LabScope, limit: number) {
  return await lab.db
    .select({ id: cells.id, name: cells.name, sampleCode: samples.code, recipeName: revisions.name })
    .from(cells)
    .innerJoin(samples, eq(samples.id, cells.sampleId))
    .innerJoin(runs, eq(runs.id, samples.runId))
    .innerJoin(revisions, eq(revisions.id, runs.revisionId))
    .where(eq(cells.labId, lab.labId))
    .orderBy(desc(cells.builtAt), desc(cells.id))
    .limit(limit)
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
