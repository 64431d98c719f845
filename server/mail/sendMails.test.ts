import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/collab/plan/newId'
import { buildMember } from '@/db/testing/factories'
import type { PlanId } from '@/science/ids'
import { startThread } from '../services/comments'
import type { LabContext } from '../services/context'
import { chooseNotifications, listNotifications, markNotificationsRead } from '../services/notifications'
import { createPlan } from '../services/plans'
import { type LabHarness, startLab } from '../services/testing/labHarness'
import { type MailPost, startMailPost } from './sendMails'

interface Arrived {
  to: string
  letter: string
}

let harness: LabHarness
let plan: PlanId
let arrived: Arrived[]
const open: { close(): Promise<void> }[] = []
beforeEach(async () => {
  harness = await startLab({ sendsMail: true })
  plan = (await createPlan(harness.researcher, { title: 'Glass' })).id
  arrived = []
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  await harness[Symbol.asyncDispose]()
})

/** A mail server of one's own; what it accepts is in `arrived`. */
async function startServer(port = 0, options: SMTPServerOptions = {}): Promise<number> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: async (stream, session, done) => {
      arrived.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), letter: await text(stream) })
      done()
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  open.push({ close: () => new Promise<void>((resolve) => server.close(() => resolve())) })
  return (server.server.address() as AddressInfo).port
}

function startPost(port: number, account = ''): MailPost {
  const post = startMailPost({
    database: harness.core.database,
    settings: { smtpUrl: `smtp://${account}127.0.0.1:${port}`, from: 'Interphase <interphase@uni.example>' },
    url: 'https://interphase.uni.example',
    logger: { warn() {}, error() {} },
    everyMs: 600_000,
    pauseMs: 0,
  })
  open.unshift(post)
  return post
}

async function mention(who: LabContext, words: string): Promise<void> {
  const comment = { id: newId('comment'), text: words, mentions: [who.actor.memberId] }
  await startThread(harness.researcher, { plan, recipe: null, key: null, comment })
}

/** The two minutes are over. */
function waitIsOver(): void {
  harness.core.database.sqlite.exec('update mails set due_at = 0 where due_at is not null')
}

const outbox = () =>
  harness.core.database.sqlite.prepare('select problem, sent_at is not null as sent, due_at from mails').all()

/** What a header says, with the lines that it was folded into put together. */
function header(letter: string, name: string): string | undefined {
  const head = letter.slice(0, letter.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]
}

/** A port that nothing listens on. */
async function freePort(): Promise<number> {
  const port = await startServer()
  await open.pop()?.close()
  return port
}

describe('letters', () => {
  it('wait while the mail server is down, and go out once when it is back, also after a restart in between', async () => {
    const port = await freePort()
    await mention(harness.student, 'Why not 500 °C\nfor <this>?')
    waitIsOver()
    const before = startPost(port)
    await before.settled()
    expect(outbox()).toMatchObject([{ sent: 0, problem: expect.stringContaining('ECONNREFUSED') }])
    await before.close()

    await startServer(port)
    const post = startPost(port)
    await post.settled()
    await post.settled()
    expect(arrived).toHaveLength(1)
    const [{ to, letter }] = arrived as [Arrived]
    expect(to).toBe(await emailOf(harness.student))
    expect(header(letter, 'From')).toBe('Interphase <interphase@uni.example>')
    expect(header(letter, 'Message-ID')).toMatch(/^<mai_\S+@interphase\.uni\.example>$/)
    expect(header(letter, 'List-Unsubscribe')).toContain(`/${harness.lab.slug}/notifications#choices`)
    const page = `https://interphase.uni.example/${harness.lab.slug}/plans/${plan}?thread=`
    const [, plain = '', html = ''] = letter.split(/^--\S*nmp.*$/im).map(decoded)
    expect(plain).toContain('mentioned you on the plan in “Glass”: “Why not 500 °C for <this>?”')
    expect(plain).toContain(page)
    expect(html).toContain('“Why not 500 °C for &lt;this&gt;?”')
    expect(html).toContain(`href="${page}`)
    expect(outbox()).toMatchObject([{ sent: 1, due_at: null }])
  })

  it('that were accepted by the time of a crash go again under the same Message-ID', async () => {
    const port = await startServer()
    await mention(harness.student, 'Twice')
    waitIsOver()
    await startPost(port).settled()
    // As if the process had ended before it could write down that the letter was accepted.
    harness.core.database.sqlite.exec('update mails set sent_at = null, due_at = 0')
    await startPost(port).settled()
    expect(arrived).toHaveLength(2)
    const [first, second] = arrived.map(({ letter }) => header(letter, 'Message-ID'))
    expect(second).toBe(first)
  })

  it('are not sent to whoever read it in the app, wants none, or left; and a bad address holds up nobody', async () => {
    const { pi, student, viewer, core } = harness
    const leaver = await buildMember(core.database, harness.lab, { role: 'student', name: 'Lea' })
    const port = await startServer(0, {
      onRcptTo: ({ address }, _session, done) =>
        address === nobody ? done(Object.assign(new Error('No such user'), { responseCode: 550 })) : done(),
    })
    const nobody = await emailOf(viewer)
    await chooseNotifications(pi, { muted: [], unmailed: ['mention'] })
    await mention(pi, 'One')
    await mention(student, 'Two')
    const [line] = await listNotifications(student)
    await markNotificationsRead(student, line ? [line.id] : [])
    await mention(viewer, 'Three')
    await mention(student, 'Four')
    await chooseNotifications(student, { muted: ['mention'], unmailed: [] })
    await mention(student, 'Five')
    expect(await listNotifications(student)).toHaveLength(2)
    await mention({ ...student, actor: leaver }, 'Six')
    core.database.sqlite.prepare('update members set removed_at = 1 where id = ?').run(leaver.memberId)
    waitIsOver()
    const post = startPost(port)
    await post.settled()
    expect(arrived.map(({ letter }) => /“(Four|Five)”/.exec(decoded(letter))?.[1])).toEqual(['Four', 'Five'])
    expect(outbox()).toMatchObject([
      { sent: 0, due_at: null, problem: 'Read in the app.' },
      { sent: 0, due_at: null, problem: expect.stringContaining('550') },
      { sent: 1 },
      { sent: 1 },
      { sent: 0, due_at: null, problem: 'Its reader has left the lab.' },
    ])
  })

  it('go out by an account of the mail server, and wait while its password is wrong', async () => {
    const port = await startServer(0, {
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === 'lab' && password === 'glove/box'
          ? done(null, { user: 'lab' })
          : done(new Error('Wrong password')),
    })
    await mention(harness.student, 'By account')
    waitIsOver()
    await startPost(port, 'lab:wrong@').settled()
    expect(arrived).toHaveLength(0)
    expect(outbox()).toMatchObject([{ sent: 0, problem: expect.stringContaining('Wrong password') }])
    await startPost(port, 'lab:glove%2Fbox@').settled()
    expect(arrived).toHaveLength(1)
  })

  it('are not even written while there is no mail server', async () => {
    const { core } = harness
    harness.researcher.core = { ...core, sendsMail: false }
    await mention(harness.student, 'Silence')
    expect(outbox()).toEqual([])
    expect(await listNotifications(harness.student)).toHaveLength(1)
  })
})

/** Quoted-printable and base64 parts as they read. */
function decoded(part: string): string {
  const [head = '', ...rest] = part.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

async function emailOf({ actor }: LabContext): Promise<string> {
  const found = harness.core.database.sqlite.prepare('select email from user where id = ?').get(actor.userId)
  return (found as { email: string }).email
}
