import type { Metadata } from 'next'
import { requireLab } from '@/app/_lib/session'
import { SettingsScreen } from './SettingsScreen'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage({ params }: { params: Promise<{ lab: string }> }) {
  const { lab } = await requireLab((await params).lab)
  return <SettingsScreen lab={lab} />
}
