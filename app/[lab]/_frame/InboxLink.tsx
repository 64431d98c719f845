'use client'

import { useQuery } from '@tanstack/react-query'
import { ClipboardCheck } from 'lucide-react'
import { useTRPC } from '@/app/_lib/trpc'
import { CountedLink } from './CountedLink'

/** The way to the reviews, with how many wait for this person. */
export function InboxLink({ lab, isHere }: { lab: string; isHere: boolean }) {
  const trpc = useTRPC()
  const { data: count = 0 } = useQuery({
    ...trpc.reviews.waitingCount.queryOptions({ lab }),
    refetchInterval: 15_000,
  })
  const label = count === 0 ? 'Reviews' : `Reviews, ${count > 99 ? '99+' : count} waiting for you`
  return <CountedLink href={`/${lab}/reviews`} icon={ClipboardCheck} label={label} count={count} isHere={isHere} />
}
