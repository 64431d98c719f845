'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '@/app/_components/Button'
import { EmptyState } from '@/app/_components/EmptyState'
import { Formula } from '@/app/_components/Formula'
import { PageHeader } from '@/app/_components/PageHeader'
import { RelativeTime } from '@/app/_components/RelativeTime'
import { ActivityLines } from '@/app/_components/record/ActivityLines'
import { Section } from '@/app/_components/record/Facts'
import { RunStateMark } from '@/app/_components/record/RunStateMark'
import { useTRPC } from '@/app/_lib/trpc'
import type { ActivityView, LabView, PlanListItem, RunListItem } from '@/server/views'
import { PlanStateMark } from './plans/[plan]/_review/PlanStateMark'

interface Work {
  plans: PlanListItem[]
  runs: RunListItem[]
  activity: ActivityView[]
}

const shownPlans = 6

/** Where one left off: what runs, what waits for a decision, the plans last changed, and what the others did. */
export function HomeScreen({ lab, initial }: { lab: LabView; initial: Work }) {
  const trpc = useTRPC()
  const asked = { lab: lab.slug }
  const { data: plans } = useQuery({ ...trpc.plans.list.queryOptions(asked), initialData: initial.plans })
  const { data: runs } = useQuery({ ...trpc.runs.list.queryOptions(asked), initialData: initial.runs })
  const { data: activity } = useQuery({
    ...trpc.activity.list.queryOptions({ ...asked, limit: 20 }),
    initialData: initial.activity,
  })
  const mayCreate = lab.allowed.includes('plan.create')
  const running = runs.filter((run) => run.state === 'running')
  const waiting = plans.filter((plan) => plan.state === 'in-review')
  const latest = plans
    .filter((plan) => plan.state !== 'in-review')
    .sort((one, other) => other.updatedAt.getTime() - one.updatedAt.getTime())

  if (plans.length === 0)
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
        {mayCreate && (
          <Link href={`/${lab.slug}/plans?new`} className={buttonClass()}>
            <Plus aria-hidden className="size-4" /> New plan
          </Link>
        )}
      </PageHeader>
      <div className="grid gap-x-12 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <div className="min-w-0">
          {running.length > 0 && (
            <Section title="Running">
              <List>
                {running.map((run) => (
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
              </List>
            </Section>
          )}
          {waiting.length > 0 && (
            <Section title={lab.me.role === 'pi' ? 'Waiting for your review' : 'In review'}>
              <PlanLines lab={lab.slug} plans={waiting} />
            </Section>
          )}
          {latest.length > 0 && (
            <Section
              title="Plans, last changed first"
              aside={
                latest.length > shownPlans && (
                  <Link href={`/${lab.slug}/plans`} className="text-sm text-accent hover:underline">
                    All {plans.length}
                  </Link>
                )
              }
            >
              <PlanLines lab={lab.slug} plans={latest.slice(0, shownPlans)} />
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
    <List>
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
    </List>
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

function List({ children }: { children: React.ReactNode }) {
  return <ul className="m-0 list-none p-0">{children}</ul>
}

function Line({ href, title, detail, aside }: { href: string; title: string; detail: string; aside: React.ReactNode }) {
  return (
    <li className="border-t border-line first:border-t-0">
      <Link
        href={href}
        className="-mx-2 flex flex-wrap items-baseline justify-between gap-x-6 rounded px-2 py-2.5 hover:bg-ground"
      >
        <span className="min-w-0 flex-1 basis-64">
          <span className="font-medium break-words">
            <Formula text={title} />
          </span>
          <span className="block text-sm text-ink-muted">
            <Formula text={detail} />
          </span>
        </span>
        <span className="flex items-center gap-x-4 text-sm text-ink-muted sm:grid sm:grid-cols-[12.5rem_6rem] sm:[&>:last-child]:text-right">
          {aside}
        </span>
      </Link>
    </li>
  )
}
