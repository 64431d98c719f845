import { useId, useState } from 'react'
import { Formula } from '@/app/_components/Formula'
import { controlClass } from '@/app/_components/Input'
import { Select } from '@/app/_components/Select'
import { cn } from '@/app/_lib/cn'
import { editText, expectedSentence, type Mark } from '@/app/_lib/planCells'
import { formatMoment } from '@/app/_lib/planMoments'
import { optionLabel, optionsOf } from '@/app/_lib/planOptions'
import type { CompetingValue } from '@/collab/plan/types'
import { formatValue } from '@/science/recipe/formatValue'
import type { Parameter, ParameterValue } from '@/science/recipe/parameter'
import { parseInput } from '@/science/recipe/parseInput'
import { ChoiceBox } from '../_grid/ChoiceBox'
import { TagsBox } from '../_grid/TagsBox'
import { useFieldText } from './useFieldText'

export interface ParameterFieldProps {
  parameter: Parameter
  value: ParameterValue | undefined
  /** The plan's value, where the recipe may override it. */
  inherited?: ParameterValue
  mark: Mark | undefined
  /** Why what the document holds could not be accepted; empty when it could. */
  problem: string
  competing: readonly CompetingValue[]
  nameOfClient: (clientId: number) => string | null
  canWrite: boolean
  onDraft: (value: ParameterValue | null | undefined) => void
  onSet: (value: ParameterValue | null) => void
  onMark: (text: string, expected: string) => void
  /** Fields in a table, as those of sub-cycles, have their label in the head. */
  isBare?: boolean
  /** What a screen reader says where it is more than the label. */
  spokenLabel?: string
}

const input = cn(controlClass, 'w-full tabular-nums aria-invalid:text-danger max-sm:h-11')

/** One parameter in a form: label, unit, an editor of its kind, and what there is to say of its value. */
export function ParameterField(props: ParameterFieldProps) {
  const { parameter, value, mark, problem, competing, canWrite } = props
  const id = useId()
  const known = parameter.known
  const isOutsideKnown = known && typeof value === 'number' && (value < known.low || value > known.high)
  const said = mark?.reason || problem
  const label = props.spokenLabel ?? parameter.label
  if (!canWrite) {
    const shown = value ?? props.inherited
    const text = shown === undefined ? '' : (optionLabel(parameter, shown) ?? formatValue(parameter, shown))
    if (props.isBare) return <span className="text-sm tabular-nums">{text}</span>
    return (
      <div className="flex items-baseline justify-between gap-4 py-1 text-sm" data-field={parameter.key}>
        <span className="text-ink-muted">
          <Formula text={parameter.label} />
        </span>
        <span className="text-right tabular-nums">
          {text} {text !== '' && parameter.unit}
        </span>
      </div>
    )
  }
  return (
    <div data-field={parameter.key} className="flex min-w-0 flex-col">
      {!props.isBare && (
        <div className="mb-0.5 flex flex-1 items-end justify-between gap-2 text-xs text-ink-muted">
          <label htmlFor={id} title={parameter.description}>
            <Formula text={parameter.label} />
          </label>
          <span id={`${id}-unit`} className="flex-none">
            {parameter.unit}
          </span>
        </div>
      )}
      <Editor {...props} id={id} label={label} describedBy={said ? `${id}-unit ${id}-said` : `${id}-unit`} />
      {said && (
        <p id={`${id}-said`} role="status" className="mt-1 text-xs text-danger">
          {said}
        </p>
      )}
      {!said && isOutsideKnown && known && (
        <p className="mt-1 text-xs text-warning">
          Outside {known.low}–{known.high} {parameter.unit} ({known.source}).
        </p>
      )}
      {competing.length > 1 && <Competing {...props} />}
    </div>
  )
}

function Competing({ parameter, competing, nameOfClient, onSet }: ParameterFieldProps) {
  return (
    <ul className="mt-1 flex flex-col gap-1 text-xs" aria-label={`Values set for ${parameter.label}`}>
      {competing.map((one) => {
        const text = one.value === null ? 'empty' : formatValue(parameter, one.value)
        return (
          <li key={`${one.clientId}-${one.at}-${text}`} className="flex items-center gap-2">
            <span className="font-semibold tabular-nums">{text}</span>
            <span className="text-ink-muted">
              {nameOfClient(one.clientId) ?? 'someone'}, {formatMoment(one.at)}
            </span>
            <button
              type="button"
              className="ml-auto rounded border border-line px-2 py-0.5 hover:bg-hover"
              onClick={() => onSet(one.value)}
            >
              Pick {text}
            </button>
          </li>
        )
      })}
    </ul>
  )
}

type EditorProps = ParameterFieldProps & { id: string; label: string; describedBy: string | undefined }

function Editor(props: EditorProps) {
  const { parameter } = props
  if (parameter.choices) return <ChoiceSelect {...props} />
  if (parameter.kind === 'tags') return <TagsField {...props} />
  if (optionsOf(parameter).length > 0) return <LibraryChoice {...props} />
  return <TextInput {...props} />
}

function TextInput(props: EditorProps) {
  const { parameter, value, inherited, mark, onDraft, onSet, onMark } = props
  const standing = mark?.text ?? (value === undefined ? '' : editText(parameter, value))
  const field = useFieldText(standing)
  const read = parseInput(parameter, field.text)
  const isNumber = parameter.kind === 'number' || parameter.kind === 'integer'

  const commit = () => {
    const { text, isDirty } = field
    if (!field.finish() || !isDirty) return
    onDraft(undefined)
    if (read.ok) onSet(read.value)
    else onMark(text, read.expected)
  }
  const cancel = () => {
    field.finish()
    onDraft(undefined)
  }

  return (
    <>
      <input
        id={props.id}
        aria-label={props.isBare ? props.label : undefined}
        className={`${input} ${isNumber ? 'text-right' : ''}`}
        value={field.text}
        placeholder={inherited === undefined ? '' : `${formatValue(parameter, inherited)} (plan)`}
        inputMode={isNumber ? 'decimal' : 'text'}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={(field.isDirty && !read.ok) || mark !== undefined || props.problem !== '' || undefined}
        aria-describedby={props.describedBy}
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
            cancel()
          }
        }}
      />
      {field.isDirty && !read.ok && (
        <p className="mt-1 text-xs text-danger">{expectedSentence(read.expected, field.text)}</p>
      )}
    </>
  )
}

function ChoiceSelect({ id, label, isBare, parameter, value, inherited, describedBy, onSet }: EditorProps) {
  const standing = typeof value === 'string' ? value : ''
  const inheritedLabel = inherited === undefined ? null : (optionLabel(parameter, inherited) ?? String(inherited))
  return (
    <Select
      id={id}
      aria-label={isBare ? label : undefined}
      className="w-full"
      value={standing}
      aria-describedby={describedBy}
      onChange={(event) => onSet(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{inheritedLabel ? `${inheritedLabel} (plan)` : ''}</option>
      {parameter.choices?.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </Select>
  )
}

/** Several words or entries: a field with what fits the one that is typed. */
function TagsField({ id, label, parameter, value, mark, describedBy, onDraft, onSet, onMark }: EditorProps) {
  const [isOpen, setOpen] = useState(false)
  const standing = mark?.text ?? (value === undefined ? '' : editText(parameter, value))
  const close = () => {
    setOpen(false)
    onDraft(undefined)
  }
  if (!isOpen) {
    return (
      <input
        id={id}
        className={`${input} truncate`}
        value={standing}
        readOnly
        aria-invalid={mark !== undefined || undefined}
        aria-describedby={describedBy}
        onFocus={() => setOpen(true)}
      />
    )
  }
  return (
    <TagsBox
      id={id}
      parameter={parameter}
      label={label}
      initial={standing}
      isReplacing={false}
      className={input}
      onText={(text) => {
        const read = parseInput(parameter, text)
        onDraft(read.ok ? read.value : undefined)
      }}
      onDone={(text) => {
        close()
        if (text === standing) return
        const read = parseInput(parameter, text)
        if (read.ok) onSet(read.value)
        else onMark(text, read.expected)
      }}
      onCancel={close}
    />
  )
}

/** A reference to the library: shows its name, and opens a search when it is entered. */
function LibraryChoice({
  id,
  label,
  isBare,
  parameter,
  value,
  mark,
  describedBy,
  onDraft,
  onSet,
  onMark,
}: EditorProps) {
  const [isOpen, setOpen] = useState(false)
  const standing = mark?.text ?? (value === undefined ? '' : (optionLabel(parameter, value) ?? String(value)))
  const close = () => {
    setOpen(false)
    onDraft(undefined)
  }
  if (!isOpen) {
    return (
      <button
        id={id}
        type="button"
        aria-label={isBare ? label : `${label}: ${standing || 'choose'}`}
        aria-haspopup="listbox"
        aria-describedby={describedBy}
        className={`${input} truncate text-left ${mark ? 'text-danger' : ''}`}
        onClick={() => setOpen(true)}
      >
        {standing ? <Formula text={standing} /> : <span className="text-ink-muted">choose…</span>}
      </button>
    )
  }
  return (
    <ChoiceBox
      options={optionsOf(parameter)}
      label={label}
      initial={standing}
      isReplacing={false}
      className={input}
      onDraft={onDraft}
      onChoose={(chosen) => {
        close()
        if (chosen !== value) onSet(chosen)
      }}
      onText={(text) => {
        close()
        const read = parseInput(parameter, text)
        if (read.ok) onSet(read.value)
        else onMark(text, read.expected)
      }}
      onCancel={close}
    />
  )
}
