'use client'

import { useId, useState } from 'react'
import { Button } from '@/app/_components/Button'

/** What should change: a reviewer's words to whoever asked. */
export function ReasonForm({
  about,
  isBusy,
  error,
  onSend,
  onCancel,
}: {
  /** `“LBO thin”` */
  about: string
  isBusy: boolean
  error: string | null
  onSend: (reason: string) => void
  onCancel: () => void
}) {
  const [reason, setReason] = useState('')
  const id = useId()
  return (
    <form
      aria-label="Ask for changes"
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() !== '') onSend(reason.trim())
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      <label htmlFor={id} className="text-sm font-medium">
        What should change in {about}?
      </label>
      <textarea
        id={id}
        // biome-ignore lint/a11y/noAutofocus: it was just asked for
        autoFocus
        rows={3}
        maxLength={5000}
        value={reason}
        className="rounded border border-line bg-surface p-2 text-sm"
        onChange={(event) => setReason(event.target.value)}
      />
      {error && (
        <p role="alert" className="m-0 text-sm text-danger">
          {error}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" disabled={isBusy || reason.trim() === ''}>
          Send
        </Button>
      </div>
    </form>
  )
}
