import { memo } from 'react'
import { type GridColumn, groupColumns } from '@/app/_lib/planColumns'
import { ColumnTitle } from './ColumnTitle'
import styles from './grid.module.css'

/** The two head rows: groups of columns, then the columns with their units. */
export const GridHead = memo(function GridHead({
  columns,
  rights,
  width,
}: {
  columns: readonly GridColumn[]
  rights: readonly number[]
  width: number
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
              {group.start === 0 ? <span className="sr-only">{group.label}</span> : group.label}
            </div>
          )
        })}
      </div>
      <div role="row" aria-rowindex={2} className={styles.headRow}>
        {columns.map((column, index) => {
          const right = rights[index] ?? -1
          const frozen = index === 0 ? 'left' : right >= 0 ? 'right' : undefined
          const startsGroup = index > 0 && columns[index - 1]?.group !== column.group
          return (
            <div
              key={column.key}
              role="columnheader"
              aria-colindex={index + 1}
              aria-label={column.unit ? `${column.label}, ${column.unit}` : column.label}
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
            </div>
          )
        })}
      </div>
    </div>
  )
})

function alignOf(column: GridColumn): 'left' | 'right' {
  if (column.kind === 'figure') return 'right'
  return column.kind === 'parameter' && (column.parameter.kind === 'number' || column.parameter.kind === 'integer')
    ? 'right'
    : 'left'
}

function titleOf(column: GridColumn): string {
  return column.kind === 'parameter' ? `${column.label}. ${column.parameter.description}` : column.label
}
