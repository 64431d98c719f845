import type * as Y from 'yjs'
import { type Mention, notesMentions, notesText } from '@/collab/plan/notes'
import { readPlan } from '@/collab/plan/read'
import type { PlannedRecipe, PlanProblem, PlanReading } from '@/collab/plan/types'
import { notesOf } from '@/collab/plan/write'
import { commitUnrecorded, guarded } from '@/db/commit'
import type { Database } from '@/db/connection'
import {
  deleteProjectedRecipe,
  findForeignRecipes,
  findProjected,
  forgetProjection,
  listAllPlanIds,
  listPlansBehindTheirLog,
  type RecipeRow,
  updateProjectedPlan,
  upsertProjectedRecipe,
} from '@/db/queries/plans'
import type { PlanId, RecipeId } from '@/science/ids'
import type { Library } from '@/science/library/library'
import { modelVersion, predict } from '@/science/prediction/predict'
import { assembleRecipe } from '@/science/recipe/assembleRecipe'
import { contentHash } from '@/science/recipe/contentHash'
import type { ParameterValue } from '@/science/recipe/parameter'
import { libraryOf } from './libraryOf'

/** More than anybody writes by hand; what is longer is found by its beginning. */
const longestNotes = 50_000

const because = 'these rows are read from the document, whose log is the truth'

/**
 * The door from the living document to the rows that lists, search and comparison query. One way only: rows are never
 * read back into a document, and can be made again from the log at any time.
 */

/** Somebody else projected a newer state while this one was being computed. Nothing was written. */
class Superseded extends Error {}

/** A recipe's own values beat the plan's conditions: what it stands for when taken alone. */
export function mergedValues(
  conditions: Readonly<Record<string, ParameterValue>>,
  values: Readonly<Record<string, ParameterValue>>,
): Record<string, ParameterValue> {
  return { ...conditions, ...values }
}

export type ProjectionOutcome = 'written' | 'superseded' | 'no-such-plan'

/**
 * Writes the rows of a plan as of `seq`, in one batch that is refused when a newer state stands there already.
 * Rows whose content did not change are left alone, and so is the moment of the last change.
 */
export async function writeProjection(
  database: Database,
  planId: PlanId,
  seq: number,
  reading: RowReading,
  now = new Date(),
): Promise<ProjectionOutcome> {
  const { db } = database
  const found = await findProjected(db, planId)
  if (found === null) return 'no-such-plan'
  if (found.plan.projectedSeq >= seq) return 'superseded'

  const { plan } = reading
  const library = await libraryOf({ db, labId: found.plan.labId })
  const foreign = await findForeignRecipes(
    db,
    planId,
    plan.recipes.map((recipe) => recipe.id),
  )
  const problems: PlanProblem[] = [...reading.problems]
  for (const id of foreign)
    problems.push({
      recipeId: id,
      key: `recipes.${id}`,
      code: 'malformed',
      message: 'this id is that of a recipe in another plan',
      found: id,
    })

  const standing = new Map(found.recipes.map((row) => [row.id, row]))
  const changed: RecipeRow[] = []
  for (const recipe of plan.recipes) {
    if (foreign.has(recipe.id)) continue
    const before = standing.get(recipe.id)
    standing.delete(recipe.id)
    const notes = reading.notes.get(recipe.id) ?? ''
    const row = projectRecipe(found.plan, { ...recipe, notes }, plan.conditions, library, seq, now, before)
    if (row !== null) changed.push(row)
  }
  const head = { title: plan.title, aim: plan.aim, conditions: plan.conditions }
  const { title, aim, conditions } = found.plan
  const isChanged = changed.length > 0 || standing.size > 0 || canonical(head) !== canonical({ title, aim, conditions })

  try {
    await commitUnrecorded(database, {
      because,
      statements: [
        guarded(
          updateProjectedPlan(db, planId, seq, {
            ...(isChanged ? { ...head, updatedAt: now } : {}),
            ...(canonical(problems) === canonical(found.plan.problems) ? {} : { problems }),
          }),
          { changes: 1, otherwise: () => new Superseded() },
        ),
        ...changed.map((row) => upsertProjectedRecipe(db, row)),
        ...[...standing.keys()].map((id) => deleteProjectedRecipe(db, planId, id)),
      ],
    })
    return 'written'
  } catch (error) {
    if (error instanceof Superseded) return 'superseded'
    throw error
  }
}

/** The row of a recipe, or null when the one that stands says the same. */
function projectRecipe(
  plan: Pick<RecipeRow, 'labId'> & { id: PlanId },
  recipe: PlannedRecipe & { notes: string },
  conditions: Readonly<Record<string, ParameterValue>>,
  library: Library,
  seq: number,
  now: Date,
  before: RecipeRow | undefined,
): RecipeRow | null {
  const { id, name, process, order, notes } = recipe
  const values = { ...recipe.values }
  const isBinned = recipe.binnedAt !== null
  const hash = contentHash({ name, process, values: mergedValues(conditions, values) })
  const isKnown = before?.contentHash === hash && before.prediction.modelVersion === modelVersion
  // What a lab says of its own material or cathode can change without the recipe.
  const prediction =
    isKnown && !namesOwnEntry(values, library)
      ? before.prediction
      : predict(assembleRecipe({ name, process, values, conditions }), library)
  if (
    isKnown &&
    canonical({ name, process, order, values, notes, isBinned, prediction }) ===
      canonical({
        name: before.name,
        process: before.process,
        order: before.order,
        values: before.values,
        notes: before.notes,
        isBinned: before.isBinned,
        prediction: before.prediction,
      })
  )
    return null
  return {
    id,
    labId: plan.labId,
    planId: plan.id,
    name,
    process,
    order,
    values,
    notes,
    contentHash: hash,
    prediction,
    isBinned,
    asOfSeq: seq,
    updatedAt: now,
  }
}

function namesOwnEntry(values: Readonly<Record<string, ParameterValue>>, library: Library): boolean {
  const { cathode, coating, coatingFractions } = values
  const named = Array.isArray(coatingFractions) ? coatingFractions.map((part) => String(part).split(':')[0]) : []
  return (
    (typeof cathode === 'string' && library.cathodeById.get(cathode)?.isOwn === true) ||
    [coating, ...named].some((id) => typeof id === 'string' && library.materialById.get(id)?.isOwn === true)
  )
}

/** JSON with sorted keys: equal for equal content. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  )
}

/** A document as its rows say it: read while it may be read, written when there is time. */
export interface RowReading extends PlanReading {
  notes: ReadonlyMap<RecipeId, string>
  /** Who is named in the notes of recipes that are not in the bin. */
  mentions: ReadonlyMap<RecipeId, readonly Mention[]>
}

export function readForRows(doc: Y.Doc): RowReading {
  const reading = readPlan(doc)
  const notes = new Map<RecipeId, string>()
  const mentions = new Map<RecipeId, readonly Mention[]>()
  for (const { id, binnedAt } of reading.plan.recipes) {
    const fragment = notesOf(doc, id)
    if (fragment === null || fragment.length === 0) continue
    notes.set(id, notesText(fragment).slice(0, longestNotes))
    if (binnedAt === null) mentions.set(id, notesMentions(fragment))
  }
  return { ...reading, notes, mentions }
}

/** At once, for a service that needs the rows to stand as the document does. */
export async function projectDocument(
  database: Database,
  planId: PlanId,
  { doc, seq }: { doc: Y.Doc; seq: number },
): Promise<ProjectionOutcome> {
  return await writeProjection(database, planId, seq, readForRows(doc))
}

interface Logger {
  error(details: object, message: string): void
}

export type Alongside = (planId: PlanId, reading: RowReading) => Promise<void>

/** What fails alongside keeps no row back: it is tried again with the next change. */
async function doAlongside(
  { alongside, logger }: Pick<ProjectorOptions, 'alongside' | 'logger'>,
  planId: PlanId,
  reading: RowReading,
): Promise<void> {
  try {
    await alongside?.(planId, reading)
  } catch (error) {
    logger.error({ planId, err: error }, 'what follows from a change of a plan could not be done')
  }
}

interface ProjectorOptions {
  database: Database
  logger: Logger
  /** Done with each reading before its rows are written: what follows from the document besides them. */
  alongside?: Alongside
  /** How long to wait before another attempt after the database refused one, ms. */
  retryMs?: number
}

export interface Projector {
  /** For `createRooms({ onDurable })`: reads the document while the call lasts and writes its rows soon after. */
  onDurable(planId: PlanId, seq: number, doc: Y.Doc): void
  /** Resolves when everything that was noted so far is in the rows. */
  settled(): Promise<void>
  /** Finishes what is under way and retries no more. */
  close(): Promise<void>
}

/** Projects plans after their durable changes: one writing per plan at a time, the newest reading only. */
export function createProjector({ database, logger, alongside, retryMs = 1000 }: ProjectorOptions): Projector {
  const waiting = new Map<PlanId, { seq: number; reading: RowReading }>()
  const working = new Map<PlanId, Promise<void>>()
  let isClosed = false

  async function work(planId: PlanId): Promise<void> {
    for (let next = waiting.get(planId); next !== undefined; next = waiting.get(planId)) {
      waiting.delete(planId)
      await doAlongside({ alongside, logger }, planId, next.reading)
      try {
        await writeProjection(database, planId, next.seq, next.reading)
      } catch (error) {
        logger.error({ planId, seq: next.seq, err: error }, 'the rows of a plan could not be written; they will be')
        if (isClosed) return
        if (!waiting.has(planId)) waiting.set(planId, next)
        await new Promise((resolve) => setTimeout(resolve, retryMs))
      }
    }
  }

  return {
    onDurable(planId, seq, doc) {
      waiting.set(planId, { seq, reading: readForRows(doc) })
      if (working.has(planId)) return
      const job = work(planId).finally(() => working.delete(planId))
      working.set(planId, job)
    },
    async settled() {
      while (working.size > 0) await Promise.all(working.values())
    },
    async close() {
      isClosed = true
      await Promise.all(working.values())
    },
  }
}

interface Documents {
  readDocument(planId: PlanId): Promise<{ doc: Y.Doc; seq: number }>
}

/** At start: plans whose rows are behind their log, because the process ended between the two. */
export async function catchUpProjections(
  core: { database: Database; rooms: Documents },
  also?: Pick<ProjectorOptions, 'alongside' | 'logger'>,
): Promise<number> {
  const planIds = await listPlansBehindTheirLog(core.database.db)
  for (const planId of planIds) {
    const { doc, seq } = await core.rooms.readDocument(planId)
    const reading = readForRows(doc)
    if (also) await doAlongside(also, planId, reading)
    await writeProjection(core.database, planId, seq, reading)
  }
  return planIds.length
}

/** Makes every row again from the log. What a recipe's row says can change only with the model or the catalogue. */
export async function rebuildProjections(core: {
  database: Database
  rooms: Documents
}): Promise<{ plans: number; problems: number }> {
  const planIds = await listAllPlanIds(core.database.db)
  let problems = 0
  for (const planId of planIds) problems += await projectAgain(core, planId)
  return { plans: planIds.length, problems }
}

/** Makes a plan's rows again, also where nothing of the document has changed. Answers how many problems it has. */
export async function projectAgain(
  { database, rooms }: { database: Database; rooms: Documents },
  planId: PlanId,
): Promise<number> {
  const { doc, seq } = await rooms.readDocument(planId)
  if (seq === 0) return 0
  const reading = readForRows(doc)
  await commitUnrecorded(database, { because, statements: [forgetProjection(database.db, planId)] })
  await writeProjection(database, planId, seq, reading)
  return reading.problems.length
}
