import { useId } from 'react'
import { controlClass } from '@/app/_components/Input'
import { Select } from '@/app/_components/Select'
import { cn } from '@/app/_lib/cn'
import { editText, expectedSentence } from '@/app/_lib/planCells'
import { optionLabel } from '@/app/_lib/planOptions'
import { formatValue } from '@/science/recipe/formatValue'
import type { Parameter, ParameterValue } from '@/science/recipe/parameter'
import { parseInput } from '@/science/recipe/parseInput'
import { useFieldText } from '../_panel/useFieldText'

/** The conditions under which all recipes are predicted, where a recipe does not say otherwise. */
export function ConditionsBar({
  parameters,
  conditions,
  canWrite,
  isNarrow,
  onDraft,
  onSet,
}: {
  parameters: readonly Parameter[]
  conditions: Readonly<Record<string, ParameterValue>>
  canWrite: boolean
  /** On a phone the fields stand behind one line that says what they hold. */
  isNarrow: boolean
  onDraft: (key: string, value: ParameterValue | null | undefined) => void
  onSet: (key: string, value: ParameterValue | null) => void
}) {
  const fields = parameters.map((parameter) => (
    <Condition
      key={parameter.key}
      parameter={parameter}
      value={conditions[parameter.key]}
      canWrite={canWrite}
      onDraft={(value) => onDraft(parameter.key, value)}
      onSet={(value) => onSet(parameter.key, value)}
    />
  ))
  if (isNarrow) {
    return (
      <details className="flex-none border-y border-line px-4 text-sm">
        <summary className="cursor-default py-3">
          <span className="text-ink-muted">Predicted at </span>
          {summaryOf(parameters, conditions)}
        </summary>
        <div className="flex flex-col gap-2 pb-3">{fields}</div>
      </details>
    )
  }
  return (
    <section
      aria-label="Predicted at"
      className="flex flex-none flex-wrap items-center gap-x-5 gap-y-2 border-y border-line px-4 py-2 text-sm sm:px-5"
    >
      <h2 className="text-sm text-ink-muted">Predicted at</h2>
      {fields}
    </section>
  )
}

function summaryOf(parameters: readonly Parameter[], conditions: Readonly<Record<string, ParameterValue>>): string {
  const parts = parameters.flatMap((parameter) => {
    const value = conditions[parameter.key]
    if (value === undefined) return []
    return [
      `${optionLabel(parameter, value) ?? formatValue(parameter, value)}${parameter.unit ? ` ${parameter.unit}` : ''}`,
    ]
  })
  return parts.join(', ') || 'nothing set'
}

function Condition({
  parameter,
  value,
  canWrite,
  onDraft,
  onSet,
}: {
  parameter: Parameter
  value: ParameterValue | undefined
  canWrite: boolean
  onDraft: (value: ParameterValue | null | undefined) => void
  onSet: (value: ParameterValue | null) => void
}) {
  const id = useId()
  const text = value === undefined ? '' : editText(parameter, value)
  const field = useFieldText(text)
  const read = parseInput(parameter, field.text)
  const isInvalid = field.isDirty && !read.ok
  const name = (
    <label htmlFor={id} className="text-ink-muted" title={parameter.description}>
      {parameter.label}
    </label>
  )
  if (!canWrite) {
    const shown = value === undefined ? 'not set' : (optionLabel(parameter, value) ?? formatValue(parameter, value))
    return (
      <span>
        <span className="text-ink-muted">{parameter.label}</span>{' '}
        <span className="tabular-nums">
          {shown} {value !== undefined && parameter.unit}
        </span>
      </span>
    )
  }
  if (parameter.choices) {
    return (
      <span className="inline-flex items-center gap-1.5">
        {name}
        <Select
          id={id}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onSet(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">not set</option>
          {parameter.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      </span>
    )
  }
  const commit = () => {
    const { isDirty } = field
    if (!isDirty || !read.ok) return
    if (!field.finish()) return
    onDraft(undefined)
    onSet(read.value)
  }
  return (
    <span
      className="inline-flex items-center gap-1.5"
      title={isInvalid ? expectedSentence(read.expected, field.text) : undefined}
    >
      {name}
      <input
        id={id}
        className={cn(controlClass, 'w-20 text-right tabular-nums aria-invalid:text-danger')}
        value={field.text}
        placeholder="not set"
        inputMode="decimal"
        autoComplete="off"
        aria-invalid={isInvalid || undefined}
        aria-describedby={isInvalid ? `${id}-said` : undefined}
        onChange={(event) => {
          field.type(event.target.value)
          const next = parseInput(parameter, event.target.value)
          onDraft(next.ok ? next.value : undefined)
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape' && field.isDirty) {
            event.stopPropagation()
            field.finish()
            onDraft(undefined)
          }
        }}
      />
      {parameter.unit && <span className="text-ink-muted">{parameter.unit}</span>}
      {isInvalid && (
        <span id={`${id}-said`} role="status" className="text-xs text-danger">
          {expectedSentence(read.expected, field.text)}
        </span>
      )}
    </span>
  )
}
