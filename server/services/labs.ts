import type { Database } from '@/db/connection'
import { findLab, findMembership, listLabsOf } from '@/db/queries/labs'
import { allowedActions } from '../policies'
import type { LabView, MeView } from '../views'
import type { Actor, LabContext } from './context'

/** The lab of this name with the person in it, or null when she is not (any more). */
export async function findLabOf(
  { db }: Database,
  slug: string,
  person: { userId: string; name: string },
): Promise<Pick<LabContext, 'lab' | 'actor'> | null> {
  const lab = await findLab(db, slug)
  if (lab === undefined) return null
  const member = await findMembership({ db, labId: lab.id }, person.userId)
  if (member === undefined) return null
  const actor: Actor = { memberId: member.id, role: member.role, userId: person.userId, name: person.name }
  return { lab, actor }
}

export async function getLab({ core, lab, actor }: LabContext): Promise<LabView> {
  const member = await findMembership({ db: core.database.db, labId: lab.id }, actor.userId)
  const { memberId, name, role } = actor
  return {
    id: lab.id,
    slug: lab.slug,
    name: lab.name,
    isExample: lab.isExample,
    me: { memberId, name, role, hue: member?.hue ?? 0 },
    allowed: allowedActions(actor),
  }
}

export async function getMe(
  { db }: Database,
  { userId, name, email }: { userId: string; name: string; email: string },
): Promise<MeView> {
  return { userId, name, email, labs: await listLabsOf(db, userId) }
}
