'use client'

import { useMutation } from '@tanstack/react-query'
import { FileText, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Formula } from '@/app/_components/Formula'
import { FormEnd, InlineForm } from '@/app/_components/InlineForm'
import { InputField } from '@/app/_components/InputField'
import { Section } from '@/app/_components/record/Facts'
import { formatSize } from '@/app/_components/record/moments'
import { When } from '@/app/_components/record/When'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import { figureLabel, formatUnit } from '@/science/comparison/figures'
import { findQuantity } from '@/science/samples/quantities'
import type { CharacterisationView, SampleView } from '@/server/views'
import { describeDetails, describeMeasured } from './describeCharacterisation'
import { MeasurementForm } from './MeasurementForm'

type Open = { entry: CharacterisationView | null; isWithdrawing: boolean }

/** What was measured on the sample; each entry can be put right by a new one, and the old stays readable under it. */
export function Measurements({
  lab,
  sample,
  onChanged,
}: {
  lab: string
  sample: SampleView
  onChanged: () => Promise<unknown>
}) {
  const [open, setOpen] = useState<Open | null>(null)
  const mayWrite = sample.allowed.includes('sample.write')
  if (sample.characterisations.length === 0 && !mayWrite) return null
  const done = async () => {
    await onChanged()
    setOpen(null)
  }
  return (
    <Section
      title="Characterisation"
      aside={
        mayWrite &&
        open === null && (
          <Button className="h-11 sm:h-8" onClick={() => setOpen({ entry: null, isWithdrawing: false })}>
            <Plus aria-hidden className="size-4" /> Add a measurement
          </Button>
        )
      }
    >
      {sample.characterisations.length === 0 && open === null && (
        <p className="mt-0 text-ink-muted">
          Nothing has been measured on it. A measured thickness or BET area takes the place of what the prediction
          assumes.
        </p>
      )}
      {open !== null && open.entry === null && (
        <MeasurementForm lab={lab} sample={sample} onDone={done} onCancel={() => setOpen(null)} />
      )}
      <ul className="m-0 list-none p-0">
        {sample.characterisations.map((entry) => (
          <li key={entry.id} className="border-b border-line py-2">
            <Entry lab={lab} entry={entry} />
            {mayWrite && entry.withdrawn === null && open?.entry?.id !== entry.id && entry.source === '' && (
              <p className="m-0 -ml-2">
                <Button size="sm" variant="ghost" onClick={() => setOpen({ entry, isWithdrawing: false })}>
                  Correct
                </Button>
                <Button size="sm" variant="ghost" onClick={() => setOpen({ entry, isWithdrawing: true })}>
                  Take back
                </Button>
              </p>
            )}
            {open?.entry?.id === entry.id &&
              (open.isWithdrawing ? (
                <Withdraw lab={lab} entry={entry} onDone={done} onCancel={() => setOpen(null)} />
              ) : (
                <MeasurementForm
                  lab={lab}
                  sample={sample}
                  corrects={entry}
                  onDone={done}
                  onCancel={() => setOpen(null)}
                />
              ))}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Entry({ lab, entry }: { lab: string; entry: CharacterisationView }) {
  const { quantity, unit, method, details, remark, source, file, earlier, withdrawn } = entry
  const isImage = file !== null && /\.(png|jpe?g|gif|webp)$/i.test(file.name)
  const address = file === null ? '' : `/api/files/${file.id}?lab=${encodeURIComponent(lab)}`
  const about = [method, describeDetails(details), source].filter(Boolean).join(' · ')
  return (
    <div className={withdrawn === null ? '' : 'text-ink-muted'}>
      <div className="grid gap-x-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,3fr)]">
        <span className="first-letter:uppercase">
          <Formula text={findQuantity(quantity)?.label ?? figureLabel(quantity)} />
        </span>
        <span className={`tabular-nums ${withdrawn === null ? '' : 'line-through'}`}>
          <Formula text={describeMeasured(entry)} />{' '}
          {unit && <span className="text-ink-muted">{formatUnit(unit)}</span>}
        </span>
        <span className="text-sm text-ink-muted">
          {about}
          {remark !== '' && (
            <span className="block">
              <Formula text={remark} />
            </span>
          )}
          {source === '' && (
            <span className="block">
              {entry.recordedBy.name}, <When at={entry.recordedAt} />
            </span>
          )}
        </span>
      </div>
      {file !== null &&
        (isImage ? (
          <a href={`${address}&as=image`} target="_blank" rel="noreferrer" className="mt-1 inline-block">
            {/* biome-ignore lint/performance/noImgElement: a file of the lab as it came, behind its session */}
            <img
              src={`${address}&as=image`}
              alt={`${findQuantity(quantity)?.label ?? quantity}: ${describeMeasured(entry)}`}
              loading="lazy"
              className="max-h-48 max-w-full rounded border border-line"
            />
          </a>
        ) : (
          <a href={address} className="inline-flex items-center gap-1.5 text-sm text-accent hover:underline">
            <FileText aria-hidden className="size-4" /> {file.name}, {formatSize(file.sizeBytes)}
          </a>
        ))}
      {withdrawn !== null && (
        <p className="m-0 text-sm">
          Taken back by {withdrawn.by.name}, <When at={withdrawn.at} />: {withdrawn.reason}
        </p>
      )}
      {earlier.map((old) => (
        <p key={old.at.getTime()} className="m-0 text-sm text-ink-muted">
          Before: {describeMeasured(old)} {old.unit && formatUnit(old.unit)} by {old.by.name}, <When at={old.at} />.
          Corrected: {old.reason}
        </p>
      ))}
    </div>
  )
}

function Withdraw({
  lab,
  entry,
  onDone,
  onCancel,
}: {
  lab: string
  entry: CharacterisationView
  onDone: () => Promise<void>
  onCancel: () => void
}) {
  const trpc = useTRPC()
  const withdraw = useMutation(trpc.samples.withdraw.mutationOptions())
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async () => {
    if (reason.trim() === '') return setProblem('Say in a word why it is taken back.')
    try {
      await withdraw.mutateAsync({ lab, entry: entry.id, reason: reason.trim() })
      await onDone()
    } catch (error) {
      setProblem(errorSentence(error))
    }
  }
  return (
    <InlineForm
      label={`Take back ${figureLabel(entry.quantity)}`}
      onSubmit={submit}
      onCancel={onCancel}
      className="mt-2 max-w-xl space-y-3"
    >
      <InputField
        label="Why it was not measured on this sample"
        error={problem}
        hint="The entry stays readable with it."
        value={reason}
        onText={setReason}
        maxLength={2000}
      />
      <FormEnd submit="Take back" isBusy={withdraw.isPending} onCancel={onCancel} />
    </InlineForm>
  )
}
