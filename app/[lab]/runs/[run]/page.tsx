import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/_components/record/orNotFound'
import { requestApi, requireLab } from '@/app/_lib/session'
import { isId } from '@/science/ids'
import { RunScreen } from './RunScreen'

export const metadata: Metadata = { title: 'Run' }

export default async function RunPage({ params }: { params: Promise<{ lab: string; run: string }> }) {
  const { lab, run } = await params
  if (!isId('run', run)) notFound()
  const { lab: own } = await requireLab(lab)
  const api = await requestApi()
  const initial = await orNotFound(api.runs.get({ lab, run }))
  return <RunScreen lab={lab} initial={initial} me={own.me} />
}
