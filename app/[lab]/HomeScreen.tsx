'use client'

import { useQuery } from '@tanstack/react-query'
import { FileUp, ListTodo, Plus } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '@/app/_components/Button'
import { EmptyState } from '@/app/_components/EmptyState'
import { PageHeader } from '@/app/_components/PageHeader'
import { RelativeTime } from '@/app/_components/RelativeTime'
import { ActivityLines } from '@/app/_components/record/ActivityLines'
import { Section } from '@/app/_components/record/Facts'
import { RunStateMark } from '@/app/_components/record/RunStateMark'
import { useTRPC } from '@/app/_lib/trpc'
import type { ActivityView, LabView, MyWorkView, Page, PlanListItem, RunListItem } from '@/server/views'
import { homeQueries } from './homeQueries'
import { Line, Lines } from './my-work/Lines'
import { MyWork } from './my-work/MyWork'
import { PlanStateMark } from './plans/[plan]/_review/PlanStateMark'

interface HomeData {
  work: MyWorkView
  plans: Page<PlanListItem>
  waiting: Page<PlanListItem>
  running: Page<RunListItem>
  activity: ActivityView[]
}

const mostOfEachWork = 4

/** Where one left off: what waits for oneself, what runs, what is in review, the plans last changed, what the others did. */
export function HomeScreen({ lab, initial }: { lab: LabView; initial: HomeData }) {
  const trpc = useTRPC()
  const asked = { lab: lab.slug }
  const { data: work } = useQuery({ ...trpc.work.mine.queryOptions(asked), initialData: initial.work })
  const { data: plans } = useQuery({
    ...trpc.plans.list.queryOptions({ ...asked, ...homeQueries.plans }),
    initialData: initial.plans,
  })
  const { data: waiting } = useQuery({
    ...trpc.plans.list.queryOptions({ ...asked, ...homeQueries.waiting }),
    initialData: initial.waiting,
  })
  const { data: running } = useQuery({
    ...trpc.runs.page.queryOptions({ ...asked, ...homeQueries.running }),
    initialData: initial.running,
  })
  const { data: activity } = useQuery({
    ...trpc.activity.list.queryOptions({ ...asked, ...homeQueries.activity }),
    initialData: initial.activity,
  })
  const mayCreate = lab.allowed.includes('plan.create')
  const runningOfOthers = running.items.filter((run) => !work.runs.some(({ id }) => id === run.id))

  if (plans.total + waiting.total === 0)
    return (
      <>
        <PageHeader title={lab.name} />
        <EmptyState
          title="Begin with a plan"
          action={
            mayCreate && (
              <Link href={`/${lab.slug}/plans?new`} className={buttonClass({ variant: 'primary' })}>
                <Plus aria-hidden className="size-4" /> New plan
              </Link>
            )
          }
        >
          <p className="m-0">
            A plan holds the recipes that you want to compare. Edit them together, have them approved, and start runs
            from them; samples, cells and results then hang on to the recipe they came from.
          </p>
          {lab.allowed.includes('member.invite') && (
            <p className="mt-2 mb-0">
              To work together,{' '}
              <Link href={`/${lab.slug}/members`} className="text-accent underline">
                invite the others
              </Link>
              .
            </p>
          )}
        </EmptyState>
      </>
    )

  return (
    <>
      <PageHeader title={lab.name}>
        <Link href={`/${lab.slug}/my-work`} className={buttonClass({ variant: 'ghost' })}>
          <ListTodo aria-hidden className="size-4" /> My work
        </Link>
        {lab.allowed.includes('test.upload') && (
          <Link href={`/${lab.slug}/upload`} className={buttonClass()}>
            <FileUp aria-hidden className="size-4" /> Upload files
          </Link>
        )}
        {mayCreate && (
          <Link href={`/${lab.slug}/plans?new`} className={buttonClass()}>
            <Plus aria-hidden className="size-4" /> New plan
          </Link>
        )}
      </PageHeader>
      <div className="grid gap-x-12 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <div className="min-w-0">
          <MyWork lab={lab} work={work} most={mostOfEachWork} />
          {runningOfOthers.length > 0 && (
            <Section
              title={work.runs.length > 0 ? 'Running, of others' : 'Running'}
              aside={
                running.total > running.items.length && (
                  <Link href={`/${lab.slug}/runs?state=running`} className="text-sm text-accent hover:underline">
                    All {running.total} that run
                  </Link>
                )
              }
            >
              <Lines>
                {runningOfOthers.map((run) => (
                  <Line
                    key={run.id}
                    href={`/${lab.slug}/runs/${run.id}`}
                    title={`${run.recipeName}, run ${run.number}`}
                    detail={`${run.planTitle} · ${run.startedBy.name}`}
                    aside={
                      <>
                        <RunStateMark state={run.state} />
                        <RelativeTime at={run.startedAt} />
                      </>
                    }
                  />
                ))}
              </Lines>
            </Section>
          )}
          {waiting.items.length > 0 && (
            <Section
              title="In review"
              aside={
                waiting.total > waiting.items.length && (
                  <span className="text-sm text-ink-muted">the last changed of {waiting.total}</span>
                )
              }
            >
              <PlanLines lab={lab.slug} plans={waiting.items} />
            </Section>
          )}
          {plans.items.length > 0 && (
            <Section
              title="Plans, last changed first"
              aside={
                plans.total > plans.items.length && (
                  <Link href={`/${lab.slug}/plans`} className="text-sm text-accent hover:underline">
                    All {(plans.total + waiting.total).toLocaleString('en')}
                  </Link>
                )
              }
            >
              <PlanLines lab={lab.slug} plans={plans.items} />
            </Section>
          )}
        </div>
        <div className="max-lg:border-t max-lg:border-line max-lg:pt-5">
          <Section
            title="What happened"
            aside={
              activity.length > 0 && (
                <Link href={`/${lab.slug}/activity`} className="text-sm text-accent hover:underline">
                  All activity
                </Link>
              )
            }
          >
            {activity.length === 0 ? (
              <p className="m-0 text-sm text-ink-muted">
                Reviews, runs, samples and tests leave a line here, with who and when.
              </p>
            ) : (
              <ActivityLines lab={lab.slug} lines={activity} />
            )}
          </Section>
        </div>
      </div>
    </>
  )
}

function PlanLines({ lab, plans }: { lab: string; plans: readonly PlanListItem[] }) {
  return (
    <Lines>
      {plans.map((plan) => (
        <Line
          key={plan.id}
          href={`/${lab}/plans/${plan.id}`}
          title={plan.title || 'Untitled plan'}
          detail={counts(plan)}
          aside={
            <>
              <PlanStateMark state={plan.state} changed={0} />
              <RelativeTime at={plan.updatedAt} />
            </>
          }
        />
      ))}
    </Lines>
  )
}

function counts(plan: PlanListItem): string {
  const say = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`
  return [
    say(plan.recipeCount, 'recipe'),
    plan.runCount > 0 && say(plan.runCount, 'run'),
    plan.cellCount > 0 && say(plan.cellCount, 'cell'),
  ]
    .filter(Boolean)
    .join(' · ')
}
