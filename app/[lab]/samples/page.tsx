import type { Metadata } from 'next'
import { requestApi, requireLab } from '@/app/_lib/session'
import { SamplesScreen } from './SamplesScreen'

export const metadata: Metadata = { title: 'Samples' }

export default async function SamplesPage({ params }: { params: Promise<{ lab: string }> }) {
  const { lab } = await params
  await requireLab(lab)
  const api = await requestApi()
  return <SamplesScreen lab={lab} initial={await api.samples.list({ lab })} />
}
