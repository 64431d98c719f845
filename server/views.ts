/**
 * What leaves the server, as pages see it. Types only: services return them, components take them.
 * Dates are Date (superjson carries them). A field that is not known is null, never left out.
 */
import type { Role } from '@/db/schema/members'
import type { NotificationKind } from '@/db/schema/notifications'
import type { PlanViewSettings, ResultsViewSettings } from '@/db/schema/planViews'
import type { CellConditions } from '@/db/schema/samples'
import type { TestConditions, TestSettings } from '@/db/schema/tests'
import type { SearchKind } from '@/db/searchIndex'
import type { ColumnMap } from '@/science/cycler/reading'
import type { KnownOneC } from '@/science/electrochemistry/oneC'
import type {
  ActivityId,
  CellId,
  CharacterisationId,
  CommentId,
  FileId,
  InvitationId,
  LabId,
  MemberId,
  NotificationId,
  PlanId,
  PlanViewId,
  RecipeId,
  RevisionId,
  RunEntryId,
  RunId,
  SampleId,
  TestId,
  ThreadId,
} from '@/science/ids'
import type { CircuitId } from '@/science/impedance/circuits'
import type { OwnCathode, OwnMaterial, OwnPrecursor } from '@/science/library/library'
import type { Prediction } from '@/science/prediction/figure'
import type { OwnParameter } from '@/science/recipe/ownParameter'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Process } from '@/science/recipe/process'
import type { RequiredFields } from '@/science/recipe/requiredFields'
import type { SampleKind, SampleState } from '@/science/samples/kinds'
import type { ReviewMode, ReviewView } from './reviewViews'

export type * from './comparisonViews'
/** A table as a person would point at it, and what comes of it by a mapping. */
export type { TableLook as TableLookView } from './jobs/readerTasks'
export type * from './listViews'
export type * from './reviewViews'
export type {
  CellConditions,
  PlanViewSettings,
  ResultsViewSettings,
  Role,
  SampleKind,
  SampleState,
  TestConditions,
  TestSettings,
}

/** A part of a list. */
export interface Page<Item> {
  items: Item[]
  /** Ask with it as `cursor` for what comes next; null at the end. */
  next: string | null
  /** In the whole list, as it is filtered. */
  total: number
}

export interface PersonView {
  memberId: MemberId
  name: string
  hue: number
}

/** The session's person in one lab, with the acts that the policies allow: a button and a refusal cannot disagree. */
export interface MeView {
  userId: string
  name: string
  email: string
  labs: { id: LabId; slug: string; name: string; role: Role; isExample: boolean }[]
}

/** How far the installation is, and which ways of signing in it offers. Anybody may ask. */
export interface SetupView {
  /** False until the first lab exists. */
  isSetUp: boolean
  /** Whether the token asked about is the one that the server printed; null when none was given. */
  isTokenRight: boolean | null
  /** The university's sign-in, when one is configured. */
  openIdProvider: { id: string; name: string } | null
}

/** What a person holding an invitation link sees before she accepts. */
export interface InvitationLookView {
  labName: string
  labSlug: string
  role: Role
  /** When set, only this address may accept. */
  email: string | null
}

/** One place where this person is signed in. */
export interface SessionView {
  id: string
  isCurrent: boolean
  userAgent: string | null
  ipAddress: string | null
  createdAt: Date
  lastSeenAt: Date
}

export interface LabView {
  id: LabId
  slug: string
  name: string
  isExample: boolean
  me: PersonView & { role: Role }
  settings: LabSettingsView
  /** How this person confirms an act that binds; who signs in through a university has no password here. */
  confirmBy: 'password' | 'fresh-sign-in'
  /** e.g. `plan.create`, `member.invite` */
  allowed: string[]
}

/** How a lab wants its reviews. */
export interface LabSettingsView {
  /** Whether one of the reviewers is enough, or all must approve the same content. */
  reviewMode: ReviewMode
  /** Whose runs need an approved revision. */
  approvalRequiredFor: Exclude<Role, 'viewer'>[]
}

export interface MemberView extends PersonView {
  email: string
  role: Role
  createdAt: Date
}

export interface InvitationView {
  id: InvitationId
  role: Role
  email: string | null
  createdBy: PersonView
  createdAt: Date
  expiresAt: Date
}

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

/** A file that waits to be read or is being read. */
export interface ImportView {
  testId: TestId
  cellId: CellId
  cellName: string
  fileName: string
  sizeBytes: number
  stage: 'waiting' | 'reading' | 'computing' | 'storing'
  /** of the whole work, 0 to 1 */
  share: number
  /** how many are before it, while it waits */
  before: number
  /** when its reading began */
  since: Date | null
}

/** How the lab reads a table that no reader knows; for all files with this header. */
export interface MappingView {
  key: string
  version: number
  name: string
  /** the names of the columns, parted by tabs */
  header: string
  columnMap: ColumnMap
  isRetired: boolean
  by: PersonView
  at: Date
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
  /** Oldest first. */
  corrections: CellCorrectionView[]
  revision: RevisionView
  tests: TestView[]
  /** Oldest first. */
  takenApart: TakenApartView[]
  allowed: string[]
}

/** `cells` with the samples before and the tests after them; `library` with parameters; `lab`: members and settings. */
export type ActivityKind = 'plans' | 'reviews' | 'comments' | 'runs' | 'cells' | 'library' | 'lab'

export interface ActivityView {
  id: ActivityId
  by: PersonView
  at: Date
  /** In words: `Mina approved the plan`. */
  sentence: string
  planId: PlanId | null
  /** The page of what it happened to, below the lab's; null when there is none. */
  place: string | null
}

export interface SearchHit {
  kind: SearchKind
  id: string
  title: string
  detail: string
  /** Address within the app, e.g. `/our-lab/plans/pln_x` */
  href: string
}

/** The newest version of something that a lab has defined for itself. */
export interface DefinitionView<Content> {
  key: string
  version: number
  content: Content
  /** No longer offered. */
  isRetired: boolean
  by: PersonView
  at: Date
}

export interface DefinitionsView {
  materials: DefinitionView<OwnMaterial>[]
  cathodes: DefinitionView<OwnCathode>[]
  precursors: DefinitionView<OwnPrecursor>[]
  parameters: DefinitionView<OwnParameter>[]
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

/** The kinds that a member does not want to hear of. */
export interface NotificationChoicesView {
  /** In the app. */
  muted: readonly NotificationKind[]
  /** By e-mail. */
  unmailed: readonly NotificationKind[]
  /** False while the installation has no mail server. */
  sendsMail: boolean
}

export interface NotificationView {
  id: NotificationId
  kind: NotificationKind
  by: PersonView
  at: Date
  sentence: string
  /** The page to go to, below the lab's. */
  place: string
  isRead: boolean
}
