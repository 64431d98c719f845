'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Checkbox } from '@/app/_components/Checkbox'
import { Field } from '@/app/_components/Field'
import { IconButton } from '@/app/_components/IconButton'
import { FormEnd, InlineForm } from '@/app/_components/InlineForm'
import { InputField } from '@/app/_components/InputField'
import { PlaceInput } from '@/app/_components/record/PlaceInput'
import { ShortOf } from '@/app/_components/record/ShortOf'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import { readSampleCode } from '@/science/sampleCode'
import { isCounted } from '@/science/samples/kinds'
import type { SampleView } from '@/server/views'
import { readNumber } from './readFields'

/** What one does with a sample: each is a way of making others of it. */
export type Making = 'split' | 'sheet' | 'discs' | 'blend'

export const makings: Record<Making, { title: string; intro: string; submit: string }> = {
  split: {
    title: 'Split',
    intro: 'Each part gets a code of its own and counts as taken from this one.',
    submit: 'Split',
  },
  sheet: {
    title: 'Make an electrode sheet',
    intro: 'A sheet coated with a slurry of this powder.',
    submit: 'Make the sheet',
  },
  discs: { title: 'Punch discs', intro: 'Discs are counted: each cell takes one.', submit: 'Punch' },
  blend: { title: 'Blend', intro: 'One new sample of this powder and others, with the part of each.', submit: 'Blend' },
}

interface TypedPart {
  code: string
  amount: string
  place: string
}

const emptyPart: TypedPart = { code: '', amount: '', place: '' }

export function MakeForm({
  lab,
  sample,
  making,
  onMade,
  onCancel,
}: {
  lab: string
  sample: SampleView
  making: Making
  onMade: (made: { id: string; code: string }[]) => Promise<void>
  onCancel: () => void
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const make = useMutation(trpc.samples.make.mutationOptions())
  const counted = isCounted(sample.kind)
  const unit = counted ? 'discs' : 'g'
  const [parts, setParts] = useState<TypedPart[]>(making === 'split' ? [emptyPart, emptyPart] : [emptyPart])
  const [own, setOwn] = useState('')
  const [typed, setTyped] = useState({ active: '', loading: '', count: '', diameter: '', coating: '', place: '' })
  const [isSensitive, setSensitive] = useState(sample.isAirSensitive)
  const [day, setDay] = useState(sample.expiresOn ?? '')
  const [remark, setRemark] = useState('')
  const [problem, setProblem] = useState<{ field: string | null; message: string } | null>(null)

  const setPart = (index: number, change: Partial<TypedPart>) => {
    setProblem(null)
    setParts((before) => before.map((part, at) => (at === index ? { ...part, ...change } : part)))
  }
  const problemOf = (field: string) => (problem?.field === field ? problem.message : null)

  const submit = async (evenIfShort: boolean) => {
    setProblem(null)
    const common = { isAirSensitive: isSensitive, expiresOn: day === '' ? null : day, remark: remark.trim() }
    class Wrong extends Error {
      constructor(
        readonly field: string,
        message: string,
      ) {
        super(message)
      }
    }
    const number = (field: string, text: string, of: { unit: string; whole?: boolean; needed?: boolean }) => {
      const read = readNumber(text, of)
      if (!read.ok) throw new Wrong(field, read.message)
      if (read.value === null && of.needed)
        throw new Wrong(field, `Expected a ${of.whole ? 'whole ' : ''}number above 0.`)
      return read.value
    }
    try {
      const ask = async (): Promise<Parameters<typeof make.mutateAsync>[0]> => {
        switch (making) {
          case 'split':
            return {
              lab,
              evenIfShort,
              kind: counted ? 'discs' : 'powder',
              of: [{ sample: sample.id }],
              into: parts.map((part, index) => {
                const amount = number(`amount ${index}`, part.amount, { unit, whole: counted, needed: counted })
                return { ...common, ...(counted ? { count: amount } : { amountG: amount }), place: part.place.trim() }
              }),
            }
          case 'sheet':
            return {
              lab,
              evenIfShort,
              kind: 'electrode',
              of: [{ sample: sample.id, amountG: number('own', own, { unit: 'g' }) }],
              into: [
                {
                  ...common,
                  activePercent: number('active', typed.active, { unit: 'wt%' }),
                  loadingMgPerCm2: number('loading', typed.loading, { unit: 'mg cm⁻²' }),
                  place: typed.place.trim(),
                },
              ],
            }
          case 'discs':
            return {
              lab,
              evenIfShort,
              kind: 'discs',
              of: [{ sample: sample.id }],
              into: [
                {
                  ...common,
                  count: number('count', typed.count, { unit: 'discs', whole: true, needed: true }),
                  diameterMm: number('diameter', typed.diameter, { unit: 'mm' }),
                  coatingMgPerDisc: number('coating', typed.coating, { unit: 'mg' }),
                  place: typed.place.trim(),
                },
              ],
            }
          case 'blend': {
            const others = []
            for (const [index, part] of parts.entries()) {
              if (part.code.trim() === '' && part.amount.trim() === '') continue
              if (readSampleCode(part.code) === null)
                throw new Wrong(`code ${index}`, `Expected a code such as L7K-042, found “${part.code.trim()}”.`)
              const found = await queries.fetchQuery(trpc.samples.byCode.queryOptions({ lab, code: part.code }))
              if (found.sample === null)
                throw new Wrong(`code ${index}`, `There is no sample ${found.code} in this lab.`)
              others.push({ sample: found.sample, amountG: number(`amount ${index}`, part.amount, { unit: 'g' }) })
            }
            if (others.length === 0) throw new Wrong('code 0', 'Name at least one other sample by its code.')
            return {
              lab,
              evenIfShort,
              kind: 'powder',
              of: [{ sample: sample.id, amountG: number('own', own, { unit: 'g' }) }, ...others],
              into: [{ ...common, place: typed.place.trim() }],
            }
          }
        }
      }
      await onMade(await make.mutateAsync(await ask()))
    } catch (error) {
      if (error instanceof Wrong) setProblem({ field: error.field, message: error.message })
      else setProblem({ field: null, message: errorSentence(error) })
    }
  }

  const text = (field: keyof typeof typed, label: string, mode: 'decimal' | 'numeric' = 'decimal', hint?: string) => (
    <InputField
      label={label}
      hint={hint}
      error={problemOf(field)}
      value={typed[field]}
      onText={(text) => {
        setProblem(null)
        setTyped((before) => ({ ...before, [field]: text }))
      }}
      inputMode={mode}
      className="tabular-nums"
    />
  )
  const ownAmount = (label: string) => (
    <InputField
      label={label}
      error={problemOf('own')}
      hint={left(sample)}
      value={own}
      onText={(text) => {
        setProblem(null)
        setOwn(text)
      }}
      inputMode="decimal"
      className="tabular-nums"
    />
  )
  const { title, intro, submit: word } = makings[making]

  return (
    <InlineForm label={title} onSubmit={() => submit(false)} onCancel={onCancel} className="mt-4 max-w-2xl space-y-3">
      <p className="m-0 text-sm text-ink-muted">{intro}</p>
      {making === 'split' && (
        <>
          {parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a form have no other name
            <div key={index} className="grid grid-cols-[7rem_minmax(0,1fr)_auto] items-end gap-2">
              <InputField
                label={`Part ${index + 1} (${unit})`}
                error={problemOf(`amount ${index}`)}
                value={part.amount}
                onText={(text) => setPart(index, { amount: text })}
                inputMode={counted ? 'numeric' : 'decimal'}
                className="tabular-nums"
              />
              <Field label="Place">
                {(control) => (
                  <PlaceInput
                    lab={lab}
                    control={control}
                    value={part.place}
                    onChange={(place) => setPart(index, { place })}
                  />
                )}
              </Field>
              <IconButton
                icon={X}
                label={`Leave out part ${index + 1}`}
                disabled={parts.length === 1}
                onClick={() => setParts((before) => before.filter((_, at) => at !== index))}
              />
            </div>
          ))}
          <Button variant="ghost" size="sm" onClick={() => setParts((before) => [...before, emptyPart])}>
            <Plus aria-hidden className="size-4" /> Another part
          </Button>
          {left(sample) && <p className="m-0 text-sm text-ink-muted">{left(sample)}</p>}
        </>
      )}
      {making === 'sheet' && (
        <div className="grid gap-3 sm:grid-cols-3">
          {ownAmount('Powder used (g)')}
          {text('active', 'Powder in the coating (wt%)', 'decimal', 'Without binder and carbon.')}
          {text('loading', 'Loading (mg cm⁻²)', 'decimal', 'Dry coating, without the foil.')}
        </div>
      )}
      {making === 'discs' && (
        <div className="grid gap-3 sm:grid-cols-3">
          {text('count', 'Number of discs', 'numeric')}
          {text('diameter', 'Diameter (mm)')}
          {text('coating', 'Coating per disc (mg)', 'decimal', 'Without the foil, if it was weighed.')}
        </div>
      )}
      {making === 'blend' && (
        <>
          <div className="sm:max-w-[15rem]">{ownAmount(`Of ${sample.code} (g)`)}</div>
          {parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a form have no other name
            <div key={index} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-2 sm:max-w-md">
              <InputField
                label={`Sample ${index + 2}`}
                error={problemOf(`code ${index}`)}
                value={part.code}
                onText={(text) => setPart(index, { code: text })}
                placeholder="L7K-042"
                autoCapitalize="characters"
                className="tabular-nums"
              />
              <InputField
                label="Of it (g)"
                error={problemOf(`amount ${index}`)}
                value={part.amount}
                onText={(text) => setPart(index, { amount: text })}
                inputMode="decimal"
                className="tabular-nums"
              />
              <IconButton
                icon={X}
                label={`Leave out sample ${index + 2}`}
                disabled={parts.length === 1}
                onClick={() => setParts((before) => before.filter((_, at) => at !== index))}
              />
            </div>
          ))}
          <Button variant="ghost" size="sm" onClick={() => setParts((before) => [...before, emptyPart])}>
            <Plus aria-hidden className="size-4" /> Another sample
          </Button>
        </>
      )}
      <div className="grid gap-3 sm:grid-cols-3">
        {making !== 'split' && (
          <Field label="Place">
            {(control) => (
              <PlaceInput
                lab={lab}
                control={control}
                value={typed.place}
                onChange={(place) => setTyped((before) => ({ ...before, place }))}
              />
            )}
          </Field>
        )}
        <InputField label="Good until" hint="Empty: it does not expire." type="date" value={day} onText={setDay} />
        <InputField label="Remark" value={remark} onText={setRemark} maxLength={2000} />
      </div>
      <Checkbox label="Air-sensitive" checked={isSensitive} onChange={(event) => setSensitive(event.target.checked)} />
      {problem && problem.field === null && <ShortOf message={problem.message} onTake={() => void submit(true)} />}
      <FormEnd submit={word} busy="Recording…" isBusy={make.isPending} onCancel={onCancel} />
    </InlineForm>
  )
}

function left({ kind, leftG, leftCount }: SampleView): string | undefined {
  const amount = isCounted(kind) ? leftCount : leftG
  if (amount === null) return undefined
  return `By the record ${amount} ${isCounted(kind) ? 'discs' : 'g'} are left.`
}
