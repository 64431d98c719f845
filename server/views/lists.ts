import type { SearchKind } from '@/db/searchIndex'
import type { CellId, PlanId, ReviewId } from '@/science/ids'
import type { Process } from '@/science/recipe/process'
import type { CellListItem } from './cells'
import type { NotificationView } from './lab'
import type { PersonView, SearchHit } from './pages'
import type { ReviewListItem, ReviewState } from './reviews'
import type { RunListItem, RunState } from './runs'

/** What a list of runs can be narrowed to, each with how many there are under the other choices. */
export interface RunCountsView {
  states: Partial<Record<RunState, number>>
  /** Whoever started the newest first. */
  people: (PersonView & { count: number })[]
  plans: { id: PlanId; title: string; count: number }[]
  processes: Partial<Record<Process, number>>
}

export interface RunBoardView {
  columns: {
    /** A state, or the id of a person or plan, or a process. */
    key: string
    title: string
    count: number
    /** The newest. */
    runs: RunListItem[]
  }[]
  /** Columns for which there was no room. */
  hiddenColumns: number
}

export interface RunCalendarView {
  /** The first started first. */
  runs: RunListItem[]
  reviews: { id: ReviewId; state: ReviewState; planId: PlanId; planTitle: string; at: Date }[]
  cells: { id: CellId; name: string; at: Date }[]
  /** There were more runs than a calendar can show. */
  isCut: boolean
}

/** What waits for one person. Each list holds the newest; a total says how many there are. */
export interface MyWorkView {
  reviews: ReviewListItem[]
  /** Hers that go on, each with its next step; null when all are through and it waits to be closed. */
  runs: (RunListItem & { next: string | null })[]
  /** Closed runs of hers of which no cell was built yet. */
  cellsToBuild: { runs: RunListItem[]; total: number }
  /** Cells of hers of which no test has been read. */
  testsToFetch: { cells: CellListItem[]; total: number }
  /** What others said to her that she has not read. */
  mentions: NotificationView[]
}

export interface SearchPageView {
  /** Those of which something was found; counted up to a thousand, and `isMore` from there on. */
  kinds: { kind: SearchKind; count: number; isMore: boolean }[]
  /** The first of each kind, or those of one kind. */
  hits: SearchHit[]
  /** Of one kind: ask with it as `cursor` for what comes next. */
  next: string | null
  /** How the query was understood: all of these words, and what parameters must be. */
  words: string[]
  conditions: string[]
}
