'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { PasswordField } from '@/app/_components/PasswordField'
import { type SignInProvider, signIn, signInWithProvider } from '@/app/_lib/auth'

export function SignInForm({ next, provider }: { next: string; provider: SignInProvider | null }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setProblem(null)
    const refused = await signIn(String(form.get('email') ?? '').trim(), String(form.get('password') ?? ''))
    if (refused === null) return window.location.assign(next)
    setProblem(refused)
    setBusy(false)
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Email">
        {(control) => <Input {...control} name="email" type="email" required maxLength={254} autoComplete="username" />}
      </Field>
      <PasswordField />
      {problem && (
        <p role="alert" className="m-0 text-sm text-danger">
          {problem}
        </p>
      )}
      <Button type="submit" size="lg" disabled={isBusy}>
        {isBusy ? 'Signing in …' : 'Sign in'}
      </Button>
      {provider && (
        <Button
          size="lg"
          disabled={isBusy}
          onClick={async () => {
            setBusy(true)
            setProblem(await signInWithProvider(provider, next))
            setBusy(false)
          }}
        >
          Sign in with {provider.name}
        </Button>
      )}
    </form>
  )
}
