'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/app/_components/Button'
import { PageHeader } from '@/app/_components/PageHeader'
import { Person } from '@/app/_components/Person'
import { RelativeTime } from '@/app/_components/RelativeTime'
import { Section } from '@/app/_components/record/Facts'
import { When } from '@/app/_components/record/When'
import { Select } from '@/app/_components/Select'
import { isRole, roles, roleWords } from '@/app/_components/words'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import type { InvitationView, LabView, MemberView } from '@/server/views'
import { InviteForm } from './InviteForm'

export function MembersScreen({
  lab,
  initialMembers,
  initialInvitations,
}: {
  lab: LabView
  initialMembers: MemberView[]
  initialInvitations: InvitationView[]
}) {
  const trpc = useTRPC()
  const { data: members } = useQuery({
    ...trpc.members.list.queryOptions({ lab: lab.slug }),
    initialData: initialMembers,
  })
  const mayInvite = lab.allowed.includes('member.invite')
  return (
    <div className="max-w-[56rem]">
      <PageHeader title="Members" />
      <ul className="m-0 mb-8 list-none p-0" aria-label="Members of this lab">
        {members.map((member) => (
          <Member key={member.memberId} lab={lab} member={member} />
        ))}
      </ul>
      {mayInvite && <InviteForm lab={lab.slug} />}
      {mayInvite && <Pending lab={lab.slug} initial={initialInvitations} />}
    </div>
  )
}

function Member({ lab, member }: { lab: LabView; member: MemberView }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const outcome = {
    onError: (error: unknown) => toast.error(errorSentence(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.members.list.queryKey({ lab: lab.slug }) }),
  }
  const changeRole = useMutation(trpc.members.changeRole.mutationOptions(outcome))
  const remove = useMutation(trpc.members.remove.mutationOptions(outcome))
  const isMe = member.memberId === lab.me.memberId
  const mayChange = lab.allowed.includes('member.change-role') && !isMe
  const mayRemove = lab.allowed.includes('member.remove') && !isMe

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-2.5 first:border-t-0">
      <div className="min-w-0 flex-1 basis-60">
        <Person person={member} isMe={isMe} />
        <p className="m-0 truncate pl-4 text-sm text-ink-muted">{member.email}</p>
      </div>
      <div className="flex items-center gap-2 max-sm:pl-4">
        {mayChange ? (
          <Select
            aria-label={`Role of ${member.name}`}
            value={changeRole.isPending ? changeRole.variables.role : member.role}
            disabled={changeRole.isPending}
            onChange={(event) => {
              const role = event.target.value
              if (isRole(role)) changeRole.mutate({ lab: lab.slug, member: member.memberId, role })
            }}
          >
            {roles.map((role) => (
              <option key={role} value={role}>
                {roleWords[role]}
              </option>
            ))}
          </Select>
        ) : (
          <span className="text-sm text-ink-muted">{roleWords[member.role]}</span>
        )}
        {mayRemove && !isAsking && (
          <Button variant="ghost" onClick={() => setAsking(true)} aria-label={`Remove ${member.name}`}>
            Remove
          </Button>
        )}
      </div>
      {isAsking && (
        <div className="flex w-full flex-wrap items-center gap-2 pl-4 text-sm">
          <span className="mr-auto">
            {member.name} loses access at once, on every device. What {member.name.split(' ')[0]} recorded stays.
          </span>
          <Button onClick={() => setAsking(false)}>Keep</Button>
          <Button
            variant="danger"
            disabled={remove.isPending}
            onClick={() => remove.mutate({ lab: lab.slug, member: member.memberId })}
          >
            Remove {member.name}
          </Button>
        </div>
      )}
    </li>
  )
}

function Pending({ lab, initial }: { lab: string; initial: InvitationView[] }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { data: invitations } = useQuery({ ...trpc.invitations.list.queryOptions({ lab }), initialData: initial })
  const revoke = useMutation(
    trpc.invitations.revoke.mutationOptions({
      onError: (error) => toast.error(errorSentence(error)),
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.invitations.list.queryKey({ lab }) }),
    }),
  )
  if (invitations.length === 0) return null
  return (
    <Section title="Open invitations">
      <ul className="m-0 list-none p-0">
        {invitations.map((invitation) => (
          <li
            key={invitation.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-2 first:border-t-0"
          >
            <div className="min-w-0">
              <p className="m-0">
                {roleWords[invitation.role]}
                <span className="text-ink-muted">, {invitation.email ?? 'whoever has the link'}</span>
              </p>
              <p className="m-0 text-sm text-ink-muted">
                {invitation.createdBy.name}, <RelativeTime at={invitation.createdAt} />; open until{' '}
                <When at={invitation.expiresAt} dayOnly />
              </p>
            </div>
            <Button
              size="sm"
              variant="danger"
              disabled={revoke.isPending}
              onClick={() => revoke.mutate({ lab, invitation: invitation.id })}
              aria-label={`Withdraw the invitation for ${invitation.email ?? roleWords[invitation.role]}`}
            >
              Withdraw
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
