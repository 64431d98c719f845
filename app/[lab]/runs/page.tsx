import type { Metadata } from 'next'
import { requestApi, requireLab } from '@/app/_lib/session'
import { RunsScreen } from './RunsScreen'

export const metadata: Metadata = { title: 'Runs' }

export default async function RunsPage({ params }: { params: Promise<{ lab: string }> }) {
  const { lab } = await params
  await requireLab(lab)
  const api = await requestApi()
  return <RunsScreen lab={lab} initial={await api.runs.list({ lab })} />
}
