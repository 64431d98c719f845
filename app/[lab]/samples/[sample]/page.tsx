import type { Metadata } from 'next'
import { orNotFound } from '@/app/_components/record/orNotFound'
import { requestApi, requireLab } from '@/app/_lib/session'
import { SampleScreen } from './SampleScreen'

export const metadata: Metadata = { title: 'Sample' }

export default async function SamplePage({ params }: { params: Promise<{ lab: string; sample: string }> }) {
  // Its id, or the code on the vial.
  const { lab, sample } = await params
  await requireLab(lab)
  const api = await requestApi()
  return <SampleScreen lab={lab} initial={await orNotFound(api.samples.get({ lab, sample }))} />
}
