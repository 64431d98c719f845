import type { Metadata } from 'next'
import { requestApi, requireLab } from '@/app/_lib/session'
import { InboxScreen } from './InboxScreen'

export const metadata: Metadata = { title: 'Reviews' }

export default async function ReviewsPage({ params }: { params: Promise<{ lab: string }> }) {
  const { lab } = await params
  await requireLab(lab)
  const api = await requestApi()
  return <InboxScreen lab={lab} initial={await api.reviews.inbox({ lab })} />
}
