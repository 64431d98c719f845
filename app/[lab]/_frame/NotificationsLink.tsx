'use client'

import { useQuery } from '@tanstack/react-query'
import { Bell } from 'lucide-react'
import { useTRPC } from '@/app/_lib/trpc'
import { CountedLink } from './CountedLink'

/** The way to what this person should hear of, with how much of it is new. */
export function NotificationsLink({ lab, isHere }: { lab: string; isHere: boolean }) {
  const trpc = useTRPC()
  const { data: count = 0 } = useQuery({ ...trpc.notifications.unread.queryOptions({ lab }), refetchInterval: 10_000 })
  const label = count === 0 ? 'Notifications' : `Notifications, ${count > 99 ? '99+' : count} new`
  return <CountedLink href={`/${lab}/notifications`} icon={Bell} label={label} count={count} isHere={isHere} />
}
