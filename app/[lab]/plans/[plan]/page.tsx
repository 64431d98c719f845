import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/_components/record/orNotFound'
import { isId } from '@/science/ids'
import { serverCaller } from '@/server/caller'
import { PlanScreen } from './PlanScreen'

export const metadata: Metadata = { title: 'Plan' }

export default async function PlanPage({ params }: { params: Promise<{ lab: string; plan: string }> }) {
  const { lab, plan } = await params
  if (!isId('plan', plan)) notFound()
  const api = await serverCaller(await headers())
  const [view, labView] = await Promise.all([
    orNotFound(api.plans.get({ lab, plan })),
    orNotFound(api.labs.get({ lab })),
  ])
  const { memberId, name, hue } = labView.me
  return <PlanScreen lab={lab} initial={view} me={{ memberId, name, hue }} />
}
