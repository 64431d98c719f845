'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { controlClass } from '@/app/_components/Input'
import { Section } from '@/app/_components/record/Facts'
import { RunStateMark } from '@/app/_components/record/RunStateMark'
import { cn } from '@/app/_lib/cn'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import type { Unexplained } from '@/science/run/unexplained'
import type { RunState, RunView } from '@/server/views'

type Outcome = Exclude<RunState, 'running'>

const outcomes: readonly { state: Outcome; says: string; needsReason: boolean }[] = [
  { state: 'done', says: 'Done, as planned or within tolerance', needsReason: false },
  { state: 'done-differently', says: 'Done, but differently than planned', needsReason: true },
  { state: 'failed', says: 'Failed: there is no usable powder', needsReason: true },
  { state: 'never-run', says: 'Never run', needsReason: true },
]

/** Every outcome is an answer: all of them appear in comparison, so all of them can be said. */
export function CloseRun({
  lab,
  run,
  lacking,
  onClosed,
}: {
  lab: string
  run: RunView
  /** Values beyond tolerance that nobody has explained: the run stays open until somebody does. */
  lacking: readonly Unexplained[]
  onClosed: () => void
}) {
  const trpc = useTRPC()
  const close = useMutation(trpc.runs.close.mutationOptions())
  const [isOpen, setIsOpen] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  if (run.state !== 'running') return null
  const chosen = outcomes.find((one) => one.state === outcome)

  const handleSubmit = async (event: FormEvent) => {
    event.preventDefault()
    if (!chosen) return setProblem('Choose how the run ended.')
    if (chosen.needsReason && reason.trim() === '') return setProblem('Say in a word what happened.')
    setProblem(null)
    try {
      await close.mutateAsync({ lab, run: run.id, version: run.version, state: chosen.state, reason: reason.trim() })
      onClosed()
    } catch (error) {
      setProblem(errorSentence(error))
      onClosed()
    }
  }

  return (
    <Section title="Close the run" id="close-the-run">
      {isOpen ? (
        <form onSubmit={handleSubmit} className="space-y-3" noValidate>
          {lacking.length > 0 && (
            <p className="m-0 text-sm text-warning">
              Before it is closed, say in a word why these differ from the plan:{' '}
              {lacking.map(({ key, step, values }, at) => (
                <span key={step}>
                  {at > 0 && ', '}
                  {key === null ? step : <a href={`#step-${key}`}>{step}</a>} ({values.join(', ')})
                </span>
              ))}
              .
            </p>
          )}
          <fieldset className="m-0 border-0 p-0">
            <legend className="sr-only">How did the run end?</legend>
            {outcomes.map((one) => (
              <label key={one.state} className="flex min-h-11 cursor-pointer items-center gap-3 sm:min-h-9">
                <input
                  type="radio"
                  name="outcome"
                  value={one.state}
                  checked={outcome === one.state}
                  onChange={() => setOutcome(one.state)}
                  className="size-4 accent-accent"
                />
                <RunStateMark state={one.state} withLabel={false} />
                <span>{one.says}</span>
              </label>
            ))}
          </fieldset>
          <label className="block">
            <span className="text-sm text-ink-muted">{chosen?.needsReason ? 'What happened?' : 'Remark, if any'}</span>
            <textarea
              value={reason}
              rows={2}
              maxLength={2000}
              onChange={(event) => setReason(event.target.value)}
              className={cn(controlClass, 'mt-1 h-auto w-full py-2 sm:h-auto')}
            />
          </label>
          {problem && (
            <p role="alert" className="m-0 text-sm text-danger">
              {problem}
            </p>
          )}
          <div className="flex gap-2">
            <Button type="submit" className="h-11 sm:h-8" disabled={close.isPending}>
              {close.isPending ? 'Closing…' : 'Close run'}
            </Button>
            <Button type="button" variant="ghost" className="h-11 sm:h-8" onClick={() => setIsOpen(false)}>
              Keep it open
            </Button>
          </div>
        </form>
      ) : (
        <Button variant="secondary" className="h-11 w-full sm:h-9 sm:w-auto" onClick={() => setIsOpen(true)}>
          Close this run …
        </Button>
      )}
    </Section>
  )
}
