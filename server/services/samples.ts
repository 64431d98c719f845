import { findRun } from '@/db/queries/runs'
import { countSamples, listSamplePage } from '@/db/queries/sampleLists'
import {
  findSampleByCode,
  listCellRows,
  listCharacterisations,
  listPlaces,
  listSampleEvents,
  listSamplePartsOf,
  listSampleRows,
} from '@/db/queries/samples'
import { isId, type SampleId } from '@/science/ids'
import { readSampleCode } from '@/science/sampleCode'
import { AppError } from '../errors'
import { allowedActions } from '../policies'
import type { Page, SampleListItem, SampleView } from '../views'
import { listCellItems } from './cells'
import { characterisationViews, measuredView } from './characterisation'
import { type LabContext, scopeOf } from './context'
import { pageOf, readCursor } from './pages'
import { peopleOf } from './people'
import { revisionView } from './revisions'
import { runListItem } from './runs'
import { descentOf, lineageOf } from './sampleDescent'
import { sampleHistory } from './sampleHistory'
import { listSampleItems, sampleItem } from './sampleItems'

/** The newest first. */
export async function listSamples(
  context: LabContext,
  { text = '', cursor, limit = 50 }: { text?: string; cursor?: string | null; limit?: number },
): Promise<Page<SampleListItem>> {
  const lab = scopeOf(context)
  // However a code was typed, it is looked for as it is printed.
  const filter = { text: readSampleCode(text) ?? text }
  const [places, total] = await Promise.all([
    listSamplePage(lab, filter, { from: readCursor(cursor), limit: limit + 1 }),
    countSamples(lab, filter),
  ])
  const rows = await listSampleRows(lab, { ids: places.slice(0, limit).map(({ id }) => id) })
  return { ...pageOf(places, limit, total, ({ id, at }) => ({ value: at.getTime(), id })), items: rows.map(sampleItem) }
}

/** By its id, or by the code on the vial however it was typed. */
export async function getSample(context: LabContext, idOrCode: string): Promise<SampleView> {
  const lab = scopeOf(context)
  const code = readSampleCode(idOrCode)
  const rows = isId('sample', idOrCode)
    ? await listSampleRows(lab, { sample: idOrCode })
    : code === null
      ? []
      : await listSampleRows(lab, { code })
  const [row] = rows
  if (row === undefined) throw new AppError('not-found', 'There is no such sample in this lab.')
  const { sample } = row
  const run = await findRun(lab, sample.runId)
  if (run === undefined) throw new AppError('not-found', 'The run of this sample is not in this lab.')
  const people = await peopleOf(lab)
  const lineage = await lineageOf(lab, sample.id)
  const ownParts = await listSamplePartsOf(lab, [sample.id])
  const relatives = await listSampleRows(lab, {
    ids: [...new Set(ownParts.flatMap((part) => [part.parentId, part.childId]))],
  })
  const [item, revision, cells, cellRows, measurements, events, descent] = await Promise.all([
    runListItem(lab, run.id, people),
    revisionView(lab, run.revisionId, people),
    listCellItems(lab, { sample: sample.id }, people),
    listCellRows(lab, { sample: sample.id }),
    listCharacterisations(lab, lineage.ancestors),
    listSampleEvents(lab, sample.id),
    descentOf(lab, sample.id, lineage, people),
  ])
  const codeOf = new Map(lineage.samples.map((one) => [one.sample.id, one.sample.code]))
  const { diameterMm, coatingMgPerDisc, activePercent, loadingMgPerCm2 } = sample
  return {
    ...sampleItem(row),
    diameterMm,
    coatingMgPerDisc,
    activePercent,
    loadingMgPerCm2,
    createdBy: people(sample.createdBy),
    run: item,
    revision,
    descent,
    cells,
    characterisations: characterisationViews(
      measurements.filter(({ entry }) => entry.sampleId === sample.id),
      people,
    ),
    measured: measuredView(measurements, codeOf),
    history: sampleHistory(
      sample,
      {
        events,
        parts: ownParts,
        relatives: new Map(relatives.map((one) => [one.sample.id, one.sample])),
        cells: cellRows,
        run: { number: run.number, recipeName: row.recipeName },
      },
      people,
    ),
    allowed: allowedActions(context.actor, {}),
  }
}

/** Where the code on a vial, or on a label that was scanned, leads; null when this lab has no such sample. */
export async function findByCode(
  context: LabContext,
  typed: string,
): Promise<{ code: string | null; sample: SampleId | null }> {
  const code = readSampleCode(typed)
  const found = code === null ? undefined : await findSampleByCode(scopeOf(context), code)
  return { code, sample: found?.id ?? null }
}

/** What is no code, or no sample of this lab, is left out. */
export async function samplesOfCodes(context: LabContext, typed: readonly string[]): Promise<SampleListItem[]> {
  const codes = typed.flatMap((text) => readSampleCode(text) ?? [])
  return await listSampleItems(scopeOf(context), { codes })
}

export async function suggestPlaces(context: LabContext): Promise<string[]> {
  return await listPlaces(scopeOf(context), 100)
}
