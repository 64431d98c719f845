'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { EmptyState } from '@/app/_components/EmptyState'
import { PageHeader } from '@/app/_components/PageHeader'
import { RelativeTime } from '@/app/_components/RelativeTime'
import { Section } from '@/app/_components/record/Facts'
import { ReviewStateMark } from '@/app/_components/review/ReviewStateMark'
import { useTRPC } from '@/app/_lib/trpc'
import type { InboxView, ReviewListItem } from '@/server/views'

/** What waits for this person's answer, and what became of what she asked for and answered. */
export function InboxScreen({ lab, initial }: { lab: string; initial: InboxView }) {
  const trpc = useTRPC()
  const { data } = useQuery({
    ...trpc.reviews.inbox.queryOptions({ lab }),
    initialData: initial,
    refetchInterval: 10_000,
  })
  const { waiting, asked, answered } = data
  return (
    <div className="max-w-[56rem]">
      <PageHeader title="Reviews" />
      {waiting.length + asked.length + answered.length === 0 ? (
        <EmptyState title="No review yet">
          Open a plan and press “Ask for review”. What waits for you, what you asked for and what you answered stands
          here.
        </EmptyState>
      ) : (
        <>
          <Section title="Waiting for you">
            {waiting.length === 0 ? (
              <p className="m-0 text-sm text-ink-muted">Nothing waits for you.</p>
            ) : (
              <Reviews lab={lab} label="Waiting for you" reviews={waiting} />
            )}
          </Section>
          {asked.length > 0 && (
            <Section title="Asked for by you">
              <Reviews lab={lab} label="Asked for by you" reviews={asked} />
            </Section>
          )}
          {answered.length > 0 && (
            <Section title="Answered by you">
              <Reviews lab={lab} label="Answered by you" reviews={answered} />
            </Section>
          )}
        </>
      )}
    </div>
  )
}

function Reviews({ lab, label, reviews }: { lab: string; label: string; reviews: readonly ReviewListItem[] }) {
  return (
    <ul aria-label={label} className="m-0 list-none p-0">
      {reviews.map((review) => (
        <li
          key={review.id}
          className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-t border-line py-2.5 first:border-t-0"
        >
          <div className="min-w-0 flex-1 basis-64">
            <Link href={`/${lab}/reviews/${review.id}`} className="font-medium break-words text-accent hover:underline">
              {review.planTitle || 'Untitled plan'}
            </Link>
            <p className="m-0 text-sm text-ink-muted">
              {sayRecipes(review)}, asked for by {review.requestedBy.name} <RelativeTime at={review.requestedAt} />
              {review.editedCount > 0 && `, ${review.editedCount} edited since`}
            </p>
            {review.note !== '' && <p className="m-0 text-sm break-words">{review.note}</p>}
            {review.reason !== '' && (
              <p className="m-0 text-sm break-words whitespace-pre-line">
                {review.decidedBy?.name}: {review.reason}
              </p>
            )}
          </div>
          <ReviewStateMark state={review.state} />
        </li>
      ))}
    </ul>
  )
}

/** `LBO thin`, `LBO thin and bare`, `5 recipes`. */
export function sayRecipes({ recipes }: Pick<ReviewListItem, 'recipes'>): string {
  const names = recipes.map((recipe) => recipe.name)
  return names.length <= 2 ? names.join(' and ') : `${names.length} recipes`
}
