import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import superjson from 'superjson'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '@/collab/plan/newId'
import { addRecipe } from '@/collab/plan/write'
import { examineChain } from '@/db/auditChain'
import type { PlanId, RecipeId } from '@/science/ids'
import { readConfig } from '../config'
import { createCore, migrationsFolder } from '../createCore'
import { takeDataFolder } from '../dataFolder'
import { answerAuth } from '../http/auth'
import { headersOf, sessionOf } from '../http/session'
import { createLogger } from '../log'
import { projectDocument } from '../projection/projectPlan'
import { issueSetupToken } from '../services/setup'
import { type AppRouter, appRouter } from './router'

// Two PIs who do the same things at the same moment, over HTTP to a core in a data folder of its own.

const rounds = 25

type Core = Awaited<ReturnType<typeof createCore>>
type Api = ReturnType<typeof createTRPCClient<AppRouter>>
let core: Core
let server: Server
let folder = ''
let url = ''
let giveBack = () => {}
let mina: Api
let ada: Api
const lab = 'okada-lab'
const password = 'keeps the glovebox dry'

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interphase-at-once-'))
  const config = readConfig({ INTERPHASE_DATA: folder, INTERPHASE_LOG: 'silent', INTERPHASE_SECRET: 'x'.repeat(40) })
  const log = createLogger(config)
  giveBack = takeDataFolder(folder)
  core = await createCore(config, log, migrationsFolder(process.cwd()))
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', config.url)
    if (pathname.startsWith('/api/auth/')) return void answerAuth(core, request, response, pathname)
    void nodeHTTPRequestHandler({
      req: request,
      res: response,
      path: pathname.slice('/api/trpc/'.length),
      router: appRouter,
      createContext: async () => ({ core, session: await sessionOf(core, headersOf(request)), requestId: 'test' }),
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const token = await issueSetupToken(core.database)
  const nobody = apiWith('')
  const person = (name: string) => ({ name, email: `${name.toLowerCase()}@lab.test`, password })
  await nobody.setup.createFirstLab.mutate({
    ...person('Mina'),
    token: token ?? '',
    labName: 'Okada Lab',
    withExampleLab: false,
  })
  mina = apiWith(await signIn('mina@lab.test', config.url))
  const { link } = await mina.invitations.create.mutate({ lab, role: 'pi' })
  await nobody.invitations.accept.mutate({ ...person('Ada'), token: link.split('/').at(-1) ?? '' })
  ada = apiWith(await signIn('ada@lab.test', config.url))
}, 60_000)

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await core.close()
  giveBack()
  rmSync(folder, { recursive: true, force: true })
})

function apiWith(cookie: string): Api {
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/api/trpc`, transformer: superjson, headers: { cookie } })],
  })
}

async function signIn(email: string, origin: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`Signing in answered ${answer.status}: ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function planWithRecipe(title: string): Promise<{ plan: PlanId; recipe: RecipeId }> {
  const { id: plan } = await mina.plans.create.mutate({ lab, title })
  let recipe: RecipeId | undefined
  await core.rooms.apply(plan, null, (doc) => {
    recipe = addRecipe(doc, { name: 'LBO', process: 'sol-gel', values: { sinterTemperatureC: 350 } })
  })
  await projectDocument(core.database, plan, await core.rooms.readDocument(plan))
  if (recipe === undefined) throw new Error('The recipe was not written.')
  return { plan, recipe }
}

/** Both at once, in an order and at a distance that differ from round to round. */
async function atOnce<One, Other>(round: number, one: () => Promise<One>, other: () => Promise<Other>) {
  const later = async <Result>(act: () => Promise<Result>, ms: number) => {
    await new Promise((resolve) => setTimeout(resolve, ms))
    return await act()
  }
  const [first, second] = await Promise.allSettled([later(one, (round * 7) % 4), later(other, (round * 5) % 3)])
  return { first, second }
}

function refusalOf(outcome: PromiseSettledResult<unknown>): { code: unknown; message: string } | null {
  if (outcome.status === 'fulfilled') return null
  const { reason } = outcome
  if (!(reason instanceof TRPCClientError)) throw reason
  return { code: reason.data?.code, message: reason.message }
}

/** What happened to a run, in the order of the audit log. */
function acts(run: string): { seq: number; verb: string; details: string }[] {
  const query = 'select seq, verb, details from audit_entries where subject_id = ? order by seq'
  return core.database.sqlite.prepare(query).all(run) as { seq: number; verb: string; details: string }[]
}

function count(verb: string): number {
  const row = core.database.sqlite.prepare('select count(*) as n from audit_entries where verb = ?').get(verb)
  return (row as { n: number }).n
}

it('two who close a run at once, and correct the same value: one closes it, both corrections stand', async () => {
  const { plan, recipe } = await planWithRecipe('Runs')
  for (let round = 0; round < rounds; round += 1) {
    const { id: run } = await mina.runs.start.mutate({ lab, plan, recipe })
    const entryId = newId('runEntry')
    await mina.runs.record.mutate({ lab, run, entryId, key: 'weigh.LBO', actual: 1 })
    const correction = (by: string) => ({
      lab,
      run,
      key: 'weigh.LBO',
      corrects: entryId,
      reason: `read again by ${by}`,
    })
    const twice = { ...correction('Mina'), entryId: newId('runEntry'), actual: 2 }
    const plain = { lab, run, entryId: newId('runEntry'), key: 'note', actual: 'clear solution' }
    const [closing, correcting, sentTwice, recording] = await Promise.all([
      atOnce(
        round,
        () => mina.runs.close.mutate({ lab, run, version: 1, state: 'done', reason: '' }),
        () => ada.runs.close.mutate({ lab, run, version: 1, state: 'failed', reason: 'the boat cracked' }),
      ),
      atOnce(
        round + 1,
        () => mina.runs.record.mutate(twice),
        () => ada.runs.record.mutate({ ...correction('Ada'), entryId: newId('runEntry'), actual: 3 }),
      ),
      // The answer was lost on the way, and the same is sent again.
      atOnce(
        round + 2,
        () => mina.runs.record.mutate(twice),
        () => mina.runs.record.mutate(twice),
      ),
      // What is recorded without a reason is in the record before the run is closed, or refused.
      atOnce(
        round + 3,
        () => ada.runs.record.mutate(plain),
        () => Promise.resolve(),
      ),
    ])
    const refusals = [refusalOf(closing.first), refusalOf(closing.second)]
    const [winner, state] = refusals[0] === null ? ['Mina', 'done'] : ['Ada', 'failed']
    expect(refusals.filter((refusal) => refusal !== null)).toEqual([
      { code: 'CONFLICT', message: expect.stringContaining(`${winner} has closed this run as ${state}`) },
    ])
    for (const { first, second } of [correcting, sentTwice])
      expect([refusalOf(first), refusalOf(second)]).toEqual([null, null])

    // The later of the two who correct learns of the other.
    const told = [correcting.first, correcting.second].map((outcome) =>
      outcome.status === 'fulfilled' ? (outcome.value.meanwhile?.recordedBy.name ?? null) : 'refused',
    )
    expect([
      [null, 'Mina'],
      ['Ada', null],
    ]).toContainEqual(told)

    const record = await ada.runs.get.query({ lab, run })
    expect(record).toMatchObject({ state, closedBy: { name: winner }, version: 2 })
    const weighed = record.entries.filter((entry) => entry.key === 'weigh.LBO')
    expect(weighed.map((entry) => entry.actual).sort()).toEqual([1, 2, 3])
    const refusal = refusalOf(recording.first)
    if (refusal !== null) expect(refusal).toMatchObject({ code: 'CONFLICT', message: /closed by .* Say why/ })
    expect(record.entries.some((entry) => entry.key === 'note')).toBe(refusal === null)
    const seqOf = (isThat: (one: { verb: string; details: string }) => boolean) => acts(run).find(isThat)?.seq ?? 0
    if (refusal === null)
      expect(seqOf((one) => one.details.includes(plain.entryId))).toBeLessThan(
        seqOf((one) => one.verb === 'run.closed'),
      )
    expect(record.entries.filter((entry) => entry.corrects === entryId)).toHaveLength(2)
  }
  expect(count('run.closed')).toBe(rounds)
  expect(count('run.corrected')).toBe(2 * rounds)
}, 120_000)

it('two who start a run of the same recipe at once get two, with two numbers', async () => {
  const { plan, recipe } = await planWithRecipe('Starts')
  for (let round = 0; round < rounds; round += 1) {
    const { first, second } = await atOnce(
      round,
      () => mina.runs.start.mutate({ lab, plan, recipe }),
      () => ada.runs.start.mutate({ lab, plan, recipe }),
    )
    expect([refusalOf(first), refusalOf(second)]).toEqual([null, null])
  }
  const runs = await ada.runs.list.query({ lab, plan })
  expect(runs.map((run) => run.number).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 2 * rounds }, (_, n) => n + 1),
  )
  expect(new Set(runs.flatMap((run) => run.sampleCodes)).size).toBe(2 * rounds)
  expect(new Set(runs.map((run) => run.revisionNumber))).toEqual(new Set([1]))
}, 120_000)

it('two who answer a review at once: one answer decides, and the later is told whose and what', async () => {
  const { plan, recipe } = await planWithRecipe('Answers')
  const before = { approved: count('plan.approved'), changes: count('plan.changes-requested') }
  let approvals = 0
  for (let round = 0; round < rounds; round += 1) {
    const { id: review } = await mina.reviews.ask.mutate({ lab, plan })
    const { first, second } = await atOnce(
      round,
      () => mina.reviews.approve.mutate({ lab, plan, review, password }),
      // A password takes its time; so that it is not always the same who comes first.
      async () => {
        await new Promise((resolve) => setTimeout(resolve, (round % 5) * 30))
        return await ada.reviews.requestChanges.mutate({ lab, plan, review, reason: 'thinner' })
      },
    )
    const refusals = [refusalOf(first), refusalOf(second)]
    const hasApproved = refusals[0] === null
    if (hasApproved) approvals += 1
    expect(refusals.filter((refusal) => refusal !== null)).toEqual([
      {
        code: 'CONFLICT',
        message: expect.stringContaining(hasApproved ? 'by Mina meanwhile: approved' : 'by Ada meanwhile: changes'),
      },
    ])
    const record = await ada.reviews.get.query({ lab, review })
    expect(record.state).toBe(hasApproved ? 'approved' : 'changes-requested')
    expect(record.details.map((one) => [one.recipeId, one.state, one.answers.length])).toEqual([
      [recipe, record.state, 1],
    ])
  }
  expect(count('plan.approved') - before.approved).toBe(approvals)
  expect(count('plan.changes-requested') - before.changes).toBe(rounds - approvals)
}, 120_000)

it('two who approve at once where both must: it is complete, once, in every round', async () => {
  await mina.labs.changeSettings.mutate({ lab, reviewMode: 'all', approvalRequiredFor: ['student'] })
  const { plan } = await planWithRecipe('Both')
  const reviewers = (await mina.reviews.reviewers.query({ lab })).map((one) => one.memberId)
  for (let round = 0; round < rounds; round += 1) {
    const { id: review } = await mina.reviews.ask.mutate({ lab, plan, reviewers })
    const { first, second } = await atOnce(
      round,
      () => mina.reviews.approve.mutate({ lab, plan, review, password }),
      () => ada.reviews.approve.mutate({ lab, plan, review, password }),
    )
    expect([refusalOf(first), refusalOf(second)]).toEqual([null, null])
    const record = await ada.reviews.get.query({ lab, review })
    expect(record).toMatchObject({ state: 'approved', details: [{ answers: [{}, {}], approved: { number: 1 } }] })
  }
}, 120_000)

it('and all of it is one audit log that holds', () => {
  const found = examineChain(core.database)
  expect(found).toMatchObject({ ok: true })
  expect(core.database.sqlite.pragma('foreign_key_check')).toEqual([])
})
