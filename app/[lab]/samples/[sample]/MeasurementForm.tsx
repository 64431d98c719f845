'use client'

import { useMutation } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { IconButton } from '@/app/_components/IconButton'
import { FormEnd, InlineForm } from '@/app/_components/InlineForm'
import { Input } from '@/app/_components/Input'
import { InputField } from '@/app/_components/InputField'
import { Select } from '@/app/_components/Select'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import { figureLabel } from '@/science/comparison/figures'
import { findQuantity, type MeasuredQuantity, measuredQuantities } from '@/science/samples/quantities'
import type { CharacterisationView, SampleView } from '@/server/views'
import { readNumber, readShares, type TypedShare } from './readFields'
import { sendFile } from './sendFile'

const [firstQuantity] = measuredQuantities as [MeasuredQuantity]
const other = measuredQuantities.find(({ key }) => key === 'other') as MeasuredQuantity
const emptyShare: TypedShare = { name: '', share: '' }

/** What was measured on a sample, or what puts right an earlier entry; works with one thumb. */
export function MeasurementForm({
  lab,
  sample,
  corrects = null,
  onDone,
  onCancel,
}: {
  lab: string
  sample: SampleView
  corrects?: CharacterisationView | null
  onDone: () => Promise<void>
  onCancel: () => void
}) {
  const trpc = useTRPC()
  const measure = useMutation(trpc.samples.measure.mutationOptions())
  const [key, setKey] = useState(
    corrects === null ? firstQuantity.key : (findQuantity(corrects.quantity)?.key ?? 'other'),
  )
  const quantity = findQuantity(key) ?? other
  const [name, setName] = useState(corrects !== null && key === 'other' ? corrects.quantity : '')
  const [value, setValue] = useState(() =>
    corrects === null || typeof corrects.value === 'object' ? '' : String(corrects.value),
  )
  const [uncertainty, setUncertainty] = useState(corrects?.uncertainty?.toString() ?? '')
  const [unit, setUnit] = useState(corrects?.unit ?? quantity.units[0] ?? '')
  const [shares, setShares] = useState<TypedShare[]>(() => typedShares(corrects?.value) ?? [emptyShare, emptyShare])
  const [method, setMethod] = useState(corrects?.method ?? '')
  const [remark, setRemark] = useState(corrects?.remark ?? '')
  const [reason, setReason] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<{ field: string | null; message: string } | null>(null)
  const problemOf = (field: string) => (problem?.field === field ? problem.message : null)
  const isImage = quantity.form === 'image'

  const submit = async () => {
    const wrong = (field: string | null, message: string) => setProblem({ field, message })
    if (key === 'other' && name.trim() === '') return wrong('name', 'Say what was measured.')
    const half = readNumber(uncertainty, { unit, least: 0 })
    if (!half.ok) return wrong('uncertainty', half.message)
    let measured: number | string | Record<string, number | null>
    if (quantity.form === 'shares') {
      const read = readShares(shares, quantity.part ?? 'Part')
      if (!read.ok) return wrong(`share ${read.row}`, read.message)
      measured = read.shares
    } else if (quantity.form === 'number') {
      const read = readNumber(value, { unit })
      if (!read.ok) return wrong('value', read.message)
      if (read.value === null) return wrong('value', `Expected a number above 0 in ${unit}.`)
      measured = read.value
    } else {
      const text = value.trim()
      if (text === '' && !isImage) return wrong('value', 'Say what was found.')
      const asNumber = Number(text.replace(',', '.'))
      measured = quantity.form === 'free' && text !== '' && Number.isFinite(asNumber) ? asNumber : text || 'image'
    }
    if (isImage && file === null && corrects === null) return wrong('file', 'Choose the image.')
    if (corrects !== null && reason.trim() === '')
      return wrong('reason', 'Say in a word why the earlier entry is not right.')
    setSending(true)
    try {
      const sent = file === null ? null : await sendFile(lab, file)
      if (sent !== null && !sent.ok) return wrong('file', sent.message)
      await measure.mutateAsync({
        lab,
        sample: sample.id,
        quantity: key === 'other' ? name.trim() : key,
        value: measured,
        unit: unit.trim() || null,
        uncertainty: quantity.form === 'number' || quantity.form === 'free' ? half.value : null,
        method: method.trim() || null,
        remark: remark.trim(),
        file: sent?.id ?? corrects?.file?.id ?? null,
        ...(corrects === null ? {} : { corrects: corrects.id, reason: reason.trim() }),
      })
      await onDone()
    } catch (error) {
      wrong(null, errorSentence(error))
    } finally {
      setSending(false)
    }
  }
  const setShare = (index: number, change: Partial<TypedShare>) => {
    setProblem(null)
    setShares((before) => before.map((one, at) => (at === index ? { ...one, ...change } : one)))
  }
  const line = (
    field: string,
    label: string,
    text: string,
    set: (text: string) => void,
    more: { hint?: string; isNumber?: boolean } = {},
  ) => (
    <InputField
      label={label}
      hint={more.hint}
      error={problemOf(field)}
      value={text}
      onText={(text) => {
        setProblem(null)
        set(text)
      }}
      inputMode={more.isNumber ? 'decimal' : 'text'}
      maxLength={2000}
      className="tabular-nums"
    />
  )

  return (
    <InlineForm
      label={corrects === null ? 'Add a measurement' : `Correct ${figureLabel(corrects.quantity)}`}
      onSubmit={submit}
      onCancel={onCancel}
      className="mt-3 max-w-2xl space-y-3"
    >
      <div className="grid gap-3 sm:grid-cols-3">
        {corrects === null && (
          <Field label="What was measured">
            {(control) => (
              <Select
                {...control}
                value={key}
                onChange={(event) => {
                  const chosen = findQuantity(event.target.value) ?? other
                  setKey(chosen.key)
                  setUnit(chosen.units[0] ?? '')
                  setProblem(null)
                }}
                className="w-full"
              >
                {measuredQuantities.map((one) => (
                  <option key={one.key} value={one.key}>
                    {one.label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {key === 'other' && corrects === null && line('name', 'Its name', name, setName)}
        <Field label="Method">
          {(control) => (
            <>
              <Input
                {...control}
                value={method}
                onChange={(event) => setMethod(event.target.value)}
                list={`${control.id}-methods`}
                autoComplete="off"
                maxLength={200}
                className="w-full"
              />
              <datalist id={`${control.id}-methods`}>
                {quantity.methods.map((one) => (
                  <option key={one} value={one} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        {quantity.units.length > 1 && (
          <Field label="Unit">
            {(control) => (
              <Select {...control} value={unit} onChange={(event) => setUnit(event.target.value)} className="w-full">
                {quantity.units.map((one) => (
                  <option key={one} value={one}>
                    {one}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {quantity.form === 'free' && line('unit', 'Unit', unit, setUnit)}
      </div>
      {quantity.form === 'shares' ? (
        <>
          {shares.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a form have no other name
            <div key={index} className="grid grid-cols-[minmax(0,1fr)_7rem_auto] items-end gap-2 sm:max-w-md">
              {line(`share ${index}`, `${quantity.part} ${index + 1}`, row.name, (text) =>
                setShare(index, { name: text }),
              )}
              {line(
                '',
                unit === 'mol' ? 'Ratio' : `Share (${unit})`,
                row.share,
                (text) => setShare(index, { share: text }),
                {
                  isNumber: true,
                },
              )}
              <IconButton
                icon={X}
                label={`Leave out ${quantity.part?.toLowerCase()} ${index + 1}`}
                disabled={shares.length === 1}
                onClick={() => setShares((before) => before.filter((_, at) => at !== index))}
              />
            </div>
          ))}
          <Button variant="ghost" size="sm" onClick={() => setShares((before) => [...before, emptyShare])}>
            <Plus aria-hidden className="size-4" /> Another {quantity.part?.toLowerCase()}
          </Button>
        </>
      ) : (
        <div className="grid gap-3 sm:grid-cols-3">
          {line(
            'value',
            quantity.form === 'number' ? `Value (${unit})` : isImage ? 'What it shows' : 'Value',
            value,
            setValue,
            {
              isNumber: quantity.form === 'number',
            },
          )}
          {!isImage &&
            line('uncertainty', unit ? `± (${unit})` : '±', uncertainty, setUncertainty, {
              isNumber: true,
              hint: 'Half the range in which it lies.',
            })}
        </div>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        {line('remark', 'Remark', remark, setRemark)}
        <Field
          label={isImage ? 'Image' : 'File'}
          hint={corrects?.file && file === null ? `Stays: ${corrects.file.name}` : undefined}
          error={problemOf('file')}
        >
          {(control) => (
            <input
              {...control}
              type="file"
              onChange={(event) => {
                setProblem(null)
                setFile(event.target.files?.[0] ?? null)
              }}
              className="w-full text-sm file:mr-3 file:h-10 file:rounded-md file:border file:border-line-strong/60 file:bg-surface file:px-3 file:text-ink sm:file:h-8"
            />
          )}
        </Field>
        {corrects !== null && line('reason', 'Why the earlier entry is not right', reason, setReason)}
      </div>
      <FormEnd
        problem={problem?.field === null ? problem.message : null}
        submit={corrects === null ? 'Record' : 'Correct'}
        busy="Recording…"
        isBusy={isSending}
        onCancel={onCancel}
      />
    </InlineForm>
  )
}

function typedShares(value: unknown): TypedShare[] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return Object.entries(value).map(([name, share]) => ({ name, share: share === null ? '' : String(share) }))
}
