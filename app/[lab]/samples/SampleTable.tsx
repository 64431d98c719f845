'use client'

import { Printer } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Button, buttonClass } from '@/app/_components/Button'
import { Formula } from '@/app/_components/Formula'
import { SampleMarks } from '@/app/_components/record/SampleMarks'
import { amountWords, ofWhat } from '@/app/_components/record/sampleWords'
import { When } from '@/app/_components/record/When'
import { sampleKindLabels } from '@/science/samples/kinds'
import type { SampleListItem } from '@/server/views'

const headings = ['Code', 'Recipe', 'Amount', 'Place', 'Cells', 'Made']

/** Samples in a list, of which some can be ticked: their labels are printed together. */
export function SampleTable({ lab, samples }: { lab: string; samples: readonly SampleListItem[] }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const codes = [...chosen]
  const areAllChosen = samples.length > 0 && samples.every(({ code }) => chosen.has(code))
  const choose = (code: string, isChosen: boolean) =>
    setChosen((before) => {
      const next = new Set(before)
      if (isChosen) next.add(code)
      else next.delete(code)
      return next
    })
  return (
    <>
      {/* Room for it from the start, so that ticking the first moves nothing. */}
      <div className="mb-2 flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 sm:min-h-8">
        {codes.length === 0 ? (
          <p className="m-0 text-sm text-ink-muted">Tick samples to print their labels.</p>
        ) : (
          <>
            <Link href={`/${lab}/labels?samples=${codes.join(',')}`} className={buttonClass({ variant: 'primary' })}>
              <Printer aria-hidden className="size-4" /> {codes.length} {codes.length === 1 ? 'label' : 'labels'}
            </Link>
            <Button variant="ghost" onClick={() => setChosen(new Set())}>
              Choose none
            </Button>
          </>
        )}
      </div>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">Samples of this lab, the newest first</caption>
        <thead className="max-md:sr-only">
          <tr className="text-left text-ink-muted">
            <th scope="col" className="w-8 py-2">
              <input
                type="checkbox"
                aria-label="Choose all that are listed"
                checked={areAllChosen}
                onChange={(event) => setChosen(new Set(event.target.checked ? samples.map(({ code }) => code) : []))}
                className="size-4 align-middle accent-accent"
              />
            </th>
            {headings.map((name) => (
              <th
                key={name}
                scope="col"
                className={`px-3 py-2 font-medium ${name === 'Code' ? 'pl-0' : ''} ${name === 'Cells' || name === 'Amount' ? 'text-right' : ''}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {samples.map((sample) => (
            <tr
              key={sample.id}
              className="border-t border-line align-top max-md:grid max-md:grid-cols-[2.75rem_1fr_auto] max-md:gap-x-2 max-md:py-3 md:hover:bg-hover"
            >
              <td className="py-2 max-md:row-span-4 max-md:p-0">
                <label className="flex size-11 items-start pt-1 md:size-auto md:pt-0.5">
                  <input
                    type="checkbox"
                    aria-label={`Choose ${sample.code}`}
                    checked={chosen.has(sample.code)}
                    onChange={(event) => choose(sample.code, event.target.checked)}
                    className="size-5 accent-accent md:size-4"
                  />
                </label>
              </td>
              <th scope="row" className="py-2 pr-3 text-left font-normal max-md:p-0">
                <Link
                  href={`/${lab}/samples/${sample.id}`}
                  className={`text-base font-semibold tracking-wide tabular-nums hover:underline ${sample.state === 'present' ? 'text-accent' : 'text-ink-muted'}`}
                >
                  {sample.code}
                </Link>
                <span className="block text-xs text-ink-muted">{sampleKindLabels[sample.kind]}</span>
                <SampleMarks sample={sample} className="text-xs" />
              </th>
              <td className="px-3 py-2 max-md:col-span-2 max-md:col-start-2 max-md:row-start-2 max-md:p-0">
                <Formula text={ofWhat(sample)} />
                {!sample.mixesRecipes && <span className="text-ink-muted">, run {sample.runNumber}</span>}
                <span className="block text-xs text-ink-muted">
                  <Formula text={sample.planTitle} />
                </span>
              </td>
              <td className="px-3 py-2 text-right whitespace-nowrap tabular-nums max-md:hidden">
                {amountWords(sample)}
              </td>
              <td className="px-3 py-2 max-md:hidden">{sample.place}</td>
              <td className="px-3 py-2 text-right tabular-nums max-md:col-start-3 max-md:row-start-1 max-md:p-0">
                {sample.cellCount}
                <span className="md:sr-only"> {sample.cellCount === 1 ? 'cell' : 'cells'}</span>
              </td>
              <td className="px-3 py-2 max-md:col-span-2 max-md:col-start-2 max-md:p-0 max-md:text-xs max-md:text-ink-muted">
                <When at={sample.createdAt} dayOnly />
                <span className="md:hidden">
                  {[amountWords(sample), sample.place].filter(Boolean).map((words) => ` · ${words}`)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
