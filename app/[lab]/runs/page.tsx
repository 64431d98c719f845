import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { serverCaller } from '@/server/caller'
import { RunsScreen } from './RunsScreen'

export const metadata: Metadata = { title: 'Runs' }

export default async function RunsPage({ params }: { params: Promise<{ lab: string }> }) {
  const { lab } = await params
  const api = await serverCaller(await headers())
  return <RunsScreen lab={lab} initial={await api.runs.list({ lab })} />
}
