'use client'

import { useQuery } from '@tanstack/react-query'
import { CalendarDays, Columns3, List } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useId } from 'react'
import { Toggle } from '@/app/_components/charts/CapacityChart'
import { EmptyState } from '@/app/_components/EmptyState'
import { PageHeader } from '@/app/_components/PageHeader'
import { runStateWords } from '@/app/_components/record/RunStateMark'
import { Select } from '@/app/_components/Select'
import { useTRPC } from '@/app/_lib/trpc'
import { processLabels } from '@/science/recipe/process'
import type { Page, RunBoardView, RunCountsView, RunListItem, RunState } from '@/server/views'
import { RunBoard } from './RunBoard'
import { RunCalendar } from './RunCalendar'
import { RunTable } from './RunTable'
import { filterOf, type RunsLook, readLook, writeLook } from './runsAddress'

const states = Object.keys(runStateWords) as RunState[]
const views = [
  { view: 'table', name: 'Table', Icon: List },
  { view: 'board', name: 'Board', Icon: Columns3 },
  { view: 'calendar', name: 'Calendar', Icon: CalendarDays },
] as const

/** The runs of a lab as a table, a board or a calendar. What one looks at stands in the address. */
export function RunsScreen({
  lab,
  look,
  initial,
}: {
  lab: string
  look: RunsLook
  initial: { counts: RunCountsView; table?: Page<RunListItem>; board?: RunBoardView }
}) {
  const trpc = useTRPC()
  const router = useRouter()
  const filter = filterOf(look)
  const { data: counts } = useQuery({
    ...trpc.runs.counts.queryOptions({ lab, ...filter }),
    initialData: initial.counts,
  })
  const change = (part: Partial<RunsLook>) => {
    const words = writeLook({ ...look, ...part })
    router.replace(`/${lab}/runs${words && `?${words}`}`, { scroll: false })
  }
  const total = Object.values(counts.states).reduce((sum, count) => sum + count, 0)
  const isFiltered = look.states.length > 0 || look.person || look.plan || look.process
  if (total === 0 && !isFiltered)
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
      <PageHeader title="Runs">
        <fieldset className="m-0 flex rounded-md border border-line p-0.5">
          <legend className="sr-only">Show as</legend>
          {views.map(({ view, name, Icon }) => (
            <button
              key={view}
              type="button"
              aria-pressed={look.view === view}
              onClick={() => change({ view })}
              className="inline-flex h-9 items-center gap-1.5 rounded px-2.5 text-sm text-ink-muted hover:text-ink aria-pressed:bg-hover aria-pressed:font-medium aria-pressed:text-ink sm:h-7"
            >
              <Icon aria-hidden className="size-4" /> {name}
            </button>
          ))}
        </fieldset>
      </PageHeader>
      <search aria-label="Filter runs" className="mb-4 flex flex-wrap items-end gap-x-4 gap-y-3">
        <fieldset className="m-0 flex flex-wrap gap-1.5 border-0 p-0">
          <legend className="sr-only">State</legend>
          <Toggle
            isPressed={look.states.length === 0}
            onClick={() => change({ states: [] })}
          >{`all ${total.toLocaleString('en')}`}</Toggle>
          {states.map((state) => {
            const count = counts.states[state] ?? 0
            const isOn = look.states.includes(state)
            return (
              (count > 0 || isOn) && (
                <Toggle
                  key={state}
                  isPressed={isOn}
                  onClick={() =>
                    change({ states: isOn ? look.states.filter((one) => one !== state) : [...look.states, state] })
                  }
                >
                  {`${runStateWords[state]} ${count.toLocaleString('en')}`}
                </Toggle>
              )
            )
          })}
        </fieldset>
        <div className="flex min-w-0 flex-1 flex-wrap items-end gap-2">
          <Choice
            label="Person"
            value={look.person}
            choices={counts.people.map(({ memberId, name, count }) => ({ value: memberId, label: name, count }))}
            onChange={(person) => change(readPart({ person }))}
          />
          <Choice
            label="Process"
            value={look.process}
            choices={Object.entries(counts.processes).map(([value, count]) => ({
              value,
              label: value in processLabels ? processLabels[value as keyof typeof processLabels] : value,
              count,
            }))}
            onChange={(process) => change(readPart({ process }))}
          />
          <Choice
            label="Plan"
            value={look.plan}
            choices={counts.plans.map(({ id, title, count }) => ({
              value: id,
              label: title || 'Untitled plan',
              count,
            }))}
            onChange={(plan) => change(readPart({ plan }))}
          />
        </div>
      </search>
      {look.view === 'table' && <RunTable lab={lab} filter={filter} initial={initial.table} />}
      {look.view === 'board' && (
        <RunBoard lab={lab} filter={filter} look={look} initial={initial.board} onChange={change} />
      )}
      {look.view === 'calendar' && <RunCalendar lab={lab} filter={filter} look={look} onChange={change} />}
    </>
  )
}

/** One choice as it would stand in the address: an id of the right kind, or none. */
function readPart(part: Partial<Record<'person' | 'plan' | 'process', string>>): Partial<RunsLook> {
  const read = readLook(new URLSearchParams(part))
  return Object.fromEntries(Object.keys(part).map((key) => [key, read[key as keyof RunsLook]]))
}

function Choice({
  label,
  value,
  choices,
  onChange,
}: {
  label: string
  value: string | null
  choices: readonly { value: string; label: string; count: number }[]
  onChange: (value: string) => void
}) {
  const id = useId()
  return (
    <div className="w-40 min-w-0 max-sm:flex-1">
      <label htmlFor={id} className="mb-1 block text-xs text-ink-muted">
        {label}
      </label>
      <Select id={id} value={value ?? ''} onChange={(event) => onChange(event.target.value)} className="w-full">
        <option value="">all</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label} ({choice.count})
          </option>
        ))}
      </Select>
    </div>
  )
}
