import { newId } from '@/collab/plan/newId'
import { commit } from '@/db/commit'
import { findRun } from '@/db/queries/runs'
import { countCells, listCellPage } from '@/db/queries/sampleLists'
import {
  type CellCorrectionRow,
  findCellAsRecorded,
  insertCell,
  listCellCorrections,
  listCellNames,
  listCellRows,
  listSampleRows,
} from '@/db/queries/samples'
import type { LabScope } from '@/db/queries/scope'
import { listPartings, listPartRows, listRetentions } from '@/db/queries/tests'
import { activeMassOf } from '@/science/electrochemistry/activeMass'
import type { CellId, SampleId } from '@/science/ids'
import { isCounted } from '@/science/samples/kinds'
import { AppError } from '../errors'
import { allowedActions } from '../policies'
import type {
  CellConditions,
  CellCorrectionView,
  CellListItem,
  CellNameView,
  CellView,
  Page,
  TakenApartView,
} from '../views'
import { activityEntry } from './activity'
import { changeWords } from './cellCorrections'
import { isUniqueViolation } from './conflicts'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { pageOf, readCursor } from './pages'
import { type People, peopleOf } from './people'
import { bestRetention, groupBy } from './retention'
import { revisionView } from './revisions'
import { CannotTake, refusedTaking, take } from './sampleTaking'
import { inTime, listTestViews } from './tests'

/** The newest first. */
export async function listCells(
  context: LabContext,
  { cursor, limit = 50 }: { cursor?: string | null; limit?: number },
): Promise<Page<CellListItem>> {
  const lab = scopeOf(context)
  const [places, total, people] = await Promise.all([
    listCellPage(lab, { from: readCursor(cursor), limit: limit + 1 }),
    countCells(lab),
    peopleOf(lab),
  ])
  const cells = places.slice(0, limit).map(({ id }) => id)
  return {
    ...pageOf(places, limit, total, ({ id, at }) => ({ value: at.getTime(), id })),
    items: await listCellItems(lab, { cells }, people),
  }
}

/** A list to choose from ends where nobody would look: files come of cells that were built lately. */
const mostNames = 3000

/** The cells by name alone, newest first. */
export async function listNames(context: LabContext): Promise<CellNameView[]> {
  return await listCellNames(scopeOf(context), mostNames)
}

export async function listCellItems(
  lab: LabScope,
  of: { sample?: SampleId; cell?: CellId; cells?: readonly CellId[] },
  people: People,
): Promise<CellListItem[]> {
  const [rows, retentions] = await Promise.all([listCellRows(lab, of), listRetentions(lab, of)])
  const retentionsOf = groupBy(retentions, (row) => row.cellId)
  return rows.map(({ cell, sampleCode, runId, recipeName, testCount }) => ({
    id: cell.id,
    name: cell.name,
    kind: cell.kind,
    format: cell.format,
    activeMassMg: cell.activeMassMg,
    sampleId: cell.sampleId,
    sampleCode,
    runId,
    recipeName,
    builtBy: people(cell.builtBy),
    builtAt: cell.builtAt,
    testCount,
    bestRetention: bestRetention(retentionsOf.get(cell.id) ?? []),
  }))
}

export async function getCell(context: LabContext, cellId: CellId): Promise<CellView> {
  const lab = scopeOf(context)
  const people = await peopleOf(lab)
  const [[item], [row]] = await Promise.all([
    listCellItems(lab, { cell: cellId }, people),
    listCellRows(lab, { cell: cellId }),
  ])
  if (item === undefined || row === undefined) throw new AppError('not-found', 'There is no such cell in this lab.')
  const run = await findRun(lab, item.runId)
  if (run === undefined) throw new AppError('not-found', 'The run of this cell is not in this lab.')
  const [revision, recorded, corrections] = await Promise.all([
    revisionView(lab, run.revisionId, people),
    findCellAsRecorded(lab, cellId),
    listCellCorrections(lab, [cellId]),
  ])
  const [tests, takenApart] = await Promise.all([
    listTestViews(lab, { cell: cellId }, { cell: row.cell, values: revision.values }, people),
    takenApartViews(lab, cellId, people),
  ])
  const { labId: _lab, sampleId: _sample, builtBy: _by, builtAt: _at, ...conditions } = row.cell
  return {
    ...conditions,
    ...item,
    mixesRecipes: row.mixesRecipes,
    corrections: correctionViews(recorded ?? row.cell, corrections, people),
    revision,
    tests,
    takenApart,
    allowed: allowedActions(context.actor, {}),
  }
}

async function takenApartViews(lab: LabScope, cellId: CellId, people: People): Promise<TakenApartView[]> {
  const partings = await listPartings(lab, cellId)
  const parts = await listPartRows(
    lab,
    partings.map((one) => one.testId),
  )
  return partings.map(({ testId, gaps, reason, by, at }) => ({
    files: inTime(
      parts.filter((part) => part.testId === testId),
      gaps ?? [],
    ).map((part) => part.file.name),
    reason,
    by: people(by),
    at,
  }))
}

/** The corrections in turn, each with what stood before it. */
function correctionViews(
  recorded: CellConditions,
  corrections: readonly CellCorrectionRow[],
  people: People,
): CellCorrectionView[] {
  const stood: CellConditions = { ...recorded }
  return corrections.map(({ changes, reason, by, at }) => {
    const keys = Object.keys(changes) as (keyof CellConditions)[]
    const words = keys.map((key) => changeWords(key, stood[key], changes[key]))
    Object.assign(stood, changes)
    return { changes: words, reason, by: people(by), at }
  })
}

export interface NewCell extends Partial<CellConditions> {
  sample: SampleId
  name: string
  kind: CellConditions['kind']
  /** Takes a disc that by the record is not there: the record is wrong, and shows it. */
  evenIfShort?: boolean
}

export async function createCell(context: LabContext, input: NewCell): Promise<{ id: CellId }> {
  const { core, actor } = context
  const { sample: sampleId, activeMassMg, evenIfShort, ...entered } = input
  const lab = scopeOf(context)
  const [row] = await listSampleRows(lab, { sample: sampleId })
  if (row === undefined) throw new AppError('not-found', 'There is no such sample in this lab.')
  const run = await findRun(lab, row.sample.runId)
  const id = newId('cell')
  const at = thisMoment()
  const by = actor.memberId
  try {
    await commit(core.database, [
      // Of discs one is in the cell; of anything else what went into it is not on record.
      take(lab, row.sample, isCounted(row.sample.kind) ? 1 : 0, { evenIfShort }),
      insertCell(lab, {
        ...entered,
        id,
        sampleId,
        activeMassMg:
          activeMassMg ??
          activeMassOf({ electrodeMassMg: null, collectorMassMg: null, activeFraction: null, ...entered }),
        builtBy: by,
        builtAt: at,
      }),
      activityEntry(lab, {
        by,
        at,
        verb: 'cell.built',
        details: { cell: input.name, code: row.sample.code },
        subjectId: id,
        planId: run?.planId ?? null,
      }),
    ])
  } catch (error) {
    if (error instanceof CannotTake) throw await refusedTaking(lab, error)
    if (!isUniqueViolation(error)) throw error
    throw new AppError('conflict', `There is a cell “${input.name}” in this lab already. Give this one another name.`)
  }
  return { id }
}
