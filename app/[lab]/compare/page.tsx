import type { Metadata } from 'next'
import { requestApi, requireLab } from '@/app/_lib/session'
import { CompareScreen } from './CompareScreen'

export const metadata: Metadata = { title: 'Compare' }

/** More than can be told apart in one picture. */
const mostPicked = 100

export default async function ComparePage({
  params,
  searchParams,
}: {
  params: Promise<{ lab: string }>
  searchParams: Promise<{ of?: string | string[] }>
}) {
  const { of } = await searchParams
  const { lab } = await requireLab((await params).lab)
  const api = await requestApi()
  const ids = [of ?? []].flat().flatMap((one) => one.split(','))
  const picked = [...new Set(ids.filter((id) => id !== ''))].slice(0, mostPicked)
  const [initial, published] = await Promise.all([
    api.comparison.picked({ lab: lab.slug, of: picked, n: 100 }),
    api.comparison.published({ lab: lab.slug }),
  ])
  return <CompareScreen lab={lab.slug} of={picked} initial={initial} published={published} />
}
