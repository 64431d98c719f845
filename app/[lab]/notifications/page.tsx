import type { Metadata } from 'next'
import { requestApi, requireLab } from '@/app/_lib/session'
import { NotificationsScreen } from './NotificationsScreen'

export const metadata: Metadata = { title: 'Notifications' }

export default async function NotificationsPage({ params }: { params: Promise<{ lab: string }> }) {
  const { lab } = await params
  await requireLab(lab)
  const api = await requestApi()
  const [initial, choices] = await Promise.all([api.notifications.list({ lab }), api.notifications.choices({ lab })])
  return <NotificationsScreen lab={lab} initial={initial} initialChoices={choices} />
}
