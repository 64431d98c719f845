import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { serverCaller } from '@/server/caller'
import { SamplesScreen } from './SamplesScreen'

export const metadata: Metadata = { title: 'Samples' }

export default async function SamplesPage({ params }: { params: Promise<{ lab: string }> }) {
  const { lab } = await params
  const api = await serverCaller(await headers())
  return <SamplesScreen lab={lab} initial={await api.samples.list({ lab })} />
}
