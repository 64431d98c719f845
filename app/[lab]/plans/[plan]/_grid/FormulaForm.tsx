import { type FormEvent, useMemo, useRef, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { checkFormula, formulaNames } from '@/app/_lib/gridFormulas'
import type { GridView } from '@/app/_lib/gridView'
import type { GridColumn } from '@/app/_lib/planColumns'

export type ComputedColumn = GridView['computed'][number]

/** A column computed from the others: its name, its formula, and at once what is wrong with it or in which unit it comes. */
export function FormulaForm({
  columns,
  initial,
  onSave,
  onCancel,
}: {
  /** All columns of the processes present: what a formula may ask for. */
  columns: readonly GridColumn[]
  initial: ComputedColumn | null
  onSave: (column: ComputedColumn) => void
  onCancel: () => void
}) {
  const [name, setName] = useState(initial?.name ?? '')
  const [formula, setFormula] = useState(initial?.formula ?? '')
  const input = useRef<HTMLInputElement>(null)
  const names = useMemo(() => formulaNames(columns).list, [columns])
  const check = checkFormula(formula, columns)
  const wanted = /[a-z_]\w*$/i.exec(formula)?.[0].toLowerCase() ?? ''
  const offered = names
    .filter((one) => wanted === '' || one.name.includes(wanted) || one.label.toLowerCase().includes(wanted))
    .slice(0, 40)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (check.ok && name.trim() !== '') {
      onSave({ id: initial?.id ?? crypto.randomUUID(), name: name.trim(), formula: formula.trim() })
    }
  }
  const insert = (word: string) => {
    setFormula(`${formula.slice(0, formula.length - wanted.length)}${word} `)
    input.current?.focus()
  }
  return (
    <form aria-label="Computed column" onSubmit={submit} className="flex flex-col gap-3">
      <Field label="Name of the column">
        {(control) => (
          <Input
            {...control}
            autoFocus
            value={name}
            maxLength={60}
            autoComplete="off"
            placeholder="glass per ceramic"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="Formula"
        error={!check.ok && formula.trim() !== '' ? check.reason : null}
        hint={
          check.ok
            ? check.unit === null
              ? 'A plain number.'
              : `In ${check.unit}.`
            : 'As lbo_wt / tio2_wt. With + - * / ^, abs, exp, ln, log10, max, min, round, sqrt; 30 min is a time.'
        }
      >
        {(control) => (
          <Input
            {...control}
            ref={input}
            value={formula}
            maxLength={300}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setFormula(event.target.value)}
          />
        )}
      </Field>
      <ul
        aria-label="Names for formulas"
        className="m-0 max-h-40 list-none overflow-y-auto rounded border border-line p-1"
      >
        {offered.map((one) => (
          <li key={one.name}>
            <button
              type="button"
              className="flex w-full items-baseline gap-2 rounded px-1.5 py-1 text-left hover:bg-hover"
              onClick={() => insert(one.name)}
            >
              <code className="text-xs">{one.name}</code>
              <span className="min-w-0 flex-1 truncate text-xs text-ink-muted">{one.label}</span>
              <span className="text-xs text-ink-muted">{one.unit}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="flex gap-2">
        <Button type="submit" disabled={!check.ok || name.trim() === ''}>
          {initial ? 'Save column' : 'Add column'}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  )
}
