import type { PlannedRecipe, PlanProblem } from '@/collab/plan/types'
import type { ParameterValue } from '@/science/recipe/parameter'
import { parseInput } from '@/science/recipe/parseInput'
import { type GridColumn, isEditable } from './planColumns'
import type { CellRange } from './planSelection'
import { columnKeyOf, type FieldEdit, readProgrammeEdits, subCyclesKey } from './planSubCycles'

/** A value for a cell, as understood; `null` clears it. The name of a recipe is text under the key `name`. */
export interface CellEdit {
  recipeId: string
  key: string
  value: ParameterValue | null
}

/** Text that could not be understood, kept at its cell with what was expected there. */
export interface CellMark {
  recipeId: string
  key: string
  text: string
  expected: string
}

export interface Paste {
  edits: CellEdit[]
  /** How many cells were understood. */
  understood: number
  marks: CellMark[]
  /** Rows below the last recipe: each becomes a new recipe. Cells by column key, still as text. */
  surplusRows: Record<string, string>[]
  /** The recipe that those stand after, and whose process they take. */
  after: PlannedRecipe | null
  /** How many cells fell on predictions, on the record, or on parameters that the recipe does not have. */
  notEditable: number
  /** How many columns did not fit to the right. */
  surplusColumns: number
  /** What the paste covered, for the selection afterwards. */
  range: CellRange
}

/**
 * What a paste of `cells` into `range` means, without doing it. One cell fills the range; a block whose size divides
 * the range is repeated over it; otherwise it lands at the range's upper left corner, as in spreadsheets.
 */
export function planPaste(
  cells: readonly (readonly string[])[],
  range: CellRange,
  recipes: readonly PlannedRecipe[],
  columns: readonly GridColumn[],
): Paste {
  const height = cells.length
  const width = Math.max(0, ...cells.map((row) => row.length))
  const rangeHeight = range.bottom - range.top + 1
  const rangeWidth = range.right - range.left + 1
  const repeats = height > 0 && width > 0 && rangeHeight % height === 0 && rangeWidth % width === 0
  const rows = repeats ? rangeHeight : height
  const across = repeats ? rangeWidth : width
  const paste: Paste = {
    edits: [],
    understood: 0,
    marks: [],
    surplusRows: [],
    after: recipes.at(-1) ?? null,
    notEditable: 0,
    surplusColumns: Math.max(0, range.left + across - columns.length),
    range: {
      top: range.top,
      left: range.left,
      bottom: Math.min(recipes.length, range.top + Math.max(1, rows)) - 1,
      right: Math.min(columns.length, range.left + Math.max(1, across)) - 1,
    },
  }
  for (let row = 0; row < rows; row += 1) {
    const source = cells[row % height] ?? []
    const recipe = recipes[range.top + row]
    const surplus: Record<string, string> = {}
    for (let column = 0; column < across; column += 1) {
      const target = columns[range.left + column]
      const text = source[column % width]
      if (!target || text === undefined) continue
      if (recipe) pasteCell(paste, recipe, target, text)
      else surplus[target.key] = text
    }
    if (!recipe && Object.values(surplus).some((text) => text.trim() !== '')) paste.surplusRows.push(surplus)
  }
  return paste
}

function pasteCell(paste: Paste, recipe: PlannedRecipe, column: GridColumn, text: string) {
  if (!isEditable(column, recipe.process)) {
    if (text.trim() !== '') paste.notEditable += 1
    return
  }
  const read = readCellEdits(column, recipe.values, text)
  if (read.ok) {
    paste.understood += 1
    for (const edit of read.edits) paste.edits.push({ recipeId: recipe.id, ...edit })
  } else paste.marks.push({ recipeId: recipe.id, key: column.key, text, expected: read.expected })
}

export type CellText = { ok: true; value: ParameterValue | null } | { ok: false; expected: string }

export type CellReading = { ok: true; edits: FieldEdit[] } | { ok: false; expected: string }

/** What a person typed or pasted into a column's cell changes of the recipe whose values these are. */
export function readCellEdits(column: GridColumn, values: PlannedRecipe['values'], text: string): CellReading {
  if (column.kind === 'subCycles') {
    const read = readProgrammeEdits(values, text)
    // The cell itself holds nothing: what could not be read there is gone.
    return read.ok ? { ok: true, edits: [...read.edits, { key: subCyclesKey, value: null }] } : read
  }
  const read = readCellText(column, text)
  return read.ok ? { ok: true, edits: [{ key: column.key, value: read.value }] } : read
}

/** What a person typed or pasted into the cell of one value, as that. */
export function readCellText(column: GridColumn, text: string): CellText {
  if (column.kind === 'name') {
    const name = text.trim()
    return name === '' ? { ok: false, expected: 'a name' } : { ok: true, value: name }
  }
  if (column.kind !== 'parameter') return { ok: false, expected: 'nothing: it is computed' }
  const parsed = parseInput(column.parameter, text)
  return parsed.ok ? { ok: true, value: parsed.value } : { ok: false, expected: parsed.expected }
}

/** The cells of a range that hold something a person may clear. Names stay: a recipe without one cannot be found. */
export function planClear(
  range: CellRange,
  recipes: readonly PlannedRecipe[],
  columns: readonly GridColumn[],
  byRecipe: ReadonlyMap<string, readonly PlanProblem[]>,
): CellEdit[] {
  const heldAt = (recipe: PlannedRecipe, key: string) => {
    const refused = byRecipe.get(recipe.id)?.map((problem) => problem.key) ?? []
    return new Set([...Object.keys(recipe.values), ...refused].filter((one) => columnKeyOf(one) === key))
  }
  const edits: CellEdit[] = []
  for (let row = range.top; row <= range.bottom; row += 1) {
    const recipe = recipes[row]
    if (!recipe) continue
    for (let at = range.left; at <= range.right; at += 1) {
      const column = columns[at]
      if (column?.kind !== 'parameter' && column?.kind !== 'subCycles') continue
      for (const key of heldAt(recipe, column.key)) edits.push({ recipeId: recipe.id, key, value: null })
    }
  }
  return edits
}
