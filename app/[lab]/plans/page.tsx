import type { Metadata } from 'next'
import { requestApi, requireLab } from '@/app/_lib/session'
import { PlansScreen } from './PlansScreen'

export const metadata: Metadata = { title: 'Plans' }

interface PlansPageProps {
  params: Promise<{ lab: string }>
  searchParams: Promise<{ new?: string | string[] }>
}

export default async function PlansPage({ params, searchParams }: PlansPageProps) {
  const { lab } = await requireLab((await params).lab)
  const { new: isNew } = await searchParams
  const api = await requestApi()
  const mayCreate = lab.allowed.includes('plan.create')
  const [plans, templates] = await Promise.all([
    api.plans.list({ lab: lab.slug }),
    mayCreate ? api.plans.templates({ lab: lab.slug }) : [],
  ])
  return (
    <PlansScreen
      lab={lab.slug}
      mayCreate={mayCreate}
      initial={plans}
      templates={templates}
      isCreating={mayCreate && isNew !== undefined}
    />
  )
}
