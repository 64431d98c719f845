'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { BatteryMedium, ChevronLeft, ChevronRight, ClipboardCheck } from 'lucide-react'
import Link from 'next/link'
import { useSyncExternalStore } from 'react'
import { Button } from '@/app/_components/Button'
import { Formula } from '@/app/_components/Formula'
import { IconButton } from '@/app/_components/IconButton'
import { RunStateMark, runStateWords } from '@/app/_components/record/RunStateMark'
import { cn } from '@/app/_lib/cn'
import { useTRPC } from '@/app/_lib/trpc'
import type { RunCalendarView, RunListItem, RunState } from '@/server/views'
import { addDays, type Bar, dayName, dayOfName, layBars, stepFrom, weeksAround } from './calendarLayout'
import type { filterOf, RunsLook } from './runsAddress'

const never = () => () => {}
/** Lanes of a week in the month; the week's own view shows all. */
const lanesOfMonth = 5
const dayWords = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const monthWords = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const barLooks: Record<RunState, string> = {
  running: 'border-running text-running',
  done: 'border-done text-done',
  'done-differently': 'border-done border-dashed text-done',
  failed: 'border-failed text-failed',
  'never-run': 'border-line-strong text-ink-muted',
}

/** Runs as bars from start to close over the days of a month or a week, with the reviews asked for and the cells built. */
export function RunCalendar({
  lab,
  filter,
  look,
  onChange,
}: {
  lab: string
  filter: ReturnType<typeof filterOf>
  look: RunsLook
  onChange: (part: Partial<RunsLook>) => void
}) {
  const trpc = useTRPC()
  // Days are those of the reader's own zone, which the server does not know.
  const today = useSyncExternalStore(
    never,
    () => dayName(new Date()),
    () => null,
  )
  const shown = look.day ?? today
  const day = dayOfName(shown ?? '1970-01-01')
  const weeks = weeksAround(day, look.span)
  const from = weeks[0]?.[0] ?? day
  const before = addDays(from, weeks.length * 7)
  const { data, isPlaceholderData } = useQuery({
    ...trpc.runs.calendar.queryOptions({ lab, ...filter, from, before }),
    enabled: shown !== null,
    placeholderData: keepPreviousData,
  })
  const go = (to: Date) => onChange({ day: dayName(to) === today ? null : dayName(to) })
  const title =
    look.span === 'month'
      ? `${monthWords[day.getMonth()]} ${day.getFullYear()}`
      : `Week of ${from.getDate()} ${monthWords[from.getMonth()]} ${from.getFullYear()}`
  const until = dayOfName(today ?? '1970-01-01')

  return (
    <section aria-label="Calendar" aria-busy={shown === null || data === undefined || isPlaceholderData}>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <IconButton
          icon={ChevronLeft}
          label={`Earlier ${look.span}`}
          onClick={() => go(stepFrom(day, look.span, -1))}
        />
        <IconButton icon={ChevronRight} label={`Later ${look.span}`} onClick={() => go(stepFrom(day, look.span, 1))} />
        <h2 aria-live="polite" className="m-0 mr-2 min-w-44 text-base font-semibold">
          {shown === null ? ' ' : title}
        </h2>
        <Button disabled={look.day === null} onClick={() => onChange({ day: null })}>
          Today
        </Button>
        <Button onClick={() => onChange({ span: look.span === 'month' ? 'week' : 'month' })}>
          {look.span === 'month' ? 'One week' : 'Whole month'}
        </Button>
      </div>
      {data?.isCut && (
        <p className="m-0 mb-2 text-sm text-ink-muted">
          More runs than a calendar can show: the newest are here. Narrow them by the filters above.
        </p>
      )}
      {shown !== null && data && (
        <>
          <div className="max-md:hidden">
            <div aria-hidden className="grid grid-cols-7 border-b border-line text-xs text-ink-muted">
              {dayWords.map((word) => (
                <span key={word} className="px-2 py-1">
                  {word}
                </span>
              ))}
            </div>
            {weeks.map((week) => (
              <Week
                key={week[0]?.getTime()}
                lab={lab}
                week={week}
                data={data}
                until={until}
                today={today}
                month={look.span === 'month' ? day.getMonth() : null}
                lanes={look.span === 'month' ? lanesOfMonth : Number.POSITIVE_INFINITY}
                onDay={(one) => onChange({ span: 'week', day: dayName(one) })}
              />
            ))}
          </div>
          <DayList lab={lab} days={weeks.flat()} data={data} month={look.span === 'month' ? day.getMonth() : null} />
        </>
      )}
    </section>
  )
}

function Week({
  lab,
  week,
  data,
  until,
  today,
  month,
  lanes,
  onDay,
}: {
  lab: string
  week: readonly Date[]
  data: RunCalendarView
  until: Date
  today: string | null
  month: number | null
  lanes: number
  onDay: (day: Date) => void
}) {
  const bars = layBars(data.runs, week, until)
  const shown = bars.filter((bar) => bar.lane < lanes)
  const height = Math.min(lanes, Math.max(0, ...bars.map((bar) => bar.lane + 1)))
  return (
    <div
      className="grid min-h-24 grid-cols-7 border-b border-line"
      style={{ gridTemplateRows: ['auto auto', ...Array(height).fill('1.625rem'), 'minmax(0.25rem, 1fr)'].join(' ') }}
    >
      {week.map((day, place) => {
        const name = dayName(day)
        const hidden = bars.filter((bar) => bar.lane >= lanes && bar.from <= place && place <= bar.to).length
        return (
          <div
            key={name}
            className={cn(
              'border-line px-1.5 pt-1 text-xs [&:not(:first-child)]:border-l',
              month !== null && day.getMonth() !== month && 'bg-ground text-ink-muted',
            )}
            style={{ gridColumn: place + 1, gridRow: '1 / -1' }}
          >
            <div className="flex items-center justify-between gap-1">
              <time
                dateTime={name}
                aria-current={name === today ? 'date' : undefined}
                className="flex size-6 items-center justify-center rounded-full tabular-nums aria-[current]:bg-accent aria-[current]:font-medium aria-[current]:text-on-accent"
              >
                {day.getDate()}
              </time>
              {hidden > 0 && (
                <button
                  type="button"
                  onClick={() => onDay(day)}
                  className="rounded px-1 py-0.5 text-accent hover:underline"
                  aria-label={`${hidden} more runs on ${name}: show the week`}
                >
                  {hidden} more
                </button>
              )}
            </div>
          </div>
        )
      })}
      {week.map((day, place) => (
        <div
          key={dayName(day)}
          className="flex min-h-5 flex-wrap content-start gap-x-2 px-2 pb-0.5 text-xs"
          style={{ gridColumn: place + 1, gridRow: 2, marginTop: '1.9rem' }}
        >
          <Marks lab={lab} day={day} data={data} />
        </div>
      ))}
      {shown.map((bar) => (
        <RunBar key={bar.item.id} lab={lab} bar={bar} />
      ))}
    </div>
  )
}

function RunBar({
  lab,
  bar: { item: run, lane, from, to, isCutLeft, isCutRight },
}: {
  lab: string
  bar: Bar<RunListItem>
}) {
  return (
    <Link
      href={`/${lab}/runs/${run.id}`}
      title={`${run.recipeName}, run ${run.number}: ${runStateWords[run.state]}, ${run.startedBy.name}`}
      className={cn(
        'z-1 mx-1 my-px flex min-w-0 items-center gap-1 overflow-hidden border bg-surface px-1.5 text-xs hover:bg-hover',
        barLooks[run.state],
        isCutLeft ? 'ml-0 border-l-0' : 'rounded-l',
        isCutRight ? 'mr-0 border-r-0' : 'rounded-r',
      )}
      style={{ gridColumn: `${from + 1} / ${to + 2}`, gridRow: lane + 3 }}
    >
      <RunStateMark state={run.state} withLabel={false} />
      <span className="truncate text-ink">
        <Formula text={run.recipeName} /> {run.number}
      </span>
      <span className="sr-only">
        , {runStateWords[run.state]}, {run.startedBy.name}
      </span>
    </Link>
  )
}

/** The reviews that were asked for on a day, and how many cells were built. */
function Marks({ lab, day, data }: { lab: string; day: Date; data: RunCalendarView }) {
  const name = dayName(day)
  const reviews = data.reviews.filter(({ at }) => dayName(at) === name)
  const cells = data.cells.filter(({ at }) => dayName(at) === name)
  const [only] = cells
  return (
    <>
      {reviews.map((review) => (
        <Link
          key={review.id}
          href={`/${lab}/reviews/${review.id}`}
          title={`Review of ${review.planTitle}: ${review.state}`}
          className="z-1 inline-flex min-w-0 max-w-full items-center gap-1 text-ink-muted hover:text-ink hover:underline"
        >
          <ClipboardCheck aria-hidden className="size-3.5 flex-none" />
          <span className="truncate">{review.planTitle}</span>
        </Link>
      ))}
      {only && (
        <span
          className="z-1 inline-flex items-center gap-1 text-ink-muted"
          title={cells.map((cell) => cell.name).join(', ')}
        >
          <BatteryMedium aria-hidden className="size-3.5" />
          {cells.length === 1 ? (
            <Link href={`/${lab}/cells/${only.id}`} className="hover:text-ink hover:underline">
              {only.name}
            </Link>
          ) : (
            `${cells.length} cells`
          )}
        </span>
      )}
    </>
  )
}

/** On a phone: the days on which something began or was done, one below the other. */
function DayList({
  lab,
  days,
  data,
  month,
}: {
  lab: string
  days: readonly Date[]
  data: RunCalendarView
  month: number | null
}) {
  const shown = days
    .filter((day) => month === null || day.getMonth() === month)
    .map((day) => {
      const name = dayName(day)
      return {
        day,
        name,
        runs: data.runs.filter((run) => dayName(run.startedAt) === name),
        hasMarks: [...data.reviews, ...data.cells].some(({ at }) => dayName(at) === name),
      }
    })
    .filter(({ runs, hasMarks }) => runs.length > 0 || hasMarks)
  if (shown.length === 0) return <p className="py-6 text-center text-ink-muted md:hidden">Nothing in these days.</p>
  return (
    <ol className="m-0 list-none p-0 md:hidden">
      {shown.map(({ day, name, runs }) => (
        <li key={name} className="grid grid-cols-[3rem_minmax(0,1fr)] gap-x-3 border-t border-line py-2">
          <time dateTime={name} className="text-sm text-ink-muted tabular-nums">
            {day.getDate()} <span className="block text-xs">{dayWords[(day.getDay() + 6) % 7]}</span>
          </time>
          <div className="flex flex-col gap-1 text-sm">
            {runs.map((run) => (
              <Link
                key={run.id}
                href={`/${lab}/runs/${run.id}`}
                className="flex min-h-11 items-center justify-between gap-3"
              >
                <span className="min-w-0 break-words">
                  <Formula text={run.recipeName} />, run {run.number}
                  <span className="block text-xs text-ink-muted">{run.startedBy.name}</span>
                </span>
                <RunStateMark state={run.state} />
              </Link>
            ))}
            <div className="flex flex-col gap-1 text-xs">
              <Marks lab={lab} day={day} data={data} />
            </div>
          </div>
        </li>
      ))}
    </ol>
  )
}
