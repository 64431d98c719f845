import type { Metadata } from 'next'
import { requestApi, requireLab } from '@/app/_lib/session'
import { RunsScreen } from './RunsScreen'
import { filterOf, readLook } from './runsAddress'

export const metadata: Metadata = { title: 'Runs' }

interface RunsPageProps {
  params: Promise<{ lab: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function RunsPage({ params, searchParams }: RunsPageProps) {
  const { lab } = await params
  await requireLab(lab)
  const given = await searchParams
  const look = readLook({ get: (name) => [given[name]].flat()[0] ?? null })
  const asked = { lab, ...filterOf(look) }
  const api = await requestApi()
  const [counts, table, board] = await Promise.all([
    api.runs.counts(asked),
    look.view === 'table' ? api.runs.page(asked) : undefined,
    look.view === 'board' ? api.runs.board({ ...asked, by: look.by }) : undefined,
  ])
  return <RunsScreen lab={lab} look={look} initial={{ counts, table, board }} />
}
