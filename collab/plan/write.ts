import * as Y from 'yjs'
import type { RecipeId } from '@/science/ids'
import type { ParameterValue } from '@/science/recipe/parameter'
import { isProcess, type Process } from '@/science/recipe/process'
import { listEntries, writeEntry } from './entries'
import { newId } from './newId'
import { compareOrder, firstOrder, placeAfter } from './order'
import { type Acceptor, planAcceptor, problem, readPlan, recipeAcceptor } from './read'
import {
  conditionsPrefix,
  type Entry,
  localOrigin,
  type Origin,
  planEntries,
  planKeys,
  recipeKeys,
  recipeParts,
  recipesMap,
  schemaVersion,
  silentOrigin,
} from './schema'
import type { PlannedRecipe, PlanProblem } from './types'

/**
 * One function per act of a person. Each checks first, by the same rules that the reader accepts by, and then writes only
 * what that person changed, in one transaction. Refused means that nothing was written.
 */
export type Written = { ok: true } | { ok: false; problem: PlanProblem }

export interface NewPlan {
  title: string
  aim?: string
  conditions?: Readonly<Record<string, ParameterValue>>
}

export interface NewRecipe {
  id?: RecipeId
  name: string
  process: Process
  values?: Readonly<Record<string, ParameterValue>>
  /** The recipe that this one stands after; null for the first place. The last place when absent. */
  after?: RecipeId | null
}

/** A value that was not checked before it was handed to `createPlan` or `addRecipe`. */
export class UnacceptedValue extends Error {
  constructor(readonly problem: PlanProblem) {
    super(`${problem.key}: ${problem.message}`)
    this.name = 'UnacceptedValue'
  }
}

/** @throws UnacceptedValue when a value is not one that a plan takes; nothing is written then */
export function createPlan(doc: Y.Doc, plan: NewPlan, origin: Origin = localOrigin): void {
  const values: [string, ParameterValue][] = [[planKeys.title, plan.title]]
  if (plan.aim !== undefined && plan.aim !== '') values.push([planKeys.aim, plan.aim])
  values.push(...Object.entries(plan.conditions ?? {}))
  for (const [key, value] of values) assertAccepted(undefined, key, planAcceptor(key), value)
  const at = Date.now()
  doc.transact(() => {
    const entries = planEntries(doc)
    writeEntry(entries, planKeys.schema, schemaVersion, at)
    for (const [key, value] of values) writeEntry(entries, key, value, at)
  }, origin)
}

export function setTitle(doc: Y.Doc, title: string, origin: Origin = localOrigin): Written {
  return writePlan(doc, planKeys.title, title, origin)
}

export function setAim(doc: Y.Doc, aim: string, origin: Origin = localOrigin): Written {
  return writePlan(doc, planKeys.aim, aim, origin)
}

/** `key` is that of the catalogue, e.g. `conditions.oxygenSink`; null clears it. */
export function setCondition(
  doc: Y.Doc,
  key: string,
  value: ParameterValue | null,
  origin: Origin = localOrigin,
): Written {
  const full = key.startsWith(conditionsPrefix) ? key : `${conditionsPrefix}${key}`
  return writePlan(doc, full, value, origin)
}

/**
 * Adds a recipe and returns its id.
 *
 * @throws UnacceptedValue when a value is not one that the recipe takes; nothing is written then
 */
export function addRecipe(doc: Y.Doc, recipe: NewRecipe, origin: Origin = localOrigin): RecipeId {
  const [id] = addRecipes(doc, [recipe], origin)
  return id as RecipeId
}

/**
 * Adds recipes and returns their ids. One without a place of its own stands after the one before it. They are born in the bin,
 * silently, and this act takes them out, all at once: so undo puts them back there, where what others wrote in them meanwhile is
 * kept.
 *
 * @throws UnacceptedValue when a value is not one that its recipe takes; nothing is written then
 */
export function addRecipes(doc: Y.Doc, added: readonly NewRecipe[], origin: Origin = localOrigin): RecipeId[] {
  const recipes = recipesMap(doc)
  const births = added.map((recipe) => {
    const id = recipe.id ?? newId('recipe')
    assertAccepted(id, recipeKeys.name, recipeAcceptor(recipeKeys.name, recipe.process), recipe.name)
    assertAccepted(id, recipeKeys.process, recipeAcceptor(recipeKeys.process, recipe.process), recipe.process)
    for (const [key, value] of Object.entries(recipe.values ?? {}))
      assertAccepted(id, key, recipeAcceptor(key, recipe.process), value)
    if (recipes.has(id)) throw new Error(`There is a recipe ${id} already.`)
    return { id, recipe, entries: new Y.Array<unknown>() }
  })

  const placed = new Map<string, { id: string; order: string }>(
    readPlan(doc).plan.recipes.map(({ id, order }) => [id, { id, order }]),
  )
  let last = [...placed.values()].sort(compareOrder).at(-1)?.id ?? null
  const moved = new Set<string>()
  for (const { id, recipe } of births) {
    const after = recipe.after === undefined ? last : recipe.after
    for (const [one, order] of placeAfter([...placed.values()], id, after)) {
      placed.set(one, { id: one, order })
      moved.add(one)
    }
    last = id
  }

  const at = Date.now()
  const entry = (k: string, v: unknown): Entry => ({ k, v, t: at })
  doc.transact(() => {
    for (const { id, recipe, entries } of births) {
      const born = new Y.Map<unknown>()
      entries.push([
        entry(recipeKeys.binnedAt, at),
        entry(recipeKeys.name, recipe.name),
        entry(recipeKeys.process, recipe.process),
        entry(recipeKeys.order, placed.get(id)?.order ?? firstOrder),
        ...Object.entries(recipe.values ?? {}).map(([key, value]) =>
          entry(key, Array.isArray(value) ? [...value] : value),
        ),
      ])
      born.set(recipeParts.entries, entries)
      born.set(recipeParts.notes, new Y.XmlFragment())
      recipes.set(id, born)
      moved.delete(id)
    }
  }, silentOrigin)
  doc.transact(() => {
    for (const { entries } of births) entries.delete(0, 1)
    writeOrders(doc, new Map([...moved].map((id) => [id, placed.get(id)?.order ?? firstOrder])), at)
  }, origin)
  return births.map((birth) => birth.id)
}

/** A recipe taken out of one document, to be put into another: all that stands in it, also what no reader accepts. */
export interface TakenRecipe {
  name: string
  entries: readonly unknown[]
  /** The other parts, as `notes`: copies that belong to no document yet. */
  parts: ReadonlyMap<string, Y.AbstractType<unknown> | unknown>
}

/**
 * Takes a recipe as it stands at this moment and puts it into the bin, where what others still write in it is kept. Refused while
 * values compete in it: who set them could not be told in another plan.
 */
export function takeRecipe(
  doc: Y.Doc,
  recipeId: RecipeId,
  origin: Origin = localOrigin,
): { ok: true; taken: TakenRecipe } | { ok: false; problem: PlanProblem } {
  const shared = recipesMap(doc).get(recipeId)
  const entries = entriesOf(doc, recipeId)
  const recipe = readPlan(doc).plan.recipes.find((one) => one.id === recipeId)
  if (!(shared instanceof Y.Map) || entries === null || recipe === undefined) return noSuchRecipe(recipeId)
  const [disputed] = Object.keys(recipe.competing)
  if (disputed !== undefined)
    return { ok: false, problem: problem(recipeId, disputed, 'malformed', 'one value', 'several that people set') }
  const parts = new Map<string, unknown>()
  for (const [key, part] of shared.entries()) {
    if (key === recipeParts.entries) continue
    parts.set(key, part instanceof Y.AbstractType ? part.clone() : part)
  }
  const kept = entries.toArray().filter((entry) => !isPlacing(entry) && !(entry instanceof Y.AbstractType))
  const binned = setBinned(doc, recipeId, Date.now(), origin)
  return binned.ok ? { ok: true, taken: { name: recipe.name, entries: kept, parts } } : binned
}

/** Puts a taken recipe at the end of this plan, under a fresh id. */
export function plantRecipe(doc: Y.Doc, taken: TakenRecipe, origin: Origin = localOrigin): RecipeId {
  const id = newId('recipe')
  const all = readPlan(doc).plan.recipes
  const order = placeAfter(all, id, all.at(-1)?.id ?? null).get(id) ?? firstOrder
  doc.transact(() => {
    const born = new Y.Map<unknown>()
    const entries = new Y.Array<unknown>()
    entries.push([{ k: recipeKeys.order, v: order, t: Date.now() } satisfies Entry, ...taken.entries])
    born.set(recipeParts.entries, entries)
    for (const [key, part] of taken.parts) born.set(key, part)
    recipesMap(doc).set(id, born)
  }, origin)
  return id
}

/** Where a recipe stands in its plan, and whether in the bin, is not of the recipe. */
function isPlacing(entry: unknown): boolean {
  const key = typeof entry === 'object' && entry !== null && 'k' in entry ? entry.k : null
  return key === recipeKeys.order || key === recipeKeys.binnedAt
}

export function renameRecipe(doc: Y.Doc, recipeId: RecipeId, name: string, origin: Origin = localOrigin): Written {
  return writeRecipe(doc, recipeId, recipeKeys.name, name, origin)
}

/** Values that the new process does not know stay in the document and count again when the process comes back. */
export function setProcess(doc: Y.Doc, recipeId: RecipeId, process: Process, origin: Origin = localOrigin): Written {
  return writeRecipe(doc, recipeId, recipeKeys.process, process, origin)
}

/** Sets a value of the catalogue; null clears it. */
export function setParameter(
  doc: Y.Doc,
  recipeId: RecipeId,
  key: string,
  value: ParameterValue | null,
  origin: Origin = localOrigin,
): Written {
  return writeRecipe(doc, recipeId, key, value, origin)
}

/** Decides between competing values: this one stays, the others that the person could see go. */
export function pickValue(
  doc: Y.Doc,
  recipeId: RecipeId,
  key: string,
  value: ParameterValue | null,
  origin: Origin = localOrigin,
): Written {
  return writeRecipe(doc, recipeId, key, value, origin)
}

/** Puts the recipe right after another; null means the first place. */
export function moveRecipe(
  doc: Y.Doc,
  recipeId: RecipeId,
  after: RecipeId | null,
  origin: Origin = localOrigin,
): Written {
  if (entriesOf(doc, recipeId) === null) return noSuchRecipe(recipeId)
  if (after === recipeId) return { ok: true }
  const all = readPlan(doc).plan.recipes
  const at = all.findIndex((recipe) => recipe.id === recipeId)
  if (at !== -1 && (all[at - 1]?.id ?? null) === after) return { ok: true }
  const placed = placeAfter(all, recipeId, after)
  doc.transact(() => writeOrders(doc, placed, Date.now()), origin)
  return { ok: true }
}

/** Into the plan's bin, from where it can come back; what others write in it meanwhile is kept. */
export function binRecipe(doc: Y.Doc, recipeId: RecipeId, origin: Origin = localOrigin): Written {
  return setBinned(doc, recipeId, Date.now(), origin)
}

export function restoreRecipe(doc: Y.Doc, recipeId: RecipeId, origin: Origin = localOrigin): Written {
  return setBinned(doc, recipeId, null, origin)
}

/** A new recipe with the same values and notes, right after the first. */
export function duplicateRecipe(
  doc: Y.Doc,
  recipeId: RecipeId,
  origin: Origin = localOrigin,
): { ok: true; recipeId: RecipeId } | { ok: false; problem: PlanProblem } {
  const recipe = readPlan(doc).plan.recipes.find((one: PlannedRecipe) => one.id === recipeId)
  if (recipe === undefined) return noSuchRecipe(recipeId)
  const { name, process, values } = recipe
  const copy = addRecipe(doc, { name, process, values, after: recipeId }, origin)
  copyNotes(doc, recipeId, doc, copy)
  return { ok: true, recipeId: copy }
}

/** The notes of a recipe into another that has none, also of another document. Like the birth of a recipe no act of its own. */
export function copyNotes(from: Y.Doc, recipeId: RecipeId, to: Y.Doc, copyId: RecipeId): void {
  const notes = notesOf(from, recipeId)
  const copies = notesOf(to, copyId)
  if (notes === null || copies === null || notes.length === 0) return
  const nodes = notes.toArray().filter((node) => node instanceof Y.XmlElement || node instanceof Y.XmlText)
  to.transact(
    () =>
      copies.insert(
        0,
        nodes.map((node) => node.clone()),
      ),
    silentOrigin,
  )
}

/** The rich text of a recipe; null where a document has none for it. */
export function notesOf(doc: Y.Doc, recipeId: RecipeId): Y.XmlFragment | null {
  const shared = recipesMap(doc).get(recipeId)
  const notes = shared instanceof Y.Map ? (shared as Y.Map<unknown>).get(recipeParts.notes) : undefined
  return notes instanceof Y.XmlFragment ? notes : null
}

function writePlan(doc: Y.Doc, key: string, value: ParameterValue | null, origin: Origin): Written {
  const refusal = refused(undefined, key, planAcceptor(key), value)
  if (refusal !== null) return { ok: false, problem: refusal }
  doc.transact(() => writeEntry(planEntries(doc), key, value, Date.now()), origin)
  return { ok: true }
}

function writeRecipe(
  doc: Y.Doc,
  recipeId: RecipeId,
  key: string,
  value: ParameterValue | null,
  origin: Origin,
): Written {
  const entries = entriesOf(doc, recipeId)
  if (entries === null) return noSuchRecipe(recipeId)
  const mustStay = value === null && (key === recipeKeys.name || key === recipeKeys.process)
  const refusal = mustStay
    ? problem(recipeId, key, 'wrong-type', `a ${key}`, value)
    : refused(recipeId, key, recipeAcceptor(key, processOf(entries)), value)
  // What another process left behind, or no catalogue knows any more, may always be cleared.
  const canClear = value === null && !mustStay
  if (refusal !== null && !canClear) return { ok: false, problem: refusal }
  doc.transact(() => writeEntry(entries, key, value, Date.now()), origin)
  return { ok: true }
}

function setBinned(doc: Y.Doc, recipeId: RecipeId, binnedAt: number | null, origin: Origin): Written {
  const entries = entriesOf(doc, recipeId)
  if (entries === null) return noSuchRecipe(recipeId)
  doc.transact(() => writeEntry(entries, recipeKeys.binnedAt, binnedAt, Date.now()), origin)
  return { ok: true }
}

function writeOrders(doc: Y.Doc, orders: ReadonlyMap<string, string>, at: number): void {
  for (const [id, order] of orders) {
    const entries = entriesOf(doc, id)
    if (entries !== null) writeEntry(entries, recipeKeys.order, order, at)
  }
}

function entriesOf(doc: Y.Doc, recipeId: string): Y.Array<unknown> | null {
  const shared = recipesMap(doc).get(recipeId)
  const entries = shared instanceof Y.Map ? (shared as Y.Map<unknown>).get(recipeParts.entries) : undefined
  return entries instanceof Y.Array ? (entries as Y.Array<unknown>) : null
}

function processOf(entries: Y.Array<unknown>): Process {
  let process: Process = 'none'
  for (const entry of listEntries(entries).entries) {
    if (entry.k === recipeKeys.process && isProcess(entry.v)) process = entry.v
  }
  return process
}

function refused(
  recipeId: RecipeId | undefined,
  key: string,
  accept: Acceptor | null,
  value: ParameterValue | null,
): PlanProblem | null {
  if (accept === null) return problem(recipeId, key, 'unknown-parameter', 'a parameter of the catalogue', value)
  if (value === null) return null
  const accepted = accept(value)
  return accepted.ok ? null : problem(recipeId, key, accepted.code, accepted.expected, value)
}

function assertAccepted(
  recipeId: RecipeId | undefined,
  key: string,
  accept: Acceptor | null,
  value: ParameterValue,
): void {
  const refusal = refused(recipeId, key, accept, value)
  if (refusal !== null) throw new UnacceptedValue(refusal)
}

function noSuchRecipe(recipeId: RecipeId): { ok: false; problem: PlanProblem } {
  return {
    ok: false,
    problem: {
      recipeId,
      key: `recipes.${recipeId}`,
      code: 'no-such-recipe',
      message: 'this plan has no such recipe',
      found: recipeId,
    },
  }
}
