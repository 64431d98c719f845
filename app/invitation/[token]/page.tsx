import type { Metadata } from 'next'
import { DoorPage } from '@/app/_components/DoorPage'
import { roleMeanings, roleWords } from '@/app/_components/words'
import { findSession, requestApi } from '@/app/_lib/session'
import type { InvitationLookView } from '@/server/views'
import { AcceptInvitation } from './AcceptInvitation'

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' }

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const api = await requestApi()
  const [invitation, me, setup] = await Promise.all([look(token), findSession(), api.setup.state({})])
  if (typeof invitation === 'string')
    return (
      <DoorPage title="This invitation cannot be used" intro={invitation}>
        <p className="m-0">Ask the PI of the lab for a new link.</p>
      </DoorPage>
    )
  const { labName, role } = invitation
  return (
    <DoorPage
      title={`Join ${labName}`}
      intro={
        <>
          You are invited as {roleWords[role]}: {roleMeanings[role]}.
        </>
      }
    >
      <AcceptInvitation
        token={token}
        invitation={invitation}
        me={me && { name: me.name, email: me.email }}
        provider={setup.openIdProvider}
      />
    </DoorPage>
  )
}

/** What the link offers, or a sentence why it offers nothing any more. */
async function look(token: string): Promise<InvitationLookView | string> {
  const api = await requestApi()
  try {
    return await api.invitations.look({ token })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code !== 'INTERNAL_SERVER_ERROR') {
      return error.code === 'BAD_REQUEST' ? 'The link is not complete.' : error.message
    }
    throw error
  }
}
