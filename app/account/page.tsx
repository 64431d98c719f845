import type { Metadata } from 'next'
import Link from 'next/link'
import { Wordmark } from '@/app/_components/Wordmark'
import { requestApi, requireSession } from '@/app/_lib/session'
import { AccountScreen } from './AccountScreen'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const me = await requireSession('/account')
  const api = await requestApi()
  const [sessions, setup] = await Promise.all([api.me.sessions(), api.setup.state({})])
  return (
    <>
      <header data-frame className="flex h-bar items-center gap-3 border-b border-line bg-ground px-4">
        <Link href="/" className="flex items-center rounded-md text-sm">
          <Wordmark />
        </Link>
      </header>
      <main className="mx-auto w-full max-w-[46rem] px-4 py-6 sm:px-6">
        <AccountScreen me={me} initialSessions={sessions} provider={setup.openIdProvider} />
      </main>
    </>
  )
}
