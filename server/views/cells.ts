import type { CellConditions } from '@/db/schema/samples'
import type { TestConditions, TestSettings } from '@/db/schema/tests'
import type { KnownOneC } from '@/science/electrochemistry/oneC'
import type { CellId, FileId, RunId, SampleId, TestId } from '@/science/ids'
import type { CircuitId } from '@/science/impedance/circuits'
import type { PersonView } from './pages'
import type { RecipeRecord } from './plans'
import type { RevisionView } from './runs'

export type CellKind = 'cathode-half' | 'anode-half' | 'full'

export interface CellListItem {
  id: CellId
  name: string
  kind: CellKind
  format: string
  activeMassMg: number | null
  sampleId: SampleId
  sampleCode: string
  runId: RunId
  recipeName: string
  builtBy: PersonView
  builtAt: Date
  testCount: number
  bestRetention: RecipeRecord['bestRetention']
}

export interface CycleView {
  cycle: number
  chargeCapacityMAh: number | null
  dischargeCapacityMAh: number | null
  chargeCapacityMAhPerG: number | null
  dischargeCapacityMAhPerG: number | null
  coulombicEfficiencyPercent: number | null
  retentionPercent: number | null
  meanChargeV: number | null
  meanDischargeV: number | null
  dwellS: number | null
  chargeEnergyMWh: number | null
  dischargeEnergyMWh: number | null
  energyEfficiencyPercent: number | null
  /** mA, positive in both directions */
  chargeCurrentMA: number | null
  dischargeCurrentMA: number | null
  temperatureC: number | null
  /** V, charge peak of dQ/dV less discharge peak */
  deltaV: number | null
  /** Of the record, from 1: what all of it was computed from; null of what was read before rows were kept. */
  firstRow: number | null
  lastRow: number | null
}

/** A cycle that somebody left out of the figures. */
export interface LeftOutView {
  cycle: number
  reason: string
  by: PersonView
  at: Date
}

/** How the figures of a test are taken, and who said so. */
export interface TestJudgementView {
  settings: TestSettings
  /** Of the settings that hold; null where all goes by the rules. */
  chosen: { by: PersonView; at: Date; reason: string } | null
  leftOut: LeftOutView[]
  /** The reference that holds, chosen or by the rule; cycles before it are formation. */
  referenceCycle: number | null
  /** The last one that ran to its end; one that is still running counts in no figure. */
  lastCompleteCycle: number | null
  /** What 1C is and who says so: a person, the powder's data sheet, or the file; null where nobody knows. */
  oneC: KnownOneC | null
  /** V that the dwell times are summed at or above */
  dwellVoltageV: number | null
}

export interface ResultView {
  figure: string
  value: number
  unit: string
  qualifier: string | null
  atCycle: number | null
  referenceCycle: number | null
  alsoReported: number[]
  conditions: TestConditions & Record<string, unknown>
  /** how it was computed and from which rows, of a measured figure */
  how?: string | null
}

/** A sweep of impedance, high frequency first. */
export interface SpectrumView {
  /** place in the file, from 1 */
  number: number
  frequencyHz: readonly number[]
  reZOhm: readonly number[]
  /** negative when capacitive */
  imZOhm: readonly number[]
  /** the circuit that the test's resistances come from */
  circuit: CircuitId | null
  /** that circuit was chosen by a person, not by the data */
  isChosen: boolean
}

export interface TestView {
  id: TestId
  cellId: CellId
  origin: 'file' | 'paper'
  state: 'reading' | 'read' | 'failed'
  failure: string | null
  file: { id: FileId; name: string; sizeBytes: number; sha256: string } | null
  /** The reading that this one took the place of, or will once it is read. */
  replaces: TestId | null
  /** The tests whose files this one puts together; empty for a test of one file. */
  parts: { testId: TestId; file: { id: FileId; name: string; sizeBytes: number; sha256: string } }[]
  /** Where one of its files ends and the next begins; `row` counts from 0. */
  gaps: { row: number; before: string; after: string; seconds: number | null; cycle: number | null }[]
  paper: { testId: string; place: string } | null
  format: string | null
  instrument: string | null
  readerVersion: string | null
  /** There is a newer reader, or it could not be read. */
  canBeReadAgain: boolean
  /** The lab's mapping that its table was read by. */
  mapping: { key: string; version: number; name: string } | null
  rowCount: number | null
  warnings: { code: string; message: string; atByte?: number }[]
  conditions: TestConditions
  judgement: TestJudgementView
  cycles: CycleView[]
  /** of an impedance file, or between the rows of a record that holds both */
  spectra: SpectrumView[]
  results: ResultView[]
  createdBy: PersonView
  createdAt: Date
}

/** Points of a line, x and y side by side. */
export interface CurveView {
  x: number[]
  y: number[]
}

/** Voltage (y, V) against the capacity passed since the half cycle began (x, mAh). */
export interface CycleCurvesView {
  cycle: number
  charge: CurveView
  discharge: CurveView
}

/** dQ/dV of one cycle on an even grid: the first bin's lower edge is `firstBin · binV`. Null where a half cycle has none. */
export interface DqdvView {
  cycle: number
  charge: { firstBin: number; binV: number; slopesMAhPerV: number[] } | null
  discharge: { firstBin: number; binV: number; slopesMAhPerV: number[] } | null
}

/** A test over its time (x, s), thinned to what a screen can show; extremes are kept. */
export interface TraceView {
  rowCount: number
  /** of the whole test, s */
  beginsS: number
  endsS: number
  voltageV: CurveView
  currentMA: CurveView
  temperatureC: CurveView | null
  /** Between files that were put together nobody measured. Where it is not known for how long, it ends when it begins. */
  gaps: { fromS: number; toS: number; seconds: number | null }[]
}

/** A cell as one chooses it from many. */
export interface CellNameView {
  id: CellId
  name: string
  sampleCode: string
  recipeName: string
}

/** What was written wrong of a cell and put right. */
export interface CellCorrectionView {
  /** `active mass 41.2 mg, before 40 mg` */
  changes: string[]
  reason: string
  by: PersonView
  at: Date
}

/** A test of several files that somebody took apart again. */
export interface TakenApartView {
  files: string[]
  reason: string
  by: PersonView
  at: Date
}

export interface CellView extends CellListItem, CellConditions {
  /** Of a blend of several recipes: it judges none of them, and has no prediction. */
  mixesRecipes: boolean
  /** Oldest first. */
  corrections: CellCorrectionView[]
  revision: RevisionView
  tests: TestView[]
  /** Oldest first. */
  takenApart: TakenApartView[]
  allowed: string[]
}
