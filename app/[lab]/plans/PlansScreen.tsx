'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/app/_components/Button'
import { type DataColumn, DataTable } from '@/app/_components/DataTable'
import { EmptyState } from '@/app/_components/EmptyState'
import { Formula } from '@/app/_components/Formula'
import { Input } from '@/app/_components/Input'
import { MoreRows } from '@/app/_components/MoreRows'
import { PageHeader } from '@/app/_components/PageHeader'
import { RelativeTime } from '@/app/_components/RelativeTime'
import { joinPages, pagesFrom } from '@/app/_lib/pages'
import { useTRPC } from '@/app/_lib/trpc'
import { useSettled } from '@/app/_lib/useSettled'
import type { Page, PlanListItem } from '@/server/views'
import { PlanStateMark } from './[plan]/_review/PlanStateMark'
import { NewPlanForm, type PlanTemplate } from './NewPlanForm'

const planSorts = ['updated', 'title', 'recipes', 'runs', 'cells'] as const

export function PlansScreen({
  lab,
  mayCreate,
  initial,
  templates,
  isCreating: isCreatingAtFirst,
}: {
  lab: string
  mayCreate: boolean
  initial: Page<PlanListItem>
  templates: PlanTemplate[]
  isCreating: boolean
}) {
  const trpc = useTRPC()
  const router = useRouter()
  const [withArchived, setWithArchived] = useState(false)
  const [typed, setTyped] = useState('')
  const text = useSettled(typed.trim())
  const [sorting, setSorting] = useState([{ id: 'updated', desc: true }])
  const [{ id, desc: isDescending } = { id: 'updated', desc: true }] = sorting
  const sort = planSorts.find((one) => one === id) ?? 'updated'
  const isAsAtFirst = !withArchived && text === '' && sort === 'updated' && isDescending
  const query = useInfiniteQuery({
    ...trpc.plans.list.infiniteQueryOptions(
      { lab, includeArchived: withArchived, text, sort, isDescending },
      pagesFrom(isAsAtFirst ? initial : undefined),
    ),
    placeholderData: keepPreviousData,
  })
  const { items: plans, total } = joinPages(query.data)
  const isEmpty = plans.length === 0 && text === ''
  // The address says it, so that the palette and a link can ask for a new plan.
  const isCreating = mayCreate && (isCreatingAtFirst || isEmpty)

  return (
    <>
      <PageHeader title="Plans">
        {!isEmpty && (
          <Input
            type="search"
            aria-label="Title or aim"
            placeholder="Title or aim"
            value={typed}
            maxLength={200}
            onChange={(event) => setTyped(event.target.value)}
            className="w-full sm:w-56"
          />
        )}
        <label className="mr-2 flex min-h-10 items-center gap-2 text-sm text-ink-muted sm:min-h-8">
          <input
            type="checkbox"
            checked={withArchived}
            onChange={(event) => setWithArchived(event.target.checked)}
            className="size-4 accent-accent"
          />
          archived ones too
        </label>
        {mayCreate && !isCreating && (
          <Button variant="primary" onClick={() => router.replace(`/${lab}/plans?new`, { scroll: false })}>
            <Plus aria-hidden className="size-4" /> New plan
          </Button>
        )}
      </PageHeader>
      {isCreating && (
        <NewPlanForm
          lab={lab}
          templates={templates}
          onCancel={isEmpty ? undefined : () => router.replace(`/${lab}/plans`, { scroll: false })}
        />
      )}
      {plans.length > 0 ? (
        <>
          <DataTable
            caption="Plans of this lab"
            columns={planColumns(lab)}
            rows={plans}
            rowKey={(plan) => plan.id}
            sortedElsewhere={{ sorting, onSort: setSorting }}
          />
          <MoreRows shown={plans.length} total={total} what={total === 1 ? 'plan' : 'plans'} more={query} />
        </>
      ) : text !== '' ? (
        <p className="py-6 text-center text-ink-muted">No plan has this in its title or aim.</p>
      ) : (
        !mayCreate && (
          <EmptyState title="No plans yet">When somebody in the lab makes a plan, it stands here.</EmptyState>
        )
      )}
    </>
  )
}

const columnsByLab = new Map<string, readonly DataColumn<PlanListItem>[]>()

/** The same array for the same lab, as the table asks for stable columns. */
function planColumns(lab: string): readonly DataColumn<PlanListItem>[] {
  const known = columnsByLab.get(lab)
  if (known) return known
  const columns: DataColumn<PlanListItem>[] = [
    {
      key: 'title',
      head: 'Plan',
      sortBy: (plan) => plan.title,
      className: 'max-w-[40rem] sm:min-w-48',
      cell: (plan) => (
        <>
          <Link href={`/${lab}/plans/${plan.id}`} className="font-medium text-accent hover:underline">
            {plan.title ? <Formula text={plan.title} /> : 'Untitled plan'}
          </Link>
          {plan.isArchived && <span className="ml-2 text-xs text-ink-muted">archived</span>}
          {plan.aim && (
            <span className="line-clamp-1 text-xs text-ink-muted">
              <Formula text={plan.aim} />
            </span>
          )}
          <span className="mt-1 flex flex-wrap gap-x-3 text-ink-muted sm:hidden">
            <PlanStateMark state={plan.state} changed={0} />
            {plan.recipeCount === 1 ? '1 recipe' : `${plan.recipeCount} recipes`}
          </span>
        </>
      ),
    },
    {
      key: 'state',
      head: 'State',
      hideBelow: 'sm',
      className: 'whitespace-nowrap',
      cell: (plan) => <PlanStateMark state={plan.state} changed={0} />,
    },
    {
      key: 'recipes',
      head: 'Recipes',
      isNumber: true,
      sortBy: (plan) => plan.recipeCount,
      hideBelow: 'sm',
      cell: (plan) => plan.recipeCount,
    },
    {
      key: 'runs',
      head: 'Runs',
      isNumber: true,
      sortBy: (plan) => plan.runCount,
      hideBelow: 'sm',
      cell: (plan) => plan.runCount,
    },
    {
      key: 'cells',
      head: 'Cells',
      isNumber: true,
      sortBy: (plan) => plan.cellCount,
      hideBelow: 'sm',
      cell: (plan) => plan.cellCount,
    },
    {
      key: 'updated',
      head: 'Changed',
      isNumber: true,
      sortBy: (plan) => plan.updatedAt.getTime(),
      cell: (plan) => <RelativeTime at={plan.updatedAt} />,
    },
  ]
  columnsByLab.set(lab, columns)
  return columns
}
