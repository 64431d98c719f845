'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check, Copy } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { Section } from '@/app/_components/record/Facts'
import { Select } from '@/app/_components/Select'
import { isRole, roleMeanings, roles, roleWords } from '@/app/_components/words'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import type { Role } from '@/server/views'

/** An invitation is a link: it is shown once and sent by whatever way the people use. */
export function InviteForm({ lab }: { lab: string }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [role, setRole] = useState<Role>('researcher')
  const [email, setEmail] = useState('')
  const create = useMutation(
    trpc.invitations.create.mutationOptions({
      onSuccess: () => {
        setEmail('')
        return queries.invalidateQueries({ queryKey: trpc.invitations.list.queryKey({ lab }) })
      },
    }),
  )

  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate({ lab, role, email: email.trim() === '' ? undefined : email.trim() })
  }

  return (
    <Section title="Invite somebody">
      <form onSubmit={submit} className="flex flex-wrap items-start gap-x-3 gap-y-4">
        <Field label="Role" hint={sentenceOf(roleMeanings[role])} className="w-full sm:w-52">
          {(control) => (
            <Select
              {...control}
              value={role}
              onChange={(event) => isRole(event.target.value) && setRole(event.target.value)}
            >
              {roles.map((one) => (
                <option key={one} value={one}>
                  {roleWords[one]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label="Email, if only this address may use the link"
          hint="Left empty, whoever has the link may use it, once."
          className="min-w-0 flex-1 basis-64"
        >
          {(control) => (
            <Input
              {...control}
              type="email"
              maxLength={254}
              value={email}
              autoComplete="off"
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" className="mt-6 max-sm:mt-0 max-sm:w-full" disabled={create.isPending}>
          {create.isPending ? 'Making the link …' : 'Make a link'}
        </Button>
      </form>
      {create.isError && (
        <p role="alert" className="mt-3 mb-0 text-sm text-danger">
          {errorSentence(create.error)}
        </p>
      )}
      {create.data && <Link key={create.data.link} link={create.data.link} />}
    </Section>
  )
}

function sentenceOf(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

function Link({ link }: { link: string }) {
  const [isCopied, setCopied] = useState(false)
  return (
    <div className="mt-4 border-t border-line pt-4">
      <Field
        label="Invitation link"
        hint="Send it to the person. It is shown only now and works once."
        className="max-w-[44rem]"
      >
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              readOnly
              value={link}
              onFocus={(event) => event.currentTarget.select()}
              className="min-w-0 flex-1 font-mono"
            />
            <Button
              onClick={async () => {
                try {
                  await navigator.clipboard.writeText(link)
                  setCopied(true)
                } catch {
                  // Without permission, or without https, the person copies the selected text herself.
                  document.getElementById(control.id)?.focus()
                }
              }}
            >
              {isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
              {isCopied ? 'Copied' : 'Copy'}
            </Button>
          </div>
        )}
      </Field>
    </div>
  )
}
