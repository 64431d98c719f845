import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/_components/record/orNotFound'
import { isId } from '@/science/ids'
import { serverCaller } from '@/server/caller'
import { RunScreen } from './RunScreen'

export const metadata: Metadata = { title: 'Run' }

export default async function RunPage({ params }: { params: Promise<{ lab: string; run: string }> }) {
  const { lab, run } = await params
  if (!isId('run', run)) notFound()
  const api = await serverCaller(await headers())
  const [initial, { me }] = await Promise.all([
    orNotFound(api.runs.get({ lab, run })),
    orNotFound(api.labs.get({ lab })),
  ])
  return <RunScreen lab={lab} initial={initial} me={me} />
}
