/**
 * What is selected in the grid, named by recipe and column rather than by position: a colleague who adds, moves or
 * bins a row does not shift anybody's selection.
 */
export interface CellPlace {
  recipeId: string
  key: string
}

/** `focus` has the keyboard; the range stretches from `anchor` to it. */
export interface Selection {
  anchor: CellPlace
  focus: CellPlace
}

/** The grid as the selection sees it: rows and columns in the order on screen. */
export interface GridShape {
  recipeIds: readonly string[]
  keys: readonly string[]
  /** Whether a cell holds anything: Ctrl+arrow jumps along filled cells, as in spreadsheets. */
  isFilled?: (recipeId: string, key: string) => boolean
}

/** Inclusive positions. */
export interface CellRange {
  top: number
  bottom: number
  left: number
  right: number
}

export type Direction = 'up' | 'down' | 'left' | 'right'
export type Motion =
  | { kind: 'step'; direction: Direction }
  | { kind: 'jump'; direction: Direction }
  | { kind: 'page'; direction: 'up' | 'down'; rows: number }
  | { kind: 'row-start' }
  | { kind: 'row-end' }
  | { kind: 'grid-start' }
  | { kind: 'grid-end' }
  | { kind: 'all' }
  | { kind: 'whole-row' }
  | { kind: 'whole-column' }

export function selectCell(place: CellPlace): Selection {
  return { anchor: place, focus: place }
}

export function extendTo(selection: Selection | null, place: CellPlace): Selection {
  return { anchor: selection?.anchor ?? place, focus: place }
}

export function isSinglePlace(selection: Selection): boolean {
  return selection.anchor.recipeId === selection.focus.recipeId && selection.anchor.key === selection.focus.key
}

/** The selection after a motion; with `extend` the anchor stays. Null only in a grid without cells. */
export function moveSelection(
  selection: Selection | null,
  shape: GridShape,
  motion: Motion,
  extend = false,
): Selection | null {
  const present = keepWithin(selection, shape)
  if (!present) return firstCell(shape)
  if (isWhole(motion)) return selectWhole(present, shape, motion.kind)
  const row = shape.recipeIds.indexOf(present.focus.recipeId)
  const column = shape.keys.indexOf(present.focus.key)
  const [nextRow, nextColumn] = target(shape, row, column, motion)
  const focus = placeAt(shape, nextRow, nextColumn) ?? present.focus
  return extend ? { anchor: present.anchor, focus } : selectCell(focus)
}

type WholeMotion = Extract<Motion, { kind: 'all' | 'whole-row' | 'whole-column' }>

function isWhole(motion: Motion): motion is WholeMotion {
  return motion.kind === 'all' || motion.kind === 'whole-row' || motion.kind === 'whole-column'
}

/** The rows or columns that the selection touches, in full; the whole grid with `all`. */
function selectWhole(selection: Selection, shape: GridShape, kind: WholeMotion['kind']): Selection {
  const range = selectedRange(selection, shape)
  if (!range) return selection
  const across = kind !== 'whole-column'
  const down = kind !== 'whole-row'
  const anchor = placeAt(shape, down ? 0 : range.top, across ? 0 : range.left)
  const focus = placeAt(
    shape,
    down ? shape.recipeIds.length - 1 : range.bottom,
    across ? shape.keys.length - 1 : range.right,
  )
  return anchor && focus ? { anchor, focus } : selection
}

/**
 * The next cell in reading order, as Tab goes: at the end of a row to the start of the next. Null past the last cell
 * (or before the first), where Tab leaves the grid.
 */
export function tabSelection(selection: Selection | null, shape: GridShape, backwards: boolean): Selection | null {
  const present = keepWithin(selection, shape)
  if (!present) return null
  const width = shape.keys.length
  const at = shape.recipeIds.indexOf(present.focus.recipeId) * width + shape.keys.indexOf(present.focus.key)
  const next = at + (backwards ? -1 : 1)
  if (next < 0 || next >= width * shape.recipeIds.length) return null
  const place = placeAt(shape, Math.floor(next / width), next % width)
  return place ? selectCell(place) : null
}

/** The positions that a selection covers; null when its recipes or columns are gone. */
export function selectedRange(selection: Selection | null, shape: GridShape): CellRange | null {
  const present = keepWithin(selection, shape)
  if (!present) return null
  const rows = [shape.recipeIds.indexOf(present.anchor.recipeId), shape.recipeIds.indexOf(present.focus.recipeId)]
  const columns = [shape.keys.indexOf(present.anchor.key), shape.keys.indexOf(present.focus.key)]
  return {
    top: Math.min(...rows),
    bottom: Math.max(...rows),
    left: Math.min(...columns),
    right: Math.max(...columns),
  }
}

/** The same selection as far as its cells still exist: a range whose anchor was binned shrinks to its focus. */
export function keepWithin(selection: Selection | null, shape: GridShape): Selection | null {
  if (!selection) return null
  const exists = (place: CellPlace) => shape.recipeIds.includes(place.recipeId) && shape.keys.includes(place.key)
  if (!exists(selection.focus)) return exists(selection.anchor) ? selectCell(selection.anchor) : null
  return exists(selection.anchor) ? selection : selectCell(selection.focus)
}

export function placesIn(range: CellRange, shape: GridShape): CellPlace[] {
  const places: CellPlace[] = []
  for (let row = range.top; row <= range.bottom; row += 1) {
    for (let column = range.left; column <= range.right; column += 1) {
      const place = placeAt(shape, row, column)
      if (place) places.push(place)
    }
  }
  return places
}

export function placeAt(shape: GridShape, row: number, column: number): CellPlace | null {
  const recipeId = shape.recipeIds[row]
  const key = shape.keys[column]
  return recipeId === undefined || key === undefined ? null : { recipeId, key }
}

function firstCell(shape: GridShape): Selection | null {
  const place = placeAt(shape, 0, 0)
  return place ? selectCell(place) : null
}

const steps: Record<Direction, readonly [number, number]> = {
  up: [-1, 0],
  down: [1, 0],
  left: [0, -1],
  right: [0, 1],
}

function target(shape: GridShape, row: number, column: number, motion: Exclude<Motion, WholeMotion>) {
  const lastRow = shape.recipeIds.length - 1
  const lastColumn = shape.keys.length - 1
  const clampRow = (value: number) => Math.max(0, Math.min(lastRow, value))
  const clampColumn = (value: number) => Math.max(0, Math.min(lastColumn, value))
  switch (motion.kind) {
    case 'step': {
      const [down, right] = steps[motion.direction]
      return [clampRow(row + down), clampColumn(column + right)] as const
    }
    case 'page':
      return [clampRow(row + (motion.direction === 'down' ? motion.rows : -motion.rows)), column] as const
    case 'row-start':
      return [row, 0] as const
    case 'row-end':
      return [row, lastColumn] as const
    case 'grid-start':
      return [0, 0] as const
    case 'grid-end':
      return [lastRow, lastColumn] as const
    case 'jump':
      return jump(shape, row, column, motion.direction)
  }
}

/** To the end of a filled block, or over a gap to the next filled cell, or to the edge: as spreadsheets do. */
function jump(shape: GridShape, row: number, column: number, direction: Direction): readonly [number, number] {
  const [down, right] = steps[direction]
  const filled = (r: number, c: number) => {
    const place = placeAt(shape, r, c)
    return place ? (shape.isFilled?.(place.recipeId, place.key) ?? false) : false
  }
  const exists = (r: number, c: number) => placeAt(shape, r, c) !== null
  if (!exists(row + down, column + right)) return [row, column]
  const withinBlock = filled(row, column) && filled(row + down, column + right)
  let r = row + down
  let c = column + right
  while (exists(r + down, c + right)) {
    if (withinBlock ? !filled(r + down, c + right) : filled(r, c)) break
    r += down
    c += right
  }
  return [r, c]
}
