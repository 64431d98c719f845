import { setImmediate } from 'node:timers/promises'
import { newId } from '@/collab/plan/newId'
import { guarded, type Statement } from '@/db/commit'
import type { CellRow } from '@/db/queries/samples'
import type { LabScope } from '@/db/queries/scope'
import {
  advanceComputation,
  type CycleRow,
  insertResults,
  listCycleRows,
  listResultRows,
  listSpectrumRows,
  type ResultRow,
  type SpectrumRow,
  type TestRow,
} from '@/db/queries/tests'
import type { ReadingWarning, TestConditions } from '@/db/schema/tests'
import type { StatedOneC } from '@/science/cycler/reading'
import { checkMass } from '@/science/electrochemistry/checkMass'
import { type CycleFigures, efficiency } from '@/science/electrochemistry/cycleFigures'
import { checkOneC, oneCOf } from '@/science/electrochemistry/oneC'
import { testResults } from '@/science/electrochemistry/testResults'
import { type ChosenFit, isOfSpectrum, type ResistanceFigure, resistanceFigures } from '@/science/impedance/resistances'
import { AppError } from '../errors'
import type { CathodeOfTest } from './cathodeOf'
import { retryTaken } from './conflicts'
import type { StandingDecisions } from './standingDecisions'

/** A figure of merit under the name that the record gives it, not yet a row. */
export type Figure = Pick<ResultRow, 'figure' | 'value' | 'unit' | 'atCycle' | 'referenceCycle' | 'conditions' | 'how'>

export interface TestFigures {
  results: Figure[]
  conditions: TestConditions
  /** Doubts that depend on what people entered: of the mass, and of the settings. */
  doubts: ReadingWarning[]
}

/** Of what the figures of a test's cycles are computed, wherever that is done. */
export interface FiguresInput {
  cycles: readonly CycleFigures[]
  cell: Pick<CellRow, 'kind' | 'activeMassMg' | 'areaCm2' | 'temperatureC'>
  cathode: CathodeOfTest
  decisions: Pick<StandingDecisions, 'settings' | 'leftOut'>
  /** what the file itself says */
  stated?: TestConditions
  /** what the file takes for 1C */
  statedOneC: StatedOneC | null
  /** a sweep of impedance between rows of a record is worth keeping without a cycle */
  hasSpectra?: boolean
}

/** Doubts of this computation; those of the reader stay. */
const doubtCodes = new Set(['capacity-against-mass', 'no-complete-cycle', 'retention-cycle', 'rate-against-file'])

/** The figures of merit of a test's cycles, the same at import and whenever a decision or a corrected cell changes them. */
export function figuresOfCycles({
  cycles,
  cell,
  cathode,
  decisions,
  stated = {},
  statedOneC,
  hasSpectra = false,
}: FiguresInput): TestFigures {
  const { settings, leftOut } = decisions
  const { kind, activeMassMg, areaCm2, temperatureC } = cell
  const rates = {
    chosen: settings.oneC,
    capacityMAhPerG: cathode.capacityMAhPerG,
    activeMassMg,
    stated: statedOneC,
  }
  // By the cell as it stands now: its kind may have been put right after the file was read.
  const counted = cycles.map((cycle) => ({ ...cycle, coulombicEfficiencyPercent: efficiencyOf(cycle, kind) }))
  const found = testResults(counted, {
    kind,
    activeMassMg,
    areaCm2,
    oneC: oneCOf(rates),
    referenceCycle: settings.referenceCycle,
    retentionCycle: settings.retentionCycle,
    leftOut: new Map([...leftOut].map(([cycle, { reason }]) => [cycle, reason])),
    dwellVoltageV: cathode.dwellVoltageV,
    temperatureC,
    conditions: stated,
  })
  const doubts: ReadingWarning[] = []
  if (!hasSpectra && found.length === 0)
    doubts.push({ code: 'no-complete-cycle', message: 'No cycle is complete, so no figure of merit was taken.' })
  for (const doubt of [
    checkMass(counted, { kind, activeMassMg, capacityMAhPerG: cathode.capacityMAhPerG }),
    cycles.length === 0 ? null : checkOneC(rates),
  ])
    if (doubt !== null) doubts.push(doubt)
  const { retentionCycle } = settings
  if (retentionCycle !== null && found.length > 0 && !found.some(isRetentionAt(retentionCycle)))
    doubts.push({
      code: 'retention-cycle',
      message: `Retention is asked for at cycle ${retentionCycle}, which is not there, not complete, left out, or ran at another rate than the reference: it is not known there.`,
    })
  return {
    results: found.map((result) => ({
      ...result,
      figure: recordedAs[result.figure] ?? result.figure,
      conditions: { ...result.conditions },
    })),
    conditions: found.find((result) => result.figure === 'referenceDischargeCapacity')?.conditions ?? stated,
    doubts,
  }
}

/** The record speaks of a paper's results and of a file's by the same names, or they would never meet in one column. */
const recordedAs: Partial<Record<string, string>> = { finalDischargeCapacity: 'finalCapacity' }

const isRetentionAt = (cycle: number) => (result: { figure: string; atCycle: number | null }) =>
  result.figure === 'retention' && result.atCycle === cycle

/** Discharge over charge, or the inverse, as the cell's kind says. */
export function efficiencyOf(
  { chargeCapacityMAh, dischargeCapacityMAh }: Pick<CycleRow, 'chargeCapacityMAh' | 'dischargeCapacityMAh'>,
  kind: CellRow['kind'],
): number | null {
  if (chargeCapacityMAh === null || dischargeCapacityMAh === null) return null
  return efficiency(chargeCapacityMAh / 1000, dischargeCapacityMAh / 1000, kind)
}

/** A stored cycle as the electrochemistry takes it. */
export function figuresOfRow(row: CycleRow): CycleFigures {
  const { testId: _, openHalf, openAtV, firstRow, lastRow, ...rest } = row
  return {
    ...rest,
    firstRow: firstRow ?? 0,
    lastRow: lastRow ?? 0,
    open: openHalf === null || openAtV === null ? null : { half: openHalf, atV: openAtV },
  }
}

/** Another computation came between reading and writing. */
export class ComputedMeanwhile extends AppError {
  constructor() {
    super('conflict', 'The figures of this test were computed anew at the same moment. Try again.')
  }
}

/** Reads, decides and computes again where somebody else did so at the same moment: both hold, in the order of their coming. */
export async function retryComputed<Result>(attempt: () => Promise<Result>, attempts = 12): Promise<Result> {
  for (let left = attempts - 1; ; left -= 1) {
    try {
      return await retryTaken(attempt)
    } catch (error) {
      if (left === 0 || !(error instanceof ComputedMeanwhile)) throw error
    }
  }
}

/**
 * The statements that make a test's next computation the one that holds. Nothing is read of the file: cycles and spectra are in the
 * record. The results of the computation before stay where they are.
 */
export async function nextComputation(
  lab: LabScope,
  {
    test,
    fitCircuits,
    ...input
  }: { test: TestRow; fitCircuits: FitCircuits } & Omit<FiguresInput, 'cycles' | 'decisions' | 'statedOneC'> & {
      decisions: StandingDecisions
    },
): Promise<Statement[]> {
  const [cycles, spectra, before] = await Promise.all([
    listCycleRows(lab, [test.id]),
    listSpectrumRows(lab, [test.id]),
    listResultRows(lab, [test.id]),
  ])
  // A record of thousands of cycles took its tens of milliseconds to read: whoever types meanwhile has a turn before the computing.
  await setImmediate()
  const figures = figuresOfCycles({
    ...input,
    cycles: cycles.map(figuresOfRow),
    statedOneC: test.statedOneC,
    hasSpectra: spectra.length > 0,
  })
  const results = [
    ...figures.results,
    ...earlierHysteresis(cycles, before, input.decisions),
    ...(await impedanceFigures(spectra, before, input.decisions, fitCircuits)),
  ]
  return [
    guarded(
      advanceComputation(lab, test, {
        conditions: figures.conditions,
        warnings: [...test.warnings.filter((warning) => !doubtCodes.has(warning.code)), ...figures.doubts],
      }),
      { changes: 1, otherwise: () => new ComputedMeanwhile() },
    ),
    ...(results.length === 0 ? [] : [insertResults(lab, resultRows(test.id, test.computation + 1, results))]),
  ]
}

/** Cycles that were read before their dQ/dV peaks were kept: what was found of them in reading still holds. */
function earlierHysteresis(
  cycles: readonly CycleRow[],
  before: readonly ResultRow[],
  { leftOut }: Pick<StandingDecisions, 'leftOut'>,
): Figure[] {
  if (cycles.some((cycle) => cycle.chargePeakV !== null)) return []
  return before.filter(({ figure, atCycle }) => figure === 'deltaV' && atCycle !== null && !leftOut.has(atCycle))
}

/** Where circuits are fitted: not in the thread that serves people. */
export type FitCircuits = (sweeps: readonly ChosenFit[]) => Promise<ResistanceFigure[]>

/** The resistances of each spectrum: fitted anew where a person chose the circuit, else as they were found in reading. */
export async function impedanceFigures(
  spectra: readonly Pick<SpectrumRow, 'number' | 'frequencyHz' | 'reZOhm' | 'imZOhm'>[],
  before: readonly Figure[],
  { circuits }: Pick<StandingDecisions, 'circuits'>,
  fitCircuits: FitCircuits,
): Promise<Figure[]> {
  const found = before.filter((result) => resistanceFigures.has(result.figure))
  const foundOf = (number: number) => found.filter((result) => isOfSpectrum(result, number))
  const toFit = spectra.flatMap(({ number, frequencyHz, reZOhm, imZOhm }): ChosenFit[] => {
    const circuit = circuits.get(number)
    if (circuit === undefined || foundOf(number).some(({ conditions }) => conditions.chosenCircuit === circuit))
      return []
    return [{ number, count: spectra.length, frequencyHz, reZOhm, imZOhm, circuit }]
  })
  if (toFit.length === 0) return found
  const fitted = await fitCircuits(toFit)
  return spectra.flatMap(({ number }) =>
    toFit.some((one) => one.number === number)
      ? fitted.filter((result) => isOfSpectrum(result, number))
      : foundOf(number),
  )
}

export function resultRows(testId: TestRow['id'], computation: number, figures: readonly Figure[]) {
  return figures.map(({ figure, value, unit, atCycle, referenceCycle, conditions, how }) => ({
    id: newId('result'),
    testId,
    figure,
    value,
    unit,
    atCycle,
    referenceCycle,
    conditions,
    how,
    qualifier: null,
    alsoReported: null,
    computation,
  }))
}
