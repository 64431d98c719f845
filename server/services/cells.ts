import { newId } from '@/collab/plan/newId'
import { commit } from '@/db/commit'
import { findRun } from '@/db/queries/runs'
import { insertCell, listCellRows, listSampleRows } from '@/db/queries/samples'
import type { LabScope } from '@/db/queries/scope'
import { listRetentions } from '@/db/queries/tests'
import type { CellId, SampleId } from '@/science/ids'
import { AppError } from '../errors'
import { allowedActions } from '../policies'
import type { CellKind, CellListItem, CellView } from '../views'
import { activityEntry } from './activity'
import { isUniqueViolation } from './conflicts'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { type People, peopleOf } from './people'
import { bestRetention, groupBy } from './retention'
import { revisionView } from './revisions'
import { listTestViews } from './tests'

export async function listCells(context: LabContext): Promise<CellListItem[]> {
  const lab = scopeOf(context)
  return await listCellItems(lab, {}, await peopleOf(lab))
}

export async function listCellItems(
  lab: LabScope,
  of: { sample?: SampleId; cell?: CellId },
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
  const [revision, tests] = await Promise.all([
    revisionView(lab, run.revisionId, people),
    listTestViews(lab, { cell: cellId }, row.cell, people),
  ])
  const { areaCm2, electrolyte, counterElectrode } = row.cell
  return {
    ...item,
    areaCm2,
    electrolyte,
    counterElectrode,
    revision,
    tests,
    allowed: allowedActions(context.actor, {}),
  }
}

export interface NewCell {
  sample: SampleId
  name: string
  kind: CellKind
  format?: string
  activeMassMg?: number | null
  areaCm2?: number | null
  electrolyte?: string
  counterElectrode?: string
}

export async function createCell(context: LabContext, input: NewCell): Promise<{ id: CellId }> {
  const { core, actor } = context
  const lab = scopeOf(context)
  const [row] = await listSampleRows(lab, { sample: input.sample })
  if (row === undefined) throw new AppError('not-found', 'There is no such sample in this lab.')
  const run = await findRun(lab, row.sample.runId)
  const id = newId('cell')
  const at = thisMoment()
  const by = actor.memberId
  try {
    await commit(core.database, [
      insertCell(lab, {
        id,
        sampleId: input.sample,
        name: input.name,
        kind: input.kind,
        format: input.format ?? '',
        activeMassMg: input.activeMassMg ?? null,
        areaCm2: input.areaCm2 ?? null,
        electrolyte: input.electrolyte ?? '',
        counterElectrode: input.counterElectrode ?? '',
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
    if (!isUniqueViolation(error)) throw error
    throw new AppError('conflict', `There is a cell “${input.name}” in this lab already. Give this one another name.`)
  }
  return { id }
}
