import type { Metadata } from 'next'
import { requestApi, requireLab } from '@/app/_lib/session'
import { UploadScreen } from './UploadScreen'

export const metadata: Metadata = { title: 'Upload files' }

export default async function UploadPage({ params }: { params: Promise<{ lab: string }> }) {
  const { lab } = await requireLab((await params).lab)
  const api = await requestApi()
  return (
    <UploadScreen
      lab={lab.slug}
      mayUpload={lab.allowed.includes('test.upload')}
      initial={await api.cells.names({ lab: lab.slug })}
    />
  )
}
