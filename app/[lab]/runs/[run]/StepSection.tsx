'use client'

import { CircleCheck, SkipForward } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Input } from '@/app/_components/Input'
import { Section } from '@/app/_components/record/Facts'
import { When } from '@/app/_components/record/When'
import { deviation } from '@/science/comparison/deviation'
import { inSentence } from '@/science/recipe/inSentence'
import { elapsedMs, hoursOf, type Photo, type Recorded, type StepMark, stepMark, stepTimer } from '@/science/run/record'
import type { RunStep, StepLine } from '@/science/run/runSteps'
import type { RunEntryView } from '@/server/views'
import { ActualValue, asActual, type Recording } from './ActualValue'
import { PhotoButton, Photos, type TakePhoto } from './Photos'
import { StepTimer } from './StepTimer'

export interface RecordOfRun {
  lab: string
  /** When the run began. */
  began: Date
  entries: readonly RunEntryView[]
  recorded: ReadonlyMap<string, Recorded<RunEntryView>>
  photos: readonly Photo<RunEntryView>[]
  waitingIds: ReadonlySet<string>
  mayRecord: boolean
  /** The run is closed: what is added now needs a reason. */
  isLate: boolean
  save: (...recordings: Recording[]) => void
  take: TakePhoto
}

/** What one tap says of a step: every planned value that nobody has recorded yet, and that the step is done. */
export function asPlanned(step: RunStep, recorded: RecordOfRun['recorded']): Recording[] {
  return [
    ...step.lines.flatMap(({ key, unit, planned }): Recording[] => {
      const actual = asActual(planned)
      return recorded.has(key) || actual === null ? [] : [{ key, actual, unit, reason: '', corrects: null }]
    }),
    marked(step, 'done'),
  ]
}

export function marked(
  { key }: Pick<RunStep, 'key'>,
  state: 'done' | 'skipped' | 'open',
  { reason = '', corrects = null }: Partial<Pick<Recording, 'reason' | 'corrects'>> = {},
): Recording {
  return { key: `step.${key}`, actual: state, unit: null, reason, corrects }
}

/** One step of the run: what to set, what was done, how long it takes, what it looked like, and whether it is through. */
export function StepSection({ step, of }: { step: RunStep; of: RecordOfRun }) {
  const { lab, entries, recorded, photos, waitingIds, mayRecord, isLate, save, take } = of
  const mark = stepMark(entries, step.key)
  const [isOpened, setIsOpened] = useState(false)
  // What has to be explained before the run is closed stays in sight.
  const isLacking = step.lines.some((line) => isBeyond(line, recorded) && recorded.get(line.key)?.latest.reason === '')
  const isFolded = mark !== null && mayRecord && !isLate && !isOpened && !isLacking
  const own = photos.filter(({ place }) => place === step.key)
  const timer = step.timer === null ? null : stepTimer(entries, step.key)
  const isRunning = timer !== null && timer.stop === null
  const measured = timer?.stop ? hoursOf(elapsedMs(timer, 0)) : null

  const handleStop = () => {
    if (timer === null || step.timer === null) return
    const { key, plannedHours } = step.timer
    const hours = hoursOf(elapsedMs(timer, Date.now()))
    const isAsPlanned = !(deviation(plannedHours, hours)?.isBeyondTolerance ?? false)
    save(
      { key: `timer.${step.key}`, actual: 'stopped', unit: null, reason: '', corrects: null },
      // Beyond tolerance the line asks for a word of reason first.
      ...(isAsPlanned && !recorded.has(key) ? [{ key, actual: hours, unit: 'h', reason: '', corrects: null }] : []),
    )
  }
  const lineOf = (line: StepLine) => {
    const found = recorded.get(line.key) ?? null
    return (
      <ActualValue
        key={line.key}
        line={line}
        recorded={found}
        suggested={found === null && line.key === step.timer?.key ? measured : null}
        isWaiting={found !== null && waitingIds.has(found.latest.id)}
        mayRecord={mayRecord}
        isLate={isLate}
        save={save}
      />
    )
  }

  return (
    <Section
      id={`step-${step.key}`}
      title={step.title}
      aside={
        <StateOf
          mark={mark}
          isFolded={isFolded}
          deviations={step.lines.filter((line) => isBeyond(line, recorded)).length}
          onToggle={mark !== null && mayRecord && !isLate && !isLacking ? () => setIsOpened(isFolded) : null}
          title={step.title}
        />
      }
    >
      {!isFolded && (
        <>
          {step.lines.length > 0 ? (
            <ul className="m-0 list-none p-0">{step.lines.map(lineOf)}</ul>
          ) : (
            step.notes.length === 0 && (
              <p className="m-0 text-sm text-ink-muted">The recipe says nothing of this step.</p>
            )
          )}
          {step.notes.length > 0 && (
            <ul className="m-0 mt-2 list-none p-0 text-sm text-ink-muted">
              {step.notes.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
          {mayRecord && step.unplanned.length > 0 && (
            <details className="mt-2 text-sm">
              <summary className="cursor-pointer py-3 text-ink-muted sm:py-1.5">
                Not in the recipe: {step.unplanned.map(({ label }) => inSentence(label)).join(', ')}
              </summary>
              <ul className="m-0 list-none p-0 text-base">{step.unplanned.map(lineOf)}</ul>
            </details>
          )}
          {step.timer !== null && (timer !== null || (mayRecord && !isLate && mark === null)) && (
            <div className="mt-3">
              <StepTimer
                title={step.title}
                timer={timer}
                plannedHours={step.timer.plannedHours}
                mayTime={mayRecord && !isLate}
                earliest={earliestStart(step, of)}
                onStart={(at) =>
                  save({ key: `timer.${step.key}`, actual: 'started', unit: null, reason: '', corrects: null, at })
                }
                onStop={handleStop}
              />
            </div>
          )}
        </>
      )}
      {(!isFolded || own.length > 0) && (
        <Photos lab={lab} photos={own} waitingIds={waitingIds} mayRecord={mayRecord} isLate={isLate} save={save} />
      )}
      {mayRecord && !isFolded && (
        <div className="mt-3 flex flex-wrap items-start gap-2">
          {!isLate && mark === null && <EndOfStep step={step} recorded={recorded} isRunning={isRunning} save={save} />}
          {!isLate && mark !== null && (
            <Button
              variant="ghost"
              className="h-11 sm:h-8"
              onClick={() => save(marked(step, 'open', { corrects: mark.latest.id }))}
              aria-label={`${step.title}: not done after all`}
            >
              Not done after all
            </Button>
          )}
          <PhotoButton place={step.key} title={step.title} isLate={isLate} take={take} />
        </div>
      )}
    </Section>
  )
}

/** A step begins after its run does, and after it was stopped before. */
function earliestStart({ key }: RunStep, { began, entries }: RecordOfRun): { at: Date; because: string } {
  const stops = entries.filter((entry) => entry.key === `timer.${key}` && entry.actual === 'stopped')
  const last = new Date(Math.max(began.getTime(), ...stops.map(({ saidAt }) => saidAt.getTime())))
  return last > began
    ? { at: last, because: 'That is before the step was stopped the last time.' }
    : { at: began, because: 'That is before the run began. Say first above when the run began.' }
}

function isBeyond({ key, planned }: StepLine, recorded: RecordOfRun['recorded']): boolean {
  return deviation(planned, recorded.get(key)?.latest.actual)?.isBeyondTolerance ?? false
}

function StateOf({
  mark,
  isFolded,
  deviations,
  onToggle,
  title,
}: {
  mark: StepMark<RunEntryView> | null
  isFolded: boolean
  deviations: number
  onToggle: (() => void) | null
  title: string
}) {
  if (mark === null) return null
  const { state, latest } = mark
  const Icon = state === 'done' ? CircleCheck : SkipForward
  return (
    <span className="flex flex-wrap items-center gap-x-3 text-sm">
      <span className={`inline-flex items-center gap-1.5 ${state === 'done' ? 'text-done' : 'text-ink-muted'}`}>
        <Icon aria-hidden className="size-4" /> {state}
      </span>
      {deviations > 0 && (
        <span className="text-warning">
          <span aria-hidden>⚠</span> {deviations} {deviations === 1 ? 'deviation' : 'deviations'}
        </span>
      )}
      <span className="text-xs text-ink-muted">
        {latest.recordedBy.name}, <When at={latest.saidAt} />
        {latest.reason && `, “${latest.reason}”`}
      </span>
      {onToggle && (
        <Button
          size="sm"
          variant="ghost"
          className="-mr-2"
          aria-expanded={!isFolded}
          aria-label={`${isFolded ? 'Show' : 'Fold'} ${title}`}
          onClick={onToggle}
        >
          {isFolded ? 'Show' : 'Fold'}
        </Button>
      )}
    </span>
  )
}

/** A step ends as planned in one tap, or as it was recorded, or it is skipped with a word why. */
function EndOfStep({
  step,
  recorded,
  isRunning,
  save,
}: {
  step: RunStep
  recorded: RecordOfRun['recorded']
  isRunning: boolean
  save: RecordOfRun['save']
}) {
  const [isSkipping, setIsSkipping] = useState(false)
  const [reason, setReason] = useState('')
  const planned = asPlanned(step, recorded)
  const handleSkip = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() !== '') save(marked(step, 'skipped', { reason: reason.trim() }))
  }
  if (isSkipping)
    return (
      <form onSubmit={handleSkip} className="flex flex-wrap gap-2">
        <Input
          aria-label={`Why ${step.title} is skipped`}
          placeholder="why skipped?"
          required
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
          className="h-11 min-w-0 flex-1 sm:h-8"
        />
        <Button type="submit" variant="secondary" className="h-11 sm:h-8">
          Skip
        </Button>
        <Button variant="ghost" className="h-11 sm:h-8" onClick={() => setIsSkipping(false)}>
          Cancel
        </Button>
      </form>
    )
  return (
    <>
      {planned.length > 1 && (
        <Button
          variant="primary"
          className="h-11 sm:h-8"
          disabled={isRunning}
          onClick={() => save(...planned)}
          aria-label={`${step.title}: all as planned`}
        >
          All as planned
        </Button>
      )}
      <Button
        variant={planned.length > 1 ? 'secondary' : 'primary'}
        className="h-11 sm:h-8"
        disabled={isRunning}
        onClick={() => save(marked(step, 'done'))}
        aria-label={`${step.title} is done`}
      >
        Done
      </Button>
      <Button
        variant="ghost"
        className="h-11 sm:h-8"
        onClick={() => setIsSkipping(true)}
        aria-label={`Skip ${step.title} …`}
      >
        Skip …
      </Button>
    </>
  )
}
