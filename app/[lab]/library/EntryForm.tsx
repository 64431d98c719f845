'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { Select } from '@/app/_components/Select'
import { cn } from '@/app/_lib/cn'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import { type Fields, kinds, type Problems, type Reading } from './fieldReader'

export interface FormField<Name extends string> {
  name: Name
  label: string
  hint?: string
  /** It stays as it is. */
  isFixed?: boolean
  /** Chosen from these rather than typed. */
  choices?: readonly { value: string; label: string }[]
}

export interface FormSection<Name extends string> {
  title?: string
  hint?: string
  /** Fields of one row stand side by side. */
  rows: readonly (readonly FormField<Name>[])[]
}

/** Value and range, kind and source: the fields of one value, as they look everywhere. */
export function sourcedRows<Name extends string>(prefix: string, unit: string | null): FormSection<Name>['rows'] {
  const name = (part: string) => `${prefix}.${part}` as Name
  return [
    [
      { name: name('value'), label: unit === null ? 'Value' : `Value, ${unit}` },
      { name: name('low'), label: 'Lowest' },
      { name: name('high'), label: 'Highest' },
    ],
    [kindField(name('kind')), { name: name('source'), label: 'Source' }],
  ]
}

export function kindField<Name extends string>(name: Name): FormField<Name> {
  return { name, label: 'Basis', choices: kinds.map((kind) => ({ value: kind, label: kind })) }
}

/** Enters one of the lab's own: a new one, a copy of a published one, or a new version. */
export function EntryForm<Name extends string, Content>({
  label,
  sections,
  began,
  read,
  save,
  onDone,
}: {
  label: string
  sections: readonly FormSection<Name>[]
  /** What the fields begin with. */
  began: Fields<Name>
  read: (fields: Fields<Name>) => Reading<Name, Content>
  /** Gives the id under which it was saved. */
  save: (content: Content) => Promise<{ key: string }>
  /** With the id, or null where nothing was saved. */
  onDone: (id: string | null) => void
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const saving = useMutation({ mutationFn: save })
  const [fields, setFields] = useState(began)
  const [problems, setProblems] = useState<Problems<Name>>({})
  const set = (name: Name, value: string) => {
    setFields({ ...fields, [name]: value })
    setProblems({ ...problems, [name]: undefined })
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const reading = read(fields)
    setProblems(reading.ok ? {} : reading.problems)
    if (!reading.ok) {
      // The form is longer than the screen: what is wrong comes into sight.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
      return
    }
    try {
      const { key } = await saving.mutateAsync(reading.content)
      await queries.invalidateQueries({ queryKey: trpc.library.pathKey() })
      onDone(key)
    } catch {
      // The sentence stands below the form.
    }
  }

  const row = (row: readonly FormField<Name>[]) => (
    <div
      key={row[0]?.name}
      className={cn(
        'grid gap-2',
        row.length === 2 && (row[0]?.choices ? 'grid-cols-[8.5rem_minmax(0,1fr)]' : 'grid-cols-2'),
        row.length === 3 && 'grid-cols-3',
      )}
    >
      {row.map(({ name, label: fieldLabel, hint, isFixed, choices }) => (
        <Field key={name} label={fieldLabel} error={problems[name]} hint={hint} className="justify-end">
          {(control) =>
            choices ? (
              <Select {...control} value={fields[name]} onChange={(event) => set(name, event.target.value)}>
                {choices.map(({ value, label: choice }) => (
                  <option key={value} value={value}>
                    {choice}
                  </option>
                ))}
              </Select>
            ) : (
              <Input
                {...control}
                value={fields[name]}
                readOnly={isFixed}
                autoComplete="off"
                onChange={(event) => set(name, event.target.value)}
                className="w-full tabular-nums read-only:bg-ground read-only:text-ink-muted"
              />
            )
          }
        </Field>
      ))}
    </div>
  )
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label={label} className="flex flex-col gap-4 pb-6">
      {sections.map(({ title, hint, rows }) =>
        title === undefined ? (
          rows.map(row)
        ) : (
          <fieldset key={title} className="m-0 flex min-w-0 flex-col gap-3 border-0 border-t border-line p-0 pt-3">
            <legend className="float-left text-sm font-semibold">{title}</legend>
            <div className="clear-both" />
            {hint && <p className="m-0 -mt-2 text-sm text-ink-muted">{hint}</p>}
            {rows.map(row)}
          </fieldset>
        ),
      )}
      {saving.error && (
        <p role="alert" className="m-0 text-sm text-danger">
          {errorSentence(saving.error)}
        </p>
      )}
      {Object.values(problems).some(Boolean) && (
        <p role="status" className="m-0 text-sm text-danger">
          Not saved: something above is not right yet.
        </p>
      )}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabled={saving.isPending}>
          {saving.isPending ? 'Saving …' : 'Save'}
        </Button>
        <Button variant="ghost" onClick={() => onDone(null)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
