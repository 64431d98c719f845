'use client'

import { useQuery } from '@tanstack/react-query'
import { ClipboardCheck } from 'lucide-react'
import Link from 'next/link'
import { useTRPC } from '@/app/_lib/trpc'

/** The way to the reviews, with how many wait for this person. */
export function InboxLink({ lab, isHere }: { lab: string; isHere: boolean }) {
  const trpc = useTRPC()
  const { data: count = 0 } = useQuery({
    ...trpc.reviews.waitingCount.queryOptions({ lab }),
    refetchInterval: 15_000,
  })
  const label = count === 0 ? 'Reviews' : `Reviews, ${count} waiting for you`
  return (
    <Link
      href={`/${lab}/reviews`}
      aria-label={label}
      title={label}
      aria-current={isHere ? 'page' : undefined}
      className="relative inline-flex size-10 shrink-0 items-center justify-center rounded-md text-ink-muted transition-colors hover:bg-hover hover:text-ink aria-[current]:text-accent sm:size-8"
    >
      <ClipboardCheck aria-hidden className="size-[1.125rem]" />
      {count > 0 && (
        <span
          aria-hidden
          className="absolute top-0.5 right-0 min-w-4 rounded-full bg-accent px-1 text-center text-[0.6875rem] leading-4 font-medium text-on-accent tabular-nums"
        >
          {count > 99 ? '99+' : count}
        </span>
      )}
    </Link>
  )
}
