import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/app/_components/Button'
import { errorSentence } from '@/app/_lib/errorSentence'
import { formatMoment } from '@/app/_lib/planMoments'
import { useTRPC } from '@/app/_lib/trpc'
import type { PlanView } from '@/server/views'

/** Asking for review, approving, asking for changes: the buttons are those that the policies allow. */
export function ReviewActions({
  lab,
  plan,
  isSaved,
  recipeCount,
  seen,
}: {
  lab: string
  plan: PlanView
  isSaved: boolean
  recipeCount: number
  /** The recipes as they stand on this screen, by content: approving is refused when one has changed since. */
  seen: () => { recipe: string; contentHash: string }[]
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const reasonId = useId()
  const settled = {
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: trpc.plans.get.queryKey({ lab, plan: plan.id }) }),
        queries.invalidateQueries({ queryKey: trpc.plans.list.queryKey() }),
      ]),
  }
  const ask = useMutation(
    trpc.reviews.ask.mutationOptions({ ...settled, onSuccess: () => toast('Review asked for. The PIs see it.') }),
  )
  const approve = useMutation(trpc.reviews.approve.mutationOptions({ ...settled, onSuccess: () => toast('Approved.') }))
  const change = useMutation(
    trpc.reviews.requestChanges.mutationOptions({
      ...settled,
      onSuccess: () => {
        setAsking(false)
        setReason('')
      },
    }),
  )
  const isBusy = ask.isPending || approve.isPending || change.isPending
  const error = ask.error ?? approve.error ?? change.error
  const { allowed, state } = plan
  const mayAsk = allowed.includes('plan.ask-review') && state !== 'in-review' && state !== 'approved'
  const mayApprove = allowed.includes('plan.approve') && state !== 'approved'
  const cannotYet = isBusy || !isSaved || recipeCount === 0
  const why = !isSaved
    ? 'Waits until your changes are saved.'
    : recipeCount === 0
      ? 'There is no recipe yet.'
      : undefined

  return (
    <div className="relative flex flex-wrap items-center gap-2">
      {mayAsk && !mayApprove && (
        <Button variant="primary" disabled={cannotYet} title={why} onClick={() => ask.mutate({ lab, plan: plan.id })}>
          Ask for review
        </Button>
      )}
      {mayApprove && (
        <>
          {state === 'in-review' && !isAsking && (
            <Button disabled={isBusy} onClick={() => setAsking(true)}>
              Ask for changes
            </Button>
          )}
          <Button
            variant="primary"
            disabled={cannotYet}
            title={why}
            onClick={() => approve.mutate({ lab, plan: plan.id, seen: seen() as never })}
          >
            {approve.isPending ? 'Approving…' : 'Approve'}
          </Button>
        </>
      )}
      {isAsking && (
        <form
          className="absolute right-0 top-full z-30 mt-2 flex w-80 max-w-[calc(100vw-32px)] flex-col gap-2 rounded-md border border-line bg-raised p-3 shadow-lg max-sm:left-0 max-sm:right-auto"
          onSubmit={(event) => {
            event.preventDefault()
            if (reason.trim() !== '') change.mutate({ lab, plan: plan.id, reason: reason.trim() })
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            setAsking(false)
          }}
        >
          <label htmlFor={reasonId} className="text-sm font-medium">
            What should change?
          </label>
          <textarea
            id={reasonId}
            // biome-ignore lint/a11y/noAutofocus: it was just asked for
            autoFocus
            rows={4}
            value={reason}
            className="rounded border border-line bg-surface p-2 text-sm"
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={isBusy || reason.trim() === ''}>
              Send
            </Button>
          </div>
        </form>
      )}
      {error && (
        <p role="alert" className="w-full text-sm text-danger">
          {errorSentence(error)}
        </p>
      )}
    </div>
  )
}

/** What the last review said, in a sentence under the title; nothing while there was none. */
export function ReviewSentence({ plan }: { plan: PlanView }) {
  const { review } = plan
  if (!review) return null
  if (review.state === 'open') {
    return (
      <>
        Review asked for by {review.requestedBy.name}, {formatMoment(review.requestedAt.getTime())}.
      </>
    )
  }
  const who = review.decidedBy?.name ?? 'A PI'
  const when = review.decidedAt ? `, ${formatMoment(review.decidedAt.getTime())}` : ''
  if (review.state === 'approved') {
    return (
      <>
        Approved by {who}
        {when}.
      </>
    )
  }
  if (review.state === 'changes-requested') {
    return (
      <>
        {who} asks for changes{when}: {review.reason}
      </>
    )
  }
  return null
}
