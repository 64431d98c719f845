import { TRPCError } from '@trpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roles } from '@/db/schema/members'
import { buildLab, buildMember } from '@/db/testing/factories'
import { can } from '../policies'
import { type LabHarness, startLab } from '../services/testing/labHarness'
import { type ApiContext, createCallerFactory, type Permission } from './init'
import { appRouter } from './router'

interface Procedure {
  _def: { meta?: Permission; type: string }
}
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>)
const createCaller = createCallerFactory(appRouter)

let harness: LabHarness
let otherSlug = ''
const people = new Map<string, { userId: string; name: string }>()

beforeAll(async () => {
  harness = await startLab()
  for (const role of roles) people.set(role, await buildMember(harness.core.database, harness.lab, { role }))
  const other = await buildLab(harness.core.database)
  otherSlug = other.slug
  people.set('stranger', await buildMember(harness.core.database, other, { role: 'pi', name: 'Stranger' }))
})
afterAll(() => harness[Symbol.asyncDispose]())

/** How the API refuses this call: the code, or null when it went further than the permission. */
async function refusal(path: string, person: string | null, lab: string): Promise<string | null> {
  const found = person === null ? undefined : people.get(person)
  const context = {
    core: {
      ...harness.core,
      config: { url: 'http://localhost' },
      log: { error: () => undefined },
    } as unknown as ApiContext['core'],
    session:
      found === undefined ? null : { sessionId: 'none', userId: found.userId, name: found.name, email: 'x@lab.test' },
    requestId: 'test',
  }
  const call = path
    .split('.')
    .reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], createCaller(context)) as (
    input: unknown,
  ) => Promise<unknown>
  try {
    await call({ lab })
    return null
  } catch (error) {
    return error instanceof TRPCError ? error.code : 'not a TRPCError'
  }
}

describe('every procedure', () => {
  it('is looked at', () => expect(procedures.length).toBeGreaterThan(30))

  it.each(procedures)('%s names its permission', (_path, procedure) => {
    expect(procedure._def.meta?.permission).toBeDefined()
  })

  const inLab = procedures.flatMap(([path, { _def }]) =>
    _def.meta?.permission.kind === 'lab' ? [[path, _def.meta.permission.action] as const] : [],
  )

  it.each(inLab)('%s is refused to whoever the policies say may not %s', async (path, action) => {
    for (const role of roles) {
      if (can({ role }, action)) continue
      expect(await refusal(path, role, harness.lab.slug), role).toBe('FORBIDDEN')
    }
  })

  it.each(inLab)('%s lets through whoever the policies say may %s', async (path, action) => {
    for (const role of roles) {
      if (!can({ role }, action)) continue
      const code = await refusal(path, role, harness.lab.slug)
      // Further on the call may miss its input; the permission was not what stopped it.
      expect([null, 'BAD_REQUEST'], `${role}: ${code}`).toContain(code)
    }
  })

  it.each(inLab)('%s asks whoever is not signed in to sign in', async (path) => {
    expect(await refusal(path, null, harness.lab.slug)).toBe('UNAUTHORIZED')
  })

  it.each(inLab)('%s looks, to a member of another lab, as if there were no such lab', async (path) => {
    expect(await refusal(path, 'stranger', harness.lab.slug)).toBe('NOT_FOUND')
    expect(await refusal(path, 'stranger', otherSlug)).not.toBe('NOT_FOUND')
  })

  const signedIn = procedures.flatMap(([path, { _def }]) => (_def.meta?.permission.kind === 'signed-in' ? [path] : []))
  it.each(signedIn)('%s asks whoever is not signed in to sign in', async (path) => {
    expect(await refusal(path, null, harness.lab.slug)).toBe('UNAUTHORIZED')
  })
})
