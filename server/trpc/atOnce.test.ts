import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import superjson from 'superjson'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '@/collab/plan/newId'
import { addRecipe, setParameter } from '@/collab/plan/write'
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
import { smallRecord } from '../services/testing/cyclerFiles'
import { createTestFromUpload } from '../services/tests'
import { type AppRouter, appRouter } from './router'

// Two PIs who do the same things at the same moment, over HTTP to a core in a data folder of its own.

const rounds = 25
const fewRounds = 12

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

it('a value beyond tolerance that is recorded or explained while the run is closed: no closed run lacks its reason', async () => {
  const { plan, recipe } = await planWithRecipe('Deviations')
  const outcomes = new Set<string>()
  for (let round = 0; round < fewRounds; round += 1) {
    const { id: run } = await mina.runs.start.mutate({ lab, plan, recipe })
    const value = { lab, run, key: 'sinterTemperatureC', actual: 400, unit: '°C' }
    const entryId = newId('runEntry')
    const isThere = round % 2 === 0
    if (isThere) await ada.runs.record.mutate({ ...value, entryId })
    const { first, second } = await atOnce(
      round,
      () => mina.runs.close.mutate({ lab, run, version: 1, state: 'done', reason: '' }),
      // Either the reason of what stands, or the value itself without one.
      () =>
        ada.runs.record.mutate(
          isThere
            ? { ...value, entryId: newId('runEntry'), corrects: entryId, reason: 'the furnace overshot' }
            : { ...value, entryId },
        ),
    )
    const refusals = [refusalOf(first), refusalOf(second)]
    outcomes.add(`${isThere ? 'reason' : 'value'} ${refusals.map((one) => one?.code ?? 'ok').join(' ')}`)
    const record = await ada.runs.get.query({ lab, run })
    if (record.state === 'done') {
      const standing = record.entries.at(-1)
      expect(standing === undefined || standing.reason !== '').toBe(true)
    } else expect(refusals[0]).toMatchObject({ message: expect.stringContaining('Sinter (Sintering temperature)') })
  }
  expect(
    [...outcomes].every((one) => /^(value (ok CONFLICT|BAD_REQUEST ok)|reason (ok|BAD_REQUEST) ok)$/.test(one)),
  ).toBe(true)
}, 120_000)

it('two scans that take the last 0.1 g of a powder: one has it, the other is told', async () => {
  const { plan, recipe } = await planWithRecipe('Last grains')
  const { id: run } = await mina.runs.start.mutate({ lab, plan, recipe })
  const sample = (await mina.runs.get.query({ lab, run })).samples[0]
  if (sample === undefined) throw new Error('A run has a powder.')
  for (let round = 0; round < fewRounds; round += 1) {
    const { amountG, leftG } = await mina.samples.get.query({ lab, sample: sample.id })
    // 0.1 g more than what was taken so far.
    const value = Number((0.1 * (round + 1)).toFixed(1))
    const change = { field: 'made' as const, seen: amountG, value }
    await mina.samples.change.mutate({ lab, sample: sample.id, change, reason: 'scraped the boat' })
    expect(leftG ?? 0).toBeCloseTo(0, 6)
    const scan = (api: Api) => () =>
      api.samples.make.mutate({ lab, kind: 'powder', of: [{ sample: sample.id }], into: [{ amountG: 0.1 }] })
    const { first, second } = await atOnce(round, scan(mina), scan(ada))
    const refusals = [refusalOf(first), refusalOf(second)].filter((refusal) => refusal !== null)
    expect(refusals).toEqual([
      { code: 'CONFLICT', message: expect.stringContaining(`nothing of ${sample.code} is left`) },
    ])
    expect((await ada.samples.get.query({ lab, sample: sample.id })).leftG).toBeCloseTo(0, 6)
  }
}, 120_000)

it('an approval while the recipe is edited binds what was read, and what came later shows as changed', async () => {
  await mina.labs.changeSettings.mutate({ lab, reviewMode: 'any', approvalRequiredFor: ['student'] })
  const { plan, recipe } = await planWithRecipe('Edited')
  const states = new Set<string>()
  for (let round = 0; round < fewRounds; round += 1) {
    const { id: review } = await mina.reviews.ask.mutate({ lab, plan })
    const temperature = 400 + round
    const { first } = await atOnce(
      round,
      () => ada.reviews.approve.mutate({ lab, plan, review, password }),
      async () => {
        await new Promise((resolve) => setTimeout(resolve, (round % 5) * 30))
        await core.rooms.apply(plan, null, (doc) => {
          setParameter(doc, recipe, 'sinterTemperatureC', temperature)
        })
      },
    )
    expect(refusalOf(first)).toBeNull()
    await projectDocument(core.database, plan, await core.rooms.readDocument(plan))
    const { records, state, review: last } = await mina.plans.get.query({ lab, plan })
    const revision = last?.revisions[0]
    const approved = core.database.sqlite
      .prepare('select json_extract("values", \'$.sinterTemperatureC\') from revisions where id = ?')
      .pluck()
      .get(revision?.id)
    expect(last?.id).toBe(review)
    expect(records[0]?.approvedContentHash).toBe(revision?.contentHash)
    // What is approved is one of the two, whole; the other is told as a change.
    const isNewer = approved === temperature
    states.add(isNewer ? 'newer' : 'older')
    expect([temperature, round === 0 ? 350 : temperature - 1]).toContain(approved)
    expect(state).toBe(isNewer ? 'approved' : 'changed-since-approval')
  }
}, 120_000)

it('two who leave out the same cycle while a third corrects the cell: each once, and the figures are of all of it', async () => {
  const { plan, recipe } = await planWithRecipe('Judged')
  const { id: run } = await mina.runs.start.mutate({ lab, plan, recipe })
  const sample = (await mina.runs.get.query({ lab, run })).samples[0]
  if (sample === undefined) throw new Error('A run has a powder.')
  const actors = new Map((await mina.reviews.reviewers.query({ lab })).map((one) => [one.name, one.memberId]))
  for (let round = 0; round < fewRounds; round += 1) {
    const cellOf = { lab, sample: sample.id, name: `coin ${round}`, kind: 'cathode-half' as const, activeMassMg: 8 }
    const { id: cell } = await mina.cells.create.mutate(cellOf)
    const file = await core.files.put(Readable.from([Buffer.from(smallRecord(5)), Buffer.from(`# ${round}\n`)]), 1e6)
    const by = { memberId: actors.get('Mina') ?? ('mem_none' as never), role: 'pi' as const, userId: '', name: 'Mina' }
    const { id: labId } = await mina.labs.get.query({ lab })
    const { testId: test } = await createTestFromUpload(core, by, {
      labId,
      cellId: cell,
      file: { ...file, name: 'five.csv' },
    })
    await core.jobs.settled()
    const out = (cycle: number, reason: string) => ({ lab, test, cycle, isLeftOut: true, reason })
    const [same, rest] = await Promise.all([
      atOnce(
        round,
        () => mina.tests.leaveOut.mutate(out(5, 'Mina saw it')),
        () => ada.tests.leaveOut.mutate(out(5, 'Ada saw it')),
      ),
      atOnce(
        round + 1,
        () => ada.tests.leaveOut.mutate(out(4, 'the chamber was open')),
        () => mina.cells.correct.mutate({ lab, cell, changes: { activeMassMg: 80 }, reason: 'a slip' }),
      ),
    ])
    expect([refusalOf(rest.first), refusalOf(rest.second)]).toEqual([null, null])
    expect([refusalOf(same.first), refusalOf(same.second)].filter((refusal) => refusal !== null)).toEqual([
      { code: 'CONFLICT', message: 'Cycle 5 is left out already.' },
    ])
    const { results, judgement } = await ada.tests.get.query({ lab, test })
    expect(judgement.leftOut.map((one) => one.cycle).sort()).toEqual([4, 5])
    const last = results.find(({ figure }) => figure === 'finalCapacity')
    expect(last).toMatchObject({ atCycle: 3 })
    expect(last?.how).toContain('over 80 mg of active material')
  }
}, 120_000)

it('and all of it is one audit log that holds', () => {
  const found = examineChain(core.database)
  expect(found).toMatchObject({ ok: true })
  expect(core.database.sqlite.pragma('foreign_key_check')).toEqual([])
})
