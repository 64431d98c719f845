'use client'

import { useMutation } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Checkbox } from '@/app/_components/Checkbox'
import { Field } from '@/app/_components/Field'
import { Formula } from '@/app/_components/Formula'
import { FormEnd, InlineForm } from '@/app/_components/InlineForm'
import { InputField } from '@/app/_components/InputField'
import { formatDay } from '@/app/_components/record/moments'
import { PlaceInput } from '@/app/_components/record/PlaceInput'
import { amountWords } from '@/app/_components/record/sampleWords'
import { When } from '@/app/_components/record/When'
import { Select } from '@/app/_components/Select'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import { isCounted, sampleStateLabels, sampleStates } from '@/science/samples/kinds'
import type { SampleState, SampleView } from '@/server/views'
import { readNumber } from './readFields'

type Editable = 'amount' | 'place' | 'expiry' | 'air' | 'state' | 'remark'

/** What stands at a sample, each with a way to change it in place. The old value stays in the history below. */
export function SampleFacts({
  lab,
  sample,
  onChanged,
}: {
  lab: string
  sample: SampleView
  onChanged: () => Promise<unknown>
}) {
  const [editing, setEditing] = useState<Editable | null>(null)
  const mayWrite = sample.allowed.includes('sample.write')
  const nothing = (words: string) => <span className="text-ink-muted">{words}</span>
  const counted = isCounted(sample.kind)
  const facts: { key: Editable | null; name: string; value: ReactNode }[] = [
    {
      key: 'amount',
      name: counted ? 'Discs' : 'Amount',
      value: amountWords(sample) ?? nothing(counted ? 'not counted' : 'not weighed'),
    },
    { key: 'place', name: 'Place', value: sample.place || nothing('not given') },
    {
      key: 'expiry',
      name: 'Good until',
      value:
        sample.expiresOn === null ? nothing('no last day') : formatDay(new Date(`${sample.expiresOn}T00:00:00Z`), 0),
    },
    { key: 'air', name: 'In air', value: sample.isAirSensitive ? 'air-sensitive' : nothing('not marked as sensitive') },
    { key: 'state', name: 'State', value: sampleStateLabels[sample.state] },
    ...(sample.diameterMm === null ? [] : [{ key: null, name: 'Diameter', value: `${sample.diameterMm} mm` }]),
    ...(sample.coatingMgPerDisc === null
      ? []
      : [{ key: null, name: 'Coating per disc', value: `${sample.coatingMgPerDisc} mg` }]),
    ...(sample.activePercent === null
      ? []
      : [{ key: null, name: 'Powder in the coating', value: `${sample.activePercent} wt%` }]),
    ...(sample.loadingMgPerCm2 === null
      ? []
      : [{ key: null, name: 'Loading', value: `${sample.loadingMgPerCm2} mg cm⁻²` }]),
    {
      key: null,
      name: 'Made',
      value: (
        <>
          {sample.createdBy.name}, <When at={sample.createdAt} />
        </>
      ),
    },
    { key: 'remark', name: 'Remark', value: sample.remark ? <Formula text={sample.remark} /> : nothing('none') },
  ]
  return (
    <div>
      <dl className="m-0 flex flex-wrap gap-x-6 gap-y-3">
        {facts.map(({ key, name, value }) => (
          <div key={name} className="min-w-0">
            <dt className="text-xs text-ink-muted">{name}</dt>
            <dd className="m-0 flex items-center gap-1 break-words tabular-nums">
              <span className="min-w-0 break-words">{value}</span>
              {mayWrite && key !== null && (
                <button
                  type="button"
                  aria-label={`Change ${name.toLowerCase()}`}
                  aria-expanded={editing === key}
                  onClick={() => setEditing(editing === key ? null : key)}
                  className="-my-2 flex size-9 shrink-0 items-center justify-center rounded text-ink-muted hover:bg-hover hover:text-ink sm:size-7"
                >
                  <Pencil aria-hidden className="size-3.5" />
                </button>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {editing !== null && (
        <ChangeForm
          key={editing}
          lab={lab}
          sample={sample}
          what={editing}
          onDone={async () => {
            await onChanged()
            setEditing(null)
          }}
          onCancel={() => setEditing(null)}
          onRefused={onChanged}
        />
      )}
    </div>
  )
}

function ChangeForm({
  lab,
  sample: now,
  what,
  onDone,
  onCancel,
  onRefused,
}: {
  lab: string
  sample: SampleView
  what: Editable
  onDone: () => Promise<void>
  onCancel: () => void
  onRefused: () => Promise<unknown>
}) {
  const trpc = useTRPC()
  const change = useMutation(trpc.samples.change.mutationOptions())
  const [opened] = useState(now)
  const [problem, setProblem] = useState<string | null>(null)
  const [wasRefused, setRefused] = useState(false)
  // What she saw when she began; after a refusal, which names what changed, what stands now.
  const sample = wasRefused ? now : opened
  const counted = isCounted(sample.kind)
  const [made, left] = counted ? [sample.count, sample.leftCount] : [sample.amountG, sample.leftG]
  const unit = counted ? 'discs' : 'g'
  const [which, setWhich] = useState<'left' | 'made'>(made === null ? 'made' : 'left')
  const [amount, setAmount] = useState('')
  const [place, setPlace] = useState(sample.place)
  const [day, setDay] = useState(sample.expiresOn ?? '')
  const [isSensitive, setSensitive] = useState(sample.isAirSensitive)
  const [state, setState] = useState<SampleState>(sample.state)
  const [remark, setRemark] = useState(sample.remark)
  const [reason, setReason] = useState('')
  const titles: Record<Editable, string> = {
    amount: counted ? 'Change discs' : 'Change amount',
    place: 'Change place',
    expiry: 'Change last day',
    air: 'Change what air does to it',
    state: 'Change state',
    remark: 'Change remark',
  }

  const submit = async () => {
    const send = async (input: Parameters<typeof change.mutateAsync>[0]['change']) => {
      try {
        await change.mutateAsync({ lab, sample: sample.id, change: input, reason })
        await onDone()
      } catch (error) {
        setProblem(errorSentence(error))
        await onRefused()
        setRefused(true)
      }
    }
    switch (what) {
      case 'amount': {
        const read = readNumber(amount, { unit, whole: counted, least: 0 })
        if (!read.ok) return setProblem(read.message)
        if (read.value === null) return setProblem(`Expected a number in ${unit}.`)
        return await send({ field: which, seen: which === 'made' ? made : left, value: read.value })
      }
      case 'place':
        return await send({ field: 'place', seen: sample.place, value: place.trim() })
      case 'expiry':
        return await send({ field: 'expiresOn', seen: sample.expiresOn, value: day === '' ? null : day })
      case 'air':
        return await send({ field: 'isAirSensitive', seen: sample.isAirSensitive, value: isSensitive })
      case 'state':
        return await send({ field: 'state', seen: sample.state, value: state })
      case 'remark':
        return await send({ field: 'remark', seen: sample.remark, value: remark.trim() })
    }
  }

  return (
    <InlineForm
      label={titles[what]}
      onSubmit={submit}
      onCancel={onCancel}
      className="mt-4 grid max-w-xl gap-3 sm:grid-cols-2"
    >
      {what === 'amount' && (
        <>
          {made !== null && (
            <Field label="What it is">
              {(control) => (
                <Select
                  {...control}
                  value={which}
                  onChange={(event) => setWhich(event.target.value as 'left' | 'made')}
                  className="w-full"
                >
                  <option value="left">
                    {counted ? 'what is left, counted now' : 'what is left, on the balance now'}
                  </option>
                  <option value="made">what was made, put right</option>
                </Select>
              )}
            </Field>
          )}
          <InputField
            label={counted ? 'Number of discs' : 'Mass (g)'}
            hint={made === null ? undefined : `By the record: ${which === 'made' ? made : left} ${unit}.`}
            value={amount}
            onText={setAmount}
            inputMode={counted ? 'numeric' : 'decimal'}
            className="tabular-nums"
          />
        </>
      )}
      {what === 'place' && (
        <Field label="Place">
          {(control) => <PlaceInput lab={lab} control={control} value={place} onChange={setPlace} />}
        </Field>
      )}
      {what === 'expiry' && (
        <InputField
          label="Last day on which it is good"
          hint="Empty: it does not expire."
          type="date"
          value={day}
          onText={setDay}
        />
      )}
      {what === 'air' && (
        <div className="self-center">
          <Checkbox
            label="Air-sensitive"
            hint="Marked on its label and wherever somebody takes it."
            checked={isSensitive}
            onChange={(event) => setSensitive(event.target.checked)}
          />
        </div>
      )}
      {what === 'state' && (
        <Field label="State">
          {(control) => (
            <Select
              {...control}
              value={state}
              onChange={(event) => setState(event.target.value as SampleState)}
              className="w-full"
            >
              {sampleStates.map((one) => (
                <option key={one} value={one}>
                  {sampleStateLabels[one]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {what === 'remark' && <InputField label="Remark" value={remark} onText={setRemark} maxLength={2000} />}
      {what !== 'remark' && (
        <InputField
          label="Why"
          hint={what === 'amount' && made !== null ? undefined : 'Not needed, but kept.'}
          value={reason}
          onText={setReason}
          maxLength={2000}
        />
      )}
      <FormEnd
        problem={problem}
        submit="Save"
        busy="Saving…"
        isBusy={change.isPending}
        onCancel={onCancel}
        className="sm:col-span-2"
      />
    </InlineForm>
  )
}
