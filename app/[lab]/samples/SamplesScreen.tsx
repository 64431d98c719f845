'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EmptyState } from '@/app/_components/EmptyState'
import { Input } from '@/app/_components/Input'
import { MoreRows } from '@/app/_components/MoreRows'
import { PageHeader } from '@/app/_components/PageHeader'
import { joinPages, pagesFrom } from '@/app/_lib/pages'
import { useTRPC } from '@/app/_lib/trpc'
import { useSettled } from '@/app/_lib/useSettled'
import type { Page, SampleListItem } from '@/server/views'
import { SampleTable } from './SampleTable'

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
      <SampleTable lab={lab} samples={samples} />
      <MoreRows shown={samples.length} total={total} what={total === 1 ? 'sample' : 'samples'} more={query} />
    </>
  )
}
