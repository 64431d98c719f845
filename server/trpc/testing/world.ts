import { newId } from '@/collab/plan/newId'
import { session } from '@/db/schema/auth'
import { buildMember } from '@/db/testing/factories'
import type { OwnParameter } from '@/science/recipe/ownParameter'
import { startThread } from '../../services/comments'
import type { LabContext } from '../../services/context'
import { saveParameter } from '../../services/definitions'
import { invite } from '../../services/invitations'
import { createPlan } from '../../services/plans'
import { saveView } from '../../services/planViews'
import { setRequired } from '../../services/requiredFields'
import { askForReview } from '../../services/reviews'
import { addTestRecipe, buildCell, type LabHarness } from '../../services/testing/labHarness'

/** A word that stands in everything that has words in this lab: whoever reads it has seen something of it. */
export const markOfTheLab = 'Zirconate'

const settings = { shown: {}, order: [], widths: {}, sort: [], filter: markOfTheLab, computed: [] }

/** Approving asks for a fresh sign-in of whoever has no password. */
export async function signInAfresh({ core, actor: { userId } }: LabContext): Promise<void> {
  const now = new Date()
  const id = `fresh ${userId}`
  await core.database.db.insert(session).values({
    id,
    token: id,
    userId,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + 86_400_000),
  })
}

/** One of everything that a lab can have, so that every procedure can be called with something that is there. */
export async function buildWorld(harness: LabHarness) {
  const { researcher, pi, student, core } = harness
  const { plan, recipe, run, sample, cell } = await buildCell(harness)
  const { testId: test } = await harness.upload(
    researcher,
    cell,
    `${markOfTheLab}.txt`,
    new TextEncoder().encode('no data'),
  )
  await harness.imports.settled()
  const { id: other } = await createPlan(researcher, { title: `${markOfTheLab} plan` })
  const second = await addTestRecipe(harness, other, { name: `${markOfTheLab} recipe` })
  const { id: open } = await askForReview(student, { plan: other, note: markOfTheLab })
  const { invitation } = await invite(pi, { role: 'student', email: null, url: 'http://localhost' })
  const { id: view } = await saveView(researcher, { plan, name: markOfTheLab, isShared: true, settings })
  const ownParameter: Omit<OwnParameter, 'key'> & { key: string | null } = {
    key: null,
    label: `${markOfTheLab} crucible`,
    unit: null,
    kind: 'text',
    processes: ['sol-gel'],
    description: '',
    min: null,
    max: null,
    choices: [],
  }
  const { key: parameter } = await saveParameter(researcher, { content: ownParameter, version: null })
  await setRequired(researcher, {
    plan,
    required: { 'sol-gel': ['sinterTemperatureC'] },
    seen: {},
    alsoTemplate: true,
  })
  const { thread } = await startThread(student, {
    plan,
    recipe,
    key: null,
    comment: { id: newId('comment'), text: markOfTheLab, mentions: [researcher.actor.memberId] },
  })
  const leaver = await buildMember(core.database, harness.lab, { role: 'student', name: `${markOfTheLab} leaver` })
  await signInAfresh(pi)
  return {
    plan,
    recipe,
    run,
    sample,
    cell,
    test,
    other,
    second,
    open,
    invitation: invitation.id,
    view,
    thread,
    newComment: newId('comment'),
    settings,
    parameter,
    ownParameter,
    leaver: leaver.memberId,
    me: pi.actor.memberId,
    newEntry: newId('runEntry'),
  }
}

export type World = Awaited<ReturnType<typeof buildWorld>>
