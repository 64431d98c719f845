import type { PlanViewSettings } from '@/db/schema/planViews'
import type {
  CommentId,
  LabId,
  MemberId,
  PlanId,
  PlanViewId,
  RecipeId,
  RevisionId,
  TestId,
  ThreadId,
} from '@/science/ids'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Process } from '@/science/recipe/process'
import type { RequiredFields } from '@/science/recipe/requiredFields'
import type { PersonView } from './pages'
import type { ReviewView } from './reviews'
import type { RunState } from './runs'

export type PlanState =
  | 'draft'
  | 'in-review'
  | 'approved'
  | 'partly-approved'
  | 'changes-requested'
  | 'changed-since-approval'

export interface PlanListItem {
  id: PlanId
  title: string
  aim: string
  state: PlanState
  recipeCount: number
  runCount: number
  cellCount: number
  updatedAt: Date
  isArchived: boolean
}

/** What the record knows of a recipe: beside the living values in the grid. */
export interface RecipeRecord {
  recipeId: RecipeId
  runCount: number
  /** How many of the runs ended in which way, or go on; what did not happen is absent. */
  outcomes: Partial<Record<RunState, number>>
  cellCount: number
  /** The best capacity retention among its cells, with the cycle that it was taken at. Papers rarely say of which cycle. */
  bestRetention: { percent: number; atCycle: number; referenceCycle: number | null; testId: TestId } | null
  latestRevision: { id: RevisionId; number: number; contentHash: string } | null
  approvedContentHash: string | null
}

export interface PlanView {
  id: PlanId
  labId: LabId
  title: string
  state: PlanState
  isArchived: boolean
  createdBy: PersonView
  createdAt: Date
  /** e.g. `plan.write`, `plan.approve`, `run.start` */
  allowed: string[]
  review: ReviewView | null
  records: RecipeRecord[]
  /** Keys of parameters by process that recipes must have before a review is asked for. */
  required: RequiredFields
}

/** What a plan requires of its recipes, and the change that its template offers. */
export interface RequiredFieldsView {
  required: RequiredFields
  template: { key: string; title: string } | null
  /** Null when the template requires the same, or nothing. */
  offered: { version: number; by: PersonView; at: Date; differences: string[] } | null
}

/** A recipe to start another from. */
export interface RecipeTemplate {
  /** Of the recipe, or of the paper's sample. */
  id: string
  name: string
  process: Process
  values: Readonly<Record<string, ParameterValue>>
  source: { kind: 'paper'; key: string; title: string } | { kind: 'plan'; id: PlanId; title: string }
}

/** What became of recipes that somebody moved to another plan. */
export interface MovedRecipes {
  moved: { recipe: RecipeId; as: RecipeId; name: string }[]
  /** Those that stayed, each with a sentence that says why. */
  refused: { recipe: RecipeId; reason: string }[]
}

/** A way of looking at a plan's recipes, or at results, that somebody saved under a name. */
export interface SavedViewView<Settings = PlanViewSettings> {
  id: PlanViewId
  name: string
  /** For everyone in the plan, or for its author alone. */
  isShared: boolean
  isOwn: boolean
  settings: Settings
  savedBy: PersonView
  savedAt: Date
  /** Whoever saves over it says which version was seen. */
  version: number
}

/** What one person changed of one thing in one go. */
export interface HistoryActView {
  id: string
  /** Null for what the installation did, as the example lab's plans. */
  by: PersonView | null
  at: Date
  recipeId: RecipeId | null
  recipeName: string | null
  sentences: string[]
}

export interface HistoryView {
  /** Newest first. */
  acts: HistoryActView[]
  /** Ask with this as `before` for what was earlier; null when there is nothing. */
  earlier: number | null
}

/** A moment of a plan that has a name, or that a review or a run rests on. */
export interface PlanVersionView {
  /** The last row of the log that belongs to it. */
  seq: number
  kind: 'named' | 'review' | 'run' | 'hourly'
  name: string
  by: PersonView
  at: Date
}

/** What differs between two moments, of one recipe or of the plan itself. */
export interface PlanChangeView {
  recipeId: RecipeId | null
  recipeName: string | null
  sentences: string[]
}

export interface CommentView {
  id: CommentId
  by: PersonView
  at: Date
  text: string
  /** Those whose “@Name” stands in the text. */
  mentions: readonly PersonView[]
}

export interface ThreadView {
  id: ThreadId
  recipe: RecipeId | null
  /** The parameter; null: about the recipe, or the plan, as a whole. */
  key: string | null
  startedAt: Date
  resolved: { by: PersonView; at: Date } | null
  comments: readonly CommentView[]
}

export interface NewComment {
  /** Made by the client: the same comment sent twice, as after a lost answer, is one. */
  id: CommentId
  text: string
  mentions: readonly MemberId[]
}
