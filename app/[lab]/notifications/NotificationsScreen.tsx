'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { toast } from 'sonner'
import { Button } from '@/app/_components/Button'
import { EmptyState } from '@/app/_components/EmptyState'
import { PageHeader } from '@/app/_components/PageHeader'
import { RelativeTime } from '@/app/_components/RelativeTime'
import { Section } from '@/app/_components/record/Facts'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import type { NotificationChoicesView, NotificationView } from '@/server/views'
import { NotificationChoices } from './NotificationChoices'

/** What this person should hear of, the newest first, and what she wants to hear of. */
export function NotificationsScreen({
  lab,
  initial,
  initialChoices,
}: {
  lab: string
  initial: readonly NotificationView[]
  initialChoices: NotificationChoicesView
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { data: notifications = initial } = useQuery({
    ...trpc.notifications.list.queryOptions({ lab }),
    initialData: [...initial],
    refetchInterval: 10_000,
  })
  const settled = {
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.notifications.pathKey() }),
    onError: (error: unknown) => toast.error(errorSentence(error)),
  }
  const read = useMutation(trpc.notifications.markRead.mutationOptions(settled))
  const unread = notifications.filter(({ isRead }) => !isRead)
  return (
    <div className="max-w-[56rem]">
      <PageHeader title="Notifications">
        {unread.length > 0 && <Button onClick={() => read.mutate({ lab, ids: null })}>Mark all as read</Button>}
      </PageHeader>
      {notifications.length === 0 ? (
        <EmptyState title="Nothing to hear of yet">
          When somebody mentions you, answers you, asks you for a review or answers yours, it stands here.
        </EmptyState>
      ) : (
        <ul aria-label="Notifications" className="m-0 mb-8 list-none p-0">
          {notifications.map(({ id, sentence, place, at, isRead }) => (
            <li key={id} className="flex items-baseline gap-3 border-t border-line py-2.5 first:border-t-0">
              <span
                aria-hidden
                className={`size-2 shrink-0 self-center rounded-full ${isRead ? 'bg-transparent' : 'bg-accent'}`}
              />
              <Link
                href={`/${lab}/${place}`}
                onClick={() => {
                  if (!isRead) read.mutate({ lab, ids: [id] })
                }}
                className={`min-w-0 flex-1 break-words hover:underline ${isRead ? 'text-ink-muted' : 'font-medium'}`}
              >
                {sentence}
                {!isRead && <span className="sr-only"> (new)</span>}
              </Link>
              <span className="text-sm text-ink-muted">
                <RelativeTime at={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <div id="choices" className="scroll-mt-16">
        <Section title="Tell me when">
          <NotificationChoices lab={lab} initial={initialChoices} />
        </Section>
      </div>
    </div>
  )
}
