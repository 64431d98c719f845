'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useId } from 'react'
import { Formula } from '@/app/_components/Formula'
import { RelativeTime } from '@/app/_components/RelativeTime'
import { RunStateMark, runStateWords } from '@/app/_components/record/RunStateMark'
import { Select } from '@/app/_components/Select'
import { useTRPC } from '@/app/_lib/trpc'
import { processLabels } from '@/science/recipe/process'
import type { RunBoardView, RunListItem, RunState } from '@/server/views'
import { type filterOf, type RunsLook, readLook, runGroupings, writeLook } from './runsAddress'

/** A column for each state, person, plan or process, each with its newest runs. */
export function RunBoard({
  lab,
  filter,
  look,
  initial,
  onChange,
}: {
  lab: string
  filter: ReturnType<typeof filterOf>
  look: RunsLook
  initial: RunBoardView | undefined
  onChange: (part: Partial<RunsLook>) => void
}) {
  const trpc = useTRPC()
  const id = useId()
  const { data: board, isPlaceholderData } = useQuery({
    ...trpc.runs.board.queryOptions({ lab, ...filter, by: look.by }),
    initialData: initial,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })
  return (
    <>
      <div className="mb-3 flex items-center gap-2">
        <label htmlFor={id} className="text-sm text-ink-muted">
          Columns by
        </label>
        <Select
          id={id}
          value={look.by}
          onChange={(event) => onChange({ by: runGroupings.find((one) => one === event.target.value) ?? 'state' })}
        >
          {runGroupings.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Select>
      </div>
      {board?.columns.length === 0 && <p className="py-6 text-center text-ink-muted">No run fits this.</p>}
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Board"
        aria-busy={board === undefined || isPlaceholderData}
        className="-mx-4 flex snap-x gap-3 overflow-x-auto px-4 pb-3 sm:mx-0 sm:px-0"
      >
        {board?.columns.map((column) => (
          <section
            key={column.key}
            aria-label={titleOf(look.by, column)}
            className="flex w-[82vw] max-w-72 flex-none snap-start flex-col rounded-md bg-ground p-2 sm:w-auto sm:min-w-56 sm:flex-1"
          >
            <h2 className="m-0 flex items-baseline justify-between gap-3 px-1 pb-2 text-sm font-medium">
              {look.by === 'state' ? (
                <RunStateMark state={column.key as RunState} />
              ) : (
                <span className="min-w-0 break-words">
                  <Formula text={column.title} />
                </span>
              )}
              <span className="font-normal text-ink-muted tabular-nums">{column.count.toLocaleString('en')}</span>
            </h2>
            <ul className="m-0 flex list-none flex-col gap-2 p-0">
              {column.runs.map((run) => (
                <li key={run.id}>
                  <Card lab={lab} run={run} by={look.by} />
                </li>
              ))}
            </ul>
            {column.count > column.runs.length && (
              <Link
                href={`/${lab}/runs?${writeLook({ ...look, ...onlyColumn(look.by, column.key), view: 'table' })}`}
                className="mt-2 px-1 py-1 text-sm text-accent hover:underline"
              >
                All {column.count.toLocaleString('en')}
              </Link>
            )}
          </section>
        ))}
      </section>
      {board !== undefined && board.hiddenColumns > 0 && (
        <p className="m-0 mt-2 text-sm text-ink-muted">
          {board.hiddenColumns} more without a column; choose by the filters above.
        </p>
      )}
    </>
  )
}

function titleOf(by: RunsLook['by'], column: RunBoardView['columns'][number]): string {
  return by === 'state' ? runStateWords[column.key as RunState] : column.title
}

function onlyColumn(by: RunsLook['by'], key: string): Partial<RunsLook> {
  const read = readLook(new URLSearchParams({ [by]: key }))
  return by === 'state' ? { states: read.states } : { [by]: read[by] }
}

function Card({ lab, run, by }: { lab: string; run: RunListItem; by: RunsLook['by'] }) {
  return (
    <Link
      href={`/${lab}/runs/${run.id}`}
      className="block rounded border border-line bg-surface px-2.5 py-2 text-sm hover:border-line-strong"
    >
      <span className="flex items-start justify-between gap-2">
        <span className="min-w-0 font-medium break-words">
          <Formula text={run.recipeName} />, run {run.number}
        </span>
        {by !== 'state' && <RunStateMark state={run.state} withLabel={false} />}
      </span>
      {by !== 'plan' && (
        <span className="mt-0.5 line-clamp-1 text-xs text-ink-muted">
          <Formula text={run.planTitle} />
        </span>
      )}
      <span className="mt-1 flex flex-wrap justify-between gap-x-3 text-xs text-ink-muted">
        <span className="flex min-w-0 items-center gap-1.5">
          <span
            aria-hidden
            className="size-2 flex-none rounded-full"
            style={{ background: `var(--person-${run.startedBy.hue % 8})` }}
          />
          <span className="truncate">
            {[by !== 'person' && run.startedBy.name, by !== 'process' && processLabels[run.process]]
              .filter(Boolean)
              .join(', ')}
          </span>
        </span>
        <RelativeTime at={run.closedAt ?? run.startedAt} />
      </span>
      {by !== 'state' && <span className="sr-only">{runStateWords[run.state]}</span>}
    </Link>
  )
}
