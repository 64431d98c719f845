import { newId } from '@/collab/plan/newId'
import { commit } from '@/db/commit'
import { findRun } from '@/db/queries/runs'
import {
  type CharacterisationRow,
  type CharacterisationWithFile,
  findCharacterisation,
  findCorrectionOf,
  insertCharacterisation,
  listCharacterisations,
  listSampleRows,
} from '@/db/queries/samples'
import type { LabScope } from '@/db/queries/scope'
import { findFile } from '@/db/queries/tests'
import type { CharacterisationId, FileId, RunId, SampleId } from '@/science/ids'
import { centreOfValue, findQuantity, type ModelQuantity } from '@/science/samples/quantities'
import { AppError } from '../errors'
import type { CharacterisationView, MeasuredValue, MeasuredView } from '../views'
import { activityEntry } from './activity'
import { isUniqueViolation } from './conflicts'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { type People, peopleOf } from './people'
import { requireSample } from './sampleTaking'

export interface NewMeasurement {
  sample: SampleId
  /** A key of `measuredQuantities`, or a name that the person gives. */
  quantity: string
  /** A number, shares by name (null: there, but how much is not known), words. */
  value: number | Record<string, number | null> | string
  unit?: string | null
  uncertainty?: number | null
  method?: string | null
  remark?: string
  file?: FileId | null
  corrects?: CharacterisationId | null
  reason?: string
}

/**
 * Records what was measured on a sample. A correction is a new entry that points at the old one and says why; of two who correct
 * the same entry at once, the later is told and nothing of hers is written.
 */
export async function measure(context: LabContext, input: NewMeasurement): Promise<{ id: CharacterisationId }> {
  const { quantity, value, uncertainty = null, file = null } = input
  const lab = scopeOf(context)
  const known = findQuantity(quantity)
  if (known?.form === 'number') {
    if (typeof value !== 'number' || !(value > 0))
      throw new AppError('bad-input', `${known.label}: expected a number above 0 in ${known.units[0]}.`)
    if (uncertainty !== null && uncertainty >= value)
      throw new AppError(
        'bad-input',
        `${known.label}: ± ${uncertainty} reaches down to nothing. Expected an uncertainty below ${value} ${known.units[0]}.`,
      )
  }
  if (known?.form === 'shares' && (typeof value !== 'object' || Object.keys(value).length === 0))
    throw new AppError(
      'bad-input',
      `${known.label}: expected at least one ${known.part?.toLowerCase()} with its share.`,
    )
  if (known?.form === 'image' && file === null)
    throw new AppError('bad-input', `${known.label}: expected a file with the image.`)
  if (file !== null && (await findFile(lab, file)) === undefined)
    throw new AppError('not-found', 'The file of this entry is not in this lab. Add it again.')
  return await record(context, input, false)
}

/** Takes an entry back: what it says was not measured on this sample. It stays readable, with the reason. */
export async function withdrawMeasurement(
  context: LabContext,
  { entry, reason }: { entry: CharacterisationId; reason: string },
): Promise<{ id: CharacterisationId }> {
  const found = await requireEntry(scopeOf(context), entry)
  const { sampleId, quantity, unit, uncertainty, method } = found
  return await record(
    context,
    {
      sample: sampleId,
      quantity,
      value: found.value as NewMeasurement['value'],
      unit,
      uncertainty,
      method,
      file: found.fileId,
      corrects: entry,
      reason,
    },
    true,
  )
}

async function record(
  { core, actor, ...context }: LabContext,
  input: NewMeasurement,
  isWithdrawal: boolean,
): Promise<{ id: CharacterisationId }> {
  const lab = scopeOf({ core, ...context })
  const { quantity, corrects = null, reason = '' } = input
  const sample = await requireSample(lab, input.sample)
  if (corrects !== null) {
    const old = await requireEntry(lab, corrects)
    if (old.sampleId !== sample.id || old.quantity !== quantity)
      throw new AppError('bad-input', 'A correction must point at an entry of the same quantity of the same sample.')
    if (reason === '') throw new AppError('bad-input', 'Say in a word why the earlier entry is not right.')
    const other = await findCorrectionOf(lab, corrects)
    if (other !== undefined) throw await correctedMeanwhile(lab, other)
  }
  const id = newId('characterisation')
  const at = thisMoment()
  const by = actor.memberId
  const label = findQuantity(quantity)?.label.toLowerCase() ?? quantity
  const subject = {
    by,
    at,
    subjectId: sample.id,
    planId: (await findRun(lab, sample.runId))?.planId ?? null,
  }
  try {
    await commit(core.database, [
      insertCharacterisation(lab, {
        id,
        sampleId: sample.id,
        quantity,
        value: input.value,
        unit: input.unit ?? null,
        uncertainty: input.uncertainty ?? null,
        method: input.method ?? null,
        details: {},
        remark: input.remark ?? '',
        source: '',
        fileId: input.file ?? null,
        corrects,
        isWithdrawal,
        reason,
        recordedBy: by,
        recordedAt: at,
      }),
      corrects === null
        ? activityEntry(lab, { ...subject, verb: 'sample.measured', details: { code: sample.code, quantity: label } })
        : activityEntry(lab, {
            ...subject,
            verb: 'sample.measurement-corrected',
            details: { code: sample.code, quantity: label, reason },
          }),
    ])
  } catch (error) {
    if (corrects === null || !isUniqueViolation(error)) throw error
    const other = await findCorrectionOf(lab, corrects)
    if (other === undefined) throw error
    throw await correctedMeanwhile(lab, other)
  }
  return { id }
}

async function requireEntry(lab: LabScope, id: CharacterisationId): Promise<CharacterisationRow> {
  const found = await findCharacterisation(lab, id)
  if (found === undefined) throw new AppError('not-found', 'There is no such entry in this lab.')
  return found
}

async function correctedMeanwhile(lab: LabScope, other: CharacterisationRow): Promise<AppError> {
  const people = await peopleOf(lab)
  const what = other.isWithdrawal ? 'taken this entry back' : 'corrected this entry'
  return new AppError(
    'conflict',
    `${people(other.recordedBy).name} has ${what} meanwhile (${other.reason}). Look at it again; what stands now can be corrected.`,
  )
}

/** The entries that stand, and those taken back, each with what it corrects; oldest first by their first record. */
export function characterisationViews(
  rows: readonly CharacterisationWithFile[],
  people: People,
): CharacterisationView[] {
  const byId = new Map(rows.map((row) => [row.entry.id, row]))
  const corrected = new Set(rows.map((row) => row.entry.corrects))
  return rows
    .filter(({ entry }) => !corrected.has(entry.id))
    .map((row) => {
      const earlier: CharacterisationView['earlier'] = []
      const first = row.entry
      const said = first.isWithdrawal && first.corrects !== null ? (byId.get(first.corrects) ?? row) : row
      for (
        let later = said.entry, old = later.corrects === null ? undefined : byId.get(later.corrects);
        old !== undefined;
        later = old.entry, old = later.corrects === null ? undefined : byId.get(later.corrects)
      ) {
        const { value, unit, uncertainty, method, recordedBy, recordedAt } = old.entry
        earlier.push({ value, unit, uncertainty, method, by: people(recordedBy), at: recordedAt, reason: later.reason })
      }
      const { entry, file } = said
      return {
        id: first.id,
        quantity: entry.quantity,
        value: entry.value,
        unit: entry.unit,
        uncertainty: entry.uncertainty,
        method: entry.method,
        details: entry.details,
        remark: entry.remark,
        source: entry.source,
        file: file === null ? null : { id: file.id, name: file.name, sizeBytes: file.sizeBytes },
        recordedBy: people(entry.recordedBy),
        recordedAt: entry.recordedAt,
        earlier,
        withdrawn: first.isWithdrawal
          ? { by: people(first.recordedBy), at: first.recordedAt, reason: first.reason }
          : null,
      }
    })
}

/**
 * Of each quantity that the model takes, the newest entry that stands.
 *
 * @param rows of the samples of one powder's line
 * @param codeOf the code of each of those samples
 */
export function measuredView(
  rows: readonly CharacterisationWithFile[],
  codeOf: ReadonlyMap<SampleId, string>,
): MeasuredView {
  const corrected = new Set(rows.map((row) => row.entry.corrects))
  const newest = (quantity: ModelQuantity): MeasuredValue | null => {
    for (const { entry } of rows.toReversed()) {
      if (entry.quantity !== quantity || entry.isWithdrawal || corrected.has(entry.id)) continue
      const centre = centreOfValue(entry.value, entry.uncertainty)
      if (centre === null) continue
      return {
        ...centre,
        method: entry.method,
        sampleId: entry.sampleId,
        sampleCode: codeOf.get(entry.sampleId) ?? '',
      }
    }
    return null
  }
  return { coatingThickness: newest('coatingThickness'), betArea: newest('betArea') }
}

/** What was measured on the powders of a run and on what was made of them; blends of several recipes are not counted. */
export async function measuredOfRun(lab: LabScope, run: RunId): Promise<MeasuredView> {
  const samples = (await listSampleRows(lab, { run })).map((row) => row.sample).filter((sample) => !sample.mixesRecipes)
  const rows = await listCharacterisations(
    lab,
    samples.map((sample) => sample.id),
  )
  return measuredView(rows, new Map(samples.map((sample) => [sample.id, sample.code])))
}
