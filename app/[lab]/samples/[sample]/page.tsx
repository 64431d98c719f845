import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { orNotFound } from '@/app/_components/record/orNotFound'
import { serverCaller } from '@/server/caller'
import { SampleScreen } from './SampleScreen'

export const metadata: Metadata = { title: 'Sample' }

export default async function SamplePage({ params }: { params: Promise<{ lab: string; sample: string }> }) {
  // Its id, or the code on the vial.
  const { lab, sample } = await params
  const api = await serverCaller(await headers())
  return <SampleScreen lab={lab} initial={await orNotFound(api.samples.get({ lab, sample }))} />
}
