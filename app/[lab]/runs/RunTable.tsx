'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { MoreRows } from '@/app/_components/MoreRows'
import { RunStateMark } from '@/app/_components/record/RunStateMark'
import { When } from '@/app/_components/record/When'
import { joinPages, pagesFrom } from '@/app/_lib/pages'
import { useTRPC } from '@/app/_lib/trpc'
import { processLabels } from '@/science/recipe/process'
import type { Page, RunListItem } from '@/server/views'
import type { filterOf } from './runsAddress'

/** More codes than these of one run are a number. */
const shownCodes = 3

export function RunTable({
  lab,
  filter,
  initial,
}: {
  lab: string
  filter: ReturnType<typeof filterOf>
  initial: Page<RunListItem> | undefined
}) {
  const trpc = useTRPC()
  const query = useInfiniteQuery(trpc.runs.page.infiniteQueryOptions({ lab, ...filter }, pagesFrom(initial)))
  const { items: runs, total } = joinPages(query.data)
  if (query.data && runs.length === 0) return <p className="py-6 text-center text-ink-muted">No run fits this.</p>
  return (
    <>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">Runs of this lab, the newest first</caption>
        <thead className="max-md:sr-only">
          <tr className="text-left text-ink-muted">
            {['Run', 'Process', 'State', 'Samples', 'Cells', 'Started'].map((name) => (
              <th
                key={name}
                scope="col"
                className={`px-3 py-2 font-medium first:pl-0 ${name === 'Cells' ? 'text-right' : ''}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr
              key={run.id}
              className="border-t border-line align-top max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-x-4 max-md:gap-y-0.5 max-md:py-3 md:hover:bg-hover"
            >
              <th scope="row" className="py-2 pr-3 text-left font-normal max-md:p-0">
                <Link href={`/${lab}/runs/${run.id}`} className="font-medium text-accent hover:underline">
                  {run.recipeName}, run {run.number}
                </Link>
                <span className="block text-xs text-ink-muted">
                  {run.planTitle}, revision {run.revisionNumber}
                </span>
              </th>
              <td className="px-3 py-2 max-md:hidden">{processLabels[run.process]}</td>
              <td className="px-3 py-2 max-md:p-0 max-md:text-right">
                <RunStateMark state={run.state} />
              </td>
              <td className="px-3 py-2 tabular-nums max-md:p-0">
                {run.sampleCodes.slice(0, shownCodes).join(', ')}
                {run.sampleCodes.length > shownCodes && (
                  <span className="text-ink-muted"> and {run.sampleCodes.length - shownCodes} more</span>
                )}
              </td>
              <td className="px-3 py-2 text-right tabular-nums max-md:p-0">
                {run.cellCount}
                <span className="md:sr-only"> {run.cellCount === 1 ? 'cell' : 'cells'}</span>
              </td>
              <td className="px-3 py-2 max-md:col-span-2 max-md:p-0 max-md:text-xs max-md:text-ink-muted">
                {run.startedBy.name}, <When at={run.startedAt} dayOnly />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <MoreRows shown={runs.length} total={total} what={total === 1 ? 'run' : 'runs'} more={query} />
    </>
  )
}
