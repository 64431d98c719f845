import { randomInt } from 'node:crypto'
import type * as Y from 'yjs'
import { newId } from '@/collab/plan/newId'
import { commit, guarded, recordOnly } from '@/db/commit'
import { insertVersion } from '@/db/queries/planLog'
import { listApprovedRevisions } from '@/db/queries/reviews'
import { findRevision, listRevisionHeads } from '@/db/queries/revisions'
import {
  closeRunRow,
  findLastReplicate,
  findLastRunNumber,
  findRun,
  findRunEntry,
  insertRun,
  insertRunEntry,
  listCodesAndCells,
  listRunEntries,
  listRunPlaces,
  listRunRows,
  moveRunStart,
  type RunEntryRow,
  type RunListRow,
  type RunRow,
  whileRunning,
} from '@/db/queries/runs'
import { insertSample } from '@/db/queries/samples'
import type { LabScope } from '@/db/queries/scope'
import type { FileId, MemberId, PlanId, RecipeId, RevisionId, RunEntryId, RunId } from '@/science/ids'
import type { ParameterValue } from '@/science/recipe/parameter'
import { readMarkKey, recordedValues, refuseMark, startKey } from '@/science/run/record'
import { yieldKey } from '@/science/run/steps'
import { stepsOfRun } from '@/science/run/stepsOfRun'
import { unexplained, unexplainedWords } from '@/science/run/unexplained'
import { sampleCode, sampleCodeCount } from '@/science/sampleCode'
import { AppError } from '../errors'
import { allowedActions } from '../policies'
import { type Frozen, freezeRecipes, recipeToFreeze } from '../projection/freeze'
import { libraryOf } from '../projection/libraryOf'
import { projectDocument } from '../projection/projectPlan'
import type { RecordedEntryView, RunEntryView, RunListItem, RunState, RunView, StartOptionsView } from '../views'
import { activityEntry } from './activity'
import { measuredOfRun } from './characterisation'
import { isUniqueViolation, retryTaken } from './conflicts'
import { type LabContext, scopeOf } from './context'
import { catalogueOf } from './history'
import { thisMoment } from './moment'
import { notify } from './notifications'
import { type People, peopleOf } from './people'
import { requirePlan, requireUnarchived } from './plans'
import { groupBy } from './retention'
import { revisionView } from './revisions'
import { weighPowder } from './sampleChanges'
import { listSampleItems } from './sampleItems'

/** All runs of a plan, the newest first; those of a lab come in pages (see `runLists`). */
export async function listRuns(
  context: LabContext,
  { plan, recipe }: { plan: PlanId; recipe?: RecipeId },
): Promise<RunListItem[]> {
  const lab = scopeOf(context)
  const [rows, codes, people] = await Promise.all([
    listRunRows(lab, { plan, recipe }),
    listCodesAndCells(lab, { plan }),
    peopleOf(lab),
  ])
  const codesOf = groupBy(codes, (row) => row.runId)
  return rows.map((row) => runItem(row, codesOf.get(row.run.id) ?? [], people))
}

/** A run as lists show it. */
export async function runListItem(lab: LabScope, runId: RunId, people: People): Promise<RunListItem> {
  const [[row], codes] = await Promise.all([
    listRunRows(lab, { ids: [runId] }),
    listCodesAndCells(lab, { ids: [runId] }),
  ])
  if (row === undefined) throw noSuchRun()
  return runItem(row, codes, people)
}

export function runItem(
  { run, recipeName, revisionNumber, process, planTitle }: RunListRow,
  samples: readonly { code: string; cellCount: number }[],
  people: People,
): RunListItem {
  return {
    id: run.id,
    number: run.number,
    replicate: run.replicate,
    state: run.state,
    recipeName,
    revisionNumber,
    process,
    planId: run.planId,
    planTitle,
    startedBy: people(run.startedBy),
    startedAt: run.startedAt,
    place: run.place,
    closedAt: run.closedAt,
    sampleCodes: samples.map((sample) => sample.code),
    cellCount: samples.reduce((sum, sample) => sum + sample.cellCount, 0),
  }
}

export async function getRun(context: LabContext, runId: RunId): Promise<RunView> {
  const lab = scopeOf(context)
  const run = await requireRun(lab, runId)
  const people = await peopleOf(lab)
  const [item, revision, entries, samples, measured] = await Promise.all([
    runListItem(lab, runId, people),
    revisionView(lab, run.revisionId, people),
    listRunEntries(lab, runId),
    listSampleItems(lab, { run: runId }),
    measuredOfRun(lab, runId),
  ])
  return {
    ...item,
    revision,
    batchMassG: run.batchMassG,
    closedBy: run.closedBy === null ? null : people(run.closedBy),
    reason: run.reason,
    version: run.version,
    entries: entries.map((entry) => entryView(entry, people)),
    samples,
    measured,
    allowed: allowedActions(context.actor, { isClosed: run.state !== 'running' }),
  }
}

export interface NewRun {
  plan: PlanId
  recipe: RecipeId
  /** A revision that is frozen already; without it the recipe is frozen as it stands now. */
  revision?: RevisionId | null
  batchMassG?: number | null
  place?: string
  /** How many replicates are started together. */
  replicates?: number
}

/**
 * Makes the runs, the powder sample of each and the line in the activity, in one batch, of the recipe as it stands now or of
 * an earlier revision. Two people who start the same recipe at once get two runs with two numbers.
 */
export async function startRun(context: LabContext, input: NewRun): Promise<{ id: RunId; ids: RunId[] }> {
  const { core, actor } = context
  const { plan: planId, recipe: recipeId, batchMassG, place = '', replicates = 1 } = input
  const lab = scopeOf(context)
  requireUnarchived(await requirePlan(lab, planId))
  const ids = await retryTaken(async () => {
    const document = await core.rooms.readDocument(planId)
    const at = thisMoment()
    const by = actor.memberId
    const { revision, statements } = input.revision
      ? { revision: await frozenRevision(lab, input.revision, input), statements: [] }
      : await frozenNow(lab, document.doc, { planId, recipeId, by, at })
    await requireApproval(context, planId, revision.name, revision)

    await projectDocument(core.database, planId, document)
    const [number, replicate] = await Promise.all([
      findLastRunNumber(lab, recipeId),
      findLastReplicate(lab, revision.id),
    ])
    const planned = revision.values.batchMassG
    const runs = Array.from({ length: replicates }, (_, index) => ({
      id: newId('run'),
      number: number + 1 + index,
      replicate: replicate + 1 + index,
      code: sampleCode(randomInt(sampleCodeCount)),
    }))
    const [first] = runs
    if (first === undefined) throw new AppError('bad-input', 'Expected at least one replicate, found none.')
    await commit(core.database, [
      ...statements,
      ...runs.flatMap((run) => [
        insertRun(lab, {
          id: run.id,
          revisionId: revision.id,
          planId,
          recipeId,
          number: run.number,
          replicate: run.replicate,
          state: 'running',
          batchMassG: batchMassG ?? (typeof planned === 'number' ? planned : null),
          place,
          startedBy: by,
          startedAt: at,
          closedBy: null,
          closedAt: null,
          reason: '',
          version: 1,
        }),
        insertSample(lab, {
          id: newId('sample'),
          code: run.code,
          runId: run.id,
          kind: 'powder',
          amountG: null,
          place: '',
          createdBy: by,
          createdAt: at,
        }),
        // A run of an earlier revision does not rest on the plan as it stands now.
        ...(input.revision
          ? []
          : [
              insertVersion(lab, {
                planId,
                seq: document.seq,
                kind: 'run',
                name: `run ${run.number} of ${revision.name}`,
                by,
                at,
              }),
            ]),
      ]),
      activityEntry(lab, {
        by,
        at,
        verb: 'run.started',
        details: {
          recipe: revision.name,
          revision: revision.number,
          run: first.number,
          ...(replicates > 1 ? { lastRun: number + replicates } : {}),
          code: runs.map(({ code }) => code).join(', '),
        },
        subjectId: first.id,
        planId,
      }),
    ])
    return runs.map(({ id }) => id)
  })
  const [id] = ids
  if (id === undefined) throw new AppError('internal', 'The run could not be started.')
  return { id, ids }
}

interface ToRun {
  id: RevisionId
  recipeId: RecipeId
  number: number
  name: string
  contentHash: string
  values: Readonly<Record<string, ParameterValue>>
}

async function frozenNow(
  lab: LabScope,
  doc: Y.Doc,
  { planId, recipeId, by, at }: { planId: PlanId; recipeId: RecipeId; by: MemberId; at: Date },
): Promise<{ revision: ToRun; statements: Frozen['statements'] }> {
  const { plan, recipe } = recipeToFreeze(doc, recipeId)
  const { revisions, statements } = await freezeRecipes(lab, { planId, plan, recipes: [recipe], cause: 'run', by, at })
  const [revision] = revisions
  if (revision === undefined) throw new AppError('internal', 'The recipe could not be frozen.')
  return { revision: { ...revision, values: recipe.values }, statements }
}

async function frozenRevision(
  lab: LabScope,
  id: RevisionId,
  { plan, recipe }: { plan: PlanId; recipe: RecipeId },
): Promise<ToRun> {
  const found = await findRevision(lab, id)
  if (found === undefined || found.revision.planId !== plan || found.revision.recipeId !== recipe)
    throw new AppError('not-found', 'This recipe has no such revision.')
  return found.revision
}

/** What a person is offered who starts a run: where the lab has made something before, and what is frozen already. */
export async function getStartOptions(
  context: LabContext,
  { plan, recipe }: { plan: PlanId; recipe: RecipeId },
): Promise<StartOptionsView> {
  const lab = scopeOf(context)
  await requirePlan(lab, plan)
  const [places, heads, approved] = await Promise.all([
    listRunPlaces(lab, 30),
    listRevisionHeads(lab, plan),
    listApprovedRevisions(lab, plan),
  ])
  const approvedHash = approved.findLast((one) => one.recipeId === recipe)?.contentHash
  const revisions = heads
    .filter((head) => head.recipeId === recipe)
    .map(({ id, number, contentHash }) => ({ id, number, isApproved: contentHash === approvedHash }))
  return { places, revisions: revisions.toReversed() }
}

/** Where the lab asks for it, exactly this content must have been approved: not an earlier one, and not the plan at large. */
async function requireApproval(
  { lab, actor, core }: LabContext,
  planId: PlanId,
  name: string,
  revision: { recipeId: RecipeId; contentHash: string },
): Promise<void> {
  if (actor.role === 'viewer' || !lab.settings.approvalRequiredFor.includes(actor.role)) return
  const approved = await listApprovedRevisions(scopeOf({ core, lab }), planId)
  const own = approved.filter((one) => one.recipeId === revision.recipeId)
  if (own.at(-1)?.contentHash === revision.contentHash) return
  throw new AppError(
    'not-allowed',
    own.length === 0
      ? `“${name}” has not been approved yet. Ask for a review of the plan; once a PI has approved it you can start the run.`
      : `“${name}” was changed since it was approved. Ask for a review again, or change it back to what was approved.`,
  )
}

export interface NewEntry {
  run: RunId
  entryId: RunEntryId
  key: string
  actual: string | number
  unit?: string | null
  reason?: string
  corrects?: RunEntryId | null
  /** How long ago it was said at the bench, ms: what was typed without a network is sent later. */
  agoMs?: number
  /** Of a photo, which is in the file store already. */
  fileId?: FileId | null
}

/**
 * The same entry sent twice, as after a lost answer, is one entry. A correction is a new one; the old stays readable. When
 * somebody else has corrected the same value meanwhile both stand, and the later is told of it in `meanwhile`.
 */
export async function recordEntry(context: LabContext, input: NewEntry): Promise<RecordedEntryView> {
  const { core, actor } = context
  const lab = scopeOf(context)
  const run = await requireRun(lab, input.run)
  const people = await peopleOf(lab)
  const known = await findRunEntry(lab, input.entryId)
  if (known !== undefined) return await recordedView(lab, sameEntry(known, input), people)

  const { key, actual, unit = null, reason = '', corrects = null, agoMs = 0 } = input
  const refused = refuseMark(key, actual)
  if (refused !== null) throw new AppError('bad-input', refused)
  const corrected = corrects === null ? undefined : await findRunEntry(lab, corrects)
  if (corrects !== null && (corrected === undefined || corrected.runId !== run.id || corrected.key !== key))
    throw new AppError('bad-input', 'A correction must point at an entry of the same value in the same run.')
  // Another caption is of the same photo.
  const fileId = corrected?.fileId ?? input.fileId ?? null
  if (fileId === null && readMarkKey(key)?.kind === 'photo')
    throw new AppError('bad-input', 'A photo comes with its file.')
  const isLate = run.state !== 'running'
  if (isLate && reason === '') throw saysNoReason(run, people)
  const at = thisMoment()
  const isStart = key === startKey
  const saidAt = new Date(at.getTime() - agoMs)
  if (isStart) await requireBeforeAll(lab, run, saidAt)
  const row = {
    id: input.entryId,
    runId: run.id,
    key,
    actual,
    unit,
    reason,
    corrects,
    fileId,
    recordedBy: actor.memberId,
    recordedAt: at,
    // Nothing is said of a run before it starts, whatever a clock shows.
    saidAt: isStart || saidAt > run.startedAt ? saidAt : run.startedAt,
  }
  const [item] = await listRunRows(lab, { ids: [run.id] })
  try {
    await commit(core.database, [
      // What needs no reason while the run goes on needs one when somebody closes it between reading and writing.
      ...(reason === ''
        ? [guarded(whileRunning(lab, run.id), { changes: 1, otherwise: () => new ClosedMeanwhile() })]
        : []),
      insertRunEntry(lab, row),
      ...(isStart
        ? [guarded(moveRunStart(lab, run, saidAt), { changes: 1, otherwise: () => new StartedMeanwhile() })]
        : []),
      corrects !== null || isLate || isStart
        ? activityEntry(lab, {
            by: actor.memberId,
            at,
            verb: 'run.corrected',
            details: {
              recipe: item?.recipeName ?? '',
              run: run.number,
              key,
              reason,
              ...(isStart ? { before: run.startedAt.toISOString() } : {}),
            },
            subjectId: run.id,
            planId: run.planId,
          })
        : recordOnly({
            labId: lab.labId,
            by: actor.memberId,
            at,
            verb: 'run.recorded',
            subjectId: run.id,
            details: { entry: row.id, key, actual, unit },
          }),
    ])
  } catch (error) {
    if (error instanceof ClosedMeanwhile) throw saysNoReason(await requireRun(lab, run.id), people)
    if (!isUniqueViolation(error)) throw error
    const twin = await findRunEntry(lab, input.entryId)
    if (twin === undefined) throw new AppError('conflict', 'This entry’s id is taken. Record it again.')
    return await recordedView(lab, sameEntry(twin, input), people)
  }
  if (key === yieldKey && typeof actual === 'number')
    await weighPowder(context, run.id, actual, corrected?.actual ?? null)
  return await recordedView(lab, { ...row, labId: lab.labId }, people)
}

class StartedMeanwhile extends AppError {
  constructor() {
    super('conflict', 'Somebody else has just said when this run began. Look at it again.')
  }
}

/** A run begins before all that is recorded of it, and before it is closed. */
async function requireBeforeAll(lab: LabScope, run: RunRow, began: Date): Promise<void> {
  const others = (await listRunEntries(lab, run.id)).filter(({ key }) => key !== startKey)
  const moments = [...others.map(({ saidAt, recordedAt }) => saidAt ?? recordedAt), run.closedAt ?? began]
  if (moments.some((moment) => moment < began))
    throw new AppError(
      'bad-input',
      'A run begins before what is recorded of it: expected a time before its first entry, found a later one.',
    )
}

function saysNoReason(run: RunRow, people: People): AppError {
  return new AppError(
    'conflict',
    `This run was closed by ${people(run.closedBy ?? run.startedBy).name}. Say why this is added now, and it is kept as a correction.`,
  )
}

/** With what another person has said in correction of the same entry before. */
async function recordedView(lab: LabScope, entry: RunEntryRow, people: People): Promise<RecordedEntryView> {
  const others = entry.corrects === null ? [] : await listRunEntries(lab, entry.runId)
  const other = others.findLast(
    (one) =>
      one.corrects === entry.corrects && one.recordedBy !== entry.recordedBy && one.recordedAt <= entry.recordedAt,
  )
  return { ...entryView(entry, people), meanwhile: other === undefined ? null : entryView(other, people) }
}

function sameEntry(known: RunEntryRow, sent: NewEntry): RunEntryRow {
  if (known.runId === sent.run && known.key === sent.key && known.actual === sent.actual) return known
  throw new AppError('conflict', 'Another value was recorded under this entry’s id. Record it again.')
}

export async function closeRun(
  context: LabContext,
  input: { run: RunId; version: number; state: Exclude<RunState, 'running'>; reason: string },
): Promise<RunView> {
  const { core, actor } = context
  const { run: runId, version, state, reason } = input
  const lab = scopeOf(context)
  const run = await requireRun(lab, runId)
  if (state !== 'done' && reason === '')
    throw new AppError('bad-input', 'Say in a word why the run did not go as planned: it is what others learn from.')
  const people = await peopleOf(lab)
  if (run.state !== 'running' || run.version !== version) throw closedAlready(run, people)
  const entryCount = await requireReasons(lab, run)
  const [item] = await listRunRows(lab, { ids: [runId] })
  const at = thisMoment()
  const by = actor.memberId
  try {
    await commit(core.database, [
      guarded(closeRunRow(lab, runId, version, { state, reason, closedBy: by, closedAt: at }, entryCount), {
        changes: 1,
        otherwise: () => new ClosedMeanwhile(),
      }),
      ...(state === 'failed'
        ? await notify(context, {
            to: [run.startedBy, (await requirePlan(lab, run.planId)).createdBy],
            kind: 'run-failed',
            by,
            at,
            details: {
              title: item?.planTitle ?? '',
              recipe: item?.recipeName ?? '',
              run: String(run.number),
              reason,
            },
            place: `runs/${runId}`,
          })
        : []),
      activityEntry(lab, {
        by,
        at,
        verb: 'run.closed',
        details: { recipe: item?.recipeName ?? '', run: run.number, state, reason },
        subjectId: runId,
        planId: run.planId,
      }),
    ])
  } catch (error) {
    if (!(error instanceof ClosedMeanwhile)) throw error
    const now = await requireRun(lab, runId)
    // Nobody closed it: somebody recorded something between reading and writing, which is looked at as well.
    if (now.state === 'running' && now.version === version) return await closeRun(context, input)
    throw closedAlready(now, people)
  }
  return await getRun(context, runId)
}

class ClosedMeanwhile extends Error {}

/**
 * A closed run says of each value beyond tolerance why it is so.
 *
 * @returns how many entries were looked at
 */
async function requireReasons(lab: LabScope, run: RunRow): Promise<number> {
  const [entries, found, library, catalogue] = await Promise.all([
    listRunEntries(lab, run.id),
    findRevision(lab, run.revisionId),
    libraryOf(lab),
    catalogueOf(lab),
  ])
  if (found === undefined) throw noSuchRun()
  const recorded = recordedValues(entries.map((entry) => ({ ...entry, saidAt: entry.saidAt ?? entry.recordedAt })))
  const { revision } = found
  const steps = stepsOfRun({ revision, batchMassG: run.batchMassG }, { library, catalogue }, new Set(recorded.keys()))
  const lacking = unexplained(steps, recorded)
  if (lacking.length > 0)
    throw new AppError(
      'bad-input',
      `Say first in a word why these differ from the plan: ${unexplainedWords(lacking)}. Then the run can be closed.`,
    )
  return entries.length
}

const stateWords: Record<RunState, string> = {
  running: 'running',
  done: 'done',
  'done-differently': 'done differently',
  failed: 'failed',
  'never-run': 'never run',
}

function closedAlready(run: RunRow, people: People): AppError {
  return new AppError(
    'conflict',
    run.closedBy === null
      ? 'This run has changed since you opened it. Look at it again.'
      : `${people(run.closedBy).name} has closed this run as ${stateWords[run.state]} already. What you know otherwise can be added as a correction.`,
  )
}

export async function requireRun(lab: LabScope, runId: RunId): Promise<RunRow> {
  const run = await findRun(lab, runId)
  if (run === undefined) throw noSuchRun()
  return run
}

function noSuchRun(): AppError {
  return new AppError('not-found', 'There is no such run in this lab.')
}

export function entryView(entry: RunEntryRow, people: People): RunEntryView {
  const { id, key, actual, unit, reason, corrects, fileId, recordedAt } = entry
  const saidAt = entry.saidAt ?? recordedAt
  return { id, key, actual, unit, reason, corrects, fileId, recordedBy: people(entry.recordedBy), recordedAt, saidAt }
}
