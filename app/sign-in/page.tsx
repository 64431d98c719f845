import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DoorPage } from '@/app/_components/DoorPage'
import { safeNext } from '@/app/_lib/safeNext'
import { findSession, requestApi } from '@/app/_lib/session'
import { SignInForm } from './SignInForm'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[]; error?: string | string[] }>
}) {
  const { next, error } = await searchParams
  const [api, me] = await Promise.all([requestApi(), findSession()])
  if (me) redirect(safeNext(next))
  const setup = await api.setup.state({})
  if (!setup.isSetUp) redirect('/set-up')
  return (
    <DoorPage title="Sign in">
      {error && (
        <p role="alert" className="m-0 mt-3 text-sm text-danger">
          {error === 'account_not_linked'
            ? 'There is an account with this address already. Sign in with its password, and connect the two on your account page.'
            : 'That sign-in did not finish. Try again, or use your password.'}
        </p>
      )}
      <div className="mt-5">
        <SignInForm next={safeNext(next)} provider={setup.openIdProvider} />
      </div>
      <p className="mt-8 mb-0 text-sm text-ink-muted">No account yet? The PI of your lab invites you with a link.</p>
    </DoorPage>
  )
}
