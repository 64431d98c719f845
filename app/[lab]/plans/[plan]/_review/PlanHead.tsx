import type { ReactNode } from 'react'
import { useFieldText } from '../_panel/useFieldText'

/** A text of the plan that is edited where it stands: plain for readers, a quiet field for writers. */
export function InlineText({
  label,
  value,
  placeholder,
  canWrite,
  isMultiline = false,
  maxLength,
  className,
  onSet,
}: {
  label: string
  value: string
  placeholder: string
  canWrite: boolean
  isMultiline?: boolean
  maxLength: number
  className: string
  onSet: (value: string) => void
}) {
  const field = useFieldText(value)
  if (!canWrite) return value === '' ? null : <p className={`${className} whitespace-pre-line`}>{value}</p>
  const commit = () => {
    const { text, isDirty } = field
    if (field.finish() && isDirty) onSet(text.trim())
  }
  const shared = {
    'aria-label': label,
    placeholder,
    maxLength,
    value: field.text,
    className: `${className} -mx-1.5 w-full max-w-[80ch] rounded border border-transparent bg-transparent px-1.5 resize-none [field-sizing:content] hover:border-line focus:border-line focus:bg-surface`,
    onChange: (event: { target: { value: string } }) =>
      field.type(isMultiline ? event.target.value : event.target.value.replace(/\n/g, ' ')),
    onBlur: commit,
  }
  const handleKeyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && !(isMultiline && event.shiftKey)) {
      event.preventDefault()
      event.currentTarget.blur()
    }
    if (event.key === 'Escape') {
      event.stopPropagation()
      field.finish()
      const element = event.currentTarget
      requestAnimationFrame(() => element.blur())
    }
  }
  return <textarea {...shared} rows={1} onKeyDown={handleKeyDown} spellCheck={isMultiline} />
}

/** Title, aim, and to their right the state of the plan and what can be done with it. */
export function PlanHead({
  title,
  aim,
  canWrite,
  onTitle,
  onAim,
  status,
  actions,
  people,
}: {
  title: string
  aim: string
  canWrite: boolean
  onTitle: (title: string) => void
  onAim: (aim: string) => void
  status: ReactNode
  actions: ReactNode
  people: ReactNode
}) {
  return (
    <header className="flex flex-none flex-col gap-1 px-4 pb-2 pt-3 sm:px-5">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <h1 className="sr-only">{title || 'Untitled plan'}</h1>
          <InlineText
            label="Title"
            value={title}
            placeholder="Untitled plan"
            canWrite={canWrite}
            maxLength={300}
            className="text-xl font-semibold"
            onSet={(next) => next !== '' && onTitle(next)}
          />
        </div>
        <div className="flex flex-wrap items-center gap-3">
          {people}
          {actions}
        </div>
      </div>
      <InlineText
        label="Aim"
        value={aim}
        placeholder="Aim: what should this plan find out?"
        canWrite={canWrite}
        isMultiline
        maxLength={20_000}
        className="text-sm text-ink-muted"
        onSet={onAim}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-muted">{status}</div>
    </header>
  )
}
