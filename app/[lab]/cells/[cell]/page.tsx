import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/_components/record/orNotFound'
import { requestApi, requireLab } from '@/app/_lib/session'
import { isId } from '@/science/ids'
import { CellScreen } from './CellScreen'

export const metadata: Metadata = { title: 'Cell' }

export default async function CellPage({ params }: { params: Promise<{ lab: string; cell: string }> }) {
  const { lab, cell } = await params
  if (!isId('cell', cell)) notFound()
  await requireLab(lab)
  const api = await requestApi()
  const [initial, published] = await Promise.all([
    orNotFound(api.cells.get({ lab, cell })),
    api.comparison.published({ lab }),
  ])
  return <CellScreen lab={lab} initial={initial} published={published} />
}
