import { createTransport } from 'nodemailer'
import { commitUnrecorded, guarded } from '@/db/commit'
import type { Database } from '@/db/connection'
import { beginTry, type DueMail, forgetMails, listDueMails, settleMail } from '@/db/queries/mails'
import type { MailSettings } from '../config'
import { composeMail } from './composeMail'

export interface MailPost {
  /** Resolves when what was due at the call has been tried. */
  settled(): Promise<void>
  /** Lets a letter that is on its way arrive first. */
  close(): Promise<void>
}

export interface MailPostOptions {
  database: Database
  settings: MailSettings
  /** Address of the installation. */
  url: string
  logger: { warn(details: object, message: string): void; error(details: object, message: string): void }
  onOutcome?: (outcome: MailOutcome) => void
  /** How often it looks for letters, ms. */
  everyMs?: number
  /** Pause after the mail server could not be reached, ms; doubled each time up to 64 times of it. */
  pauseMs?: number
}

export type MailOutcome = 'sent' | 'read-in-app' | 'deferred' | 'given-up'

const atOnce = 50
const dayMs = 86_400_000
/** After the first try a letter waits so long, twice that after the second, and so on, ms. */
const firstWaitMs = 60_000
const longestWaitMs = 3_600_000
/** A letter that is older tells of nothing new, ms. */
const longestMs = 3 * dayMs

/** So long the outbox remembers what became of a letter, ms. */
const rememberedMs = 30 * dayMs

class TakenByAnother extends Error {}

/**
 * Takes letters from the outbox to the mail server while the process runs. A try is written down before it is made, and the
 * acceptance after it: a crash between the two sends the letter again, under the same Message-ID, which is as far as SMTP allows.
 */
export function startMailPost({
  database,
  settings,
  url,
  logger,
  onOutcome = () => undefined,
  everyMs = 5_000,
  pauseMs = 10_000,
}: MailPostOptions): MailPost {
  const transport = createTransport({
    url: settings.smtpUrl,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 30_000,
    // What letters say never makes this process read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  let isClosed = false
  let failures = 0
  let pausedUntil = 0
  let forgottenAt = 0
  let running: Promise<void> = Promise.resolve()

  const settle = (id: DueMail['id'], how: Parameters<typeof settleMail>[2]) =>
    commitUnrecorded(database, {
      because: 'how far a letter has come is no record',
      statements: [settleMail(database.db, id, how)],
    })

  /** False when the mail server itself is out of reach, so that there is no use in trying others. */
  async function deliver(mail: DueMail, now: Date): Promise<boolean> {
    const { id, attempts } = mail
    const unneeded = whyUnneeded(mail, now)
    if (unneeded !== null) {
      await settle(id, { problem: unneeded })
      onOutcome(mail.readAt === null ? 'given-up' : 'read-in-app')
      return true
    }
    const next = new Date(now.getTime() + Math.min(longestWaitMs, firstWaitMs * 2 ** attempts))
    try {
      await commitUnrecorded(database, {
        because: 'how far a letter has come is no record',
        statements: [
          guarded(beginTry(database.db, id, { attempts, next }), { changes: 1, otherwise: () => new TakenByAnother() }),
        ],
      })
    } catch (error) {
      if (error instanceof TakenByAnother) return true
      throw error
    }
    const letter = composeMail(mail, url)
    try {
      await transport.sendMail({
        from: settings.from,
        to: { name: mail.name, address: mail.address },
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        messageId: letter.messageId,
        date: mail.writtenAt,
        headers: { 'Auto-Submitted': 'auto-generated', 'List-Unsubscribe': `<${letter.settings}>` },
      })
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      if (isOutOfReach(error)) {
        // Not this letter's fault: it is tried first when the server is back.
        await settle(id, { problem, dueAt: now })
        onOutcome('deferred')
        failures += 1
        pausedUntil = Date.now() + pauseMs * 2 ** Math.min(failures - 1, 6)
        logger.warn({ problem, failures }, 'the mail server cannot be reached; letters wait')
        return false
      }
      const isFinal = isRefusedForGood(error)
      await settle(id, { problem, dueAt: isFinal ? null : next })
      onOutcome(isFinal ? 'given-up' : 'deferred')
      logger.warn({ mail: id, problem, isFinal }, 'a letter was not accepted')
      return true
    }
    failures = 0
    await settle(id, { sentAt: new Date() })
    onOutcome('sent')
    return true
  }

  async function pass(): Promise<void> {
    if (isClosed || Date.now() < pausedUntil) return
    const now = new Date()
    if (now.getTime() - forgottenAt > dayMs) {
      forgottenAt = now.getTime()
      await commitUnrecorded(database, {
        because: 'letters are no record',
        statements: [forgetMails(database.db, new Date(forgottenAt - rememberedMs))],
      })
    }
    for (const mail of await listDueMails(database.db, { now, limit: atOnce })) {
      if (isClosed || !(await deliver(mail, now))) return
    }
  }

  const run = () => {
    running = running.then(pass).catch((error: unknown) => logger.error({ error: String(error) }, 'letters wait'))
    return running
  }
  const timer = setInterval(run, everyMs)
  timer.unref()
  void run()
  return {
    settled: run,
    async close() {
      isClosed = true
      clearInterval(timer)
      await running
      transport.close()
    },
  }
}

function whyUnneeded({ leftAt, readAt, writtenAt }: DueMail, now: Date): string | null {
  if (readAt !== null) return 'Read in the app.'
  if (leftAt !== null) return 'Its reader has left the lab.'
  if (now.getTime() - writtenAt.getTime() > longestMs) return 'Not accepted within three days.'
  return null
}

interface SmtpError {
  code?: string
  responseCode?: number
}

/** The server, not the letter: no connection, no encryption, no sign-in. */
function isOutOfReach(error: unknown): boolean {
  const { code, responseCode } = error as SmtpError
  return (
    code === 'EAUTH' ||
    (responseCode === undefined && code !== 'EENVELOPE' && code !== 'EMESSAGE') ||
    responseCode === 421
  )
}

/** A 5xx about the address or the letter does not change by asking again. */
function isRefusedForGood(error: unknown): boolean {
  const { code, responseCode = 0 } = error as SmtpError
  return code !== 'EAUTH' && responseCode >= 500
}
