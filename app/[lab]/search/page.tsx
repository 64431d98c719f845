import type { Metadata } from 'next'
import { requestApi, requireLab } from '@/app/_lib/session'
import { hitKinds } from './hitKinds'
import { SearchScreen } from './SearchScreen'

export const metadata: Metadata = { title: 'Search' }

interface SearchPageProps {
  params: Promise<{ lab: string }>
  searchParams: Promise<{ q?: string | string[]; kind?: string | string[] }>
}

export default async function SearchPage({ params, searchParams }: SearchPageProps) {
  const { lab } = await requireLab((await params).lab)
  const given = await searchParams
  const query = ([given.q].flat()[0] ?? '').slice(0, 200)
  const asked = [given.kind].flat()[0]
  const kind = (Object.keys(hitKinds) as (keyof typeof hitKinds)[]).find((one) => one === asked)
  const api = await requestApi()
  return (
    <SearchScreen
      key={`${kind ?? ''} ${query}`}
      lab={lab.slug}
      query={query}
      kind={kind}
      initial={await api.search.page({ lab: lab.slug, query, kind })}
    />
  )
}
