import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/_components/record/orNotFound'
import { isId } from '@/science/ids'
import { serverCaller } from '@/server/caller'
import { SampleScreen } from './SampleScreen'

export const metadata: Metadata = { title: 'Sample' }

export default async function SamplePage({ params }: { params: Promise<{ lab: string; sample: string }> }) {
  const { lab, sample } = await params
  if (!isId('sample', sample)) notFound()
  const api = await serverCaller(await headers())
  return <SampleScreen lab={lab} initial={await orNotFound(api.samples.get({ lab, sample }))} />
}
