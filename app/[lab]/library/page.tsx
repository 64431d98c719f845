import type { Metadata } from 'next'
import { requireLab } from '@/app/_lib/session'
import { publishedLibrary } from '@/science/library/library'
import { literature } from '@/science/library/literature'
import { LibraryScreen } from './LibraryScreen'
import type { PaperRow } from './papers'

export const metadata: Metadata = { title: 'Library' }

export default async function LibraryPage({
  params,
  searchParams,
}: {
  params: Promise<{ lab: string }>
  searchParams: Promise<{ open?: string | string[] }>
}) {
  const { open } = await searchParams
  const { lab } = await requireLab((await params).lab)
  const { sources } = publishedLibrary
  const papers: PaperRow[] = publishedLibrary.papers.map((paper) => ({
    id: paper.id,
    system: paper.system,
    doi: paper.doi ?? null,
    reference: sources[paper.id] ?? null,
    recipes: literature.samples.filter((sample) => sample.paper === paper.id).length,
    tests: literature.tests.filter((test) => test.sample.startsWith(`${paper.id}/`)).length,
  }))
  return (
    <LibraryScreen
      lab={lab.slug}
      mayWrite={lab.allowed.includes('library.write')}
      papers={papers}
      initialOpen={typeof open === 'string' ? open : null}
    />
  )
}
