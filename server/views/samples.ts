import type { CharacterisationId, FileId, RunId, SampleId } from '@/science/ids'
import type { SampleKind, SampleState } from '@/science/samples/kinds'
import type { CellListItem } from './cells'
import type { PersonView } from './pages'
import type { RevisionView, RunListItem } from './runs'

export interface SampleListItem {
  id: SampleId
  code: string
  kind: SampleKind
  state: SampleState
  /** What was made; null until somebody weighs it. */
  amountG: number | null
  /** What is left of it; below 0 when more was taken than the record had. */
  leftG: number | null
  /** Of discs. */
  count: number | null
  leftCount: number | null
  place: string
  isAirSensitive: boolean
  /** The last day on which it is good, `2026-12-31`. */
  expiresOn: string | null
  /** A blend of different recipes: it is no sample of the one that is named. */
  mixesRecipes: boolean
  remark: string
  runId: RunId
  runNumber: number
  recipeName: string
  planTitle: string
  createdAt: Date
  cellCount: number
}

export interface CharacterisationView {
  id: CharacterisationId
  quantity: string
  /** A number, a composition by name, words. */
  value: unknown
  unit: string | null
  /** Half the range in which the value lies, in its unit. */
  uncertainty: number | null
  method: string | null
  details: Record<string, unknown>
  remark: string
  /** Place in a paper; empty for what this lab has measured. */
  source: string
  file: { id: FileId; name: string; sizeBytes: number } | null
  recordedBy: PersonView
  recordedAt: Date
  /** What it corrects, newest first, each with the reason for which the next took its place. */
  earlier: {
    value: unknown
    unit: string | null
    uncertainty: number | null
    method: string | null
    by: PersonView
    at: Date
    reason: string
  }[]
  /** Taken back: by whom, when and why. */
  withdrawn: { by: PersonView; at: Date; reason: string } | null
}

/** A measured value that predictions of what goes back to the sample rest on. */
export interface MeasuredValue {
  value: number
  /** Half the range, in the value's unit. */
  uncertainty: number | null
  method: string | null
  sampleId: SampleId
  sampleCode: string
}

/** What was measured of what the model takes from the recipe otherwise; of each the newest entry that stands. */
export interface MeasuredView {
  /** nm */
  coatingThickness: MeasuredValue | null
  /** m² g⁻¹ */
  betArea: MeasuredValue | null
}

export interface SampleHistoryView {
  by: PersonView
  at: Date
  /** To stand after the person's name: `weighed what is left: 3.1 g, by the record 3.4 g`. */
  sentence: string
  reason: string
  /** The page of what came of it, below the lab's. */
  place: string | null
}

/** One thing in the line of descent of a sample. */
export interface DescentNode {
  id: string
  /** A review is labelled by those who approved in it; by “nobody” where a run began without. */
  kind: 'plan' | 'revision' | 'review' | 'run' | SampleKind | 'cell' | 'test' | 'result'
  label: string
  detail: string
  /** When it was approved, started, made, built or read. */
  at: Date | null
  /** The page of it, below the lab's. */
  place: string
  /** What it comes from: ids of other nodes, each with what was taken of it. */
  from: { id: string; taken: string | null }[]
}

export interface SampleView extends SampleListItem {
  diameterMm: number | null
  /** Coating on one disc, without the foil. */
  coatingMgPerDisc: number | null
  /** Powder in the coating, wt%: of an electrode, or of what discs were punched from. */
  activePercent: number | null
  loadingMgPerCm2: number | null
  createdBy: PersonView
  run: RunListItem
  revision: RevisionView
  /** Every thing that it comes from and that comes from it, parents before their children. */
  descent: DescentNode[]
  cells: CellListItem[]
  characterisations: CharacterisationView[]
  /** On this sample, or on what it was made of. */
  measured: MeasuredView
  /** Newest first. */
  history: SampleHistoryView[]
  allowed: string[]
}
