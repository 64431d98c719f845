import { guarded } from '@/db/commit'
import { findSample, type SampleRow, takeOfSample } from '@/db/queries/samples'
import type { LabScope } from '@/db/queries/scope'
import type { SampleId } from '@/science/ids'
import { amountLeft, formatAmount } from '@/science/samples/amounts'
import { isCounted, sampleStateLabels } from '@/science/samples/kinds'
import { AppError } from '../errors'

/** Thrown out of a batch that wanted more of a sample than there is, or of one that is gone. */
export class CannotTake extends Error {
  constructor(
    readonly sample: SampleRow,
    readonly wanted: number,
  ) {
    super(`${sample.code} has not enough left`)
  }
}

/**
 * Counts what is taken of a sample, in g or in discs, for the same batch as what it is taken for. The batch fails with
 * `CannotTake` when less is left at that moment: of two who take the last at once, the later is told.
 */
export function take(lab: LabScope, sample: SampleRow, wanted: number, { evenIfShort = false } = {}) {
  const amount = isCounted(sample.kind) ? { count: wanted } : { grams: wanted }
  // Something made of an amount that nobody weighed takes nothing from the record, however that stands.
  return guarded(takeOfSample(lab, sample.id, { ...amount, evenIfShort: evenIfShort || wanted === 0 }), {
    changes: 1,
    otherwise: () => new CannotTake(sample, wanted),
  })
}

/** What to tell whoever wanted more than there is: how it stands now, and what can be done. */
export async function refusedTaking(lab: LabScope, { sample: { id }, wanted }: CannotTake): Promise<AppError> {
  const sample = await requireSample(lab, id)
  if (sample.state !== 'present')
    return new AppError(
      'conflict',
      `${sample.code} is ${sampleStateLabels[sample.state]}: nothing more can be taken of it.`,
    )
  const counted = isCounted(sample.kind)
  const left = counted ? amountLeft(sample.count, sample.takenCount) : amountLeft(sample.amountG, sample.takenG)
  const say = (amount: number) => formatAmount(amount, counted)
  const how = left === null || left <= 0 ? 'nothing' : `only ${say(left)}`
  return new AppError(
    'conflict',
    `By the record ${how} of ${sample.code} is left, and ${say(wanted)} ${counted && wanted !== 1 ? 'are' : 'is'} to be taken. ${
      counted ? 'Count' : 'Weigh'
    } it and correct the amount, take less, or take it all the same.`,
    { short: sample.code },
  )
}

export async function requireSample(lab: LabScope, id: SampleId): Promise<SampleRow> {
  const sample = await findSample(lab, id)
  if (sample === undefined) throw new AppError('not-found', 'There is no such sample in this lab.')
  return sample
}
