import {
  countRunsBy,
  listCellsBetween,
  listPlanTitles,
  listReviewsBetween,
  listRunPage,
  listRunsBetween,
  type RunFilter,
  type RunGroup,
} from '@/db/queries/runLists'
import { listCodesAndCells, listRunRows } from '@/db/queries/runs'
import type { LabScope } from '@/db/queries/scope'
import { isId, type MemberId, type RunId } from '@/science/ids'
import { type Process, processLabels } from '@/science/recipe/process'
import { AppError } from '../errors'
import type { Page, RunBoardView, RunCalendarView, RunCountsView, RunListItem, RunState } from '../views'
import { type LabContext, scopeOf } from './context'
import { pageOf, readCursor } from './pages'
import { type People, peopleOf } from './people'
import { groupBy } from './retention'
import { runItem } from './runs'

/** How many cards a column of the board shows, and how many columns there are at most. */
const cardsOfAColumn = 12
const mostColumns = 12
/** More than a wall screen has room for in one month. */
const mostInCalendar = 600
const longestCalendarDays = 100
const day = 86_400_000

/** A lab's runs, the newest first. */
export async function pageOfRuns(
  context: LabContext,
  { cursor, limit = 50, ...filter }: RunFilter & { cursor?: string | null; limit?: number },
): Promise<Page<RunListItem>> {
  const lab = scopeOf(context)
  const [places, counts, people] = await Promise.all([
    listRunPage(lab, filter, { from: readCursor(cursor), limit: limit + 1 }),
    countRunsBy(lab, filter, 'state'),
    peopleOf(lab),
  ])
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  return {
    ...pageOf(places, limit, total, ({ id, startedAt }) => ({ value: startedAt.getTime(), id })),
    items: await runItems(
      lab,
      places.slice(0, limit).map(({ id }) => id),
      people,
    ),
  }
}

/** In the order of the list, which is that of the ids. */
export async function runItems(lab: LabScope, ids: readonly RunId[], people: People): Promise<RunListItem[]> {
  if (ids.length === 0) return []
  const [rows, codes] = await Promise.all([listRunRows(lab, { ids }), listCodesAndCells(lab, { ids })])
  const codesOf = groupBy(codes, (row) => row.runId)
  return rows.map((row) => runItem(row, codesOf.get(row.run.id) ?? [], people))
}

/** How many there are of each state, and what else a list can be narrowed to, under the other choices. */
export async function countRuns(context: LabContext, filter: RunFilter): Promise<RunCountsView> {
  const lab = scopeOf(context)
  const without = (key: keyof RunFilter): RunFilter => ({ ...filter, [key]: undefined })
  const [states, persons, plans, processes, people] = await Promise.all([
    countRunsBy(lab, without('states'), 'state'),
    countRunsBy(lab, without('person'), 'person'),
    countRunsBy(lab, without('plan'), 'plan'),
    countRunsBy(lab, without('process'), 'process'),
    peopleOf(lab),
  ])
  const titles = await listPlanTitles(
    lab,
    plans.flatMap(({ key }) => (isId('plan', key) ? [key] : [])),
  )
  return {
    states: Object.fromEntries(states.map(({ key, count }) => [key, count])),
    people: persons.map(({ key, count }) => ({ ...people(key as MemberId), count })),
    plans: plans.flatMap(({ key, count }) =>
      isId('plan', key) ? [{ id: key, title: titles.get(key) ?? '', count }] : [],
    ),
    processes: Object.fromEntries(processes.map(({ key, count }) => [key, count])),
  }
}

const stateOrder: readonly RunState[] = ['running', 'done', 'done-differently', 'failed', 'never-run']

/** A column for each state, person, plan or process, each with its newest runs; the busiest lately stand first. */
export async function boardOfRuns(
  context: LabContext,
  { by, ...filter }: RunFilter & { by: RunGroup },
): Promise<RunBoardView> {
  const lab = scopeOf(context)
  const [counted, people] = await Promise.all([countRunsBy(lab, filter, by), peopleOf(lab)])
  const counts = new Map(counted.map(({ key, count }) => [key, count]))
  const keys =
    by === 'state'
      ? stateOrder.filter((state) => filter.states === undefined || filter.states.includes(state))
      : counted.slice(0, mostColumns).map(({ key }) => key)
  const titles =
    by === 'plan'
      ? await listPlanTitles(
          lab,
          keys.flatMap((key) => (isId('plan', key) ? [key] : [])),
        )
      : new Map<string, string>()
  const places = await Promise.all(
    keys.map((key) => listRunPage(lab, { ...filter, ...only(by, key) }, { from: null, limit: cardsOfAColumn })),
  )
  const items = await runItems(
    lab,
    places.flat().map(({ id }) => id),
    people,
  )
  const itemOf = new Map(items.map((item) => [item.id, item]))
  return {
    columns: keys.map((key, index) => ({
      key,
      title:
        by === 'person'
          ? people(key as MemberId).name
          : by === 'plan'
            ? titles.get(key) || 'Untitled plan'
            : by === 'process'
              ? processLabels[key as Process]
              : key,
      count: counts.get(key) ?? 0,
      runs: (places[index] ?? []).flatMap(({ id }) => itemOf.get(id) ?? []),
    })),
    hiddenColumns: Math.max(0, counted.length - keys.length),
  }
}

function only(by: RunGroup, key: string): RunFilter {
  switch (by) {
    case 'state':
      return { states: [key as RunState] }
    case 'person':
      return { person: key as MemberId }
    case 'plan':
      return isId('plan', key) ? { plan: key } : {}
    case 'process':
      return { process: key as Process }
  }
}

/** What was going on between two moments: runs from start to close, reviews asked for, cells built. */
export async function calendarOfRuns(
  context: LabContext,
  { from, before, ...filter }: RunFilter & { from: Date; before: Date },
): Promise<RunCalendarView> {
  if (before <= from || before.getTime() - from.getTime() > longestCalendarDays * day)
    throw new AppError(
      'bad-input',
      `Expected a span of up to ${longestCalendarDays} days, its end after its beginning.`,
    )
  const lab = scopeOf(context)
  const [places, reviews, cells, people] = await Promise.all([
    listRunsBetween(lab, { ...filter, from, before }, mostInCalendar),
    listReviewsBetween(lab, { from, before, plan: filter.plan }, mostInCalendar),
    listCellsBetween(lab, { from, before, plan: filter.plan, person: filter.person }, mostInCalendar),
    peopleOf(lab),
  ])
  return {
    runs: (
      await runItems(
        lab,
        places.map(({ id }) => id),
        people,
      )
    ).toReversed(),
    reviews,
    cells,
    isCut: places.length === mostInCalendar,
  }
}
