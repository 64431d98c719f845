'use client'

import { useMutation } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Input } from '@/app/_components/Input'
import { useTRPC } from '@/app/_lib/trpc'
import type { CellKind, SampleListItem } from '@/server/views'
import { emptyCell, readCell } from './readCell'

const kinds: readonly { value: CellKind; label: string }[] = [
  { value: 'cathode-half', label: 'half cell, this sample is the cathode' },
  { value: 'anode-half', label: 'half cell, this sample is the anode' },
  { value: 'full', label: 'full cell' },
]

const formats = ['CR2032 coin', 'CR2016 coin', 'Swagelok', 'pouch', 'solid-state pellet']
const counterElectrodes = ['Li', 'Li-In', 'graphite', 'Li4Ti5O12']

/** A cell built from a sample. What decides whether results compare (mass, electrolyte, counter electrode) is asked for here. */
export function AddCellForm({
  lab,
  sample,
  onAdded,
}: {
  lab: string
  sample: Pick<SampleListItem, 'id' | 'code' | 'cellCount'>
  onAdded?: () => void
}) {
  const trpc = useTRPC()
  const router = useRouter()
  const create = useMutation(trpc.cells.create.mutationOptions())
  const suggestion = `${sample.code}-${sample.cellCount + 1}`
  const [isOpen, setIsOpen] = useState(false)
  const [typed, setTyped] = useState(() => ({ ...emptyCell, name: suggestion }))
  const [problem, setProblem] = useState<{ field: string | null; message: string } | null>(null)
  const id = useId()

  if (!isOpen)
    return (
      <Button variant="secondary" className="mt-2 h-11 sm:h-8" onClick={() => setIsOpen(true)}>
        <Plus aria-hidden className="size-4" /> Add a cell
      </Button>
    )

  const change = (part: Partial<typeof typed>) => {
    setTyped((before) => ({ ...before, ...part }))
    setProblem(null)
  }
  const handleSubmit = async (event: FormEvent) => {
    event.preventDefault()
    const reading = readCell(typed)
    if (!reading.ok) return setProblem(reading)
    try {
      const { id: cell } = await create.mutateAsync({ lab, sample: sample.id, ...reading.cell })
      onAdded?.()
      router.push(`/${lab}/cells/${cell}`)
    } catch (error) {
      setProblem({
        field: null,
        message: error instanceof Error ? error.message : 'The cell was not added. Try again.',
      })
    }
  }
  const field = (name: keyof typeof typed, label: string, unit?: string, more?: { list?: string[]; hint?: string }) => (
    <Labelled
      label={label}
      hint={more?.hint}
      problem={problem?.field === name ? problem.message : null}
      id={`${id}-${name}`}
    >
      <span className="flex items-center gap-2">
        <Input
          id={`${id}-${name}`}
          value={typed[name]}
          onChange={(event) => change({ [name]: event.target.value })}
          inputMode={unit ? 'decimal' : 'text'}
          autoComplete="off"
          maxLength={200}
          list={more?.list ? `${id}-${name}-list` : undefined}
          aria-invalid={problem?.field === name || undefined}
          aria-describedby={problem?.field === name ? `${id}-${name}-problem` : undefined}
          className={`h-11 w-full sm:h-8 ${unit ? 'tabular-nums' : ''}`}
        />
        {unit && <span className="shrink-0 text-ink-muted">{unit}</span>}
      </span>
      {more?.list && (
        <datalist id={`${id}-${name}-list`}>
          {more.list.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </Labelled>
  )

  return (
    <form
      onSubmit={handleSubmit}
      aria-label={`Add a cell to ${sample.code}`}
      noValidate
      className="mt-3 grid max-w-2xl gap-3 border-l-2 border-line pl-4 sm:grid-cols-2"
    >
      {field('name', 'Name')}
      <Labelled label="Kind" id={`${id}-kind`} problem={null}>
        <select
          id={`${id}-kind`}
          value={typed.kind}
          onChange={(event) => change({ kind: event.target.value as CellKind })}
          className="h-11 w-full rounded-md border border-line bg-surface px-2 sm:h-8"
        >
          {kinds.map((kind) => (
            <option key={kind.value} value={kind.value}>
              {kind.label}
            </option>
          ))}
        </select>
      </Labelled>
      {field('format', 'Format', undefined, { list: formats })}
      {field('activeMassMg', 'Active mass', 'mg', { hint: 'Without it capacities stay in mAh.' })}
      {field('areaCm2', 'Electrode area', 'cm²')}
      {field('electrolyte', 'Electrolyte')}
      {field('counterElectrode', 'Counter electrode', undefined, { list: counterElectrodes })}
      <div className="space-y-2 sm:col-span-2">
        {problem && problem.field === null && (
          <p role="alert" className="m-0 text-sm text-danger">
            {problem.message}
          </p>
        )}
        <div className="flex gap-2">
          <Button type="submit" className="h-11 sm:h-8" disabled={create.isPending}>
            {create.isPending ? 'Adding…' : 'Add cell'}
          </Button>
          <Button type="button" variant="ghost" className="h-11 sm:h-8" onClick={() => setIsOpen(false)}>
            Cancel
          </Button>
        </div>
      </div>
    </form>
  )
}

function Labelled({
  label,
  id,
  hint,
  problem,
  children,
}: {
  label: string
  id: string
  hint?: string
  problem: string | null
  children: ReactNode
}) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm">
        {label}
      </label>
      {children}
      {hint && !problem && <p className="m-0 mt-1 text-xs text-ink-muted">{hint}</p>}
      {problem && (
        <p id={`${id}-problem`} role="alert" className="m-0 mt-1 text-sm text-danger">
          {problem}
        </p>
      )}
    </div>
  )
}
