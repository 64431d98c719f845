'use client'

import { Play, Square, Timer } from 'lucide-react'
import { Button } from '@/app/_components/Button'
import { formatClock, formatSpan } from '@/app/_components/record/moments'
import { When } from '@/app/_components/record/When'
import { elapsedMs, enteredLater, type StepTimer as Timed } from '@/science/run/record'
import type { RunEntryView } from '@/server/views'
import { BeganEarlier } from './BeganEarlier'
import { useNow } from './useNow'

const hourMs = 3_600_000

/** How long a step has been going on, against how long it is to take. It is the record's, not this page's: everybody sees the same. */
export function StepTimer({
  title,
  timer,
  plannedHours,
  earliest,
  mayTime,
  onStart,
  onStop,
}: {
  title: string
  timer: Timed<RunEntryView> | null
  plannedHours: number | null
  /** It did not begin before that: the run, or the last time that it was stopped. */
  earliest: { at: Date; because: string }
  mayTime: boolean
  /** @param at when it began, ms, where that is not now */
  onStart: (at?: number) => void
  onStop: () => void
}) {
  const isRunning = timer !== null && timer.stop === null
  const now = useNow(isRunning)
  const earlier = <BeganEarlier what={title} earliest={earliest} onBegan={onStart} />
  if (timer === null)
    return mayTime ? (
      <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
        <Button
          variant="secondary"
          className="h-11 sm:h-8"
          onClick={() => onStart()}
          aria-label={`Start timer of ${title}`}
        >
          <Play aria-hidden className="size-4" /> Start timer
        </Button>
        {earlier}
      </div>
    ) : null
  const entered = enteredLater(timer.start)
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="m-0 flex items-center gap-2">
        <Timer aria-hidden className={`size-4 ${isRunning ? 'text-running' : 'text-ink-muted'}`} />
        {isRunning ? (
          <span>
            <span role="timer" aria-label={`${title} has run`} className="font-medium tabular-nums">
              {now === null ? '…' : formatClock(elapsedMs(timer, now))}
            </span>
            <Remaining timer={timer} plannedHours={plannedHours} now={now} />
          </span>
        ) : (
          <span>
            ran <span className="font-medium tabular-nums">{formatSpan(elapsedMs(timer, 0))}</span>
          </span>
        )}
      </p>
      {isRunning && mayTime && (
        <Button variant="secondary" className="h-11 sm:h-8" onClick={onStop} aria-label={`Stop the timer of ${title}`}>
          <Square aria-hidden className="size-3.5" /> Stop
        </Button>
      )}
      {isRunning && mayTime && earlier}
      {!isRunning && mayTime && (
        <Button
          variant="ghost"
          className="h-11 sm:h-8"
          onClick={() => onStart()}
          aria-label={`Start again, the timer of ${title}`}
        >
          Start again
        </Button>
      )}
      <p className="m-0 w-full text-xs text-ink-muted">
        started by {timer.start.recordedBy.name}, <When at={timer.start.saidAt} />
        {entered && (
          <>
            {' '}
            (entered <When at={entered} />)
          </>
        )}
        {timer.stop && (
          <>
            , stopped by {timer.stop.recordedBy.name}, <When at={timer.stop.saidAt} />
          </>
        )}
      </p>
    </div>
  )
}

function Remaining({
  timer,
  plannedHours,
  now,
}: {
  timer: Timed<RunEntryView>
  plannedHours: number | null
  now: number | null
}) {
  if (plannedHours === null || now === null) return null
  const left = plannedHours * hourMs - elapsedMs(timer, now)
  const end = new Date(timer.start.saidAt.getTime() + plannedHours * hourMs)
  return left >= 0 ? (
    <span className="text-ink-muted">
      , {formatSpan(left)} left, until <When at={end} timeOnly />
    </span>
  ) : (
    <span className="text-warning">, {formatSpan(-left)} over the planned time</span>
  )
}
