import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { serverCaller } from '@/server/caller'
import { ResultsScreen } from './ResultsScreen'

export const metadata: Metadata = { title: 'Results' }

export default async function ResultsPage({ params }: { params: Promise<{ lab: string }> }) {
  const { lab } = await params
  const api = await serverCaller(await headers())
  return <ResultsScreen lab={lab} initial={await api.comparison.rows({ lab })} />
}
