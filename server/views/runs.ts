import type { FileId, PlanId, RecipeId, RevisionId, RunEntryId, RunId } from '@/science/ids'
import type { Prediction } from '@/science/prediction/figure'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Process } from '@/science/recipe/process'
import type { PersonView } from './pages'
import type { MeasuredView, SampleListItem } from './samples'

export interface RevisionView {
  id: RevisionId
  planId: PlanId
  planTitle: string
  recipeId: RecipeId
  number: number
  contentHash: string
  name: string
  process: Process
  values: Record<string, ParameterValue>
  prediction: Prediction
  modelVersion: string
  createdBy: PersonView
  createdAt: Date
}

export type RunState = 'running' | 'done' | 'done-differently' | 'failed' | 'never-run'

export interface RunListItem {
  id: RunId
  number: number
  /** 1, 2, 3 … within the revision */
  replicate: number
  state: RunState
  recipeName: string
  revisionNumber: number
  process: Process
  planId: PlanId
  planTitle: string
  startedBy: PersonView
  startedAt: Date
  /** The furnace, hood or reactor; empty where nobody said. */
  place: string
  closedAt: Date | null
  sampleCodes: string[]
  cellCount: number
}

/** What a person is offered who starts a run. */
export interface StartOptionsView {
  /** Where the lab has made something before, the newest first. */
  places: string[]
  /** Of the recipe, the newest first. */
  revisions: { id: RevisionId; number: number; isApproved: boolean }[]
}

export interface RunEntryView {
  id: RunEntryId
  key: string
  actual: string | number
  unit: string | null
  reason: string
  corrects: RunEntryId | null
  /** Of a photo. */
  fileId: FileId | null
  recordedBy: PersonView
  /** When it reached the server. */
  recordedAt: Date
  /** When it was said at the bench. */
  saidAt: Date
}

/** An entry that was just recorded. */
export interface RecordedEntryView extends RunEntryView {
  /** Somebody else has corrected the same entry before: both stand, and whoever came later is told. */
  meanwhile: RunEntryView | null
}

export interface RunView extends RunListItem {
  revision: RevisionView
  batchMassG: number | null
  closedBy: PersonView | null
  reason: string
  version: number
  entries: RunEntryView[]
  samples: SampleListItem[]
  /** On the samples of this run. */
  measured: MeasuredView
  /** e.g. `run.record`, `run.close`, `cell.create` */
  allowed: string[]
}
