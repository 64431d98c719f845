import { isId, type MemberId, type PlanId } from '@/science/ids'
import { isProcess, type Process } from '@/science/recipe/process'
import type { RunState } from '@/server/views'

export const runViews = ['table', 'board', 'calendar'] as const
export const runGroupings = ['state', 'person', 'plan', 'process'] as const
const runStates: readonly RunState[] = ['running', 'done', 'done-differently', 'failed', 'never-run']

/** How somebody looks at the runs: all of it stands in the address, so that it can be sent to others. */
export interface RunsLook {
  view: (typeof runViews)[number]
  states: readonly RunState[]
  person: MemberId | null
  plan: PlanId | null
  process: Process | null
  /** What the board's columns are. */
  by: (typeof runGroupings)[number]
  span: 'month' | 'week'
  /** A day of the month or week that the calendar shows, `2026-11-20`; null is today. */
  day: string | null
}

/** What is no word of ours is as if it were not there. */
export function readLook(params: { get(name: string): string | null }): RunsLook {
  const [view, by, span] = [params.get('view'), params.get('by'), params.get('span')]
  const [person, plan, process, day] = ['person', 'plan', 'process', 'day'].map((name) => params.get(name))
  const states = (params.get('state') ?? '').split(',')
  return {
    view: runViews.find((one) => one === view) ?? 'table',
    states: runStates.filter((one) => states.includes(one)),
    person: isId('member', person) ? person : null,
    plan: isId('plan', plan) ? plan : null,
    process: isProcess(process) ? process : null,
    by: runGroupings.find((one) => one === by) ?? 'state',
    span: span === 'week' ? 'week' : 'month',
    day: day && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : null,
  }
}

/** What follows the `?`; what is usual is left out. */
export function writeLook({ view, states, person, plan, process, by, span, day }: RunsLook): string {
  const params = new URLSearchParams()
  if (view !== 'table') params.set('view', view)
  if (states.length > 0) params.set('state', states.join(','))
  if (person) params.set('person', person)
  if (plan) params.set('plan', plan)
  if (process) params.set('process', process)
  if (view === 'board' && by !== 'state') params.set('by', by)
  if (view === 'calendar' && span !== 'month') params.set('span', span)
  if (view === 'calendar' && day) params.set('day', day)
  return params.toString().replaceAll('%2C', ',')
}

/** As the API takes it. */
export function filterOf({ states, person, plan, process }: RunsLook) {
  return {
    states: states.length > 0 ? [...states] : undefined,
    person: person ?? undefined,
    plan: plan ?? undefined,
    process: process ?? undefined,
  }
}
