'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTheme } from 'next-themes'
import { useState, useSyncExternalStore } from 'react'
import { toast } from 'sonner'
import { Button } from '@/app/_components/Button'
import { PageHeader } from '@/app/_components/PageHeader'
import { RelativeTime } from '@/app/_components/RelativeTime'
import { Facts, Section } from '@/app/_components/record/Facts'
import { roleWords, themeChoices } from '@/app/_components/words'
import { connectProvider, isProviderConnected, type SignInProvider, signOut } from '@/app/_lib/auth'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import type { MeView, SessionView } from '@/server/views'
import { describeDevice } from './describeDevice'

/** Oneself, outside every lab: who one is, where one is signed in, how the page looks. */
export function AccountScreen({
  me,
  initialSessions,
  provider,
}: {
  me: MeView
  initialSessions: SessionView[]
  provider: SignInProvider | null
}) {
  return (
    <>
      <PageHeader title="Account">
        <Button onClick={signOut}>Sign out</Button>
      </PageHeader>
      <Section title="Person">
        <Facts
          facts={[
            { name: 'Name', value: me.name },
            { name: 'Email', value: me.email },
          ]}
        />
      </Section>
      <Section title="Labs">
        {me.labs.length === 0 ? (
          <p className="m-0 text-ink-muted">None. A PI invites you with a link.</p>
        ) : (
          <ul className="m-0 list-none p-0">
            {me.labs.map((lab) => (
              <li
                key={lab.slug}
                className="flex items-baseline justify-between gap-4 border-t border-line py-2 first:border-t-0"
              >
                <Link href={`/${lab.slug}`} className="text-accent hover:underline">
                  {lab.name}
                </Link>
                <span className="text-sm text-ink-muted">{roleWords[lab.role]}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Theme">
        <ThemeChoice />
      </Section>
      {provider && (
        <Section title={provider.name}>
          <Provider provider={provider} />
        </Section>
      )}
      <Section title="Where you are signed in">
        <Sessions initial={initialSessions} />
      </Section>
    </>
  )
}

/** The university's account beside the password; connected only by the person herself, signed in. */
function Provider({ provider }: { provider: SignInProvider }) {
  const [problem, setProblem] = useState<string | null>(null)
  const { data: isConnected } = useQuery({
    queryKey: ['provider', provider.id],
    queryFn: () => isProviderConnected(provider),
  })
  if (isConnected) return <p className="m-0">You can sign in with {provider.name}.</p>
  return (
    <>
      <p className="mt-0 mb-3 text-ink-muted">Connect it, and you can sign in without the password.</p>
      <Button onClick={async () => setProblem(await connectProvider(provider))}>Connect {provider.name}</Button>
      {problem && (
        <p role="alert" className="mt-2 mb-0 text-sm text-danger">
          {problem}
        </p>
      )}
    </>
  )
}

const never = () => () => {}

function ThemeChoice() {
  const { theme = 'system', setTheme } = useTheme()
  // The server does not know the choice: it is kept in this browser.
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  return (
    <fieldset className="m-0 flex flex-wrap gap-x-5 gap-y-2 border-0 p-0">
      <legend className="sr-only">Theme</legend>
      {themeChoices.map((choice) => (
        <label key={choice.value} className="flex min-h-10 items-center gap-2 sm:min-h-8">
          <input
            type="radio"
            name="theme"
            value={choice.value}
            checked={isInBrowser && theme === choice.value}
            onChange={() => setTheme(choice.value)}
            className="size-4 accent-accent"
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  )
}

function Sessions({ initial }: { initial: SessionView[] }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { data: sessions } = useQuery({ ...trpc.me.sessions.queryOptions(), initialData: initial })
  const revoke = useMutation(
    trpc.me.revokeSession.mutationOptions({
      onError: (error) => toast.error(errorSentence(error)),
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.me.sessions.queryKey() }),
    }),
  )
  return (
    <ul className="m-0 list-none p-0">
      {sessions.map((session) => (
        <li
          key={session.id}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-2.5 first:border-t-0"
        >
          <div className="min-w-0">
            <p className="m-0">
              {describeDevice(session.userAgent)}
              {session.isCurrent && <span className="text-done"> · here</span>}
            </p>
            <p className="m-0 text-sm text-ink-muted">
              since <RelativeTime at={session.createdAt} />, last seen <RelativeTime at={session.lastSeenAt} />
              {session.ipAddress && `, ${session.ipAddress}`}
            </p>
          </div>
          {!session.isCurrent && (
            <Button
              variant="danger"
              size="sm"
              disabled={revoke.isPending}
              onClick={() => revoke.mutate({ session: session.id })}
              aria-label={`Sign out there: ${describeDevice(session.userAgent)}`}
            >
              Sign out there
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
