'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { Select } from '@/app/_components/Select'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import type { Material } from '@/science/library/library'
import { type FieldName, fieldsOf, readMaterial } from './materialForm'

/** Enters a material of the lab: a new one, a copy of a published one, or a new version of the lab's own. */
export function MaterialForm({
  lab,
  began,
  version,
  onDone,
}: {
  lab: string
  /** What the fields begin with. */
  began: Material | null
  /** Of the lab's own entry that is changed; null makes a new one. */
  version: number | null
  onDone: (id: string | null) => void
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const save = useMutation(trpc.library.saveMaterial.mutationOptions())
  const [fields, setFields] = useState(() => ({
    ...fieldsOf(began),
    ...(began !== null && version === null ? { id: `${began.id} (ours)`.replace(/:/g, '-') } : {}),
  }))
  const [problems, setProblems] = useState<Partial<Record<FieldName, string>>>({})

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const reading = readMaterial(fields, began)
    setProblems(reading.ok ? {} : reading.problems)
    if (!reading.ok) return
    try {
      const { key } = await save.mutateAsync({ lab, content: reading.material, version })
      await queries.invalidateQueries({ queryKey: trpc.library.definitions.queryKey() })
      onDone(key)
    } catch {
      // The sentence stands below the form.
    }
  }
  const field = (name: FieldName, label: string, more: { hint?: string; isFixed?: boolean } = {}) => (
    <Field label={label} error={problems[name]} hint={more.hint}>
      {(control) => (
        <Input
          {...control}
          value={fields[name]}
          readOnly={more.isFixed}
          autoComplete="off"
          onChange={(event) => {
            setFields({ ...fields, [name]: event.target.value })
            setProblems({ ...problems, [name]: undefined })
          }}
          className="w-full tabular-nums"
        />
      )}
    </Field>
  )
  const kind = (name: FieldName) => (
    <Field label="Basis">
      {(control) => (
        <Select
          {...control}
          value={fields[name]}
          onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
        >
          <option value="measured">measured</option>
          <option value="computed">computed</option>
          <option value="assumed">assumed</option>
        </Select>
      )}
    </Field>
  )
  const values = (name: 'lithium' | 'oxygen' | 'density' | 'growth', unit: string) => (
    <>
      <div className="grid grid-cols-3 gap-2">
        {field(`${name}.value`, `Value, ${unit}`)}
        {field(`${name}.low`, 'Lowest')}
        {field(`${name}.high`, 'Highest')}
      </div>
    </>
  )

  return (
    <form onSubmit={submit} noValidate aria-label="Material" className="flex flex-col gap-4 pb-6">
      {field('id', 'Id', {
        isFixed: version !== null,
        hint: version === null ? 'What recipes name it by; it stays.' : undefined,
      })}
      {field('name', 'Name')}
      <div className="grid grid-cols-2 gap-2">
        {field('formula', 'Formula')}
        {field('phase', 'Phase')}
      </div>
      {field('source', 'Source', { hint: 'A DOI, a notebook page, a sentence.' })}
      {(['oxygen', 'lithium'] as const).map((ion) => (
        <fieldset key={ion} className="m-0 flex flex-col gap-3 border-0 border-t border-line p-0 pt-3">
          <legend className="float-left text-sm font-semibold">
            {ion === 'oxygen' ? 'Oxygen' : 'Lithium'} transport
          </legend>
          <div className="clear-both" />
          {values(ion, 'cm² s⁻¹')}
          {field(`${ion}.onsager`, 'Onsager coefficient, eV⁻¹ cm⁻¹ s⁻¹', {
            hint: 'Predictions use it where it is given; otherwise it follows from the diffusivity.',
          })}
          <div className="grid grid-cols-3 gap-2">
            {field(`${ion}.temperatureK`, 'At, K')}
            {field(`${ion}.activationEv`, 'Eₐ, eV')}
            {kind(`${ion}.kind`)}
          </div>
          {field(`${ion}.source`, 'Source of these values')}
        </fieldset>
      ))}
      {(
        [
          ['density', 'Density', 'g cm⁻³'],
          ['growth', 'Growth per supercycle (ALD)', 'nm'],
        ] as const
      ).map(([name, title, unit]) => (
        <fieldset key={name} className="m-0 flex flex-col gap-3 border-0 border-t border-line p-0 pt-3">
          <legend className="float-left text-sm font-semibold">{title}</legend>
          <div className="clear-both" />
          {values(name, unit)}
          <div className="grid grid-cols-[7rem_1fr] gap-2">
            {kind(`${name}.kind`)}
            {field(`${name}.source`, 'Source')}
          </div>
        </fieldset>
      ))}
      {save.error && (
        <p role="alert" className="m-0 text-sm text-danger">
          {errorSentence(save.error)}
        </p>
      )}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabled={save.isPending}>
          {save.isPending ? 'Saving …' : 'Save'}
        </Button>
        <Button variant="ghost" onClick={() => onDone(null)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
