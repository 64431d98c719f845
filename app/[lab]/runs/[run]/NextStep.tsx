'use client'

import { Timer } from 'lucide-react'
import { Formula } from '@/app/_components/Formula'
import { formatSpan } from '@/app/_components/record/moments'
import { elapsedMs, nextStep, stepTimer } from '@/science/run/record'
import type { RunStep } from '@/science/run/runSteps'
import type { RunEntryView } from '@/server/views'
import { useNow } from './useNow'

/** Always on the screen while the run goes on: what to do next, and what is running meanwhile. A tap goes there. */
export function NextStep({ steps, entries }: { steps: readonly RunStep[]; entries: readonly RunEntryView[] }) {
  const running = steps.flatMap((step) => {
    const timer = stepTimer(entries, step.key)
    return timer !== null && timer.stop === null ? [{ step, timer }] : []
  })
  const now = useNow(running.length > 0)
  const next = nextStep(steps, entries)
  return (
    <nav
      aria-label="Next step"
      className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-x-6 gap-y-1 border-t border-line bg-raised px-4 py-1.5 shadow-lg max-md:bottom-[calc(3.3rem+env(safe-area-inset-bottom))] sm:mx-0 sm:rounded-t-md sm:border-x"
    >
      {next ? (
        <a href={`#step-${next.key}`} className="flex min-h-11 min-w-0 flex-1 flex-col justify-center sm:min-h-8">
          <span className="truncate">
            <span className="text-ink-muted">Next: </span>
            <span className="font-medium text-accent">{next.title}</span>
          </span>
          <span className="truncate text-xs text-ink-muted tabular-nums">
            <Formula text={summaryOf(next)} />
          </span>
        </a>
      ) : (
        <a href="#close-the-run" className="flex min-h-11 items-center sm:min-h-8">
          <span>
            All steps are through. <span className="font-medium text-accent">Close the run</span>
          </span>
        </a>
      )}
      {running.map(({ step, timer }) => {
        const left = step.timer?.plannedHours
        const leftMs = left == null || now === null ? null : left * 3_600_000 - elapsedMs(timer, now)
        return (
          <a
            key={step.key}
            href={`#step-${step.key}`}
            className="flex min-h-8 items-center gap-1.5 text-sm text-running tabular-nums"
          >
            <Timer aria-hidden className="size-4" /> {step.title}
            {leftMs !== null && (leftMs >= 0 ? `: ${formatSpan(leftMs)} left` : `: ${formatSpan(-leftMs)} over`)}
          </a>
        )
      })}
    </nav>
  )
}

/** What the recipe says of the step, in one breath: `500 °C, 6 h`. */
function summaryOf({ lines }: RunStep): string {
  return lines
    .filter(({ planned }) => planned !== null)
    .slice(0, 4)
    .map(({ plannedText, unit }) => (unit === null ? plannedText : `${plannedText} ${unit}`))
    .join(', ')
}
