import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildMember } from '@/db/testing/factories'
import { temporaryDatabase } from '@/db/testing/temporaryDatabase'
import { readConfig } from '../config'
import { acceptInvitation, invite, lookAtInvitation, revokeInvitation } from './invitations'
import { changeRole, getMembers, removeMember } from './members'
import { createFirstLab, getSetup, issueSetupToken } from './setup'
import { type LabHarness, startLab } from './testing/labHarness'

let harness: LabHarness
beforeEach(async () => {
  harness = await startLab()
})
afterEach(() => harness[Symbol.asyncDispose]())

const jo = { name: 'Jo', email: 'jo@lab.test', password: 'correct horse battery' }
const url = 'http://localhost:3000'
const tokenOf = (link: string) => link.split('/').pop() ?? ''

describe('an invitation', () => {
  it('makes the new person a member with its role, once', async () => {
    const { link } = await invite(harness.pi, { role: 'student', email: null, url })
    const { database } = harness.core
    expect(await lookAtInvitation(database, tokenOf(link))).toMatchObject({ role: 'student' })
    await acceptInvitation(database, { token: tokenOf(link), session: null, ...jo })
    expect(await getMembers(harness.pi)).toContainEqual(expect.objectContaining({ email: jo.email, role: 'student' }))
    const again = acceptInvitation(database, { token: tokenOf(link), session: null, ...jo, email: 'x@lab.test' })
    await expect(again).rejects.toThrow('Ask for a new one')
  })

  it('lets two people who use it at once in only once, and leaves no half-made person', async () => {
    const { link } = await invite(harness.pi, { role: 'viewer', email: null, url })
    const accept = (email: string) =>
      acceptInvitation(harness.core.database, { token: tokenOf(link), session: null, ...jo, email })
    const outcomes = await Promise.allSettled([accept('a@lab.test'), accept('b@lab.test')])
    expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const users = harness.core.database.sqlite.prepare("select email from user where email like '_@lab.test'").all()
    expect(users).toHaveLength(1)
  })

  it('is for its address only, and can be withdrawn', async () => {
    const { link, invitation } = await invite(harness.pi, { role: 'viewer', email: 'ada@lab.test', url })
    const accept = () => acceptInvitation(harness.core.database, { token: tokenOf(link), session: null, ...jo })
    await expect(accept()).rejects.toThrow('This invitation is for ada@lab.test')
    await revokeInvitation(harness.pi, invitation.id)
    await expect(accept()).rejects.toThrow('withdrawn')
  })
})

describe('a lab', () => {
  it('keeps at least one PI', async () => {
    const pi = harness.pi.actor.memberId
    await expect(changeRole(harness.pi, pi, 'viewer')).rejects.toThrow('A lab needs a PI')
    await expect(removeMember(harness.pi, pi)).rejects.toThrow('A lab needs a PI')
    await changeRole(harness.pi, harness.researcher.actor.memberId, 'pi')
    await removeMember(harness.pi, pi)
    expect((await getMembers(harness.researcher)).map((one) => one.memberId)).not.toContain(pi)
  })
})

it('two PIs who remove or demote each other at the same moment leave the lab with one', async () => {
  const second = await buildMember(harness.core.database, harness.lab, { role: 'pi', name: 'Ada' })
  const ada = { ...harness.pi, actor: second }
  const mina = harness.pi.actor.memberId
  for (const [one, other] of [
    [() => removeMember(harness.pi, second.memberId), () => removeMember(ada, mina)],
    [() => changeRole(harness.pi, second.memberId, 'viewer'), () => removeMember(ada, mina)],
  ] as const) {
    const { sqlite } = harness.core.database
    sqlite.exec(`update members set role = 'pi', removed_at = null where id in ('${mina}', '${second.memberId}')`)
    const outcomes = await Promise.allSettled([one(), other()])
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toMatchObject({ code: 'conflict', message: expect.stringContaining('A lab needs a PI') })
    expect((await getMembers(harness.pi)).filter((member) => member.role === 'pi')).toHaveLength(1)
  }
})

describe('set-up', () => {
  it('makes the first lab with the token that was printed last, and only once', async () => {
    const database = temporaryDatabase()
    try {
      const old = await issueSetupToken(database)
      const token = (await issueSetupToken(database)) ?? ''
      expect(await getSetup({ database, config: readConfig({}) }, token)).toMatchObject({
        isSetUp: false,
        isTokenRight: true,
      })
      const first = { ...jo, labName: 'Okada Lab', withExampleLab: false }
      await expect(createFirstLab(database, { ...first, token: old ?? '' })).rejects.toThrow('not the newest')
      expect(await createFirstLab(database, { ...first, token })).toEqual({ slug: 'okada-lab' })
      await expect(createFirstLab(database, { ...first, token })).rejects.toThrow('set up already')
      expect(await issueSetupToken(database)).toBeNull()
    } finally {
      database.dispose()
    }
  })
})
