'use client'

import { Printer } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { Button, buttonClass } from '@/app/_components/Button'
import { EmptyState } from '@/app/_components/EmptyState'
import { Field } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { PageHeader } from '@/app/_components/PageHeader'
import { ofWhat } from '@/app/_components/record/sampleWords'
import { Select } from '@/app/_components/Select'
import { characterCode } from '@/science/labels/characterCode'
import { findLabelFormat, type LabelFormat, labelFormats, labelsOnSheet } from '@/science/labels/formats'
import type { SampleListItem } from '@/server/views'

/** What somebody printed on last; the printer beside her is the same next time. */
const formatKey = 'interphase-label-format'
const first = labelFormats[0] as LabelFormat
const mostCopies = 20

export function LabelsScreen({
  lab,
  samples,
  unprintable,
  missing,
}: {
  lab: string
  samples: readonly SampleListItem[]
  /** Characters that the label has as codes, because no font of the server has them. */
  unprintable: readonly { code: string; characters: readonly string[] }[]
  missing: readonly string[]
}) {
  const [format, setFormat] = useState<LabelFormat>(first)
  const [start, setStart] = useState(1)
  const [copies, setCopies] = useState('1')
  useEffect(() => {
    const last = findLabelFormat(localStorage.getItem(formatKey) ?? '')
    if (last) setFormat(last)
  }, [])
  const count = Number(copies)
  const areCopiesRight = Number.isInteger(count) && count >= 1 && count <= mostCopies
  const labels = samples.length * (areCopiesRight ? count : 1)
  const perSheet = labelsOnSheet(format)
  const pages = format.sheet === null ? labels : Math.ceil((start - 1 + labels) / perSheet)
  const query = new URLSearchParams({
    lab,
    samples: samples.map(({ code }) => code).join(','),
    format: format.key,
    start: String(start),
    copies: String(areCopiesRight ? count : 1),
  })

  if (samples.length === 0)
    return (
      <>
        <PageHeader title="Labels" />
        <EmptyState
          title="No sample is chosen"
          action={
            <Link href={`/${lab}/samples`} className={buttonClass({ variant: 'secondary' })}>
              Choose samples
            </Link>
          }
        >
          Choose samples in their list, or print the label of one from its page or its run.
          {missing.length > 0 && ` This lab has no sample ${missing.join(', ')}.`}
        </EmptyState>
      </>
    )
  return (
    <>
      <PageHeader
        title={samples.length === 1 ? `Label of ${samples[0]?.code}` : `Labels of ${samples.length} samples`}
        intro="Each label has the code, the recipe and its run, the day, what to heed, and a QR code that opens the sample’s page."
      >
        {areCopiesRight && (
          <a
            href={`/api/labels?${query}`}
            target="_blank"
            rel="noreferrer"
            className={buttonClass({ variant: 'primary' })}
          >
            <Printer aria-hidden className="size-4" /> Open the PDF
          </a>
        )}
      </PageHeader>
      {missing.length > 0 && (
        <p role="alert" className="mt-0 mb-4 text-danger">
          This lab has no sample {missing.join(', ')}.
        </p>
      )}
      {unprintable.length > 0 && (
        <p role="status" className="mt-0 mb-4 text-sm text-warning">
          No font of this server has{' '}
          {unprintable.map(({ code, characters }, at) => (
            <span key={code}>
              {at > 0 && '; '}
              {characters.map((character) => `${character} (printed as ${characterCode(character)})`).join(', ')} of{' '}
              {code}
            </span>
          ))}
          .
        </p>
      )}
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
        <div className="space-y-4">
          <Field label="Labels in the printer">
            {(control) => (
              <Select
                {...control}
                value={format.key}
                onChange={(event) => {
                  const chosen = findLabelFormat(event.target.value) ?? first
                  setFormat(chosen)
                  setStart(1)
                  localStorage.setItem(formatKey, chosen.key)
                }}
                className="w-full"
              >
                {labelFormats.map(({ key, name }) => (
                  <option key={key} value={key}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            label="Copies of each"
            error={areCopiesRight ? null : `Expected a whole number from 1 to ${mostCopies}, found “${copies}”.`}
          >
            {(control) => (
              <Input
                {...control}
                value={copies}
                onChange={(event) => setCopies(event.target.value)}
                inputMode="numeric"
                className="w-24 tabular-nums"
              />
            )}
          </Field>
          <p className="m-0 text-ink-muted">
            {labels} {labels === 1 ? 'label' : 'labels'} on {pages}{' '}
            {format.sheet === null
              ? pages === 1
                ? 'piece of the roll'
                : 'pieces of the roll'
              : pages === 1
                ? 'sheet'
                : 'sheets'}
            . Print at actual size (100 %), not fitted to the page.
          </p>
          <ul aria-label="Samples" className="mt-3 mb-0 list-none p-0">
            {samples.map((sample) => (
              <li key={sample.id} className="flex flex-wrap gap-x-3 border-t border-line py-1.5">
                <Link
                  href={`/${lab}/samples/${sample.id}`}
                  className="font-medium tabular-nums text-accent hover:underline"
                >
                  {sample.code}
                </Link>
                <span className="text-ink-muted">
                  {ofWhat(sample)}, run {sample.runNumber}
                </span>
              </li>
            ))}
          </ul>
        </div>
        {format.sheet !== null && (
          <StartPlace format={format} start={start} labels={labels} onChoose={setStart} key={format.key} />
        )}
      </div>
    </>
  )
}

/** The first sheet: people press the label that is the first one left on it. */
function StartPlace({
  format,
  start,
  labels,
  onChoose,
}: {
  format: LabelFormat
  start: number
  labels: number
  onChoose: (place: number) => void
}) {
  const { sheet } = format
  if (sheet === null) return null
  const count = labelsOnSheet(format)
  return (
    <section aria-labelledby="start-heading">
      <h2 id="start-heading" className="m-0 mb-1 text-base font-semibold">
        First sheet
      </h2>
      <div className="mb-3 flex flex-wrap items-end gap-3">
        <Field label="First free label" className="w-32">
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={count}
              value={start}
              onChange={(event) => onChoose(Math.min(count, Math.max(1, Math.round(Number(event.target.value) || 1))))}
              className="w-full tabular-nums"
            />
          )}
        </Field>
        <Button variant="ghost" onClick={() => onChoose(1)} disabled={start === 1}>
          A whole sheet
        </Button>
        <p className="m-0 pb-1.5 text-sm text-ink-muted">Press the first label that is left on a used sheet.</p>
      </div>
      {/* What the number field says, for the eye and the pointer. */}
      <div
        aria-hidden
        className="relative max-w-md border border-line bg-surface"
        style={{ aspectRatio: `${sheet.paperWidthMm} / ${sheet.paperHeightMm}` }}
      >
        {Array.from({ length: count }, (_, index) => {
          const place = index + 1
          const isUsed = place < start
          const isPrinted = !isUsed && place < start + labels
          return (
            <button
              key={place}
              type="button"
              tabIndex={-1}
              title={`Label ${place}`}
              onClick={() => onChoose(place)}
              className={`absolute rounded-[2px] border p-0 ${
                isPrinted
                  ? 'border-accent bg-accent/25 hover:bg-accent/40'
                  : isUsed
                    ? 'border-line bg-hover opacity-60 hover:opacity-100'
                    : 'border-line-strong/50 bg-transparent hover:bg-hover'
              }`}
              style={{
                left: `${((sheet.leftMm + (index % sheet.columns) * sheet.stepXMm) / sheet.paperWidthMm) * 100}%`,
                top: `${((sheet.topMm + Math.floor(index / sheet.columns) * sheet.stepYMm) / sheet.paperHeightMm) * 100}%`,
                width: `${(format.widthMm / sheet.paperWidthMm) * 100}%`,
                height: `${(format.heightMm / sheet.paperHeightMm) * 100}%`,
              }}
            />
          )
        })}
      </div>
    </section>
  )
}
