import type { Metadata } from 'next'
import { requestApi, requireLab } from '@/app/_lib/session'
import { ResultsScreen } from './ResultsScreen'
import { parts, plainResults } from './resultsView'

export const metadata: Metadata = { title: 'Results' }

export default async function ResultsPage({
  params,
  searchParams,
}: {
  params: Promise<{ lab: string }>
  searchParams: Promise<{ filter?: string | string[]; show?: string | string[] }>
}) {
  const { filter, show } = await searchParams
  const { lab } = await requireLab((await params).lab)
  const api = await requestApi()
  const [initial, published] = await Promise.all([
    api.comparison.rows({ lab: lab.slug, n: plainResults.n }),
    api.comparison.published({ lab: lab.slug }),
  ])
  return (
    <ResultsScreen
      lab={lab.slug}
      initial={initial}
      published={published}
      canShare={lab.allowed.includes('results.share')}
      initialFilter={typeof filter === 'string' ? filter : ''}
      initialPart={parts.find((part) => part === show) ?? 'table'}
    />
  )
}
