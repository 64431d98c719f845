import { useMutation, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button, buttonClass } from '@/app/_components/Button'
import { ApproveForm } from '@/app/_components/review/ApproveForm'
import { errorSentence } from '@/app/_lib/errorSentence'
import { formatMoment } from '@/app/_lib/planMoments'
import { useTRPC } from '@/app/_lib/trpc'
import type { RecipeId } from '@/science/ids'
import type { PlanView } from '@/server/views'

/** Asking for review, going to the open one, approving at once: the buttons are those that the policies allow. */
export function ReviewActions({
  lab,
  plan,
  isSaved,
  recipeCount,
  seen,
  onAsk,
}: {
  lab: string
  plan: PlanView
  isSaved: boolean
  recipeCount: number
  /** The recipes as they stand on this screen, by content: approving is refused when one has changed since. */
  seen: () => { recipe: RecipeId; contentHash: string }[]
  onAsk: () => void
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [isApproving, setApproving] = useState(false)
  const approve = useMutation(
    trpc.reviews.approve.mutationOptions({
      onSuccess: () => {
        setApproving(false)
        toast('Approved.')
      },
      onSettled: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: trpc.plans.pathKey() }),
          queries.invalidateQueries({ queryKey: trpc.reviews.pathKey() }),
        ]),
    }),
  )
  const { allowed, state, review } = plan
  const isOpen = review?.state === 'open'
  const mayApprove = allowed.includes('plan.approve') && state !== 'approved'
  const mayAsk = allowed.includes('plan.ask-review') && state !== 'approved'
  const cannotYet = !isSaved || recipeCount === 0
  const why = !isSaved
    ? 'Waits until your changes are saved.'
    : recipeCount === 0
      ? 'There is no recipe yet.'
      : undefined

  return (
    <div className="relative flex flex-wrap items-center gap-2">
      {isOpen && (
        <Link
          href={`/${lab}/reviews/${review.id}`}
          className={buttonClass({ variant: mayApprove ? 'primary' : 'secondary' })}
        >
          Open the review
        </Link>
      )}
      {mayAsk && (
        <Button
          variant={mayApprove || isOpen ? 'secondary' : 'primary'}
          disabled={cannotYet}
          title={why}
          onClick={onAsk}
        >
          Ask for review
        </Button>
      )}
      {mayApprove && (
        <Button
          variant={isOpen ? 'secondary' : 'primary'}
          disabled={cannotYet}
          title={why}
          aria-expanded={isApproving}
          onClick={() => {
            approve.reset()
            setApproving(!isApproving)
          }}
        >
          Approve
        </Button>
      )}
      {isApproving && (
        <div className="absolute top-full right-0 z-30 mt-2 w-80 max-w-[calc(100vw-32px)] rounded-md border border-line bg-raised p-3 shadow-lg max-sm:right-auto max-sm:left-0">
          <ApproveForm
            lab={lab}
            what={recipeCount === 1 ? 'the recipe as it stands' : `all ${recipeCount} recipes as they stand`}
            isBusy={approve.isPending}
            error={approve.error ? errorSentence(approve.error) : null}
            onApprove={(password) => approve.mutate({ lab, plan: plan.id, seen: seen(), password })}
            onCancel={() => setApproving(false)}
          />
        </div>
      )}
    </div>
  )
}

/** What the last review said, in a sentence under the title; nothing while there was none. */
export function ReviewSentence({ plan }: { plan: PlanView }) {
  const { review } = plan
  if (!review) return null
  if (review.state === 'open') {
    const open = review.recipes.filter((one) => one.state === 'open').length
    return (
      <>
        Review {open < plan.records.length ? `of ${open} ${open === 1 ? 'recipe' : 'recipes'} ` : ''}asked for by{' '}
        {review.requestedBy.name}, {formatMoment(review.requestedAt.getTime())}.
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
