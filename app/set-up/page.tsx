import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DoorPage } from '@/app/_components/DoorPage'
import { requestApi } from '@/app/_lib/session'
import { SetUpForm } from './SetUpForm'

export const metadata: Metadata = { title: 'Set up' }

export default async function SetUpPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams
  const given = typeof token === 'string' ? token : undefined
  const api = await requestApi()
  const setup = await api.setup.state({ token: given })
  if (setup.isSetUp) redirect('/')
  if (given === undefined || !setup.isTokenRight)
    return (
      <DoorPage
        title={given === undefined ? 'Open the set-up link' : 'This set-up link does not fit'}
        intro={
          given === undefined
            ? 'When Interphase starts for the first time, it prints a link where it was started. Whoever opens that link sets up the lab.'
            : 'Each start prints a new link. Take the one that was printed last, in full.'
        }
      >
        <pre className="m-0 overflow-x-auto rounded-md border border-line bg-ground px-3 py-2 font-mono text-sm">
          …/set-up?token=…
        </pre>
      </DoorPage>
    )
  return (
    <DoorPage title="Set up your lab" intro="You become its PI. You can invite everybody else afterwards.">
      <SetUpForm token={given} />
    </DoorPage>
  )
}
