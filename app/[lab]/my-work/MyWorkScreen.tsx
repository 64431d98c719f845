'use client'

import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '@/app/_components/EmptyState'
import { PageHeader } from '@/app/_components/PageHeader'
import { useTRPC } from '@/app/_lib/trpc'
import type { LabView, MyWorkView } from '@/server/views'
import { isNothing, MyWork } from './MyWork'

/** What waits for this person, all of it on one page. */
export function MyWorkScreen({ lab, initial }: { lab: LabView; initial: MyWorkView }) {
  const trpc = useTRPC()
  const { data: work } = useQuery({
    ...trpc.work.mine.queryOptions({ lab: lab.slug }),
    initialData: initial,
    refetchInterval: 15_000,
  })
  return (
    <div className="max-w-[56rem]">
      <PageHeader title="My work" />
      {isNothing(work) ? (
        <EmptyState title="Nothing waits for you">
          Reviews that you are asked for, runs that you have started, cells to build from them, tests to fetch and what
          others say to you stand here.
        </EmptyState>
      ) : (
        <div>
          <MyWork lab={lab} work={work} most={Number.POSITIVE_INFINITY} />
        </div>
      )}
    </div>
  )
}
