import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/_components/record/orNotFound'
import { requestApi, requireLab } from '@/app/_lib/session'
import { isId } from '@/science/ids'
import { ReviewScreen } from './ReviewScreen'

export const metadata: Metadata = { title: 'Review' }

export default async function ReviewPage({ params }: { params: Promise<{ lab: string; review: string }> }) {
  const { lab, review } = await params
  await requireLab(lab)
  if (!isId('review', review)) notFound()
  const api = await requestApi()
  return <ReviewScreen lab={lab} initial={await orNotFound(api.reviews.get({ lab, review }))} />
}
