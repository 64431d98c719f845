'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { useTRPC } from '@/app/_lib/trpc'

/** Approving binds, so it asks who one is again: by password, or by a fresh sign-in where there is none. */
export function ApproveForm({
  lab,
  what,
  isBusy,
  error,
  onApprove,
  onCancel,
}: {
  lab: string
  /** `2 recipes as they stand` */
  what: string
  isBusy: boolean
  error: string | null
  onApprove: (password: string | undefined) => void
  onCancel: () => void
}) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.labs.get.queryOptions({ lab }))
  const [password, setPassword] = useState('')
  const asksPassword = data?.confirmBy !== 'fresh-sign-in'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onApprove(asksPassword ? password : undefined)
  }
  return (
    <form
      aria-label="Approve"
      className="flex flex-col gap-3"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      <p className="m-0 text-sm">
        You approve {what}. Whoever edits one afterwards withdraws the approval of it, for all to see.
      </p>
      {asksPassword ? (
        <Field label="Your password" error={error}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              type="password"
              required
              maxLength={200}
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      ) : (
        <>
          <p className="m-0 text-sm text-ink-muted">
            You sign in through your university: the approval holds when that was within the last ten minutes.
          </p>
          {error && (
            <p role="alert" className="m-0 text-sm text-danger">
              {error}
            </p>
          )}
        </>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" disabled={isBusy || (asksPassword && password === '')}>
          {isBusy ? 'Approving…' : 'Approve'}
        </Button>
      </div>
    </form>
  )
}
