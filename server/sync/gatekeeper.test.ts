import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { closeCodes } from '@/collab/protocol/closeCodes'
import { buildLab, buildMember } from '@/db/testing/factories'
import type { MemberId, PlanId } from '@/science/ids'
import { can } from '../policies'
import { removeMember } from '../services/members'
import { archivePlan, createPlan } from '../services/plans'
import { startLab } from '../services/testing/labHarness'
import { createGatekeeper, isFromOurPages, type PlanDoor } from './gatekeeper'
import { findPlanMembership } from './planMembership'

const planId = 'pln_12345678' as PlanId
const door: PlanDoor = {
  url: 'https://interphase.lab.example',
  session: async (headers) =>
    headers.get('cookie') === null ? null : { sessionId: 'laptop', userId: headers.get('cookie') as string },
  membership: async (userId) =>
    userId === 'stranger'
      ? { plan: 'of another lab' }
      : {
          plan: userId === 'late' ? 'archived' : 'open',
          memberId: 'mem_12345678' as MemberId,
          role: 'student',
          name: 'Mia',
        },
  may: (_member, action) => action === 'plan.read' || action === 'plan.write',
}
const request = (headers: Record<string, string>) => ({ headers }) as unknown as IncomingMessage

describe('the gatekeeper', () => {
  it('admits a member under her own name, from the session', async () => {
    expect(await createGatekeeper(door).admit(request({ cookie: 'mia' }), planId)).toEqual({
      admitted: true,
      memberId: 'mem_12345678',
      sessionId: 'laptop',
      name: 'Mia',
      canWrite: true,
    })
  })

  it('lets a viewer read, and everyone read only what is archived', async () => {
    const viewers = createGatekeeper({ ...door, may: (_member, action) => action === 'plan.read' })
    expect(await viewers.admit(request({ cookie: 'mia' }), planId)).toMatchObject({ admitted: true, canWrite: false })
    const admission = await createGatekeeper(door).admit(request({ cookie: 'late' }), planId)
    expect(admission).toMatchObject({ admitted: true, canWrite: false })
  })

  it.each([
    ['nobody is signed in', {}, 'notSignedIn'],
    ['the plan is another lab’s', { cookie: 'stranger' }, 'noSuchPlan'],
    [
      'the page is a foreign one',
      { cookie: 'mia', origin: 'https://evil.example', host: 'interphase.lab.example' },
      'notAllowed',
    ],
  ] as const)('refuses when %s', async (_when, headers, reason) => {
    const admission = await createGatekeeper(door).admit(request(headers), planId)
    expect(admission).toEqual({
      admitted: false,
      closeCode: closeCodes[reason].code,
      reason: closeCodes[reason].reason,
    })
  })

  it('knows a plan’s id from anything else', async () => {
    const admission = await createGatekeeper(door).admit(request({ cookie: 'mia' }), '../etc' as PlanId)
    expect(admission).toMatchObject({ admitted: false, closeCode: closeCodes.noSuchPlan.code })
  })
})

describe('over the real tables and policies', () => {
  it.each([
    ['pi', true, true],
    ['researcher', true, true],
    ['student', true, true],
    ['viewer', true, false],
    ['removed', false, false],
    ['stranger', false, false],
  ])('%s is let in: %s, and may write: %s; what is archived nobody writes', async (who, isAdmitted, canWrite) => {
    await using lab = await startLab()
    const { db } = lab.core.database
    const { id: plan } = await createPlan(lab.researcher, { title: 'Borates' })
    const removed = await buildMember(lab.core.database, lab.lab, { role: 'pi' })
    await removeMember(lab.pi, removed.memberId)
    const other = await buildLab(lab.core.database)
    const stranger = await buildMember(lab.core.database, other, { role: 'pi' })
    const people: Record<string, string> = {
      pi: lab.pi.actor.userId,
      researcher: lab.researcher.actor.userId,
      student: lab.student.actor.userId,
      viewer: lab.viewer.actor.userId,
      removed: removed.userId,
      stranger: stranger.userId,
    }
    const gatekeeper = createGatekeeper({
      url: null,
      session: async (headers) => ({ sessionId: 'one', userId: headers.get('cookie') as string }),
      membership: (userId, id) => findPlanMembership(db, userId, id),
      may: can,
    })
    const admit = async (id: PlanId) => await gatekeeper.admit(request({ cookie: people[who]! }), id)
    const noSuchPlan = { admitted: false, closeCode: closeCodes.noSuchPlan.code }
    expect(await admit(plan)).toMatchObject(isAdmitted ? { admitted: true, canWrite } : noSuchPlan)
    // Whoever is not in the lab gets the answer of a plan that never was.
    if (!isAdmitted) expect(await admit(plan)).toEqual(await admit(planId))
    await archivePlan(lab.pi, { plan })
    expect(await admit(plan)).toMatchObject(isAdmitted ? { admitted: true, canWrite: false } : noSuchPlan)
  })
})

describe('the origin of a page', () => {
  it.each([
    [{}, null, true],
    [{ origin: 'http://localhost:3000', host: 'localhost:3000' }, null, true],
    [{ origin: 'http://localhost:4000', host: 'localhost:3000' }, null, false],
    [{ origin: 'https://lab.example', host: '127.0.0.1:3000' }, 'https://lab.example/', true],
    [{ origin: 'https://lab.example.evil.example', host: '127.0.0.1:3000' }, 'https://lab.example', false],
    [{ origin: 'null', host: 'localhost:3000' }, 'http://localhost:3000', false],
  ])('of %j with address %s: %s', (headers, url, allowed) => {
    expect(isFromOurPages({ headers }, url)).toBe(allowed)
  })
})
