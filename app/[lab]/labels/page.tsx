import type { Metadata } from 'next'
import { requestApi, requireLab } from '@/app/_lib/session'
import { readSampleCode } from '@/science/sampleCode'
import { LabelsScreen } from './LabelsScreen'

export const metadata: Metadata = { title: 'Labels' }

/** Labels to print of the samples that the address names by their codes. */
export default async function LabelsPage({
  params,
  searchParams,
}: {
  params: Promise<{ lab: string }>
  searchParams: Promise<{ samples?: string | string[] }>
}) {
  const { lab } = await params
  await requireLab(lab)
  const asked = [(await searchParams).samples ?? []]
    .flat(2)
    .join(',')
    .split(',')
    .flatMap((text) => readSampleCode(text) ?? [])
  const api = await requestApi()
  const samples = asked.length === 0 ? [] : await api.samples.ofCodes({ lab, codes: asked.slice(0, 1000) })
  const unprintable = await api.samples.unprintable({ lab, codes: samples.map(({ code }) => code) })
  const place = new Map(asked.map((code, index) => [code, index]))
  samples.sort((a, b) => (place.get(a.code) ?? 0) - (place.get(b.code) ?? 0))
  return (
    <LabelsScreen
      lab={lab}
      samples={samples}
      unprintable={unprintable}
      missing={asked.filter((code) => !samples.some((one) => one.code === code))}
    />
  )
}
