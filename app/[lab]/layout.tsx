import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { LabScienceProvider } from '@/app/_lib/labScience'
import { requestApi, requireLab } from '@/app/_lib/session'
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
  const api = await requestApi()
  const definitions = await api.library.definitions({ lab: lab.slug })
  return (
    <LabScienceProvider lab={lab.slug} initial={definitions}>
      <Frame me={me} lab={lab}>
        {children}
      </Frame>
    </LabScienceProvider>
  )
}
