import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requestApi, requireLab } from '@/app/_lib/session'
import { publishedLibrary } from '@/science/library/library'
import { literature } from '@/science/library/literature'
import { PaperScreen } from './PaperScreen'

export const metadata: Metadata = { title: 'Paper' }

export default async function PaperPage({ params }: { params: Promise<{ lab: string; paper: string }> }) {
  const { lab: slug, paper: id } = await params
  const { lab } = await requireLab(slug)
  const paper = literature.papers.find((one) => one.id === id)
  if (paper === undefined) notFound()
  const api = await requestApi()
  const published = await api.comparison.published({ lab: lab.slug })
  return (
    <PaperScreen
      lab={lab.slug}
      paper={{
        id,
        system: paper.system,
        doi: paper.doi ?? null,
        reference: publishedLibrary.sources[id] ?? null,
      }}
      results={published.filter((one) => one.paper === id)}
      samples={literature.samples.filter((one) => one.paper === id)}
      sweeps={literature.sweeps.filter((one) => one.paper === id)}
    />
  )
}
