import { newId } from '@/collab/plan/newId'
import { commit, guarded } from '@/db/commit'
import { findRun } from '@/db/queries/runs'
import {
  changeSample,
  insertSampleEvent,
  listSampleEvents,
  listSamplePartsOf,
  listSampleRows,
  type SampleChange,
  type SampleRow,
} from '@/db/queries/samples'
import type { LabScope } from '@/db/queries/scope'
import type { SampleFieldValue, sampleFields } from '@/db/schema/samples'
import type { RunId, SampleId } from '@/science/ids'
import { amountLeft } from '@/science/samples/amounts'
import { describeSampleChange } from '@/science/samples/changes'
import { isCounted, type SampleState } from '@/science/samples/kinds'
import { AppError } from '../errors'
import { activityEntry } from './activity'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { peopleOf } from './people'
import { requireSample } from './sampleTaking'

type Field = (typeof sampleFields)[number]

/** What a person changes, with the value that stood on her page: it must still stand there. */
export type FieldChange =
  | { field: 'made' | 'left'; seen: number | null; value: number }
  | { field: 'place' | 'remark'; seen: string; value: string }
  | { field: 'expiresOn'; seen: string | null; value: string | null }
  | { field: 'isAirSensitive'; seen: boolean; value: boolean }
  | { field: 'state'; seen: SampleState; value: SampleState }

export interface SampleChangeRequest {
  sample: SampleId
  change: FieldChange
  reason?: string
}

/**
 * Changes one thing that stands at a sample, and keeps what it was with who, when and why. Whoever saw another value than stands
 * there now is told who changed it, and nothing is written.
 */
export async function changeSampleField(context: LabContext, request: SampleChangeRequest): Promise<void> {
  const { core, actor } = context
  const lab = scopeOf(context)
  const { change, reason = '' } = request
  const { field, value } = change
  const sample = await requireSample(lab, request.sample)
  const before = standing(sample, field)
  if (!isSame(before, change.seen)) throw await changedMeanwhile(lab, sample, field)
  if (isSame(before, value)) return
  if ((field === 'made' || field === 'left') && before !== null && reason === '')
    throw new AppError('bad-input', 'Say in a word why the amount is another: it is what others go by.')
  const run = await findRun(lab, sample.runId)
  const { seen, set } = columnsOf(sample, change)
  const at = thisMoment()
  const by = actor.memberId
  try {
    await commit(core.database, [
      guarded(changeSample(lab, sample.id, seen, set), { changes: 1, otherwise: () => new Meanwhile() }),
      insertSampleEvent(lab, {
        id: newId('sampleEvent'),
        sampleId: sample.id,
        field,
        before,
        after: value,
        reason,
        by,
        at,
      }),
      activityEntry(lab, {
        by,
        at,
        verb: 'sample.changed',
        details: {
          code: sample.code,
          change: describeSampleChange({ field, before, after: value }, sample.kind),
          reason,
        },
        subjectId: sample.id,
        planId: run?.planId ?? null,
      }),
    ])
  } catch (error) {
    if (!(error instanceof Meanwhile)) throw error
    throw await changedMeanwhile(lab, await requireSample(lab, sample.id), field)
  }
}

/**
 * What was collected at the end of a run is what was made of its powder, until somebody says otherwise at the sample itself:
 * nothing is written there then, and the run's entry stands by itself.
 *
 * @param before what the entry corrects; null for a first entry
 */
export async function weighPowder(
  context: LabContext,
  run: RunId,
  grams: number,
  before: string | number | null,
): Promise<void> {
  if (!(grams >= 0)) return
  const lab = scopeOf(context)
  const samples = (await listSampleRows(lab, { run })).map((row) => row.sample)
  const parts = await listSamplePartsOf(
    lab,
    samples.map((sample) => sample.id),
  )
  const powders = samples.filter((sample) => !parts.some((part) => part.childId === sample.id))
  const [powder] = powders
  if (powder === undefined || powders.length > 1 || powder.amountG !== before) return
  try {
    await changeSampleField(context, {
      sample: powder.id,
      change: { field: 'made', seen: before, value: grams },
      reason: before === null ? 'collected in the run' : 'corrected in the run',
    })
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'conflict')) throw error
  }
}

class Meanwhile extends Error {}

function standing(sample: SampleRow, field: Field): SampleFieldValue {
  const counted = isCounted(sample.kind)
  switch (field) {
    case 'made':
      return counted ? sample.count : sample.amountG
    case 'left':
      return counted ? amountLeft(sample.count, sample.takenCount) : amountLeft(sample.amountG, sample.takenG)
    default:
      return sample[field]
  }
}

function isSame(a: SampleFieldValue, b: SampleFieldValue): boolean {
  return typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) < 1e-9 : a === b
}

/**
 * What is left is what was made less what was taken: weighing it anew changes how much was taken, or where nobody knew how much
 * there was, says that.
 */
function columnsOf(sample: SampleRow, change: FieldChange): { seen: SampleChange; set: SampleChange } {
  const counted = isCounted(sample.kind)
  const { amountG, takenG, count, takenCount } = sample
  switch (change.field) {
    case 'made':
      return counted
        ? { seen: { count }, set: { count: change.value } }
        : { seen: { amountG }, set: { amountG: change.value } }
    case 'left':
      if (counted)
        return {
          seen: { count, takenCount },
          set: count === null ? { count: change.value + takenCount } : { takenCount: count - change.value },
        }
      return {
        seen: { amountG, takenG },
        set: amountG === null ? { amountG: change.value + takenG } : { takenG: amountG - change.value },
      }
    default: {
      const { field } = change
      return { seen: { [field]: sample[field] }, set: { [field]: change.value } }
    }
  }
}

/** Who changed it last, and to what: for whoever came later. */
async function changedMeanwhile(lab: LabScope, sample: SampleRow, field: Field): Promise<AppError> {
  const related: readonly Field[] = field === 'made' || field === 'left' ? ['made', 'left'] : [field]
  const [events, people] = await Promise.all([listSampleEvents(lab, sample.id), peopleOf(lab)])
  const last = events.findLast((event) => related.includes(event.field))
  return new AppError(
    'conflict',
    last === undefined
      ? `${sample.code} has changed since you opened its page: something was taken of it. Look at it again.`
      : `Meanwhile ${people(last.by).name} ${describeSampleChange(last, sample.kind)}. Look at it again before you change it.`,
  )
}
