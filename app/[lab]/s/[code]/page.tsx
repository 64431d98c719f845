import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { requestApi, requireLab } from '@/app/_lib/session'

export const metadata: Metadata = { title: 'Sample' }

/** Where the code of a label leads: to the sample's page, after signing in if need be. */
export default async function CodePage({ params }: { params: Promise<{ lab: string; code: string }> }) {
  const { lab, code: inAddress } = await params
  const { lab: own } = await requireLab(lab)
  const typed = decoded(inAddress)
  const api = await requestApi()
  const { code, sample } = await api.samples.byCode({ lab, code: typed.slice(0, 300) })
  if (sample !== null) redirect(`/${lab}/samples/${sample}`)
  return (
    <div className="max-w-[60ch] py-8">
      <h1 className="m-0 mb-1 text-xl font-semibold break-words">
        {code === null ? `“${typed.slice(0, 60)}” is no sample code` : `There is no sample ${code} in ${own.name}`}
      </h1>
      <p className="m-0 text-ink-muted">
        {code === null
          ? 'A code looks like L7K-042: letter, digit, letter, three digits. One of its characters may have been misread.'
          : 'The code is well formed, so it was not misread: the sample is of another lab or of another installation.'}
      </p>
      <p className="mt-4 mb-0">
        <Link href={`/${lab}/samples`} className="text-accent underline">
          All samples of this lab
        </Link>
      </p>
    </div>
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
