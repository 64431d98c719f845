'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useId } from 'react'
import { Button } from '@/app/_components/Button'
import { PageHeader } from '@/app/_components/PageHeader'
import { type ActivityFilter, ActivityList } from '@/app/_components/record/ActivityList'
import { Select } from '@/app/_components/Select'
import type { MemberId, PlanId } from '@/science/ids'
import type { ActivityKind } from '@/server/views'

const kinds: Record<ActivityKind, string> = {
  plans: 'Plans',
  reviews: 'Reviews',
  comments: 'Comments',
  runs: 'Runs',
  cells: 'Samples, cells and tests',
  library: 'Library',
  lab: 'Members and settings',
}

interface Named<Id> {
  id: Id
  name: string
}

/** What happened in the lab, to be looked through by person, kind and plan; the address keeps the choice. */
export function ActivityScreen({
  lab,
  people,
  plans,
}: {
  lab: string
  people: readonly Named<MemberId>[]
  plans: readonly Named<PlanId>[]
}) {
  const asked = useSearchParams()
  const router = useRouter()
  const filter: ActivityFilter = {
    by: people.find(({ id }) => id === asked.get('by'))?.id,
    kind: (Object.keys(kinds) as ActivityKind[]).find((kind) => kind === asked.get('kind')),
    plan: plans.find(({ id }) => id === asked.get('plan'))?.id,
  }
  const choose = (key: keyof ActivityFilter, value: string) => {
    const next = new URLSearchParams(asked)
    if (value === '') next.delete(key)
    else next.set(key, value)
    router.replace(`?${next}`, { scroll: false })
  }
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  return (
    <div className="max-w-[56rem]">
      <PageHeader title="Activity" />
      <search aria-label="What to show" className="mb-4 flex flex-wrap items-end gap-3">
        <Choice label="Who" all="everybody" value={filter.by} options={people} onChoose={(id) => choose('by', id)} />
        <Choice
          label="What"
          all="everything"
          value={filter.kind}
          options={Object.entries(kinds).map(([id, name]) => ({ id, name }))}
          onChoose={(id) => choose('kind', id)}
        />
        <Choice
          label="Plan"
          all="all plans"
          value={filter.plan}
          options={plans}
          onChoose={(id) => choose('plan', id)}
        />
        {isFiltered && (
          <Button variant="ghost" onClick={() => router.replace('?', { scroll: false })}>
            Show everything
          </Button>
        )}
      </search>
      <ActivityList
        lab={lab}
        filter={filter}
        none={
          isFiltered
            ? 'Nothing like that has happened.'
            : 'Nothing yet. Reviews, runs, samples and tests leave a line here, with who and when.'
        }
      />
    </div>
  )
}

function Choice({
  label,
  all,
  value = '',
  options,
  onChoose,
}: {
  label: string
  all: string
  value: string | undefined
  options: readonly Named<string>[]
  onChoose: (id: string) => void
}) {
  const id = useId()
  return (
    <div className="min-w-0 max-sm:w-full">
      <label htmlFor={id} className="mb-0.5 block text-xs text-ink-muted">
        {label}
      </label>
      <Select
        id={id}
        value={value}
        onChange={({ target }) => onChoose(target.value)}
        className="max-w-64 max-sm:w-full max-sm:max-w-none"
      >
        <option value="">{all}</option>
        {options.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </Select>
    </div>
  )
}
