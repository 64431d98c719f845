import type { Metadata } from 'next'
import { requestApi, requireLab } from '@/app/_lib/session'
import { ResultsScreen } from './ResultsScreen'

export const metadata: Metadata = { title: 'Results' }

export default async function ResultsPage({ params }: { params: Promise<{ lab: string }> }) {
  const { lab } = await params
  await requireLab(lab)
  const api = await requestApi()
  return <ResultsScreen lab={lab} initial={await api.comparison.rows({ lab })} />
}
