'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { leastPassword, PasswordField } from '@/app/_components/PasswordField'
import { type SignInProvider, signIn, signInWithProvider, signOut } from '@/app/_lib/auth'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import type { InvitationLookView } from '@/server/views'

/** Three ways in: as the person who is signed in, as somebody with an account, or as somebody new. */
export function AcceptInvitation({
  token,
  invitation,
  me,
  provider,
}: {
  token: string
  invitation: InvitationLookView
  me: { name: string; email: string } | null
  provider: SignInProvider | null
}) {
  const trpc = useTRPC()
  const accept = useMutation(trpc.invitations.accept.mutationOptions())
  const [hasAccount, setHasAccount] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const home = `/${invitation.labSlug}`

  /** Runs the steps; a sentence stops them and is shown. */
  const attempt = async (steps: () => Promise<string | null>) => {
    setBusy(true)
    setProblem(null)
    try {
      const refused = await steps()
      if (refused === null) return window.location.assign(home)
      setProblem(refused)
    } catch (error) {
      setProblem(errorSentence(error))
    }
    setBusy(false)
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const email = invitation.email ?? String(form.get('email') ?? '').trim()
    const password = String(form.get('password') ?? '')
    void attempt(async () => {
      if (hasAccount) {
        const refused = await signIn(email, password)
        if (refused !== null) return refused
        await accept.mutateAsync({ token })
        return null
      }
      if (password.length < leastPassword) return `The password needs at least ${leastPassword} characters.`
      await accept.mutateAsync({ token, name: String(form.get('name') ?? '').trim(), email, password })
      return signIn(email, password)
    })
  }

  if (me && (invitation.email === null || invitation.email.toLowerCase() === me.email.toLowerCase()))
    return (
      <div className="flex flex-col items-start gap-4">
        <p className="m-0">
          You are signed in as {me.name}, {me.email}.
        </p>
        <Problem text={problem} />
        <div className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            size="lg"
            disabled={isBusy}
            onClick={() =>
              attempt(async () => {
                await accept.mutateAsync({ token })
                return null
              })
            }
          >
            {isBusy ? 'Joining …' : 'Join the lab'}
          </Button>
          <Button size="lg" variant="ghost" disabled={isBusy} onClick={signOut}>
            Sign out first
          </Button>
        </div>
      </div>
    )

  if (me)
    return (
      <div className="flex flex-col items-start gap-4">
        <p className="m-0">
          The invitation is for {invitation.email}, and you are signed in as {me.email}. Sign out, then open the link
          again.
        </p>
        <Button size="lg" onClick={signOut}>
          Sign out
        </Button>
      </div>
    )

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {!hasAccount && (
        <Field label="Your name" hint="As the others in the lab will see it.">
          {(control) => <Input {...control} name="name" required maxLength={120} autoComplete="name" />}
        </Field>
      )}
      <Field label="Email">
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            required
            maxLength={254}
            autoComplete="username"
            defaultValue={invitation.email ?? ''}
            readOnly={invitation.email !== null}
          />
        )}
      </Field>
      <PasswordField key={hasAccount ? 'known' : 'new'} isNew={!hasAccount} />
      <Problem text={problem} />
      <Button type="submit" size="lg" disabled={isBusy}>
        {isBusy ? 'Joining …' : hasAccount ? 'Sign in and join' : 'Create my account and join'}
      </Button>
      {provider && (
        <Button
          size="lg"
          disabled={isBusy}
          onClick={async () => {
            setBusy(true)
            setProblem(await signInWithProvider(provider, `/invitation/${token}`))
            setBusy(false)
          }}
        >
          Join with {provider.name}
        </Button>
      )}
      <Button
        variant="ghost"
        onClick={() => {
          setHasAccount(!hasAccount)
          setProblem(null)
        }}
      >
        {hasAccount ? 'I have no account yet' : 'I have an account already'}
      </Button>
    </form>
  )
}

function Problem({ text }: { text: string | null }) {
  return (
    text !== null && (
      <p role="alert" className="m-0 text-sm text-danger">
        {text}
      </p>
    )
  )
}
