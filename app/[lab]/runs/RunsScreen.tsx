'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { Toggle } from '@/app/_components/charts/CapacityChart'
import { EmptyState } from '@/app/_components/EmptyState'
import { PageHeader } from '@/app/_components/PageHeader'
import { RunStateMark, runStateWords } from '@/app/_components/record/RunStateMark'
import { When } from '@/app/_components/record/When'
import { useTRPC } from '@/app/_lib/trpc'
import { processLabels } from '@/science/recipe/process'
import type { RunListItem, RunState } from '@/server/views'

const states = Object.keys(runStateWords) as RunState[]

export function RunsScreen({ lab, initial }: { lab: string; initial: RunListItem[] }) {
  const trpc = useTRPC()
  const { data: runs } = useQuery({ ...trpc.runs.list.queryOptions({ lab }), initialData: initial })
  const [state, setState] = useState<RunState | null>(null)
  const shown = state === null ? runs : runs.filter((run) => run.state === state)

  if (runs.length === 0)
    return (
      <>
        <PageHeader title="Runs" />
        <EmptyState title="Nothing has been run yet">
          Open a plan, choose a recipe and press “Start run”: the recipe is frozen as a revision and its run stands
          here.
        </EmptyState>
      </>
    )

  return (
    <>
      <PageHeader title="Runs" />
      <fieldset className="m-0 mb-4 flex flex-wrap gap-1.5 border-0 p-0">
        <legend className="sr-only">Show runs by state</legend>
        <Toggle isPressed={state === null} onClick={() => setState(null)}>{`all ${runs.length}`}</Toggle>
        {states.map((one) => {
          const count = runs.filter((run) => run.state === one).length
          return (
            count > 0 && (
              <Toggle key={one} isPressed={state === one} onClick={() => setState(state === one ? null : one)}>
                {`${runStateWords[one]} ${count}`}
              </Toggle>
            )
          )
        })}
      </fieldset>
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
          {shown.map((run) => (
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
              <td className="px-3 py-2 tabular-nums max-md:p-0">{run.sampleCodes.join(', ')}</td>
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
    </>
  )
}
