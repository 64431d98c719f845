import { newId } from '@/collab/plan/newId'
import { commit } from '@/db/commit'
import { findRun } from '@/db/queries/runs'
import { type CellRow, findCell, listSampleRows } from '@/db/queries/samples'
import type { LabScope } from '@/db/queries/scope'
import {
  type CycleRow,
  type FileRow,
  findFileByContent,
  findRecipeOfCell,
  findTestOfFile,
  insertFile,
  insertTest,
  listCycleRows,
  listDecisionRows,
  listPartRows,
  listResultRows,
  listSpectrumRows,
  listTestRows,
  type PartRow,
  type ResultRow,
  type TestRow,
  type TestWithFile,
} from '@/db/queries/tests'
import { readerVersions } from '@/science/cycler/read'
import { stitchVersion } from '@/science/cycler/stitch'
import { completeCycles } from '@/science/electrochemistry/completeCycles'
import { oneCOf } from '@/science/electrochemistry/oneC'
import type { CellId, FileId, LabId, TestId } from '@/science/ids'
import type { ParameterValue } from '@/science/recipe/parameter'
import { AppError } from '../errors'
import { libraryOf } from '../projection/libraryOf'
import type { CycleView, ResultView, TestJudgementView, TestView } from '../views'
import { activityEntry } from './activity'
import { cathodeOf } from './cathodeOf'
import { retryTaken } from './conflicts'
import { type Actor, type LabContext, type ServiceCore, scopeOf } from './context'
import { thisMoment } from './moment'
import { type People, peopleOf } from './people'
import { groupBy } from './retention'
import { type StandingDecisions, standingDecisions } from './standingDecisions'
import { efficiencyOf, figuresOfRow } from './testFigures'
import { testIdOf } from './testIdOf'

export interface UploadedFile {
  sha256: string
  name: string
  sizeBytes: number
  /** Where the bytes lie on disk. */
  path: string
}

/**
 * The file is on disk already and stays there whatever comes of reading it. The same content on the same cell is the same
 * test: its id is made of both, so that two uploads at once cannot become two tests.
 */
export async function createTestFromUpload(
  core: ServiceCore,
  actor: Actor,
  { labId, cellId, file }: { labId: LabId; cellId: CellId; file: UploadedFile },
): Promise<{ fileId: FileId; testId: TestId; known: boolean }> {
  const lab: LabScope = { db: core.database.db, labId }
  const cell = await findCell(lab, cellId)
  if (cell === undefined) throw new AppError('not-found', 'There is no such cell in this lab.')
  const by = actor.memberId

  const created = await retryTaken(async () => {
    const stored = await findFileByContent(lab, file.sha256)
    const known = stored === undefined ? undefined : await findTestOfFile(lab, cellId, stored.id)
    if (stored !== undefined && known !== undefined) return { fileId: stored.id, testId: known.id, known: true }
    const [sample] = await listSampleRows(lab, { sample: cell.sampleId })
    const run = sample === undefined ? undefined : await findRun(lab, sample.sample.runId)
    const at = thisMoment()
    const fileId = stored?.id ?? newId('file')
    const testId = testIdOf(cellId, file.sha256)
    const { sha256, name, sizeBytes } = file
    await commit(core.database, [
      ...(stored === undefined
        ? [insertFile(lab, { id: fileId, sha256, name, sizeBytes, uploadedBy: by, uploadedAt: at })]
        : []),
      insertTest(lab, {
        id: testId,
        cellId,
        origin: 'file',
        fileId,
        paperTestId: null,
        paperPlace: null,
        state: 'reading',
        failure: null,
        format: null,
        instrument: null,
        readerVersion: null,
        rowCount: null,
        warnings: [],
        conditions: {},
        replaces: null,
        createdBy: by,
        createdAt: at,
      }),
      activityEntry(lab, {
        by,
        at,
        verb: 'test.uploaded',
        details: { cell: cell.name, file: name },
        subjectId: testId,
        planId: run?.planId ?? null,
      }),
    ])
    return { fileId, testId, known: false }
  })
  if (!created.known) core.jobs.importTest({ labId, testId: created.testId, cellId })
  return created
}

export async function getTest(context: LabContext, testId: TestId): Promise<TestView> {
  const lab = scopeOf(context)
  const [row] = await listTestRows(lab, { test: testId })
  const cell = row === undefined ? undefined : await findCell(lab, row.test.cellId)
  if (row === undefined || cell === undefined) throw new AppError('not-found', 'There is no such test in this lab.')
  const values = await findRecipeOfCell(lab, cell.id)
  const [view] = await viewsOf(lab, [row], { cell, values }, await peopleOf(lab))
  if (view === undefined) throw new AppError('not-found', 'There is no such test in this lab.')
  return view
}

/** The tests of a cell, newest first. */
export async function listTestViews(
  lab: LabScope,
  of: { cell: CellId },
  tested: TestedCell,
  people: People,
): Promise<TestView[]> {
  return await viewsOf(lab, await listTestRows(lab, of), tested, people)
}

/** A cell as it stands, and the values of the recipe that it goes back to. */
export interface TestedCell {
  cell: CellRow
  values: Readonly<Record<string, ParameterValue>>
}

async function viewsOf(
  lab: LabScope,
  rows: readonly TestWithFile[],
  { cell, values }: TestedCell,
  people: People,
): Promise<TestView[]> {
  const ids = rows.map((row) => row.test.id)
  const [cycles, results, spectra, parts, decisions, library] = await Promise.all([
    listCycleRows(lab, ids),
    listResultRows(lab, ids),
    listSpectrumRows(lab, ids),
    listPartRows(lab, ids),
    listDecisionRows(
      lab,
      rows.map(({ test }) => test.firstReading ?? test.id),
    ),
    libraryOf(lab),
  ])
  const cathode = cathodeOf(values, library)
  const decisionsOf = groupBy(decisions, (row) => row.testId)
  const cyclesOf = groupBy(cycles, (row) => row.testId)
  const resultsOf = groupBy(results, (row) => row.testId)
  const spectraOf = groupBy(spectra, (row) => row.testId)
  const partsOf = groupBy(parts, (row) => row.testId)
  return rows.map(({ test, file }) => {
    const own = resultsOf.get(test.id) ?? []
    const standing = standingDecisions(decisionsOf.get(test.firstReading ?? test.id) ?? [])
    return {
      id: test.id,
      cellId: test.cellId,
      origin: test.origin,
      state: test.state,
      failure: test.failure,
      file: file === null ? null : fileView(file),
      replaces: test.replaces,
      parts: inTime(partsOf.get(test.id) ?? [], test.gaps ?? []).map((part) => ({
        testId: part.partId,
        file: fileView(part.file),
      })),
      gaps: gapViews(test.gaps ?? [], cyclesOf.get(test.id) ?? []),
      paper: test.paperTestId === null ? null : { testId: test.paperTestId, place: test.paperPlace ?? '' },
      format: test.format,
      instrument: test.instrument,
      readerVersion: test.readerVersion,
      canBeReadAgain: test.fileId !== null && canBeReadAgain(test, partsOf.has(test.id)),
      mapping: test.mapping,
      rowCount: test.rowCount,
      warnings: [...test.warnings],
      conditions: test.conditions,
      judgement: {
        ...judgementView(standing, own, people),
        oneC: oneCOf({
          chosen: standing.settings.oneC,
          capacityMAhPerG: cathode.capacityMAhPerG,
          activeMassMg: cell.activeMassMg,
          stated: test.statedOneC,
        }),
        dwellVoltageV: test.dwellVoltageV,
        lastCompleteCycle: completeCycles((cyclesOf.get(test.id) ?? []).map(figuresOfRow)).at(-1)?.cycle ?? null,
      },
      cycles: test.state === 'read' ? cycleViews(cyclesOf.get(test.id) ?? [], cell, own) : [],
      spectra: (spectraOf.get(test.id) ?? []).map(({ testId: _, circuit, ...spectrum }) => ({
        ...spectrum,
        circuit: standing.circuits.get(spectrum.number) ?? circuit,
        isChosen: standing.circuits.has(spectrum.number),
      })),
      results: own.map(resultView),
      createdBy: people(test.createdBy),
      createdAt: test.createdAt,
    }
  })
}

/** In the order of the record, as far as its gaps tell it; before it is read, in the order that somebody named them. */
export function inTime(parts: readonly PartRow[], gaps: NonNullable<TestRow['gaps']>): PartRow[] {
  const names = [...gaps.slice(0, 1).map(({ before }) => before), ...gaps.map(({ after }) => after)]
  const place = ({ file }: PartRow) => (names.includes(file.name) ? names.indexOf(file.name) : names.length)
  return parts.toSorted((a, b) => place(a) - place(b))
}

/** Each with the first cycle that begins after it. */
function gapViews(gaps: NonNullable<TestRow['gaps']>, cycles: readonly CycleRow[]): TestView['gaps'] {
  return gaps.map((gap) => {
    // Rows of a cycle count from 1.
    const next = cycles.find(({ firstRow }) => firstRow !== null && firstRow > gap.row)
    return { ...gap, cycle: next?.cycle ?? null }
  })
}

function fileView({ id, name, sizeBytes, sha256 }: FileRow) {
  return { id, name, sizeBytes, sha256 }
}

/** A newer reader than the one it was read by is there, or it could not be read. */
function canBeReadAgain({ state, readerVersion }: TestRow, isOfParts: boolean): boolean {
  if (state !== 'read') return state === 'failed'
  const versions = (readerVersion ?? '').split(', ')
  if (isOfParts && versions.pop() !== stitchVersion) return true
  return versions.some((version) => !readerVersions.has(version))
}

export function resultView(row: ResultRow): ResultView {
  const { figure, value, unit, qualifier, atCycle, referenceCycle, alsoReported, conditions, how } = row
  return {
    figure,
    value,
    unit,
    qualifier,
    atCycle,
    referenceCycle,
    alsoReported: [...(alsoReported ?? [])],
    conditions,
    how,
  }
}

function judgementView(
  { settings, settingsBy, leftOut }: StandingDecisions,
  results: readonly ResultRow[],
  people: People,
): Pick<TestJudgementView, 'settings' | 'chosen' | 'leftOut' | 'referenceCycle'> {
  return {
    settings,
    chosen: settingsBy === null ? null : { by: people(settingsBy.by), at: settingsBy.at, reason: settingsBy.reason },
    leftOut: [...leftOut].map(([cycle, { reason, by, at }]) => ({ cycle, reason, by: people(by), at })),
    referenceCycle: referenceOf(results),
  }
}

/** The cycle that the test's own results name as their reference. */
function referenceOf(results: readonly ResultRow[]): number | null {
  const against = results.find((row) => row.figure === 'retention')?.referenceCycle ?? null
  return against ?? results.find((row) => row.figure === 'referenceDischargeCapacity')?.atCycle ?? null
}

/** Per gram only where the active mass is known; retention against the reference cycle. */
function cycleViews(rows: readonly CycleRow[], cell: CellRow, results: readonly ResultRow[]): CycleView[] {
  const grams = cell.activeMassMg === null ? null : cell.activeMassMg / 1000
  const perGram = (capacity: number | null) => (capacity === null || grams === null ? null : capacity / grams)
  const reference = rows.find((row) => row.cycle === referenceOf(results))
  const whole = reference?.dischargeCapacityMAh ?? null
  return rows.map((row) => {
    const capacity = row.dischargeCapacityMAh
    const { chargePeakV, dischargePeakV } = row
    return {
      cycle: row.cycle,
      chargeCapacityMAh: row.chargeCapacityMAh,
      dischargeCapacityMAh: row.dischargeCapacityMAh,
      chargeCapacityMAhPerG: perGram(row.chargeCapacityMAh),
      dischargeCapacityMAhPerG: perGram(row.dischargeCapacityMAh),
      coulombicEfficiencyPercent: efficiencyOf(row, cell.kind),
      retentionPercent: capacity === null || whole === null || whole <= 0 ? null : (capacity / whole) * 100,
      meanChargeV: row.meanChargeV,
      meanDischargeV: row.meanDischargeV,
      dwellS: row.dwellS,
      chargeEnergyMWh: row.chargeEnergyMWh,
      dischargeEnergyMWh: row.dischargeEnergyMWh,
      energyEfficiencyPercent: row.energyEfficiencyPercent,
      chargeCurrentMA: row.chargeCurrentMA,
      dischargeCurrentMA: row.dischargeCurrentMA,
      temperatureC: row.temperatureC,
      deltaV: chargePeakV === null || dischargePeakV === null ? null : chargePeakV - dischargePeakV,
      firstRow: row.firstRow,
      lastRow: row.lastRow,
    }
  })
}
