'use client'

import {
  type ColumnDef,
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { cn } from '@/app/_lib/cn'

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })

export interface DataColumn<Row> {
  key: string
  head: string
  /** Printed once, below the head. */
  unit?: ReactNode
  isNumber?: boolean
  /** What the column is sorted by; without it the column does not sort. Null goes last. */
  sortBy?: (row: Row) => string | number | null
  cell: (row: Row) => ReactNode
  /** On a narrow screen the column gives way. */
  hideBelow?: 'sm' | 'md' | 'lg'
  className?: string
}

const hidden = { sm: 'max-sm:hidden', md: 'max-md:hidden', lg: 'max-lg:hidden' }

/** Rows with sortable heads; the first column names the row. It scrolls within itself when it must. */
export function DataTable<Row extends object>({
  caption,
  columns,
  rows,
  rowKey,
  initialSorting = [],
  sortedElsewhere,
  isSelected,
}: {
  caption: string
  columns: readonly DataColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  initialSorting?: SortingState
  /** The rows come in this order already, and whoever sends them is asked for another. */
  sortedElsewhere?: { sorting: SortingState; onSort: (sorting: SortingState) => void }
  isSelected?: (row: Row) => boolean
}) {
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>()
    return columns.map(
      (column): ColumnDef<typeof features, Row, unknown> =>
        helper.accessor<(row: Row) => unknown, unknown>((row) => column.sortBy?.(row) ?? undefined, {
          id: column.key,
          header: column.head,
          enableSorting: column.sortBy !== undefined,
          sortUndefined: 'last',
          sortDescFirst: column.isNumber ?? false,
          sortFn: (one, other, id) => {
            const [left, right] = [one.getValue(id), other.getValue(id)]
            return typeof left === 'number' && typeof right === 'number'
              ? left - right
              : String(left).localeCompare(String(right), 'en', { numeric: true, sensitivity: 'base' })
          },
        }),
    )
  }, [columns])
  const data = useMemo(() => [...rows], [rows])
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: rowKey,
    initialState: { sorting: initialSorting },
    ...(sortedElsewhere === undefined
      ? {}
      : {
          manualSorting: true,
          enableSortingRemoval: false,
          state: { sorting: sortedElsewhere.sorting },
          onSortingChange: (next: SortingState | ((before: SortingState) => SortingState)) =>
            sortedElsewhere.onSort(typeof next === 'function' ? next(sortedElsewhere.sorting) : next),
        }),
  })
  const byKey = useMemo(() => new Map(columns.map((column) => [column.key, column])), [columns])

  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const column = byKey.get(header.column.id)
                if (!column) return null
                const sorted = header.column.getIsSorted()
                return (
                  <th
                    key={header.id}
                    scope="col"
                    aria-sort={sorted ? (sorted === 'desc' ? 'descending' : 'ascending') : undefined}
                    className={cn(
                      'px-3 py-2 align-bottom font-medium whitespace-nowrap text-ink-muted first:pl-0 last:pr-0',
                      column.isNumber ? 'text-right' : 'text-left',
                      column.hideBelow && hidden[column.hideBelow],
                    )}
                  >
                    {column.sortBy ? (
                      <button
                        type="button"
                        onClick={header.column.getToggleSortingHandler()}
                        className={cn('inline-flex items-center gap-1 rounded-sm hover:text-ink', sorted && 'text-ink')}
                      >
                        {column.head}
                        {sorted === 'desc' && <ArrowDown aria-hidden className="size-3.5" />}
                        {sorted === 'asc' && <ArrowUp aria-hidden className="size-3.5" />}
                      </button>
                    ) : (
                      column.head
                    )}
                    {column.unit && <span className="block text-xs font-normal">{column.unit}</span>}
                  </th>
                )
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.id}
              data-selected={isSelected?.(row.original) || undefined}
              className="border-t border-line align-top hover:bg-ground data-selected:bg-hover"
            >
              {columns.map((column, at) => {
                const shared = cn(
                  'px-3 py-2 first:pl-0 last:pr-0',
                  column.isNumber && 'text-right whitespace-nowrap',
                  column.hideBelow && hidden[column.hideBelow],
                  column.className,
                )
                return at === 0 ? (
                  <th key={column.key} scope="row" className={cn('text-left font-normal', shared)}>
                    {column.cell(row.original)}
                  </th>
                ) : (
                  <td key={column.key} className={shared}>
                    {column.cell(row.original)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
