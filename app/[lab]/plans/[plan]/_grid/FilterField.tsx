import { Search, X } from 'lucide-react'
import { type Ref, useId } from 'react'
import { toolButton } from '@/app/_components/views/toolbarStyle'
import type { SortKey } from '@/app/_lib/gridView'
import type { GridColumn } from '@/app/_lib/planColumns'
import type { Arrangement } from '@/app/_lib/useGridView'

/** What the grid shows, and in which order, in one line: a filter as one writes it, the columns that sort. */
export function FilterField({
  input,
  filter,
  sort,
  columns,
  arrangement,
  onFilter,
  onSort,
}: {
  input: Ref<HTMLInputElement>
  filter: string
  sort: readonly SortKey[]
  columns: readonly GridColumn[]
  arrangement: Arrangement
  onFilter: (filter: string) => void
  onSort: (sort: readonly SortKey[]) => void
}) {
  const id = useId()
  const { faults, isStale, again } = arrangement
  const sorted = sort.flatMap(({ key, direction }) => {
    const column = columns.find((one) => one.key === key)
    return column ? [`${column.label} ${direction === 'ascending' ? '↑' : '↓'}`] : []
  })
  return (
    <>
      <span className="relative flex min-w-0 items-center max-sm:basis-full sm:w-72">
        <Search size={14} aria-hidden="true" className="pointer-events-none absolute left-2 text-ink-muted" />
        <input
          ref={input}
          type="text"
          role="searchbox"
          aria-label="Filter recipes"
          aria-describedby={faults.length > 0 ? id : undefined}
          aria-invalid={faults.length > 0 || undefined}
          placeholder="Filter: sinter 450–550; coating Li3BO3"
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          className="h-8 w-full min-w-0 rounded border border-line bg-surface pr-7 pl-7 text-sm placeholder:text-ink-muted hover:border-line-strong aria-invalid:border-danger max-sm:h-11 max-sm:text-[1rem]"
          value={filter}
          onChange={(event) => onFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === 'ArrowDown') {
              event.preventDefault()
              document.querySelector<HTMLElement>('[role=grid] [data-key][tabindex="0"]')?.focus()
            }
            if (event.key !== 'Escape' || filter === '') return
            event.preventDefault()
            event.stopPropagation()
            onFilter('')
          }}
        />
        {filter !== '' && (
          <button
            type="button"
            aria-label="Show all recipes"
            className="absolute right-1 grid size-6 place-items-center rounded text-ink-muted hover:bg-hover hover:text-ink max-sm:size-9"
            onClick={() => onFilter('')}
          >
            <X size={14} aria-hidden="true" />
          </button>
        )}
        {faults.length > 0 && (
          <p
            id={id}
            role="status"
            className="absolute top-full left-0 z-40 m-0 mt-0.5 w-max max-w-[min(90vw,36rem)] rounded border border-line bg-raised px-2 py-1 text-xs text-danger shadow-lg"
          >
            {faults.join(' ')}
          </p>
        )}
      </span>
      {sorted.length > 0 && (
        <button
          type="button"
          className={toolButton}
          aria-label={`Sorted by ${sorted.join(', then ')}. Back to the order of the plan`}
          title="Back to the order of the plan"
          onClick={() => onSort([])}
        >
          <span className="max-w-60 truncate text-ink-muted">{sorted.join(', ')}</span>
          <X size={14} aria-hidden="true" />
        </button>
      )}
      {isStale && (
        <button type="button" className={`${toolButton} text-accent`} onClick={again}>
          Arrange again
        </button>
      )}
    </>
  )
}
