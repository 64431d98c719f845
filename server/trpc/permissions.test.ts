import { TRPCError } from '@trpc/server'
import superjson from 'superjson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roles } from '@/db/schema/members'
import { buildLab, buildMember } from '@/db/testing/factories'
import { can } from '../policies'
import type { LabContext } from '../services/context'
import { callAs } from '../services/testing/apiCaller'
import { type LabHarness, startLab } from '../services/testing/labHarness'
import type { Permission } from './init'
import { appRouter } from './router'
import { procedures, type Row } from './testing/procedures'
import { buildWorld, markOfTheLab, signInAfresh, type World } from './testing/world'

interface Procedure {
  _def: { meta?: Permission; type: string }
}
const built = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>)
const typeOf = new Map(built.map(([path, { _def }]) => [path, _def.type]))
const rows = Object.entries(procedures)
const inLab = rows.filter(([, { who }]) => who !== 'public' && who !== 'signed-in')
const mutations = inLab.filter(([path]) => typeOf.get(path) === 'mutation')

const allowed: Record<Row['who'], readonly string[]> = {
  public: roles,
  'signed-in': roles,
  everyone: roles,
  workers: ['pi', 'researcher', 'student'],
  seniors: ['pi', 'researcher'],
  pi: ['pi'],
}

let harness: LabHarness
let world: World
let stranger: LabContext
beforeAll(async () => {
  harness = await startLab()
  world = await buildWorld(harness)
  const lab = await buildLab(harness.core.database, { name: 'Another lab' })
  stranger = { core: harness.core, lab, actor: await buildMember(harness.core.database, lab, { role: 'pi' }) }
  await signInAfresh(stranger)
})
afterAll(() => harness[Symbol.asyncDispose]())

/** How the API answers: the code that it refuses with, or what it says. */
async function ask(
  path: string,
  who: LabContext | null,
  input: unknown,
  at: LabHarness = harness,
): Promise<{ code: string; message: string } | { code: null; answer: unknown }> {
  const call = path
    .split('.')
    .reduce<unknown>(
      (found, step) => (found as Record<string, unknown>)[step],
      callAs(at, who, `fresh ${who?.actor.userId}`),
    ) as (given: unknown) => Promise<unknown>
  try {
    return { code: null, answer: await call(input) }
  } catch (error) {
    if (error instanceof TRPCError) return { code: error.code, message: error.message }
    throw error
  }
}

const inputOf = ({ input }: Row, lab: string, known: World = world) => ({ lab, ...input?.(known) })

describe('every procedure', () => {
  it('has a row in testing/procedures.ts that says who may call it', () => {
    expect(rows.map(([path]) => path).sort()).toEqual(built.map(([path]) => path).sort())
  })

  it.each(built)('%s names its permission, and the policies agree with its row', (path, { _def }) => {
    const permission = _def.meta?.permission
    const row = procedures[path]
    if (permission === undefined || row === undefined) throw new Error(`${path} has no permission or no row.`)
    if (permission.kind !== 'lab') return expect(permission.kind).toBe(row.who)
    expect(roles.filter((role) => can({ role }, permission.action))).toEqual(
      roles.filter((role) => allowed[row.who].includes(role)),
    )
  })

  it.each(inLab)('%s is refused to each role that may not, though the input is right', async (path, row) => {
    for (const role of roles) {
      if (allowed[row.who].includes(role)) continue
      expect((await ask(path, harness[role], inputOf(row, harness.lab.slug))).code, role).toBe('FORBIDDEN')
    }
  })

  it.each(inLab)('%s asks whoever is not signed in to sign in', async (path, row) => {
    expect((await ask(path, null, inputOf(row, harness.lab.slug))).code).toBe('UNAUTHORIZED')
  })

  it.each(inLab)('%s looks, to a PI of another lab, as if there were no such lab', async (path, row) => {
    expect((await ask(path, stranger, inputOf(row, harness.lab.slug))).code).toBe('NOT_FOUND')
  })

  it.each(inLab)('%s finds nothing of this lab for a PI who asks from her own', async (path, row) => {
    const found = await ask(path, stranger, inputOf(row, stranger.lab.slug))
    const text = JSON.stringify(superjson.serialize(found))
    for (const secret of [markOfTheLab, world.plan, world.other, world.run, world.sample.code, world.cell, world.me]) {
      // What one asked with may come back in a sentence.
      if (JSON.stringify(row.input?.(world) ?? {}).includes(secret)) continue
      expect(text, path).not.toContain(secret)
    }
    // And it is answered as if there were no such thing: word for word as to ids that nobody ever had.
    const given = JSON.stringify(inputOf(row, stranger.lab.slug))
    const madeUp = given.replace(
      /"([a-z]{3})_[\w-]{8,}"/g,
      (_id, kind: string, at: number) => `"${kind}_nobody${at + 100}"`,
    )
    if (madeUp === given) return
    const nothing = await ask(path, stranger, JSON.parse(madeUp))
    expect({ ...found, answer: null }, path).toEqual({ ...nothing, answer: null })
  })

  it('let none of these strangers change anything of the lab', async () => {
    const { sqlite } = harness.core.database
    const count = (of: string) =>
      sqlite.prepare(`select count(*) as n from audit_entries where by_member = '${of}'`).get()
    expect(count(stranger.actor.memberId)).not.toEqual({ n: 0 })
    expect(
      sqlite
        .prepare(`select count(*) as n from audit_entries where by_member = ? and lab_id = ?`)
        .get(stranger.actor.memberId, harness.lab.id),
    ).toEqual({ n: 0 })
    expect(
      sqlite
        .prepare('select count(*) as n from plan_updates where member_id = ? and plan_id in (?, ?)')
        .get(stranger.actor.memberId, world.plan, world.other),
    ).toEqual({ n: 0 })
  })

  const signedIn = rows.filter(([, { who }]) => who === 'signed-in').map(([path]) => path)
  it.each(signedIn)('%s asks whoever is not signed in to sign in', async (path) => {
    expect((await ask(path, null, { session: 'x' })).code).toBe('UNAUTHORIZED')
  })

  const queries = inLab.filter(([path]) => typeOf.get(path) === 'query')
  it.each(queries)('%s answers each role that may ask', async (path, row) => {
    for (const role of roles) {
      if (!allowed[row.who].includes(role)) continue
      const found = await ask(path, harness[role], inputOf(row, harness.lab.slug))
      expect(found.code, `${role}: ${JSON.stringify(found)}`).toBeNull()
    }
  })

  // Each in a lab of its own, so that one does not stand in the other's way.
  it.each(mutations)('%s is done for those who may, and is in the audit log', async (path, row) => {
    await using own = await startLab()
    const there = await buildWorld(own)
    const count = () =>
      own.core.database.sqlite.prepare('select count(*) as n from audit_entries').get() as { n: number }
    const before = count().n
    const found = await ask(path, own.pi, inputOf(row, own.lab.slug, there), own)
    expect(found.code, JSON.stringify(found)).toBeNull()
    if (row.notInAudit !== undefined) expect(count().n, row.notInAudit).toBe(before)
    else expect(count().n, 'entries in the audit log').toBeGreaterThan(before)
  })
})
