import * as Y from 'yjs'
import { isId } from '@/science/ids'
import type { ParameterValue } from '@/science/recipe/parameter'
import { findParameter, ownKeyPattern } from '@/science/recipe/parameters'
import { isProcess, type Process, processes } from '@/science/recipe/process'
import { readValue, textLimit } from '@/science/recipe/readValue'
import { type FoundEntry, groupByKey, listEntries, plain, sameValue } from './entries'
import { upgradePlan } from './migrations/plan'
import { upgradeRecipe } from './migrations/recipe'
import { compareOrder, firstOrder, isOrder } from './order'
import {
  conditionsPrefix,
  planEntries,
  planKeys,
  recipeKeys,
  recipeParts,
  recipesMap,
  roots,
  schemaVersion,
  textLimits,
} from './schema'
import type { CompetingValue, Plan, PlannedRecipe, PlanProblem, PlanReading } from './types'

/**
 * Reads a plan out of its document. Total: whatever bytes a peer or an old version put there, this returns a plan, with
 * every value that it could not accept listed as a problem at its place. It never throws, writes, or drops.
 */
export function readPlan(doc: Y.Doc): PlanReading {
  const reader = createPlanReader(doc)
  try {
    return reader.read()
  } finally {
    reader.release()
  }
}

interface RecipeReading {
  recipe: PlannedRecipe | null
  problems: readonly PlanProblem[]
}

/**
 * Reads the same document again and again, cheaply: a recipe that did not change keeps its identity from one reading to
 * the next. Do not call it inside an open transaction. `release()` when the document is no longer watched.
 */
export function createPlanReader(doc: Y.Doc): { read(): PlanReading; release(): void } {
  const known = new Map<string, { shared: unknown; reading: RecipeReading }>()
  let last: PlanReading | null = null

  const forget = (transaction: Y.Transaction) => {
    last = null
    for (const type of transaction.changed.keys()) {
      const id = recipeIdOf(type, doc.share.get(roots.recipes))
      if (id !== null) known.delete(id)
    }
  }
  // Before the observers, so that they too read what has just changed.
  doc.on('beforeObserverCalls', forget)

  return {
    read() {
      if (last !== null) return last
      const problems: PlanProblem[] = []
      const recipes: PlannedRecipe[] = []
      const found = recipesOf(doc, problems)
      for (const id of known.keys()) if (!found.has(id)) known.delete(id)
      for (const [id, shared] of found) {
        let entry = known.get(id)
        if (entry === undefined || entry.shared !== shared) {
          entry = { shared, reading: readRecipe(id, shared) }
          known.set(id, entry)
        }
        if (entry.reading.recipe !== null) recipes.push(entry.reading.recipe)
        problems.push(...entry.reading.problems)
      }
      const head = readHead(doc, problems)
      last = { plan: { ...head, recipes: recipes.sort(compareOrder) }, problems }
      return last
    },
    release() {
      doc.off('beforeObserverCalls', forget)
      known.clear()
      last = null
    },
  }
}

/** The recipe that a shared type belongs to, if any. */
function recipeIdOf(type: unknown, top: unknown): string | null {
  let below = type
  while (below instanceof Y.AbstractType && below._item !== null) {
    if (below._item.parent === top) return below._item.parentSub
    below = below._item.parent
  }
  return null
}

function recipesOf(doc: Y.Doc, problems: PlanProblem[]): Map<string, unknown> {
  try {
    return new Map(recipesMap(doc).entries())
  } catch {
    problems.push(malformed(roots.recipes, 'expected a map of recipes', 'another shared type'))
    return new Map()
  }
}

type Head = Omit<Plan, 'recipes'>

function readHead(doc: Y.Doc, problems: PlanProblem[]): Head {
  let array: Y.Array<unknown>
  try {
    array = planEntries(doc)
  } catch {
    problems.push(malformed(roots.plan, 'expected the list of the plan’s entries', 'another shared type'))
    return { title: '', aim: '', conditions: {}, competing: {}, schemaVersion }
  }
  const { entries, malformed: strange } = listEntries(array)
  for (const found of strange) problems.push(malformed(roots.plan, 'expected an entry with a key and a value', found))

  const conditions: Record<string, ParameterValue> = {}
  const competing: Record<string, readonly CompetingValue[]> = {}
  let title = ''
  let aim = ''
  let version: number = schemaVersion
  for (const [key, group] of groupByKey(upgradePlan(entries))) {
    if (key === planKeys.schema) {
      for (const entry of group) {
        if (typeof entry.v === 'number' && Number.isInteger(entry.v) && entry.v > 0) version = entry.v
        else problems.push(problem(undefined, key, 'wrong-type', 'a version number', entry.v))
      }
      continue
    }
    const accept = planAcceptor(key)
    if (accept === null) {
      for (const entry of group) problems.push(unknown(undefined, key, entry.v))
      continue
    }
    const reading = readGroup(undefined, key, group, accept, problems)
    if (reading.competing.length > 0) put(competing, key, reading.competing)
    if (reading.value === null) continue
    if (key === planKeys.title) title = String(reading.value)
    else if (key === planKeys.aim) aim = String(reading.value)
    else put(conditions, key, reading.value)
  }
  return { title, aim, conditions, competing, schemaVersion: version }
}

function readRecipe(id: string, shared: unknown): RecipeReading {
  const problems: PlanProblem[] = []
  const place = `${roots.recipes}.${id}`
  if (!isId('recipe', id)) {
    return { recipe: null, problems: [malformed(place, 'expected the id of a recipe', plain(shared))] }
  }
  const array = shared instanceof Y.Map ? (shared as Y.Map<unknown>).get(recipeParts.entries) : undefined
  if (!(array instanceof Y.Array)) {
    return { recipe: null, problems: [malformed(place, 'expected a recipe with a list of entries', plain(shared), id)] }
  }
  const { entries, malformed: strange } = listEntries(array as Y.Array<unknown>)
  for (const found of strange) problems.push(malformed(place, 'expected an entry with a key and a value', found, id))
  const groups = groupByKey(upgradeRecipe(entries))

  const values: Record<string, ParameterValue> = {}
  const competing: Record<string, readonly CompetingValue[]> = {}
  const recipe = { id, name: '', process: 'none' as Process, order: firstOrder, binnedAt: null as number | null }

  const processEntries = groups.get(recipeKeys.process) ?? []
  const processReading = readGroup(id, recipeKeys.process, processEntries, acceptProcess, problems)
  if (isProcess(processReading.value)) recipe.process = processReading.value
  if (processReading.competing.length > 0) put(competing, recipeKeys.process, processReading.competing)
  groups.delete(recipeKeys.process)

  for (const [key, group] of groups) {
    if (key === recipeKeys.order) {
      for (const entry of group) {
        if (isOrder(entry.v)) recipe.order = entry.v
        else problems.push(problem(id, key, 'malformed', 'an order key', entry.v))
      }
      continue
    }
    if (key === recipeKeys.binnedAt) {
      for (const entry of group) {
        if (entry.v === null || (typeof entry.v === 'number' && Number.isFinite(entry.v))) recipe.binnedAt = entry.v
        else problems.push(problem(id, key, 'wrong-type', 'a time or nothing', entry.v))
      }
      continue
    }
    const accept = recipeAcceptor(key, recipe.process)
    if (accept === null) {
      for (const entry of group) if (entry.v !== null) problems.push(unknown(id, key, entry.v))
      continue
    }
    const reading = readGroup(id, key, group, accept, problems)
    if (reading.competing.length > 0) put(competing, key, reading.competing)
    if (reading.value === null) continue
    if (key === recipeKeys.name) recipe.name = String(reading.value)
    else put(values, key, reading.value)
  }
  return { recipe: { ...recipe, values, competing }, problems }
}

export type Acceptance =
  | { ok: true; value: ParameterValue }
  | { ok: false; code: PlanProblem['code']; expected: string }
export type Acceptor = (found: unknown) => Acceptance

function acceptText(limit: number): Acceptor {
  return (found) => {
    if (typeof found !== 'string') return { ok: false, code: 'wrong-type', expected: 'a text' }
    if (found.length > limit) return { ok: false, code: 'out-of-range', expected: `at most ${limit} characters` }
    return { ok: true, value: found }
  }
}

const acceptTitle = acceptText(textLimits.title)
const acceptAim = acceptText(textLimits.aim)
const acceptName = acceptText(textLimits.name)

const acceptOwn: Acceptor = (found) => {
  if (typeof found === 'string') return acceptText(textLimit)(found)
  if (typeof found === 'number' && Number.isFinite(found)) return { ok: true, value: found }
  return { ok: false, code: 'wrong-type', expected: 'a number or a text' }
}

export const acceptProcess: Acceptor = (found) =>
  isProcess(found)
    ? { ok: true, value: found }
    : {
        ok: false,
        code: typeof found === 'string' ? 'unknown-choice' : 'wrong-type',
        expected: `one of ${processes.join(', ')}`,
      }

/** What the plan itself accepts under a key; null for a key that it does not know. */
export function planAcceptor(key: string): Acceptor | null {
  if (key === planKeys.title) return acceptTitle
  if (key === planKeys.aim) return acceptAim
  if (!key.startsWith(conditionsPrefix)) return null
  const parameter = findParameter(key)
  return parameter === undefined ? null : (found) => readValue(parameter, found)
}

/** What a recipe accepts under a key; null for a key that no catalogue knows. */
export function recipeAcceptor(key: string, process: Process): Acceptor | null {
  if (key === recipeKeys.name) return acceptName
  if (key === recipeKeys.process) return acceptProcess
  // Which parameters a lab has of its own, and their ranges, the document does not know: pages judge what is typed.
  if (ownKeyPattern.test(key)) return acceptOwn
  const parameter = findParameter(key)
  if (parameter === undefined) return null
  if (!parameter.processes.includes(process)) {
    return () => ({
      ok: false,
      code: 'not-of-this-process',
      expected: `no ${parameter.label} in a recipe of this process`,
    })
  }
  return (found) => readValue(parameter, found)
}

interface GroupReading {
  value: ParameterValue | null
  /** Empty unless at least two different values stand. */
  competing: readonly CompetingValue[]
}

/** All entries of one key: the last accepted one counts. */
function readGroup(
  recipeId: string | undefined,
  key: string,
  group: readonly FoundEntry[],
  accept: Acceptor,
  problems: PlanProblem[],
): GroupReading {
  const standing: CompetingValue[] = []
  for (const entry of group) {
    if (entry.v === null) {
      standing.push({ value: null, clientId: entry.clientId, at: entry.t })
      continue
    }
    const accepted = accept(entry.v)
    if (accepted.ok) standing.push({ value: accepted.value, clientId: entry.clientId, at: entry.t })
    else problems.push(problem(recipeId, key, accepted.code, accepted.expected, entry.v))
  }
  const first = standing[0]
  const differ = first !== undefined && standing.some((one) => !sameValue(one.value, first.value))
  return { value: standing.at(-1)?.value ?? null, competing: differ ? standing : [] }
}

/** Own properties only, also for a key such as `__proto__` that a peer may have thought of. */
function put<Value>(record: Record<string, Value>, key: string, value: Value): void {
  Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true })
}

export function problem(
  recipeId: string | undefined,
  key: string,
  code: PlanProblem['code'],
  expected: string,
  found: unknown,
): PlanProblem {
  const shown = plain(found)
  const message = `expected ${expected}, found ${shown === undefined ? 'nothing' : JSON.stringify(shown)}`
  return { ...(recipeId === undefined ? {} : { recipeId }), key, code, message, found: shown }
}

function malformed(place: string, message: string, found: unknown, recipeId?: string): PlanProblem {
  return { ...(recipeId === undefined ? {} : { recipeId }), key: place, code: 'malformed', message, found }
}

function unknown(recipeId: string | undefined, key: string, found: unknown): PlanProblem {
  return problem(recipeId, key, 'unknown-parameter', 'a parameter of the catalogue', found)
}
