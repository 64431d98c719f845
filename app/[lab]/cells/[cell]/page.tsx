import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/_components/record/orNotFound'
import { isId } from '@/science/ids'
import { serverCaller } from '@/server/caller'
import { CellScreen } from './CellScreen'

export const metadata: Metadata = { title: 'Cell' }

export default async function CellPage({ params }: { params: Promise<{ lab: string; cell: string }> }) {
  const { lab, cell } = await params
  if (!isId('cell', cell)) notFound()
  const api = await serverCaller(await headers())
  const [initial, published] = await Promise.all([
    orNotFound(api.cells.get({ lab, cell })),
    api.comparison.published({ lab }),
  ])
  return <CellScreen lab={lab} initial={initial} published={published} />
}
