'use client'

import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { FormEnd, InlineForm } from '@/app/_components/InlineForm'
import { InputField } from '@/app/_components/InputField'
import { Facts } from '@/app/_components/record/Facts'
import { When } from '@/app/_components/record/When'
import { Select } from '@/app/_components/Select'
import { useTRPC } from '@/app/_lib/trpc'
import { activeMassOf } from '@/science/electrochemistry/activeMass'
import type { CellView } from '@/server/views'
import { type NumberField, readCorrection, type TextField, typedConditions } from './readCorrection'
import { useJudging } from './useJudging'

const kindWords: Record<CellView['kind'], string> = {
  'cathode-half': 'cathode half cell',
  'anode-half': 'anode half cell',
  full: 'full cell',
}

/** What a cell is made of and kept at; what was written wrong is put right here, with both in sight. */
export function CellFacts({ lab, cell }: { lab: string; cell: CellView }) {
  const [isOpen, setIsOpen] = useState(false)
  const loading = cell.activeMassMg !== null && cell.areaCm2 !== null ? cell.activeMassMg / cell.areaCm2 : null
  const computed = activeMassOf(cell)
  const notGiven = <span className="text-ink-muted">not given</span>
  return (
    <div>
      <Facts
        facts={[
          { name: 'Cell', value: `${kindWords[cell.kind]}${cell.format ? `, ${cell.format}` : ''}` },
          {
            name: 'Active mass',
            value:
              cell.activeMassMg === null ? (
                <span className="text-ink-muted">not known: capacities in mAh</span>
              ) : (
                <>
                  {cell.activeMassMg} mg
                  {computed === cell.activeMassMg && (
                    <span
                      className="text-ink-muted"
                      title={`(${cell.electrodeMassMg} − ${cell.collectorMassMg ?? 0}) mg × ${cell.activeFraction}`}
                    >
                      {' '}
                      ƒ
                    </span>
                  )}
                </>
              ),
          },
          ...(cell.electrodeMassMg === null
            ? []
            : [
                {
                  name: 'Electrode',
                  value: `${cell.electrodeMassMg} mg${cell.collectorMassMg === null ? '' : `, collector ${cell.collectorMassMg} mg`}`,
                },
              ]),
          ...(cell.activeFraction === null
            ? []
            : [{ name: 'Active fraction', value: `${Number((cell.activeFraction * 100).toPrecision(4))} %` }]),
          ...(cell.areaCm2 === null ? [] : [{ name: 'Area', value: `${cell.areaCm2} cm²` }]),
          ...(loading === null ? [] : [{ name: 'Loading', value: `${loading.toFixed(2)} mg cm⁻²` }]),
          { name: 'Electrolyte', value: cell.electrolyte || notGiven },
          { name: 'Counter electrode', value: cell.counterElectrode || notGiven },
          ...(cell.pressureMPa === null ? [] : [{ name: 'Pressure', value: `${cell.pressureMPa} MPa` }]),
          ...(cell.temperatureC === null ? [] : [{ name: 'Kept at', value: `${cell.temperatureC} °C` }]),
          {
            name: 'Built',
            value: (
              <>
                {cell.builtBy.name}, <When at={cell.builtAt} dayOnly />
              </>
            ),
          },
          ...(cell.allowed.includes('cell.create') && !isOpen
            ? [
                {
                  name: 'Something wrong?',
                  value: (
                    <Button size="sm" onClick={() => setIsOpen(true)}>
                      Correct
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {isOpen && <CorrectForm lab={lab} cell={cell} onClose={() => setIsOpen(false)} />}
      {cell.corrections.length > 0 && (
        <details className="mt-3 text-sm" open={cell.corrections.length === 1}>
          <summary className="cursor-pointer text-ink-muted">
            Put right {cell.corrections.length === 1 ? 'once' : `${cell.corrections.length} times`}
          </summary>
          <ul className="m-0 mt-1 list-none p-0">
            {cell.corrections.map((one) => (
              <li key={one.at.getTime()} className="border-b border-line py-1 last:border-0">
                {one.changes.join('; ')}: {one.reason}{' '}
                <span className="text-ink-muted">
                  {one.by.name}, <When at={one.at} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function CorrectForm({ lab, cell, onClose }: { lab: string; cell: CellView; onClose: () => void }) {
  const trpc = useTRPC()
  const correct = useMutation(trpc.cells.correct.mutationOptions())
  const { send, isBusy, problem, setProblem } = useJudging()
  const before = useMemo(() => typedConditions(cell), [cell])
  const [typed, setTyped] = useState(before)
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState<{ field: NumberField; message: string } | null>(null)
  const submit = async () => {
    const reading = readCorrection(typed, before)
    if (!reading.ok) return setWrong(reading)
    if (Object.keys(reading.changes).length === 0) return setProblem('Nothing is different from what stands now.')
    if (reason.trim() === '') return setProblem('Say why in a few words: it stays beside what was written first.')
    const input = { lab, cell: cell.id, changes: reading.changes, reason: reason.trim() }
    if (await send(() => correct.mutateAsync(input))) onClose()
  }
  const field = (name: NumberField | TextField, label: string, unit?: string, hint?: string) => (
    <InputField
      label={unit ? `${label} (${unit})` : label}
      hint={hint}
      error={wrong?.field === name ? wrong.message : null}
      value={typed[name]}
      onText={(text) => {
        setTyped({ ...typed, [name]: text })
        setWrong(null)
      }}
      inputMode={unit ? 'decimal' : 'text'}
      maxLength={unit ? 30 : 500}
      className="tabular-nums"
    />
  )
  return (
    <InlineForm
      label={`Correct ${cell.name}`}
      onSubmit={submit}
      onCancel={onClose}
      className="mt-4 grid max-w-3xl gap-3 sm:grid-cols-2 lg:grid-cols-3"
    >
      {field('activeMassMg', 'Active mass', 'mg', 'Or the electrode’s mass and fraction: it is computed of them.')}
      {field('electrodeMassMg', 'Electrode mass', 'mg')}
      {field('collectorMassMg', 'Collector mass', 'mg')}
      {field('activeFraction', 'Active fraction', '%')}
      {field('areaCm2', 'Electrode area', 'cm²')}
      {field('electrolyte', 'Electrolyte')}
      {field('counterElectrode', 'Counter electrode')}
      {field('format', 'Format')}
      <Field label="Kind">
        {(control) => (
          <Select
            {...control}
            value={typed.kind}
            onChange={(event) => setTyped({ ...typed, kind: event.target.value as CellView['kind'] })}
            className="w-full"
          >
            {Object.entries(kindWords).map(([kind, words]) => (
              <option key={kind} value={kind}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {field('pressureMPa', 'Pressure', 'MPa')}
      {field('temperatureC', 'Kept at', '°C')}
      <InputField
        label="Why"
        value={reason}
        onText={(text) => {
          setReason(text)
          setProblem(null)
        }}
        maxLength={500}
      />
      <FormEnd
        problem={problem}
        note="What was written first stays beside it. Figures per gram and per area are computed anew."
        submit="Save"
        busy="Computing …"
        isBusy={isBusy}
        onCancel={onClose}
        className="sm:col-span-2 lg:col-span-3"
      />
    </InlineForm>
  )
}
