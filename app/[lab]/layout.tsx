import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { requireLab } from '@/app/_lib/session'
import { Frame } from './_frame/Frame'

interface LabLayoutProps {
  params: Promise<{ lab: string }>
  children: ReactNode
}

export async function generateMetadata({ params }: LabLayoutProps): Promise<Metadata> {
  const { lab } = await requireLab((await params).lab)
  return { title: { default: lab.name, template: `%s · ${lab.name}` } }
}

export default async function LabLayout({ params, children }: LabLayoutProps) {
  const { me, lab } = await requireLab((await params).lab)
  return (
    <Frame me={me} lab={lab}>
      {children}
    </Frame>
  )
}
