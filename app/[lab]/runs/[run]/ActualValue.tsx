'use client'

import { Check, History, Pencil } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Formula } from '@/app/_components/Formula'
import { Input } from '@/app/_components/Input'
import { When } from '@/app/_components/record/When'
import { Select } from '@/app/_components/Select'
import { deviation, formatDeviation } from '@/science/comparison/deviation'
import { formatValue } from '@/science/recipe/formatValue'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Recorded } from '@/science/run/record'
import type { StepLine } from '@/science/run/runSteps'
import type { RunEntryView } from '@/server/views'
import { readActual } from './readActual'

export interface Recording {
  key: string
  actual: string | number
  unit: string | null
  reason: string
  corrects: RunEntryView['id'] | null
  /** When it was, ms, where that is not now. */
  at?: number
}

/** What was planned, as somebody would record it. */
export function asActual(planned: ParameterValue | null): string | number | null {
  if (planned === null || typeof planned === 'number' || typeof planned === 'string') return planned
  return typeof planned === 'boolean' ? (planned ? 'yes' : 'no') : planned.join(', ')
}

/** One line of the run: planned, what was done, how far apart they are. */
export function ActualValue({
  line,
  recorded,
  suggested = null,
  isWaiting,
  mayRecord,
  isLate,
  save,
}: {
  line: StepLine
  recorded: Recorded<RunEntryView> | null
  /** What a timer has measured, to be confirmed with a word of reason. */
  suggested?: number | null
  /** True while the value is on this device only. */
  isWaiting: boolean
  mayRecord: boolean
  /** The run is closed: what is added now needs a reason. */
  isLate: boolean
  save: (recording: Recording) => void
}) {
  const [isEditing, setIsEditing] = useState(false)
  const { key, label, hint, unit, planned, plannedText, parameter } = line
  // Of a closed run most has been said: a field opens when somebody has something to add.
  const isOpen = mayRecord && (isEditing || (recorded === null && !isLate))
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 border-b border-line py-2 last:border-b-0 sm:grid-cols-[minmax(0,2fr)_minmax(0,1.3fr)_minmax(0,3fr)]">
      <span className="min-w-0 self-center break-words">
        <Formula text={label} />
        {hint && (
          <span className="block text-xs text-ink-muted tabular-nums">
            <Formula text={hint} />
          </span>
        )}
      </span>
      <span className="self-center text-right tabular-nums">
        {planned === null ? (
          <span className="text-ink-muted">{parameter === null ? unit : 'not planned'}</span>
        ) : (
          <>
            <span className="sr-only">planned </span>
            <Formula text={plannedText} /> {unit && <span className="text-ink-muted">{unit}</span>}
          </>
        )}
      </span>
      <div className="col-span-2 min-w-0 sm:col-span-1">
        {isOpen ? (
          <Editor
            key={suggested}
            line={line}
            suggested={suggested}
            corrects={recorded?.latest ?? null}
            isLate={isLate}
            save={(recording) => {
              save(recording)
              setIsEditing(false)
            }}
            onCancel={isEditing ? () => setIsEditing(false) : null}
          />
        ) : (
          <Shown
            line={line}
            recorded={recorded}
            isWaiting={isWaiting}
            onCorrect={mayRecord ? () => setIsEditing(true) : null}
            onExplain={
              mayRecord && recorded && !isWaiting
                ? (reason) => {
                    const { id, actual, unit: recordedUnit } = recorded.latest
                    save({ key, actual, unit: recordedUnit ?? unit, reason, corrects: id })
                  }
                : null
            }
          />
        )}
      </div>
    </li>
  )
}

function Shown({
  line: { label, unit, planned, parameter },
  recorded,
  isWaiting,
  onCorrect,
  onExplain,
}: {
  line: StepLine
  recorded: Recorded<RunEntryView> | null
  isWaiting: boolean
  onCorrect: (() => void) | null
  /** Says afterwards why a value differs that was recorded in haste. */
  onExplain: ((reason: string) => void) | null
}) {
  if (!recorded)
    return (
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 sm:min-h-8">
        <span className="text-ink-muted">not recorded</span>
        {onCorrect && (
          <Button size="sm" variant="ghost" onClick={onCorrect} aria-label={`Add ${label}`}>
            <Pencil aria-hidden className="size-3.5" /> Add
          </Button>
        )}
      </div>
    )
  const { latest, earlier } = recorded
  const found = deviation(planned, latest.actual)
  return (
    <div>
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 sm:min-h-8">
        <span className="font-medium tabular-nums">
          <span className="sr-only">actual </span>
          <Formula text={parameter ? formatValue(parameter, latest.actual) : String(latest.actual)} />{' '}
          {(latest.unit ?? unit) && <span className="font-normal text-ink-muted">{latest.unit ?? unit}</span>}
        </span>
        {found && <DeviationMark text={formatDeviation(found)} isBeyond={found.isBeyondTolerance} />}
        {onCorrect && !isWaiting && (
          <Button size="sm" variant="ghost" onClick={onCorrect} aria-label={`Correct ${label}`}>
            <Pencil aria-hidden className="size-3.5" /> Correct
          </Button>
        )}
      </div>
      {latest.reason ? (
        <p className="m-0 text-sm">“{latest.reason}”</p>
      ) : (
        found?.isBeyondTolerance && onExplain && <Explain label={label} onExplain={onExplain} />
      )}
      <p className="m-0 text-xs text-ink-muted">
        {latest.recordedBy.name}, <When at={latest.saidAt} />
        {isWaiting && ', on its way'}
      </p>
      {earlier.length > 0 && (
        <details className="mt-1 text-sm">
          <summary className="cursor-pointer text-ink-muted">
            <History aria-hidden className="inline size-3.5" /> {earlier.length} earlier{' '}
            {earlier.length === 1 ? 'value' : 'values'}
          </summary>
          <ul className="m-0 list-none p-0 pl-5">
            {earlier.map((entry) => (
              <li key={entry.id}>
                <s className="tabular-nums">
                  {String(entry.actual)} {entry.unit ?? unit}
                </s>{' '}
                <span className="text-ink-muted">
                  {entry.recordedBy.name}, <When at={entry.saidAt} />
                  {entry.reason && `, “${entry.reason}”`}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function Explain({ label, onExplain }: { label: string; onExplain: (reason: string) => void }) {
  const [reason, setReason] = useState('')
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() !== '') onExplain(reason.trim())
  }
  return (
    <form onSubmit={handleSubmit} className="mb-1 flex gap-2 sm:max-w-md">
      <Input
        aria-label={`${label}, why it differs`}
        placeholder="why? asked before closing"
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
        className="h-11 min-w-0 flex-1 sm:h-8"
      />
      <Button type="submit" variant="secondary" className="h-11 sm:h-8" aria-label={`Add the reason of ${label}`}>
        Add
      </Button>
    </form>
  )
}

function DeviationMark({ text, isBeyond }: { text: string; isBeyond: boolean }) {
  return (
    <span
      className={`inline-flex items-center gap-1 text-sm tabular-nums ${isBeyond ? 'text-warning' : 'text-ink-muted'}`}
    >
      {isBeyond ? <span aria-hidden>⚠</span> : <Check aria-hidden className="size-3.5" />}
      {text}
      {isBeyond && <span className="sr-only">, beyond tolerance</span>}
    </span>
  )
}

function Editor({
  line: { key: entryKey, label, unit, planned, parameter },
  suggested,
  corrects,
  isLate,
  save,
  onCancel,
}: {
  line: StepLine
  suggested: number | null
  corrects: RunEntryView | null
  isLate: boolean
  save: (recording: Recording) => void
  onCancel: (() => void) | null
}) {
  const [text, setText] = useState(suggested === null ? '' : String(suggested))
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const id = useId()

  const isNumber = typeof planned === 'number' || parameter?.kind === 'number' || (parameter === null && unit !== null)
  const reading = text.trim() === '' ? null : readActual(parameter, isNumber ? 0 : planned, text, unit)
  const found = reading?.ok ? deviation(planned, reading.value) : null
  const needsReason = corrects !== null || isLate || (found?.isBeyondTolerance ?? false)
  const choices = parameter?.kind === 'choice' ? parameter.choices : undefined

  const store = (actual: string | number, why: string) =>
    save({ key: entryKey, actual, unit, reason: why, corrects: corrects?.id ?? null })
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (!reading) setProblem('Enter what was done.')
    else if (!reading.ok) setProblem(reading.problem)
    else if (needsReason && reason.trim() === '')
      setProblem(
        corrects
          ? 'Say in a word why it is corrected.'
          : isLate
            ? 'The run is closed: say in a word why this is added now.'
            : 'Say in a word why it differs.',
      )
    else store(reading.value, reason.trim())
  }
  const plannedAsActual = asActual(planned)

  return (
    <form onSubmit={handleSubmit} className="min-w-0" noValidate>
      <div className="flex flex-wrap items-center gap-2">
        {choices ? (
          <Select
            aria-label={`${label}, actual`}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="min-w-0 flex-1 sm:max-w-56"
          >
            <option value="">actual …</option>
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </Select>
        ) : (
          <span className="relative min-w-0 flex-1 sm:max-w-56">
            <Input
              aria-label={`${label}, actual${unit ? `, in ${unit}` : ''}`}
              aria-describedby={`${id}-state`}
              inputMode={isNumber ? 'decimal' : 'text'}
              enterKeyHint="done"
              autoComplete="off"
              placeholder={planned === null && unit !== null ? `actual, ${unit}` : 'actual'}
              value={text}
              onChange={(event) => setText(event.target.value)}
              className="h-11 w-full tabular-nums sm:h-8"
            />
          </span>
        )}
        {text.trim() === '' && plannedAsActual !== null && !needsReason ? (
          <Button
            type="button"
            variant="secondary"
            className="h-11 sm:h-8"
            onClick={() => store(plannedAsActual, '')}
            aria-label={`${label} as planned`}
          >
            <Check aria-hidden className="size-4" /> as planned
          </Button>
        ) : (
          <Button type="submit" className="h-11 sm:h-8" aria-label={`Record ${label}`}>
            Record
          </Button>
        )}
        {reading?.ok && needsReason && corrects === null && !isLate && reason === '' && (
          <Button
            type="button"
            variant="ghost"
            className="h-11 sm:h-8"
            onClick={() => store(reading.value, '')}
            aria-label={`Say later why ${label} differs`}
          >
            why later
          </Button>
        )}
        {onCancel && (
          <Button type="button" variant="ghost" className="h-11 sm:h-8" onClick={onCancel}>
            Cancel
          </Button>
        )}
        {found && <DeviationMark text={formatDeviation(found)} isBeyond={found.isBeyondTolerance} />}
      </div>
      {needsReason && (
        <Input
          aria-label={`${label}, reason`}
          placeholder={corrects ? 'why corrected?' : isLate ? 'why only now?' : 'why?'}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
          className="mt-2 h-11 w-full sm:h-8 sm:max-w-md"
        />
      )}
      <p id={`${id}-state`} role={problem ? 'alert' : undefined} className="m-0 text-sm text-danger empty:hidden">
        {problem}
      </p>
    </form>
  )
}
