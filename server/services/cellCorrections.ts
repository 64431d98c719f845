import { commit, guarded } from '@/db/commit'
import { findRun } from '@/db/queries/runs'
import { type CellRow, findCell, insertCellCorrection, listCellCorrections, listSampleRows } from '@/db/queries/samples'
import { countReadTests, findTestToRead, listDecisionRows, listTestRows, whileRead } from '@/db/queries/tests'
import type { CellConditions } from '@/db/schema/samples'
import { activeMassOf } from '@/science/electrochemistry/activeMass'
import type { CellId } from '@/science/ids'
import { AppError } from '../errors'
import { libraryOf } from '../projection/libraryOf'
import { activityEntry } from './activity'
import { cathodeOf } from './cathodeOf'

import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { standingDecisions } from './standingDecisions'
import { ComputedMeanwhile, nextComputation, retryComputed } from './testFigures'

/** How each condition of a cell is called, with its unit. */
const words: Readonly<Record<keyof CellConditions, { name: string; unit?: string }>> = {
  kind: { name: 'kind' },
  format: { name: 'format' },
  activeMassMg: { name: 'active mass', unit: 'mg' },
  electrodeMassMg: { name: 'electrode mass', unit: 'mg' },
  collectorMassMg: { name: 'collector mass', unit: 'mg' },
  activeFraction: { name: 'active fraction' },
  areaCm2: { name: 'area', unit: 'cm²' },
  electrolyte: { name: 'electrolyte' },
  counterElectrode: { name: 'counter electrode' },
  pressureMPa: { name: 'pressure', unit: 'MPa' },
  temperatureC: { name: 'temperature', unit: '°C' },
}

/**
 * Puts right what was written wrong of a cell. The cell's own row stays; the correction is a row beside it, and every figure that
 * rests on the cell is computed anew in the same batch, from the stored cycles.
 */
export async function correctCell(
  context: LabContext,
  input: { cell: CellId; changes: Partial<CellConditions>; reason: string },
): Promise<void> {
  const { core, actor } = context
  const lab = scopeOf(context)
  await retryComputed(async () => {
    const cell = await findCell(lab, input.cell)
    if (cell === undefined) throw new AppError('not-found', 'There is no such cell in this lab.')
    const changes = withActiveMass(cell, differing(cell, input.changes))
    const keys = Object.keys(changes) as (keyof CellConditions)[]
    if (keys.length === 0) throw new AppError('bad-input', 'Nothing is different from what holds now.')
    const corrected: CellRow = { ...cell, ...changes }
    const readCount = await countReadTests(lab, cell.id)
    const [[sample], corrections, tests, library] = await Promise.all([
      listSampleRows(lab, { sample: cell.sampleId }),
      listCellCorrections(lab, [cell.id]),
      listTestRows(lab, { cell: cell.id }),
      libraryOf(lab),
    ])
    const run = sample === undefined ? undefined : await findRun(lab, sample.sample.runId)
    const read = tests.map((row) => row.test).filter((test) => test.origin === 'file' && test.state === 'read')
    const decisions = await listDecisionRows(
      lab,
      read.map((test) => test.firstReading ?? test.id),
    )
    const [known] = await Promise.all(read.slice(0, 1).map((test) => findTestToRead(lab, test.id)))
    const capacityMAhPerG = known === undefined ? null : cathodeOf(known.values, library).capacityMAhPerG
    const computations = await Promise.all(
      read.map((test) =>
        nextComputation(lab, {
          test,
          fitCircuits: core.jobs.fitCircuits,
          cell: corrected,
          cathode: { capacityMAhPerG, dwellVoltageV: test.dwellVoltageV },
          decisions: standingDecisions(decisions.filter((row) => row.testId === (test.firstReading ?? test.id))),
        }),
      ),
    )
    const at = thisMoment()
    const by = actor.memberId
    const { reason } = input
    await commit(core.database, [
      // A test whose reading ends between reading and writing has figures of the cell as it was: they are computed as well.
      guarded(whileRead(lab, cell.id, readCount), { changes: 1, otherwise: () => new ComputedMeanwhile() }),
      insertCellCorrection(lab, {
        cellId: cell.id,
        number: (corrections.at(-1)?.number ?? 0) + 1,
        changes,
        reason,
        by,
        at,
      }),
      ...computations.flat(),
      activityEntry(lab, {
        by,
        at,
        verb: 'cell.corrected',
        details: { cell: cell.name, changes: keys.map((key) => changeWords(key, cell[key], changes[key])), reason },
        subjectId: cell.id,
        planId: run?.planId ?? null,
      }),
    ])
  })
}

function differing(cell: CellRow, wanted: Partial<CellConditions>): Partial<CellConditions> {
  const entries = Object.entries(wanted).filter(
    ([key, value]) => value !== undefined && value !== cell[key as keyof CellConditions],
  )
  return Object.fromEntries(entries) as Partial<CellConditions>
}

/** A mass that is computed of the electrode's follows it; one that was entered stays as entered. */
function withActiveMass(cell: CellRow, changes: Partial<CellConditions>): Partial<CellConditions> {
  const parts = ['electrodeMassMg', 'collectorMassMg', 'activeFraction'] as const
  if (changes.activeMassMg !== undefined || !parts.some((key) => key in changes)) return changes
  const computed = activeMassOf({ ...cell, ...changes })
  return computed === null || computed === cell.activeMassMg ? changes : { ...changes, activeMassMg: computed }
}

/** `active mass 41.2 mg, before 40 mg` */
export function changeWords(key: keyof CellConditions, before: unknown, after: unknown): string {
  const { name, unit } = words[key]
  const said = (value: unknown) =>
    value === null || value === '' ? 'not given' : `${String(value)}${unit ? ` ${unit}` : ''}`
  return `${name} ${said(after)}, before ${said(before)}`
}
