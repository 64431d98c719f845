'use client'

import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { InlineForm } from '@/app/_components/InlineForm'
import { Input } from '@/app/_components/Input'
import { useTRPC } from '@/app/_lib/trpc'
import type { CellView, TestView } from '@/server/views'
import { useJudging } from '../_judging/useJudging'

/** For files that do not belong together after all: their own tests stand again. */
export function TakeApart({ lab, cell, test }: { lab: string; cell: CellView; test: TestView }) {
  const trpc = useTRPC()
  const apart = useMutation(trpc.tests.takeApart.mutationOptions())
  const { send, isBusy, problem, setProblem } = useJudging()
  const [reason, setReason] = useState<string | null>(null)
  const id = useId()
  const count = test.parts.length
  if (count === 0 || !cell.allowed.includes('test.upload')) return null
  if (reason === null)
    return (
      <Button size="sm" variant="ghost" onClick={() => setReason('')}>
        Take the files apart
      </Button>
    )
  const handleSubmit = async () => {
    const why = reason.trim()
    if (why === '') setProblem('Say why in a few words: it stays on record.')
    else await send(() => apart.mutateAsync({ lab, test: test.id, reason: why }))
  }
  return (
    <InlineForm
      label="Take the files apart"
      onSubmit={handleSubmit}
      onCancel={() => setReason(null)}
      className="w-full max-w-prose text-sm"
    >
      <p className="mt-0 mb-2 text-ink-muted">
        The tests of the {count} files stand again, each with what was judged of it. What was judged of them together
        stays with this one, which no longer counts.
      </p>
      <div className="flex flex-wrap items-end gap-2">
        <label htmlFor={id} className="min-w-48 flex-1">
          <span className="mb-1 block text-ink-muted">Reason</span>
          <Input
            id={id}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value)
              setProblem(null)
            }}
            maxLength={500}
            placeholder="the second file is of another cell"
            autoComplete="off"
            autoFocus
            className="w-full"
          />
        </label>
        <Button type="submit" disabled={isBusy}>
          Take apart
        </Button>
        <Button variant="ghost" onClick={() => setReason(null)}>
          Cancel
        </Button>
      </div>
      {problem && (
        <p role="alert" className="m-0 mt-1 text-danger">
          {problem}
        </p>
      )}
    </InlineForm>
  )
}
