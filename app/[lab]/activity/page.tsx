import type { Metadata } from 'next'
import { requestApi, requireLab } from '@/app/_lib/session'
import { ActivityScreen } from './ActivityScreen'

export const metadata: Metadata = { title: 'Activity' }

export default async function ActivityPage({ params }: { params: Promise<{ lab: string }> }) {
  const { lab } = await params
  await requireLab(lab)
  const api = await requestApi()
  const [members, plans] = await Promise.all([api.members.list({ lab }), api.plans.titles({ lab })])
  return (
    <ActivityScreen
      lab={lab}
      people={members.map(({ memberId, name }) => ({ id: memberId, name }))}
      plans={plans.map(({ id, title }) => ({ id, name: title || 'Untitled plan' }))}
    />
  )
}
