'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { Select } from '@/app/_components/Select'
import { SidePanel } from '@/app/_components/SidePanel'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useLabScience } from '@/app/_lib/labScience'
import { useTRPC } from '@/app/_lib/trpc'
import type { OwnParameter } from '@/science/recipe/ownParameter'
import { parseQuantity } from '@/science/recipe/parseInput'
import { type Process, processes, processLabels } from '@/science/recipe/process'
import type { DefinitionView } from '@/server/views'

const kindWords: Record<OwnParameter['kind'], string> = {
  number: 'number',
  integer: 'whole number',
  choice: 'choice',
  text: 'text',
}

/** What a lab notes of its recipes beyond the catalogue: behaves like the rest in grid, record and export. */
export function OwnParameters({ lab, mayWrite }: { lab: string; mayWrite: boolean }) {
  const { parameters } = useLabScience().definitions
  const [open, setOpen] = useState<DefinitionView<OwnParameter> | 'new' | null>(null)
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="m-0 max-w-prose text-ink-muted">
          Parameters of this lab alone, beside those of the catalogue. The model does not know them; the grid, runs and
          exports do.
        </p>
        {mayWrite && (
          <Button onClick={() => setOpen('new')}>
            <Plus aria-hidden className="size-4" /> Add a parameter
          </Button>
        )}
      </div>
      {parameters.length === 0 ? (
        <p className="m-0 text-ink-muted">None yet.</p>
      ) : (
        <ul className="m-0 list-none p-0">
          {parameters.map((one) => (
            <li key={one.key} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-t border-line py-2">
              <span className="min-w-48 font-medium">
                {one.content.label}
                {one.isRetired && <span className="font-normal text-ink-muted"> (retired)</span>}
              </span>
              <span className="text-sm text-ink-muted tabular-nums">{describe(one.content)}</span>
              <span className="text-sm text-ink-muted">
                {one.content.processes.map((process) => processLabels[process]).join(', ')}
              </span>
              {mayWrite && (
                <Button
                  size="sm"
                  variant="ghost"
                  onClick={() => setOpen(one)}
                  aria-label={`Change ${one.content.label}`}
                >
                  Change
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {open && (
        <SidePanel title={open === 'new' ? 'New parameter' : open.content.label} onClose={() => setOpen(null)}>
          <ParameterForm
            key={open === 'new' ? '' : `${open.key} ${open.version}`}
            lab={lab}
            standing={open === 'new' ? null : open}
            onDone={() => setOpen(null)}
          />
        </SidePanel>
      )}
    </>
  )
}

/** `number in mL, 1–100`, `one of alumina, zirconia`. */
function describe({ kind, unit, min, max, choices }: OwnParameter): string {
  if (kind === 'choice') return `one of ${choices.join(', ')}`
  const range =
    min !== null && max !== null ? `${min}–${max}` : min !== null ? `≥ ${min}` : max !== null ? `≤ ${max}` : ''
  return [`${kindWords[kind]}${unit === null ? '' : ` in ${unit}`}`, range].filter(Boolean).join(', ')
}

function ParameterForm({
  lab,
  standing,
  onDone,
}: {
  lab: string
  standing: DefinitionView<OwnParameter> | null
  onDone: () => void
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const settled = { onSuccess: () => queries.invalidateQueries({ queryKey: trpc.library.pathKey() }) }
  const save = useMutation(trpc.library.saveParameter.mutationOptions(settled))
  const retire = useMutation(trpc.library.retire.mutationOptions(settled))
  const began = standing?.content
  const [label, setLabel] = useState(began?.label ?? '')
  const [kind, setKind] = useState<OwnParameter['kind']>(began?.kind ?? 'number')
  const [unit, setUnit] = useState(began?.unit ?? '')
  const [min, setMin] = useState(began?.min?.toString() ?? '')
  const [max, setMax] = useState(began?.max?.toString() ?? '')
  const [choices, setChoices] = useState(began?.choices.join('\n') ?? '')
  const [description, setDescription] = useState(began?.description ?? '')
  const [chosen, setChosen] = useState<readonly Process[]>(began?.processes ?? processes)
  const [problem, setProblem] = useState<string | null>(null)
  const isNumber = kind === 'number' || kind === 'integer'

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setProblem(null)
    const bounds = [min, max].map((text) => (text.trim() === '' || !isNumber ? null : parseQuantity(text, null)))
    const failed = bounds.findIndex((bound, at) =>
      bound === null ? isNumber && [min, max][at] !== '' : typeof bound !== 'number',
    )
    if (failed >= 0) return setProblem(`Expected a number for the range, found “${[min, max][failed]}”.`)
    const [low, high] = bounds.map((bound) => (typeof bound === 'number' ? bound : null))
    try {
      await save.mutateAsync({
        lab,
        version: standing?.version ?? null,
        content: {
          key: standing?.key ?? null,
          label,
          unit: isNumber && unit.trim() !== '' ? unit : null,
          kind,
          processes: [...chosen],
          description,
          min: low ?? null,
          max: high ?? null,
          choices:
            kind === 'choice'
              ? choices
                  .split('\n')
                  .map((one) => one.trim())
                  .filter(Boolean)
              : [],
        },
      })
      onDone()
    } catch (error) {
      setProblem(errorSentence(error))
    }
  }

  return (
    <form onSubmit={submit} noValidate aria-label="Parameter" className="flex flex-col gap-4 pb-6">
      <Field label="Name">
        {(control) => (
          <Input {...control} value={label} maxLength={60} onChange={(event) => setLabel(event.target.value)} />
        )}
      </Field>
      <Field label="Kind" hint={standing ? 'Stays, because values are there.' : undefined}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            disabled={standing !== null}
            onChange={(event) => setKind(event.target.value as OwnParameter['kind'])}
          >
            {Object.entries(kindWords).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {isNumber && (
        <div className="grid grid-cols-3 gap-2">
          <Field label="Unit">
            {(control) => <Input {...control} value={unit} onChange={(event) => setUnit(event.target.value)} />}
          </Field>
          <Field label="Lowest">
            {(control) => (
              <Input {...control} value={min} inputMode="decimal" onChange={(event) => setMin(event.target.value)} />
            )}
          </Field>
          <Field label="Highest">
            {(control) => (
              <Input {...control} value={max} inputMode="decimal" onChange={(event) => setMax(event.target.value)} />
            )}
          </Field>
        </div>
      )}
      {kind === 'choice' && (
        <Field label="Choices, one a line">
          {(control) => (
            <textarea
              {...control}
              rows={4}
              value={choices}
              onChange={(event) => setChoices(event.target.value)}
              className="rounded-md border border-line-strong/70 bg-surface p-2"
            />
          )}
        </Field>
      )}
      <fieldset className="m-0 border-0 p-0">
        <legend className="mb-1 p-0 text-sm font-medium">Processes</legend>
        {processes.map((process) => (
          <label key={process} className="flex min-h-9 items-center gap-2">
            <input
              type="checkbox"
              checked={chosen.includes(process)}
              className="size-4 accent-accent"
              onChange={() =>
                setChosen(chosen.includes(process) ? chosen.filter((one) => one !== process) : [...chosen, process])
              }
            />
            {processLabels[process]}
          </label>
        ))}
      </fieldset>
      <Field label="Description">
        {(control) => (
          <Input
            {...control}
            value={description}
            maxLength={500}
            onChange={(event) => setDescription(event.target.value)}
          />
        )}
      </Field>
      {problem && (
        <p role="alert" className="m-0 text-sm text-danger">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={save.isPending}>
          {save.isPending ? 'Saving …' : 'Save'}
        </Button>
        <Button variant="ghost" onClick={onDone}>
          Cancel
        </Button>
        {standing && (
          <Button
            variant="ghost"
            disabled={retire.isPending}
            onClick={async () => {
              try {
                const { key, version, isRetired } = standing
                await retire.mutateAsync({ lab, kind: 'parameter', key, version, isRetired: !isRetired })
                onDone()
              } catch (error) {
                setProblem(errorSentence(error))
              }
            }}
          >
            {standing.isRetired ? 'Offer again' : 'Retire'}
          </Button>
        )}
      </div>
    </form>
  )
}
