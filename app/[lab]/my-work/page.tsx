import type { Metadata } from 'next'
import { requestApi, requireLab } from '@/app/_lib/session'
import { MyWorkScreen } from './MyWorkScreen'

export const metadata: Metadata = { title: 'My work' }

export default async function MyWorkPage({ params }: { params: Promise<{ lab: string }> }) {
  const { lab } = await requireLab((await params).lab)
  const api = await requestApi()
  return <MyWorkScreen lab={lab} initial={await api.work.mine({ lab: lab.slug })} />
}
