'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Checkbox } from '@/app/_components/Checkbox'
import { Field } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { leastPassword, PasswordField } from '@/app/_components/PasswordField'
import { signIn } from '@/app/_lib/auth'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'

export function SetUpForm({ token }: { token: string }) {
  const trpc = useTRPC()
  const [problem, setProblem] = useState<string | null>(null)
  const [isLeaving, setLeaving] = useState(false)
  const create = useMutation(trpc.setup.createFirstLab.mutationOptions())
  const isBusy = create.isPending || isLeaving

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const password = String(form.get('password') ?? '')
    if (password.length < leastPassword) return setProblem(`The password needs at least ${leastPassword} characters.`)
    setProblem(null)
    try {
      await create.mutateAsync({
        token,
        labName: text('labName'),
        name: text('name'),
        email: text('email'),
        password,
        withExampleLab: form.get('withExampleLab') !== null,
      })
    } catch (error) {
      return setProblem(errorSentence(error))
    }
    setLeaving(true)
    await signIn(text('email'), password)
    // A full load, so that everything is read with the new session; whoever is not signed in is asked to.
    window.location.assign('/')
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Name of the lab">
        {(control) => <Input {...control} name="labName" required maxLength={120} autoComplete="organization" />}
      </Field>
      <Field label="Your name">
        {(control) => <Input {...control} name="name" required maxLength={120} autoComplete="name" />}
      </Field>
      <Field label="Email">
        {(control) => <Input {...control} name="email" type="email" required maxLength={254} autoComplete="username" />}
      </Field>
      <PasswordField isNew />
      <Checkbox
        name="withExampleLab"
        defaultChecked
        label="Also create the example lab"
        hint="The coating systems of four papers as plans, with their recorded results. It stands beside your own lab."
      />
      {problem && (
        <p role="alert" className="m-0 text-sm text-danger">
          {problem}
        </p>
      )}
      <Button type="submit" size="lg" disabled={isBusy}>
        {isBusy ? 'Setting up …' : 'Set up the lab'}
      </Button>
    </form>
  )
}
