import * as Y from 'yjs'
import type { MemberId, RecipeId } from '@/science/ids'
import { diffRecipes } from '@/science/recipe/diffRecipes'
import type { Parameter } from '@/science/recipe/parameter'
import { processLabels } from '@/science/recipe/process'
import { createPlanReader } from './read'
import { recipeParts, roots } from './schema'
import type { Plan, PlannedRecipe } from './types'

/** One row of a plan's log: the bytes, and who the session said wrote them. */
export interface LoggedEdit {
  seq: number
  update: Uint8Array
  memberId: MemberId | null
  /** ms since 1970, server time */
  at: number
}

/** What one person changed of one thing in one go, in words. */
export interface PlanAct {
  /** The last log row of the act. */
  seq: number
  memberId: MemberId | null
  at: number
  /** Null for the plan itself. */
  recipeId: RecipeId | null
  /** As it was called then. */
  recipeName: string | null
  /** `sintering temperature 450 → 500 °C`, one for each field. */
  sentences: readonly string[]
}

/** Edits of one person that follow each other within this are one act: a number typed, looked at and typed again, ms. */
const pauseMs = 60_000

/**
 * The history of a plan in words, read off its durable log: who, when, which field, from what to what. What nobody could see
 * in the end, as a number that was typed over within a minute, is left out. Hand it the log in order, as far as it goes; new
 * rows may follow.
 */
export function createHistory(findParameter: (key: string) => Parameter | undefined): {
  readonly acts: readonly PlanAct[]
  /** Who the session said was at each Yjs client that wrote something. */
  readonly writers: ReadonlyMap<number, MemberId>
  readonly seq: number
  /** `moments`: rows of the log at which a version was kept; no act reaches over one. */
  extend(edits: readonly LoggedEdit[], moments?: ReadonlySet<number>): void
} {
  const doc = new Y.Doc()
  const reader = createPlanReader(doc)
  const acts: PlanAct[] = []
  const writers = new Map<number, MemberId>()
  let before: Plan = reader.read().plan
  let reached = 0
  let open: { memberId: MemberId | null; seq: number; at: number } | null = null
  /** Recipes whose notes changed since the last act was closed. */
  const noted = new Set<string>()
  doc.on('beforeObserverCalls', (transaction: Y.Transaction) => {
    for (const type of transaction.changed.keys()) {
      const id = ownerOfNotes(type, doc.share.get(roots.recipes))
      if (id !== null) noted.add(id)
    }
  })

  function close(): void {
    if (open === null) return
    const { memberId, seq, at } = open
    open = null
    const after = reader.read().plan
    const changes = changesBetween(before, after, findParameter)
    const earlier = new Set<string>(before.recipes.map(({ id }) => id))
    for (const recipe of after.recipes) {
      // Of a recipe that was just added the notes came with it.
      if (!noted.has(recipe.id) || !earlier.has(recipe.id)) continue
      const change = changes.find((one) => one.recipe?.id === recipe.id)
      if (change === undefined) changes.push({ recipe, sentences: [notesEdited] })
      else change.sentences.push(notesEdited)
    }
    noted.clear()
    for (const { recipe, sentences } of changes)
      acts.push({ seq, memberId, at, recipeId: recipe?.id ?? null, recipeName: recipe?.name ?? null, sentences })
    before = after
  }

  return {
    acts,
    writers,
    get seq() {
      return reached
    },
    extend(edits, moments) {
      for (const { seq, update, memberId, at } of edits) {
        if (open !== null && (open.memberId !== memberId || at - open.at > pauseMs)) close()
        if (memberId !== null) note(writers, update, memberId)
        Y.applyUpdate(doc, update)
        open = { memberId, seq, at }
        reached = seq
        if (moments?.has(seq)) close()
      }
      close()
    },
  }
}

const notesEdited = 'notes edited'

/** The recipe in whose notes a type lies; null for what lies elsewhere. */
function ownerOfNotes(type: unknown, recipes: unknown): string | null {
  let below = type
  let part: string | null = null
  while (below instanceof Y.AbstractType && below._item !== null) {
    const { parentSub, parent } = below._item
    if (parent === recipes) return part === recipeParts.notes ? parentSub : null
    part = parentSub
    below = parent
  }
  return null
}

/** A client's first row says whose it is: nobody writes under the number of another. */
function note(writers: Map<number, MemberId>, update: Uint8Array, memberId: MemberId): void {
  for (const { id } of Y.decodeUpdate(update).structs) if (!writers.has(id.client)) writers.set(id.client, memberId)
}

interface Change {
  recipe: PlannedRecipe | null
  sentences: string[]
}

/** What differs between two states of a plan, the plan itself first, then its recipes in order. */
export function changesBetween(
  before: Plan,
  after: Plan,
  findParameter: (key: string) => Parameter | undefined,
): Change[] {
  const changes: Change[] = []
  const ofPlan = [
    ...(before.title === after.title
      ? []
      : [before.title === '' ? `title set to “${after.title}”` : `title “${before.title}” → “${after.title}”`]),
    ...(before.aim === after.aim ? [] : [before.aim === '' ? 'aim written' : 'aim rewritten']),
    ...diffRecipes(
      { name: '', process: 'none', values: before.conditions },
      { name: '', process: 'none', values: after.conditions },
      findParameter,
    ).map(({ sentence }) => `for all recipes: ${sentence}`),
  ]
  if (ofPlan.length > 0) changes.push({ recipe: null, sentences: ofPlan })
  const known = new Map(before.recipes.map((recipe) => [recipe.id, recipe]))
  for (const recipe of after.recipes) {
    const earlier = known.get(recipe.id)
    // The reader gives an unchanged recipe back as the same object.
    if (earlier === recipe) continue
    const sentences = sentencesOf(earlier, recipe, findParameter)
    if (sentences.length > 0) changes.push({ recipe, sentences })
  }
  return changes
}

function sentencesOf(
  before: PlannedRecipe | undefined,
  after: PlannedRecipe,
  findParameter: (key: string) => Parameter | undefined,
): string[] {
  if (before === undefined) {
    // Come and gone in between: nobody would miss it.
    if (after.binnedAt !== null) return []
    const values = diffRecipes({ name: after.name, process: after.process, values: {} }, after, findParameter)
    return [`added, ${processLabels[after.process]}`, ...values.map(({ sentence }) => sentence)]
  }
  const differences = diffRecipes(before, after, findParameter)
  return [
    ...(before.binnedAt === null && after.binnedAt !== null ? ['put into the bin'] : []),
    ...(before.binnedAt !== null && after.binnedAt === null ? ['taken out of the bin'] : []),
    ...differences.map(({ sentence }) => sentence),
  ]
}
