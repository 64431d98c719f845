import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { closeCodes } from '@/collab/protocol/closeCodes'
import type { MemberId, PlanId } from '@/science/ids'
import { createGatekeeper, isFromOurPages, type PlanDoor } from './gatekeeper'

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
