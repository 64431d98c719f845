import type { PlanViewSettings } from '@/server/views'
import { type ColumnChoices, type GridColumn, widthLimits } from './planColumns'

/** How one person looks at a plan's grid at this moment: what a view saves. */
export type GridView = PlanViewSettings

export type SortKey = GridView['sort'][number]

export const plainView: GridView = { shown: {}, order: [], widths: {}, sort: [], filter: '', computed: [] }

/**
 * A view as it was kept in this browser or by the server: whatever is there, a view comes out of it. What it does not
 * understand is left out, so that a view made by a newer version still shows what this one knows.
 */
export function readView(found: unknown): GridView {
  if (!isRecord(found)) return plainView
  const { shown, order, widths, sort, filter, computed } = found
  return {
    shown: entriesOf(shown, (value) => typeof value === 'boolean'),
    order: listOf(order, (key) => (typeof key === 'string' ? key : null)),
    widths: entriesOf(widths, (value) => typeof value === 'number' && Number.isFinite(value)),
    sort: listOf(sort, (one) =>
      isRecord(one) && typeof one.key === 'string' && (one.direction === 'ascending' || one.direction === 'descending')
        ? { key: one.key, direction: one.direction }
        : null,
    ),
    filter: typeof filter === 'string' ? filter.slice(0, 500) : '',
    computed: listOf(computed, (one) =>
      isRecord(one) && typeof one.id === 'string' && typeof one.name === 'string' && typeof one.formula === 'string'
        ? { id: one.id, name: one.name.slice(0, 60), formula: one.formula.slice(0, 300) }
        : null,
    ),
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function entriesOf<Value>(found: unknown, accepts: (value: unknown) => boolean): Record<string, Value> {
  if (!isRecord(found)) return {}
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, Value] => accepts(entry[1])))
}

function listOf<Value>(found: unknown, read: (one: unknown) => Value | null): Value[] {
  if (!Array.isArray(found)) return []
  return found.slice(0, 200).flatMap((one) => read(one) ?? [])
}

/** Whether two views show the same. */
export function sameView(one: GridView, other: GridView): boolean {
  return canonical(one) === canonical(other)
}

function canonical(view: GridView): string {
  const sorted = (record: Readonly<Record<string, unknown>>) =>
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return JSON.stringify([
    sorted(view.shown),
    view.order,
    sorted(view.widths),
    view.sort.map(({ key, direction }) => [key, direction]),
    view.filter.trim(),
    view.computed.map(({ id, name, formula }) => [id, name, formula]),
  ])
}

/**
 * The columns in the order and at the widths of the view. A column that the view does not place stands after the one that
 * precedes it in the catalogue, so that a process that comes in later finds its places. The name stays first.
 */
export function arrangeColumns(columns: readonly GridColumn[], view: Pick<GridView, 'order' | 'widths'>): GridColumn[] {
  const byKey = new Map<string, GridColumn>(columns.map((column) => [column.key, column]))
  const placed = new Set(view.order.filter((key) => byKey.has(key) && key !== 'name'))
  const arranged = [...placed].flatMap((key) => byKey.get(key) ?? [])
  let before: GridColumn | null = null
  for (const column of columns) {
    if (!placed.has(column.key)) {
      arranged.splice(before === null ? 0 : arranged.indexOf(before) + 1, 0, column)
    }
    before = column
  }
  const name = arranged.findIndex((column) => column.kind === 'name')
  if (name > 0) arranged.unshift(...arranged.splice(name, 1))
  return arranged.map((column) => {
    const width = view.widths[column.key]
    return width === undefined ? column : { ...column, width: clampWidth(width) }
  })
}

export function clampWidth(width: number): number {
  return Math.round(Math.max(widthLimits.least, Math.min(widthLimits.most, width)))
}

/** The view with a column some places further right (left when negative) among the `visible` ones; itself at the edge. */
export function moveColumn(
  view: GridView,
  all: readonly GridColumn[],
  visible: readonly GridColumn[],
  key: string,
  by: number,
): GridView {
  const at = visible.findIndex((column) => column.key === key)
  const to = at + by
  const neighbour = visible[to]
  if (at <= 0 || to < 1 || !neighbour) return view
  const keys = all.map((column) => column.key as string).filter((one) => one !== key && one !== 'name')
  keys.splice(keys.indexOf(neighbour.key) + (by > 0 ? 1 : 0), 0, key)
  return { ...view, order: keys }
}

export function showColumns(view: GridView, keys: readonly string[], isShown: boolean): GridView {
  const shown: ColumnChoices = { ...view.shown, ...Object.fromEntries(keys.map((key) => [key, isShown])) }
  return { ...view, shown }
}

/** A width of null goes back to what fits by itself. */
export function resizeColumn(view: GridView, key: string, width: number | null): GridView {
  const { [key]: _before, ...widths } = view.widths
  return { ...view, widths: width === null ? widths : { ...widths, [key]: clampWidth(width) } }
}

/** Sorts by one column; with `add` the ones before keep their rank and this one parts what they leave equal. */
export function sortBy(view: GridView, key: string, direction: SortKey['direction'] | null, add = false): GridView {
  const others = add ? view.sort.filter((one) => one.key !== key) : []
  return { ...view, sort: direction === null ? others : [...others, { key, direction }] }
}

/** Adds a computed column, or changes the one of its id. */
export function setComputed(view: GridView, column: GridView['computed'][number]): GridView {
  const others = view.computed.some((one) => one.id === column.id)
  const computed = others
    ? view.computed.map((one) => (one.id === column.id ? column : one))
    : [...view.computed, column]
  return { ...view, computed }
}

export function removeComputed(view: GridView, key: string): GridView {
  return {
    ...view,
    computed: view.computed.filter((one) => computedKey(one.id) !== key),
    sort: view.sort.filter((one) => one.key !== key),
  }
}

export function computedKey(id: string): string {
  return `computed.${id}`
}
