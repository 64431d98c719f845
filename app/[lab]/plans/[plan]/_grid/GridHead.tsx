import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react'
import { memo, useState } from 'react'
import type { SortKey } from '@/app/_lib/gridView'
import { type GridColumn, groupColumns } from '@/app/_lib/planColumns'
import { ColumnTitle } from './ColumnTitle'
import styles from './grid.module.css'

/** The two head rows: groups of columns, then the columns with their units, their order and their width. */
export const GridHead = memo(function GridHead({
  columns,
  rights,
  width,
  sort,
  onResize,
}: {
  columns: readonly GridColumn[]
  rights: readonly number[]
  width: number
  sort: readonly SortKey[]
  /** A width of null: as wide as the column is by itself. */
  onResize: (key: string, width: number | null) => void
}) {
  const groups = groupColumns(columns)
  return (
    <div role="rowgroup" className={styles.head} style={{ width }}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        {groups.map((group) => {
          const members = columns.slice(group.start, group.start + group.span)
          const last = rights[group.start + group.span - 1] ?? -1
          const frozen = group.start === 0 ? 'left' : last >= 0 ? 'right' : undefined
          return (
            <div
              key={`${group.key}-${group.start}`}
              role="columnheader"
              aria-colindex={group.start + 1}
              aria-colspan={group.span}
              data-frozen={frozen}
              className={styles.groupHead}
              style={{
                width: members.reduce((sum, column) => sum + column.width, 0),
                right: frozen === 'right' ? last : undefined,
              }}
            >
              <span className={group.start === 0 ? 'sr-only' : styles.groupLabel}>{group.label}</span>
            </div>
          )
        })}
      </div>
      <div role="row" aria-rowindex={2} className={styles.headRow}>
        {columns.map((column, index) => {
          const right = rights[index] ?? -1
          const frozen = index === 0 ? 'left' : right >= 0 ? 'right' : undefined
          const startsGroup = index > 0 && columns[index - 1]?.group !== column.group
          const rank = sort.findIndex((one) => one.key === column.key)
          const direction = sort[rank]?.direction
          return (
            <div
              key={column.key}
              role="columnheader"
              aria-colindex={index + 1}
              aria-label={column.unit ? `${column.label}, ${column.unit}` : column.label}
              aria-sort={rank === 0 ? direction : undefined}
              title={titleOf(column)}
              data-frozen={frozen}
              data-head={column.key}
              className={`${styles.columnHead} ${startsGroup ? styles.startsGroup : ''}`}
              style={{ width: column.width, right: right >= 0 ? right : undefined, textAlign: alignOf(column) }}
            >
              <span>
                <ColumnTitle column={column} />
              </span>
              <span className={styles.unit}>{column.unit}</span>
              {direction && (
                <span className={styles.sortMark} data-left={alignOf(column) === 'right' || undefined}>
                  {direction === 'ascending' ? (
                    <ArrowUp size={13} aria-hidden="true" />
                  ) : (
                    <ArrowDown size={13} aria-hidden="true" />
                  )}
                  {sort.length > 1 && rank + 1}
                </span>
              )}
              <button
                type="button"
                tabIndex={-1}
                data-act="column"
                aria-label={`Column ${column.label}: sort, filter, hide`}
                aria-haspopup="menu"
                className={styles.headButton}
              >
                <ChevronDown size={14} aria-hidden="true" />
              </button>
              <ResizeHandle column={column} onResize={onResize} />
            </div>
          )
        })}
      </div>
    </div>
  )
})

/** The right edge of a head. The keyboard has “Wider” and “Narrower” in the column's menu. */
function ResizeHandle({
  column,
  onResize,
}: {
  column: GridColumn
  onResize: (key: string, width: number | null) => void
}) {
  const [from, setFrom] = useState<number | null>(null)
  const [by, setBy] = useState(0)
  const end = () => {
    setFrom(null)
    setBy(0)
  }
  return (
    <span
      aria-hidden="true"
      data-resize
      data-on={from !== null || undefined}
      className={styles.resize}
      style={from === null ? undefined : { transform: `translateX(${by}px)` }}
      onPointerDown={(event) => {
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        setFrom(event.clientX)
      }}
      onPointerMove={(event) => from !== null && setBy(event.clientX - from)}
      onPointerUp={() => {
        if (from !== null && Math.abs(by) > 2) onResize(column.key, column.width + by)
        end()
      }}
      onPointerCancel={end}
      onDoubleClick={() => onResize(column.key, null)}
    />
  )
}

function alignOf(column: GridColumn): 'left' | 'right' {
  if (column.kind === 'figure' || column.kind === 'computed') return 'right'
  return column.kind === 'parameter' && (column.parameter.kind === 'number' || column.parameter.kind === 'integer')
    ? 'right'
    : 'left'
}

function titleOf(column: GridColumn): string {
  if (column.kind === 'computed') return `${column.label} = ${column.formula}`
  const description = column.kind === 'parameter' ? column.parameter.description : ''
  return description === '' ? column.label : `${column.label}. ${description}`
}
