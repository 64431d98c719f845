import type * as Y from 'yjs'
import { localOrigin } from '@/collab/plan/schema'
import type { PlannedRecipe, PlanProblem } from '@/collab/plan/types'
import { inOneStep } from '@/collab/plan/undo'
import { addRecipe, pickValue, renameRecipe, setParameter } from '@/collab/plan/write'
import type { RecipeId } from '@/science/ids'
import type { Catalogue } from '@/science/recipe/parameters'
import type { Process } from '@/science/recipe/process'
import { expectedSentence, type Mark, type Marks, sentence, withMark } from './planCells'
import { buildColumns, type GridColumn, isEditable } from './planColumns'
import { type CellEdit, type CellMark, type Paste, readCellEdits } from './planPaste'

/** What the document holds now, to write only what differs from it. */
export interface WriteTarget {
  doc: Y.Doc
  undo: Y.UndoManager
  recipes: readonly PlannedRecipe[]
  /** What the document holds and the reader did not accept, by recipe: such a cell can be cleared too. */
  byRecipe: ReadonlyMap<string, readonly PlanProblem[]>
  /** The lab's; what is published where it is left out. */
  catalogue?: Catalogue
}

/**
 * Writes several cells as one step of undo, and returns the marks as they are afterwards: gone where the value was
 * accepted, set where the document refused it. A value that stands already is not written again, so that nobody's
 * concurrent edit is overwritten by one that changed nothing; where values compete, writing one decides for it.
 */
export function writeCells(target: WriteTarget, edits: readonly CellEdit[], marks: Marks): Marks {
  return inOneStep(target.undo, () => writeAll(target, edits, marks))
}

function writeAll(target: WriteTarget, edits: readonly CellEdit[], marks: Marks): Marks {
  const recipes = new Map<string, PlannedRecipe>(target.recipes.map((recipe) => [recipe.id, recipe]))
  let after = marks
  target.doc.transact(() => {
    for (const edit of edits) {
      const recipe = recipes.get(edit.recipeId)
      if (recipe) after = withMark(after, edit.recipeId, edit.key, writeCell(target, recipe, edit))
    }
  }, localOrigin)
  return after
}

function writeCell({ doc, byRecipe }: WriteTarget, recipe: PlannedRecipe, edit: CellEdit): Mark | null {
  const { key, value } = edit
  if (key === 'name') {
    if (value === recipe.name && !recipe.competing.name) return null
    return markOf(renameRecipe(doc, recipe.id, String(value ?? '')), String(value ?? ''))
  }
  const competes = recipe.competing[key] !== undefined
  const wasRefused = byRecipe.get(recipe.id)?.some((problem) => problem.key === key) ?? false
  if (!competes && !wasRefused && sameValue(recipe.values[key] ?? null, value)) return null
  const written = competes ? pickValue(doc, recipe.id, key, value) : setParameter(doc, recipe.id, key, value)
  return markOf(written, printed(value))
}

function markOf(written: ReturnType<typeof setParameter>, text: string): Mark | null {
  return written.ok ? null : { text, reason: sentence(written.problem.message) }
}

function printed(value: CellEdit['value']): string {
  if (value === null) return ''
  return Array.isArray(value) ? value.join(', ') : String(value)
}

function sameValue(a: CellEdit['value'], b: CellEdit['value']): boolean {
  return Object.is(a, b) || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b))
}

export function addMarks(marks: Marks, added: readonly CellMark[]): Marks {
  let after = marks
  for (const { recipeId, key, text, expected } of added) {
    after = withMark(after, recipeId, key, { text, reason: expectedSentence(expected, text) })
  }
  return after
}

/** Carries a paste out: cells, marks, and a new recipe for every row below the last one. One step of undo. */
export function writePaste(target: WriteTarget, paste: Paste, marks: Marks): { marks: Marks; added: RecipeId[] } {
  return inOneStep(target.undo, () => {
    let after = addMarks(writeAll(target, paste.edits, marks), paste.marks)
    const added: RecipeId[] = []
    const named = target.recipes.map(({ name }) => ({ name }))
    let previous = paste.after?.id
    for (const row of paste.surplusRows) {
      const process = paste.after?.process ?? 'wet'
      const name = row.name?.trim() || nextName(named, process)
      const made = addPastedRecipe(target, { row, name, process, after: previous })
      named.push({ name })
      previous = made.id
      added.push(made.id)
      after = addMarks(after, made.marks)
    }
    return { marks: after, added }
  })
}

function addPastedRecipe(
  target: WriteTarget,
  { row, name, process, after }: { row: Record<string, string>; name: string; process: Process; after?: RecipeId },
) {
  const marks: Omit<CellMark, 'recipeId'>[] = []
  const values: Record<string, NonNullable<CellEdit['value']>> = {}
  const columns = new Map<string, GridColumn>(
    buildColumns([process], { catalogue: target.catalogue }).map((column) => [column.key, column]),
  )
  for (const [key, text] of Object.entries(row)) {
    const column = columns.get(key)
    if (!column || column.kind === 'name' || !isEditable(column, process) || text.trim() === '') continue
    const read = readCellEdits(column, {}, text)
    if (!read.ok) marks.push({ key, text, expected: read.expected })
    else for (const { key: field, value } of read.edits) if (value !== null) values[field] = value
  }
  const id = addRecipe(target.doc, { name, process, after })
  const refused: CellMark[] = marks.map((mark) => ({ ...mark, recipeId: id }))
  for (const [key, value] of Object.entries(values)) {
    const written = setParameter(target.doc, id, key, value)
    if (!written.ok)
      refused.push({ recipeId: id, key, text: printed(value), expected: 'a value that this parameter takes' })
  }
  return { id, marks: refused }
}

/** `wet 3`: the first number that no recipe of that name has. */
export function nextName(recipes: readonly Pick<PlannedRecipe, 'name'>[], process: Process): string {
  const taken = new Set(recipes.map((recipe) => recipe.name))
  for (let number = 1; ; number += 1) {
    const name = `${process === 'none' ? 'bare' : process} ${number}`
    if (!taken.has(name)) return name
  }
}

/** `B-LCO 1.0 copy`, `B-LCO 1.0 copy 2`. */
export function copyName(recipes: readonly Pick<PlannedRecipe, 'name'>[], name: string): string {
  const taken = new Set(recipes.map((recipe) => recipe.name))
  const base = `${name.replace(/ copy( \d+)?$/, '')} copy`
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? base : `${base} ${number}`
    if (!taken.has(candidate)) return candidate
  }
}
