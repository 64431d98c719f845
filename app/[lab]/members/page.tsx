import type { Metadata } from 'next'
import { requestApi, requireLab } from '@/app/_lib/session'
import { MembersScreen } from './MembersScreen'

export const metadata: Metadata = { title: 'Members' }

export default async function MembersPage({ params }: { params: Promise<{ lab: string }> }) {
  const { lab } = await requireLab((await params).lab)
  const api = await requestApi()
  const [members, invitations] = await Promise.all([
    api.members.list({ lab: lab.slug }),
    lab.allowed.includes('member.invite') ? api.invitations.list({ lab: lab.slug }) : [],
  ])
  return <MembersScreen lab={lab} initialMembers={members} initialInvitations={invitations} />
}
