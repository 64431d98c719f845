import { findRun } from '@/db/queries/runs'
import { listCharacterisations, listSampleRows } from '@/db/queries/samples'
import { isId } from '@/science/ids'
import { readSampleCode } from '@/science/sampleCode'
import { AppError } from '../errors'
import { allowedActions } from '../policies'
import type { SampleListItem, SampleView } from '../views'
import { listCellItems } from './cells'
import { type LabContext, scopeOf } from './context'
import { peopleOf } from './people'
import { revisionView } from './revisions'
import { runListItem } from './runs'
import { listSampleItems, sampleItem } from './sampleItems'

export async function listSamples(context: LabContext): Promise<SampleListItem[]> {
  return await listSampleItems(scopeOf(context))
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
  const run = await findRun(lab, row.sample.runId)
  if (run === undefined) throw new AppError('not-found', 'The run of this sample is not in this lab.')
  const people = await peopleOf(lab)
  const [item, revision, cells, characterisations] = await Promise.all([
    runListItem(lab, run.id, people),
    revisionView(lab, run.revisionId, people),
    listCellItems(lab, { sample: row.sample.id }, people),
    listCharacterisations(lab, row.sample.id),
  ])
  return {
    ...sampleItem(row),
    run: item,
    revision,
    cells,
    characterisations: characterisations.map(({ quantity, value, unit, method, details, source }) => ({
      quantity,
      value,
      unit,
      method,
      details,
      source,
    })),
    allowed: allowedActions(context.actor, {}),
  }
}
