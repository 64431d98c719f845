/** What comparison shows: recipes as they were frozen, the tests of their cells, and what papers got. Types only. */
import type { TestConditions } from '@/db/schema/tests'
import type { CellId, PlanId, RecipeId, RevisionId, RunId, SampleId, TestId } from '@/science/ids'
import type { Figure, FigureKey } from '@/science/prediction/figure'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Process } from '@/science/recipe/process'
import type { ResultView } from './cells'
import type { RunState } from './runs'

/** A predicted figure without the account of its inputs: the recipe's own page has that. */
export type FrozenFigure = Pick<Figure, 'value' | 'low' | 'high' | 'unit' | 'basis'>

/** A recipe as it was frozen, with what became of its runs. */
export interface ComparedRevision {
  id: RevisionId
  recipeId: RecipeId
  recipeName: string
  number: number
  planId: PlanId
  planTitle: string
  process: Process
  values: Readonly<Record<string, ParameterValue>>
  /** As the model said when it was frozen; what it could not say is left out. */
  predicted: Readonly<Partial<Record<FigureKey, FrozenFigure>>>
  /** How many of its runs are in which state. */
  runs: Readonly<Partial<Record<RunState, number>>>
}

/** A figure of merit. Its conditions are those of the test unless it has its own, as each rate of a rate test has. */
export interface ComparedFigure {
  figure: string
  value: number
  unit: string
  qualifier: string | null
  atCycle: number | null
  referenceCycle: number | null
  alsoReported: readonly number[]
  conditions: TestConditions | null
}

export interface ComparedTest {
  id: TestId
  revisionId: RevisionId
  runId: RunId
  runNumber: number
  sampleId: SampleId
  cellId: CellId
  cellName: string
  format: string
  electrolyte: string
  counterElectrode: string
  origin: 'file' | 'paper'
  paper: { testId: string; place: string } | null
  conditions: TestConditions
  /** With `retentionAtN` among them where the test came so far. */
  figures: readonly ComparedFigure[]
}

export interface ComparisonView {
  /** The cycle that `retentionAtN` was taken at. */
  n: number
  revisions: readonly ComparedRevision[]
  tests: readonly ComparedTest[]
  /** Cells of blends with results, which are not among the tests: a blend judges no single recipe. */
  blendCells: number
  /** Ask with it as `cursor` for older recipes; null when these were all. */
  next: { at: Date; id: RevisionId } | null
}

/** What stands behind a figure of a test. */
export interface ExplainedFigure {
  testId: TestId
  figure: string
  atCycle: number | null
  value: number
  /** How it was computed, and from which cycles and rows; null of a paper's, which its place explains. */
  how: string | null
}

/** The cycles of a test as columns, one place per cycle. */
export interface DrawnCycles {
  cycle: readonly number[]
  dischargeMAh: readonly (number | null)[]
  efficiencyPercent: readonly (number | null)[]
}

export interface ComparedSeries extends ComparedTest {
  activeMassMg: number | null
  cycles: DrawnCycles
}

/** Something that was picked, with how it is called. */
export interface PickedThing {
  id: string
  kind: 'cell' | 'sample' | 'run' | 'recipe'
  label: string
  /** Address below the lab's. */
  place: string
  testCount: number
  /** Cells of blends among it, whose tests are not compared: a blend judges no single recipe. */
  blendCells: number
}

export interface PickedView {
  n: number
  picked: readonly PickedThing[]
  /** Ids that name nothing in this lab: a shared address may be old. */
  unknown: readonly string[]
  revisions: readonly ComparedRevision[]
  series: readonly ComparedSeries[]
  /** Whether older tests were left out, because there are more than can be drawn together. */
  isCut: boolean
}

/** A published result of the same kind, drawn beside a measured one only where the conditions match. */
export interface PublishedResult {
  /** Names the result in addresses: `ma2026-04.retention` */
  key: string
  paper: string
  paperTestId: string
  place: string
  sampleLabel: string
  process: Process
  result: ResultView
}
