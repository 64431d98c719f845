'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { Select } from '@/app/_components/Select'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import { activeMassMg, discAreaCm2, isCounted } from '@/science/samples/kinds'
import type { CellKind, SampleListItem, SampleView } from '@/server/views'
import { emptyCell, readCell } from './readCell'
import { SampleMarks } from './SampleMarks'
import { ShortOf } from './ShortOf'
import { amountWords } from './sampleWords'

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
}: {
  lab: string
  sample: SampleListItem & Partial<Pick<SampleView, 'diameterMm' | 'coatingMgPerDisc' | 'activePercent'>>
}) {
  const trpc = useTRPC()
  const router = useRouter()
  const queries = useQueryClient()
  const create = useMutation(trpc.cells.create.mutationOptions())
  const suggestion = `${sample.code}-${sample.cellCount + 1}`
  const [isOpen, setIsOpen] = useState(false)
  const [typed, setTyped] = useState(() => ({ ...emptyCell, name: suggestion, ...ofDisc(sample) }))
  const [problem, setProblem] = useState<{ field: string | null; message: string } | null>(null)

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
  const submit = async (evenIfShort: boolean) => {
    const reading = readCell(typed)
    if (!reading.ok) return setProblem(reading)
    try {
      const { id: cell } = await create.mutateAsync({ lab, sample: sample.id, evenIfShort, ...reading.cell })
      await queries.invalidateQueries({ refetchType: 'none' })
      router.push(`/${lab}/cells/${cell}`)
    } catch (error) {
      setProblem({ field: null, message: errorSentence(error) })
    }
  }
  const field = (name: keyof typeof typed, label: string, unit?: string, more?: { list?: string[]; hint?: string }) => (
    <Field
      label={unit ? `${label} (${unit})` : label}
      hint={more?.hint}
      error={problem?.field === name ? problem.message : null}
    >
      {(control) => (
        <>
          <Input
            {...control}
            value={typed[name]}
            onChange={(event) => change({ [name]: event.target.value })}
            inputMode={unit ? 'decimal' : 'text'}
            autoComplete="off"
            maxLength={120}
            list={more?.list ? `${control.id}-list` : undefined}
            className="w-full tabular-nums"
          />
          {more?.list && (
            <datalist id={`${control.id}-list`}>
              {more.list.map((choice) => (
                <option key={choice} value={choice} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  )

  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void submit(false)
      }}
      aria-label={`Add a cell to ${sample.code}`}
      noValidate
      className="mt-3 grid max-w-2xl gap-3 border-l-2 border-line pl-4 sm:grid-cols-2"
    >
      <div className="text-sm text-ink-muted sm:col-span-2">
        {isCounted(sample.kind) && `One disc is taken: ${amountWords(sample) ?? 'nobody has counted them'}.`}
        <SampleMarks sample={sample} />
      </div>
      {field('name', 'Name')}
      <Field label="Kind">
        {(control) => (
          <Select
            {...control}
            value={typed.kind}
            onChange={(event) => change({ kind: event.target.value as CellKind })}
            className="w-full"
          >
            {kinds.map((kind) => (
              <option key={kind.value} value={kind.value}>
                {kind.label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {field('format', 'Format', undefined, { list: formats })}
      {field('activeMassMg', 'Active mass', 'mg', { hint: 'Without it capacities stay in mAh.' })}
      {field('areaCm2', 'Electrode area', 'cm²')}
      {field('electrolyte', 'Electrolyte')}
      {field('counterElectrode', 'Counter electrode', undefined, { list: counterElectrodes })}
      <details className="sm:col-span-2">
        <summary className="cursor-pointer py-1 text-sm text-accent">Electrode mass, pressure, temperature</summary>
        <div className="mt-2 grid gap-3 sm:grid-cols-2">
          {field('electrodeMassMg', 'Electrode mass', 'mg', {
            hint: 'With its collector. Active mass left empty is computed of it.',
          })}
          {field('collectorMassMg', 'Collector mass', 'mg')}
          {field('activeFraction', 'Active fraction', '%', { hint: 'Of the coating on the collector.' })}
          {field('pressureMPa', 'Pressure', 'MPa')}
          {field('temperatureC', 'Kept at', '°C')}
        </div>
      </details>
      <div className="space-y-2 sm:col-span-2">
        {problem && problem.field === null && <ShortOf message={problem.message} onTake={() => void submit(true)} />}
        <div className="flex gap-2">
          <Button type="submit" disabled={create.isPending}>
            {create.isPending ? 'Adding…' : 'Add cell'}
          </Button>
          <Button type="button" variant="ghost" onClick={() => setIsOpen(false)}>
            Cancel
          </Button>
        </div>
      </div>
    </form>
  )
}

/** What a disc says of the cell that it goes into, to be put right where it was weighed itself. */
function ofDisc({
  kind,
  diameterMm = null,
  coatingMgPerDisc = null,
  activePercent = null,
}: Parameters<typeof AddCellForm>[0]['sample']): { areaCm2?: string; activeMassMg?: string } {
  if (!isCounted(kind)) return {}
  return {
    ...(diameterMm === null ? {} : { areaCm2: discAreaCm2(diameterMm).toPrecision(4) }),
    ...(coatingMgPerDisc === null || activePercent === null
      ? {}
      : { activeMassMg: activeMassMg(coatingMgPerDisc, activePercent).toPrecision(4) }),
  }
}
