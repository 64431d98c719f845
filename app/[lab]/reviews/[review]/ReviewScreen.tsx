'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/app/_components/Button'
import { PageHeader } from '@/app/_components/PageHeader'
import { When } from '@/app/_components/record/When'
import { ApproveForm } from '@/app/_components/review/ApproveForm'
import { ReasonForm } from '@/app/_components/review/ReasonForm'
import { ReviewStateMark } from '@/app/_components/review/ReviewStateMark'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import { usePlanThreads } from '@/app/[lab]/plans/[plan]/_comments/usePlanThreads'
import type { RecipeId } from '@/science/ids'
import type { ReviewDetailView } from '@/server/views'
import { ReviewedRecipe } from './ReviewedRecipe'

/** What is being said just now, and of which recipes. */
interface Saying {
  kind: 'approve' | 'change'
  recipes: readonly RecipeId[]
}

/** A review: each recipe as it stands against what was approved last, and the answer to it. */
export function ReviewScreen({ lab, initial }: { lab: string; initial: ReviewDetailView }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { data: review } = useQuery({
    ...trpc.reviews.get.queryOptions({ lab, review: initial.id }),
    initialData: initial,
    refetchInterval: 10_000,
  })
  const { data: labView } = useQuery(trpc.labs.get.queryOptions({ lab }))
  const mayComment = !review.isArchived && (labView?.allowed.includes('plan.comment') ?? false)
  const said = usePlanThreads(lab, review.planId)
  const [saying, setSaying] = useState<Saying | null>(null)
  const after = (said: string) => ({
    onSuccess: () => {
      setSaying(null)
      toast(said)
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: trpc.reviews.pathKey() }),
        queries.invalidateQueries({ queryKey: trpc.plans.pathKey() }),
      ]),
  })
  const approve = useMutation(trpc.reviews.approve.mutationOptions(after('Approved.')))
  const change = useMutation(trpc.reviews.requestChanges.mutationOptions(after('Sent. Whoever asked sees it.')))
  const withdraw = useMutation(trpc.reviews.withdraw.mutationOptions(after('Withdrawn.')))

  const open = review.details.filter((one) => one.state === 'open' && one.now !== null)
  const begin = (kind: Saying['kind'], recipes: readonly RecipeId[]) => {
    approve.reset()
    change.reset()
    setSaying({ kind, recipes })
  }
  /** The answer is to what stands on this screen: refused when a recipe has changed since. */
  const about = (recipes: readonly RecipeId[]) => ({
    lab,
    plan: review.planId,
    review: review.id,
    recipes: [...recipes],
    seen: review.details.flatMap((one) =>
      one.now !== null && recipes.includes(one.recipeId)
        ? [{ recipe: one.recipeId, contentHash: one.now.contentHash }]
        : [],
    ),
  })
  const form = saying && (
    <Answer
      lab={lab}
      saying={saying}
      what={sayWhich(review, saying.recipes)}
      isBusy={approve.isPending || change.isPending}
      error={approve.error ? errorSentence(approve.error) : change.error ? errorSentence(change.error) : null}
      onApprove={(password) => approve.mutate({ ...about(saying.recipes), password })}
      onSend={(reason) => change.mutate({ ...about(saying.recipes), reason })}
      onCancel={() => setSaying(null)}
    />
  )
  const isOfAll = saying !== null && saying.recipes.length > 1

  return (
    <div className="max-w-[64rem]">
      <PageHeader
        title={
          <>
            Review of{' '}
            <Link href={`/${lab}/plans/${review.planId}`} className="text-accent hover:underline">
              {review.planTitle || 'Untitled plan'}
            </Link>
          </>
        }
      >
        <ReviewStateMark state={review.state} />
        {review.mayWithdraw && (
          <Button disabled={withdraw.isPending} onClick={() => withdraw.mutate({ lab, review: review.id })}>
            Withdraw
          </Button>
        )}
      </PageHeader>
      <p className="m-0 mb-4 max-w-[72ch] text-sm text-ink-muted">
        Asked for by {review.requestedBy.name}, <When at={review.requestedAt} />, of{' '}
        {listOf(review.reviewers.map((one) => one.name))}
        {review.reviewers.length > 1 &&
          (review.mode === 'all' ? '; all of them must approve the same content' : '; one of them is enough')}
        .{review.approvedBy.length > 0 && ` Approved so far by ${listOf(review.approvedBy.map((one) => one.name))}.`}
      </p>
      {review.note !== '' && (
        <p className="m-0 mb-4 max-w-[72ch] border-l-2 border-line-strong pl-3 break-words whitespace-pre-line">
          {review.note}
        </p>
      )}
      {review.mayAnswer && open.length > 1 && (
        <div className="mb-4 flex flex-wrap gap-2 border-t border-line pt-4">
          <Button
            variant="primary"
            onClick={() =>
              begin(
                'approve',
                open.map((one) => one.recipeId),
              )
            }
          >
            Approve all {open.length}
          </Button>
          <Button
            onClick={() =>
              begin(
                'change',
                open.map((one) => one.recipeId),
              )
            }
          >
            Ask for changes in all
          </Button>
        </div>
      )}
      {isOfAll && <Boxed>{form}</Boxed>}
      {withdraw.error && (
        <p role="alert" className="text-danger">
          {errorSentence(withdraw.error)}
        </p>
      )}
      {review.details.map((one) => (
        <ReviewedRecipe
          key={one.recipeId}
          lab={lab}
          plan={review.planId}
          reviewed={one}
          said={said}
          mayComment={mayComment}
          actions={
            review.mayAnswer && one.state === 'open' && one.now !== null ? (
              <>
                <Button aria-label={`Approve ${one.name}`} onClick={() => begin('approve', [one.recipeId])}>
                  Approve
                </Button>
                <Button aria-label={`Ask for changes in ${one.name}`} onClick={() => begin('change', [one.recipeId])}>
                  Ask for changes
                </Button>
              </>
            ) : null
          }
        >
          {saying !== null && !isOfAll && saying.recipes.includes(one.recipeId) && <Boxed>{form}</Boxed>}
        </ReviewedRecipe>
      ))}
    </div>
  )
}

function Answer({
  lab,
  saying,
  what,
  isBusy,
  error,
  onApprove,
  onSend,
  onCancel,
}: {
  lab: string
  saying: Saying
  what: string
  isBusy: boolean
  error: string | null
  onApprove: (password: string | undefined) => void
  onSend: (reason: string) => void
  onCancel: () => void
}) {
  const shared = { isBusy, error, onCancel }
  return saying.kind === 'approve' ? (
    <ApproveForm lab={lab} what={`${what} as it stands here`} onApprove={onApprove} {...shared} />
  ) : (
    <ReasonForm about={what} onSend={onSend} {...shared} />
  )
}

function Boxed({ children }: { children: ReactNode }) {
  return <div className="mb-4 max-w-[36rem] rounded-md border border-line bg-raised p-3">{children}</div>
}

function sayWhich(review: ReviewDetailView, recipes: readonly RecipeId[]): string {
  const [only] = recipes
  const name = review.details.find((one) => one.recipeId === only)?.name ?? ''
  return recipes.length === 1 ? `“${name}”` : `all ${recipes.length} recipes, each`
}

function listOf(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? 'nobody') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
