import { newId } from '@/collab/plan/newId'
import { commit, guarded, recordOnly } from '@/db/commit'
import type { Database } from '@/db/connection'
import {
  countMembersEver,
  findInvitation,
  findMemberRow,
  findUserByEmail,
  insertInvitation,
  insertMemberRow,
  listOpenInvitations,
  markAccepted,
  markRevoked,
  readmitMember,
} from '@/db/queries/members'
import type { Role } from '@/db/schema/members'
import type { InvitationId } from '@/science/ids'
import { hashToken, makeToken } from '../auth/tokens'
import { AppError } from '../errors'
import type { InvitationLookView, InvitationView } from '../views'
import { activityEntry } from './activity'
import { type LabContext, scopeOf } from './context'
import { newPersonStatements } from './newPerson'
import { peopleOf } from './people'

const week = 7 * 86_400_000

/** Anyone with the link may join; with an address, only that person. The link is shown once and good for a week. */
export async function invite(
  context: LabContext,
  { role, email, url }: { role: Role; email: string | null; url: string },
): Promise<{ link: string; invitation: InvitationView }> {
  const lab = scopeOf(context)
  const { token, tokenHash } = makeToken()
  const at = new Date()
  const row = {
    id: newId('invitation'),
    role,
    email,
    tokenHash,
    createdBy: context.actor.memberId,
    createdAt: at,
    expiresAt: new Date(at.getTime() + week),
  }
  await commit(context.core.database, [
    insertInvitation(lab, row),
    activityEntry(lab, {
      by: context.actor.memberId,
      at,
      subjectId: row.id,
      planId: null,
      verb: 'member.invited',
      details: { role },
    }),
  ])
  const personOf = await peopleOf(lab)
  const { tokenHash: _, ...shown } = row
  return {
    link: `${url}/invitation/${token}`,
    invitation: { ...shown, createdBy: personOf(context.actor.memberId) },
  }
}

export async function listInvitations(context: LabContext): Promise<InvitationView[]> {
  const lab = scopeOf(context)
  const personOf = await peopleOf(lab)
  const rows = await listOpenInvitations(lab, new Date())
  return rows.map(({ id, role, email, createdBy, createdAt, expiresAt }) => ({
    id,
    role,
    email,
    createdBy: personOf(createdBy),
    createdAt,
    expiresAt,
  }))
}

export async function revokeInvitation(context: LabContext, id: InvitationId): Promise<void> {
  const at = new Date()
  const otherwise = () => new AppError('conflict', 'This invitation was used or withdrawn already.')
  await commit(context.core.database, [
    guarded(markRevoked(scopeOf(context), id, at), { changes: 1, otherwise }),
    recordOnly({
      labId: context.lab.id,
      by: context.actor.memberId,
      at,
      verb: 'invitation.revoked',
      subjectId: id,
      details: {},
    }),
  ])
}

async function findOpen(database: Database, token: string) {
  const found = await findInvitation(database.db, hashToken(token))
  const isOpen =
    found !== undefined &&
    found.invitation.acceptedAt === null &&
    found.invitation.revokedAt === null &&
    found.invitation.expiresAt.getTime() > Date.now()
  if (!isOpen) throw new AppError('not-found', 'This invitation was used, withdrawn or is too old. Ask for a new one.')
  return found
}

export async function lookAtInvitation(database: Database, token: string): Promise<InvitationLookView> {
  const { invitation, lab } = await findOpen(database, token)
  return { labName: lab.name, labSlug: lab.slug, role: invitation.role, email: invitation.email }
}

export interface Acceptance {
  token: string
  /** Who is signed in already, if anybody. */
  session: { userId: string; email: string } | null
  /** For a new person. */
  name?: string | undefined
  email?: string | undefined
  password?: string | undefined
}

/** The person (if new), her membership, and the end of the invitation, in one batch. */
export async function acceptInvitation(
  database: Database,
  given: Acceptance,
): Promise<{ slug: string; email: string }> {
  const { db } = database
  const { invitation, lab } = await findOpen(database, given.token)
  const scope = { db, labId: lab.id }
  const at = new Date()
  const email = (given.session?.email ?? given.email ?? '').trim().toLowerCase()
  if (invitation.email !== null && invitation.email.toLowerCase() !== email)
    throw new AppError('not-allowed', `This invitation is for ${invitation.email}.`)

  let userId = given.session?.userId
  const statements = []
  if (userId === undefined) {
    const { name, password } = given
    if (name === undefined || password === undefined || email === '')
      throw new AppError('bad-input', 'Give your name, your e-mail address and a password.')
    if ((await findUserByEmail(db, email)) !== undefined)
      throw new AppError('conflict', 'There is an account with this address. Sign in first, then open the link again.')
    const person = await newPersonStatements(database, { name, email, password }, at)
    userId = person.userId
    statements.push(...person.statements)
  }

  const standing = await findMemberRow(scope, userId)
  if (standing !== undefined && standing.removedAt === null) return { slug: lab.slug, email }
  const memberId = standing?.id ?? newId('member')
  const otherwise = () => new AppError('conflict', 'This invitation was used just now. Ask for a new one.')
  await commit(database, [
    guarded(markAccepted(scope, invitation.id, memberId, at), { changes: 1, otherwise }),
    ...statements,
    standing === undefined
      ? insertMemberRow(scope, {
          id: memberId,
          userId,
          role: invitation.role,
          hue: (await countMembersEver(scope)) % 8,
          createdAt: at,
        })
      : readmitMember(scope, memberId, invitation.role),
    activityEntry(scope, {
      by: memberId,
      at,
      subjectId: memberId,
      planId: null,
      verb: 'member.joined',
      details: { role: invitation.role },
    }),
  ])
  return { slug: lab.slug, email }
}
