import { commit, guarded } from '@/db/commit'
import type { Database } from '@/db/connection'
import { findLab, findMembership, listLabsOf, updateSettings } from '@/db/queries/labs'
import { findPasswordHash } from '@/db/queries/people'
import type { LabSettings } from '@/db/schema/labs'
import { AppError } from '../errors'
import { allowedActions } from '../policies'
import type { LabSettingsView, LabView, MeView } from '../views'
import { activityEntry } from './activity'
import { type Actor, type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'

const roleNames = ['pi', 'researcher', 'student'] as const

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
  const hash = await findPasswordHash(core.database.db, actor.userId)
  const { memberId, name, role } = actor
  return {
    id: lab.id,
    slug: lab.slug,
    name: lab.name,
    isExample: lab.isExample,
    me: { memberId, name, role, hue: member?.hue ?? 0 },
    settings: settingsView(lab.settings),
    confirmBy: hash === null ? 'fresh-sign-in' : 'password',
    allowed: allowedActions(actor),
  }
}

function settingsView({ reviewMode = 'any', approvalRequiredFor }: LabSettings): LabSettingsView {
  return { reviewMode, approvalRequiredFor: [...approvalRequiredFor] }
}

/** Holds for reviews asked for from now on, and for runs started from now on. */
export async function changeSettings(context: LabContext, settings: LabSettingsView): Promise<LabSettingsView> {
  const { core, actor, lab } = context
  const before = settingsView(lab.settings)
  const roles = roleNames.filter((role) => settings.approvalRequiredFor.includes(role))
  const after: LabSettingsView = { reviewMode: settings.reviewMode, approvalRequiredFor: roles }
  await commit(core.database, [
    guarded(updateSettings(scopeOf(context), lab.settings, after), {
      changes: 1,
      otherwise: () => new AppError('conflict', 'Somebody changed these settings just now. Look at them again.'),
    }),
    activityEntry(scopeOf(context), {
      by: actor.memberId,
      at: thisMoment(),
      verb: 'lab.settings-changed',
      details: { before: { ...before }, after: { ...after } },
      subjectId: lab.id,
      planId: null,
    }),
  ])
  return after
}

export async function getMe(
  { db }: Database,
  { userId, name, email }: { userId: string; name: string; email: string },
): Promise<MeView> {
  return { userId, name, email, labs: await listLabsOf(db, userId) }
}
