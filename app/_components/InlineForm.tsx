import type { ReactNode } from 'react'
import { cn } from '@/app/_lib/cn'
import { Button } from './Button'

/** A form that opens below what it changes, in the page itself. Escape closes it, as Cancel does. */
export function InlineForm({
  label,
  onSubmit,
  onCancel,
  className,
  children,
}: {
  label: string
  onSubmit: () => void | Promise<void>
  onCancel: () => void
  className?: string
  children: ReactNode
}) {
  return (
    <form
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        void onSubmit()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        onCancel()
      }}
      noValidate
      className={cn('border-l-2 border-line pl-4', className)}
    >
      {children}
    </form>
  )
}

/** How such a form ends: why it was refused, what follows from it, and its two buttons. */
export function FormEnd({
  problem = null,
  note,
  submit,
  busy,
  isBusy,
  onCancel,
  className,
}: {
  problem?: string | null
  note?: string
  submit: string
  /** On the button while it is being done; the same word where it is left out. */
  busy?: string
  isBusy: boolean
  onCancel: () => void
  className?: string
}) {
  return (
    <div className={cn('space-y-2', className)}>
      {problem && (
        <p role="alert" className="m-0 text-sm text-danger">
          {problem}
        </p>
      )}
      {note && <p className="m-0 text-sm text-ink-muted">{note}</p>}
      <div className="flex gap-2">
        <Button type="submit" disabled={isBusy}>
          {isBusy ? (busy ?? submit) : submit}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
