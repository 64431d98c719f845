import { Search, X } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { controlClass, Input } from '@/app/_components/Input'
import { Select } from '@/app/_components/Select'

/** A labelled list of choices; the empty one stands for all. */
export function Choice({
  label,
  value,
  choices,
  none = 'all',
  className = '',
  onChange,
}: {
  label: string
  value: string
  choices: readonly (string | { value: string; label: string })[]
  /** Said of the empty choice; null when there must be one. */
  none?: string | null
  className?: string
  onChange: (value: string) => void
}) {
  const id = useId()
  return (
    <div className={`min-w-0 flex-1 basis-32 sm:max-w-80 sm:flex-none ${className}`}>
      <label htmlFor={id} className="mb-1 block text-xs text-ink-muted">
        {label}
      </label>
      <Select id={id} value={value} onChange={(event) => onChange(event.target.value)} className="w-full">
        {none !== null && <option value="">{none}</option>}
        {choices.map((choice) => {
          const { value: own, label: said } = typeof choice === 'string' ? { value: choice, label: choice } : choice
          return (
            <option key={own} value={own}>
              {said}
            </option>
          )
        })}
      </Select>
    </div>
  )
}

/** The cycle that retention is taken at; a number that cannot be one changes nothing. */
export function CycleField({ n, onChange }: { n: number; onChange: (n: number) => void }) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const take = () => {
    const value = Number(typed)
    if (typed !== null && Number.isInteger(value) && value >= 2 && value <= 100_000 && value !== n) onChange(value)
    setTyped(null)
  }
  return (
    <div className="w-28">
      <label htmlFor={id} className="mb-1 block text-xs text-ink-muted">
        Retention at cycle
      </label>
      <Input
        id={id}
        inputMode="numeric"
        className="w-full tabular-nums"
        value={typed ?? String(n)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take()
          if (event.key === 'Escape') setTyped(null)
        }}
      />
    </div>
  )
}

/** What one writes to see less: `sinter 450–550; coating Li3BO3`. */
export function FilterInput({
  filter,
  faults,
  onFilter,
}: {
  filter: string
  faults: readonly string[]
  onFilter: (filter: string) => void
}) {
  const id = useId()
  return (
    <div className="min-w-0 flex-1 basis-64">
      <label htmlFor={id} className="mb-1 block text-xs text-ink-muted">
        Filter
      </label>
      <span className="relative flex items-center">
        <Search aria-hidden className="pointer-events-none absolute left-2 size-3.5 text-ink-muted" />
        <input
          id={id}
          type="search"
          aria-describedby={faults.length > 0 ? `${id}-faults` : undefined}
          aria-invalid={faults.length > 0 || undefined}
          placeholder="sinter 450–550; coating Li3BO3; retention > 80"
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          className={`${controlClass} w-full pr-8 pl-7 [&::-webkit-search-cancel-button]:hidden`}
          value={filter}
          onChange={(event) => onFilter(event.target.value)}
        />
        {filter !== '' && (
          <button
            type="button"
            aria-label="Clear the filter"
            className="absolute right-1 grid size-8 place-items-center rounded text-ink-muted hover:text-ink sm:size-6"
            onClick={() => onFilter('')}
          >
            <X aria-hidden className="size-3.5" />
          </button>
        )}
      </span>
      {faults.length > 0 && (
        <p id={`${id}-faults`} role="status" className="m-0 mt-1 text-xs text-danger">
          {faults.join(' ')}
        </p>
      )}
    </div>
  )
}

/** The choices of one picture, in a line above it. */
export function PartBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset aria-label={label} className="m-0 mb-4 flex min-w-0 flex-wrap items-end gap-3 border-0 p-0">
      {children}
    </fieldset>
  )
}
