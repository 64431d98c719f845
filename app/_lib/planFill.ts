import type { PlannedRecipe } from '@/collab/plan/types'
import type { ParameterValue } from '@/science/recipe/parameter'
import { type GridColumn, isEditable } from './planColumns'
import type { CellEdit } from './planPaste'
import type { CellRange } from './planSelection'
import { programmeEdits, readSubCycles } from './planSubCycles'

/** copy: the source repeated. series: what the source begins is gone on with, where it begins anything. */
export type FillMode = 'copy' | 'series'

type Value = ParameterValue | null

/**
 * The edits that fill the rows `from`…`to` (either may be the larger one) from the rows of `source`, column by column.
 * The rows go away from the source: a fill upwards counts backwards. Recipes that lack the parameter are passed over, and
 * a cell that holds the value already is left alone.
 */
export function planFill(
  source: CellRange,
  { from, to, mode }: { from: number; to: number; mode: FillMode },
  recipes: readonly PlannedRecipe[],
  columns: readonly GridColumn[],
): CellEdit[] {
  const step = from > source.bottom ? 1 : -1
  const rows: PlannedRecipe[] = []
  for (let row = from; step > 0 ? row <= to : row >= to; row += step) {
    const recipe = recipes[row]
    if (recipe) rows.push(recipe)
  }
  const given = recipes.slice(source.top, source.bottom + 1)
  if (step < 0) given.reverse()
  return columns.slice(source.left, source.right + 1).flatMap((column) => fillColumn(column, given, rows, mode))
}

function fillColumn(
  column: GridColumn,
  given: readonly PlannedRecipe[],
  rows: readonly PlannedRecipe[],
  mode: FillMode,
): CellEdit[] {
  if (column.kind === 'subCycles') return fillProgrammes(column, given, rows)
  if (column.kind !== 'parameter' && column.kind !== 'name') return []
  const has = (recipe: PlannedRecipe) => isEditable(column, recipe.process)
  const next = continuation(
    given.filter(has).map((recipe) => valueIn(recipe, column)),
    mode,
    column,
  )
  if (!next) return []
  return rows.filter(has).flatMap((recipe, index) => {
    const value = next(index)
    if (column.kind === 'name' && value === null) return []
    return sameValue(valueIn(recipe, column), value) ? [] : [{ recipeId: recipe.id, key: column.key, value }]
  })
}

function fillProgrammes(
  column: GridColumn,
  given: readonly PlannedRecipe[],
  rows: readonly PlannedRecipe[],
): CellEdit[] {
  const has = (recipe: PlannedRecipe) => isEditable(column, recipe.process)
  const programmes = given.filter(has).map((recipe) => readSubCycles(recipe.values).map(({ values }) => values))
  return rows.filter(has).flatMap((recipe, index) => {
    const programme = programmes[index % programmes.length]
    if (!programme) return []
    return programmeEdits(readSubCycles(recipe.values), programme).map((edit) => ({ recipeId: recipe.id, ...edit }))
  })
}

function valueIn(recipe: PlannedRecipe, column: GridColumn): Value {
  return column.kind === 'name' ? recipe.name : (recipe.values[column.key] ?? null)
}

function sameValue(a: Value, b: Value): boolean {
  return Object.is(a, b) || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b))
}

/** What follows the given values, by how far after the last one; null when nothing was given. */
function continuation(given: readonly Value[], mode: FillMode, column: GridColumn): ((index: number) => Value) | null {
  if (given.length === 0) return null
  const series = mode === 'series' ? (numberSeries(given, column) ?? namedSeries(given, column)) : null
  return series ?? ((index) => given[index % given.length] ?? null)
}

/**
 * One number counts up by one. Two or more go on by their common difference, or else by their common ratio. Numbers with
 * neither are no series and are repeated: a trend laid through them would be values that nobody chose.
 */
function numberSeries(given: readonly Value[], column: GridColumn): ((index: number) => Value) | null {
  if (column.kind !== 'parameter' || !given.every((value) => typeof value === 'number')) return null
  const last = given.at(-1) ?? 0
  const difference = given.length === 1 ? 1 : (given[1] ?? 0) - (given[0] ?? 0)
  const ratio = (given[1] ?? 0) / (given[0] ?? 0)
  const every = (holds: (before: number, after: number) => boolean) =>
    given.slice(1).every((after, index) => holds(given[index] ?? 0, after))
  if (every((before, after) => near(after - before, difference, after)))
    return (index) => tidy(last + difference * (index + 1))
  if (Number.isFinite(ratio) && ratio > 0 && every((before, after) => near(after / before, ratio, ratio)))
    return (index) => tidy(last * ratio ** (index + 1))
  return null
}

/** Names that end in a number count on: `B-LCO 1`, `B-LCO 2` … Only names: in other texts a number is no counter. */
function namedSeries(given: readonly Value[], column: GridColumn): ((index: number) => Value) | null {
  if (column.kind !== 'name') return null
  const parts = given.map((value) => /^(.*?)(\d+)$/.exec(String(value)))
  const last = parts.at(-1)
  if (!last || parts.some((part) => part?.[1] !== last[1])) return null
  const digits = last[2] ?? ''
  const before = parts.length > 1 ? Number(parts.at(-2)?.[2]) : Number(digits) - 1
  const difference = Number(digits) - before
  return (index) => {
    const number = Number(digits) + difference * (index + 1)
    return number < 0 ? null : `${last[1]}${String(number).padStart(digits.length, '0')}`
  }
}

function near(found: number, wanted: number, scale: number): boolean {
  return Math.abs(found - wanted) <= 1e-9 * Math.max(Math.abs(scale), Math.abs(wanted))
}

/** Twelve digits are more than anybody measures, and leave the dust of the addition behind. */
function tidy(value: number): number {
  return Number(value.toPrecision(12))
}

/**
 * Ctrl D: the topmost row of the range, copied into the rows below it. A range of one row takes the row above.
 * Of a range with names, the names stay as they are: two recipes of one name cannot be told apart.
 */
export function planFillDown(
  range: CellRange,
  recipes: readonly PlannedRecipe[],
  columns: readonly GridColumn[],
): CellEdit[] {
  const sourceRow = range.top === range.bottom ? range.top - 1 : range.top
  if (sourceRow < 0) return []
  const source = { ...range, top: sourceRow, bottom: sourceRow }
  const fill = { from: sourceRow + 1, to: range.bottom, mode: 'copy' } as const
  return planFill(source, fill, recipes, columns).filter((edit) => edit.key !== 'name')
}

/**
 * Ctrl E: in each column of the range the filled cells at its top are the source, and the rest of the column goes on with
 * them. A range of which all is filled goes on with its first cell by one.
 */
export function planFillSeries(
  range: CellRange,
  recipes: readonly PlannedRecipe[],
  columns: readonly GridColumn[],
): CellEdit[] {
  const edits: CellEdit[] = []
  for (let at = range.left; at <= range.right; at += 1) {
    const column = columns[at]
    if (!column || (column.kind === 'name' && range.left !== range.right)) continue
    let last = range.top
    const isFilled = (row: number) => {
      const recipe = recipes[row]
      if (recipe === undefined) return false
      if (column.kind === 'subCycles') return readSubCycles(recipe.values).length > 0
      return column.kind === 'parameter' && recipe.values[column.key] !== undefined
    }
    while (last < range.bottom && isFilled(last + 1)) last += 1
    if (last === range.bottom) last = range.top
    const source = { top: range.top, bottom: last, left: at, right: at }
    edits.push(...planFill(source, { from: last + 1, to: range.bottom, mode: 'series' }, recipes, columns))
  }
  return edits
}
