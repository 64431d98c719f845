'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { EmptyState } from '@/app/_components/EmptyState'
import { Input } from '@/app/_components/Input'
import { MoreRows } from '@/app/_components/MoreRows'
import { PageHeader } from '@/app/_components/PageHeader'
import { When } from '@/app/_components/record/When'
import { joinPages, pagesFrom } from '@/app/_lib/pages'
import { useTRPC } from '@/app/_lib/trpc'
import { useSettled } from '@/app/_lib/useSettled'
import type { Page, SampleListItem } from '@/server/views'

export function SamplesScreen({ lab, initial }: { lab: string; initial: Page<SampleListItem> }) {
  const trpc = useTRPC()
  const [typed, setTyped] = useState('')
  const text = useSettled(typed.trim())
  const query = useInfiniteQuery({
    ...trpc.samples.list.infiniteQueryOptions({ lab, text }, pagesFrom(text === '' ? initial : undefined)),
    placeholderData: keepPreviousData,
  })
  const { items: samples, total } = joinPages(query.data)
  if (initial.total === 0 && samples.length === 0)
    return (
      <>
        <PageHeader title="Samples" />
        <EmptyState title="No samples yet">
          Every run yields a powder with a short code. Start a run from a recipe of a plan.
        </EmptyState>
      </>
    )
  return (
    <>
      <PageHeader title="Samples">
        <Input
          type="search"
          aria-label="Code, place or recipe"
          placeholder="Code, place or recipe"
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.target.value)}
          className="w-full sm:w-64"
        />
      </PageHeader>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">Samples of this lab, the newest first</caption>
        <thead className="max-md:sr-only">
          <tr className="text-left text-ink-muted">
            {['Code', 'Recipe', 'Amount', 'Place', 'Cells', 'Made'].map((name) => (
              <th
                key={name}
                scope="col"
                className={`px-3 py-2 font-medium first:pl-0 ${name === 'Cells' || name === 'Amount' ? 'text-right' : ''}`}
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
              className="border-t border-line align-top max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-x-4 max-md:py-3 md:hover:bg-hover"
            >
              <th scope="row" className="py-2 pr-3 text-left font-normal max-md:p-0">
                <Link
                  href={`/${lab}/samples/${sample.id}`}
                  className="text-base font-semibold tracking-wide text-accent tabular-nums hover:underline"
                >
                  {sample.code}
                </Link>
                <span className="block text-xs text-ink-muted">{sample.kind}</span>
              </th>
              <td className="px-3 py-2 max-md:col-span-2 max-md:row-start-2 max-md:p-0">
                {sample.recipeName}
                <span className="block text-xs text-ink-muted">{sample.planTitle}</span>
              </td>
              <td className="px-3 py-2 text-right whitespace-nowrap tabular-nums max-md:hidden">
                {sample.amountG !== null && `${sample.amountG} g`}
              </td>
              <td className="px-3 py-2 max-md:hidden">{sample.place}</td>
              <td className="px-3 py-2 text-right tabular-nums max-md:p-0">
                {sample.cellCount}
                <span className="md:sr-only"> {sample.cellCount === 1 ? 'cell' : 'cells'}</span>
              </td>
              <td className="px-3 py-2 max-md:col-span-2 max-md:p-0 max-md:text-xs max-md:text-ink-muted">
                <When at={sample.createdAt} dayOnly />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <MoreRows shown={samples.length} total={total} what={total === 1 ? 'sample' : 'samples'} more={query} />
    </>
  )
}
