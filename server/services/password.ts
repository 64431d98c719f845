import { verifyPassword } from 'better-auth/crypto'
import { findSession } from '@/db/queries/members'
import { findPasswordHash } from '@/db/queries/people'
import { AppError } from '../errors'
import type { Actor, ServiceCore } from './context'

/** How long a sign-in counts as fresh for somebody who has no password here, ms. */
const freshMs = 10 * 60_000
/** So many wrong passwords within the time above, and one waits. */
const mostWrong = 10

const wrong = new Map<string, number[]>()

/**
 * An act that binds asks who it is again: the person, not somebody at her unlocked screen. With a password by that; who
 * signs in through the university has none here, and signs in afresh instead.
 * @throws AppError `not-allowed` with a sentence that says what is missing, `too-many` after too many wrong ones
 */
export async function confirmPerson(
  core: Pick<ServiceCore, 'database'>,
  { userId }: Pick<Actor, 'userId'>,
  given: { password: string | undefined; sessionId: string },
): Promise<void> {
  const { db } = core.database
  const hash = await findPasswordHash(db, userId)
  if (hash === null) {
    const session = await findSession(db, userId, given.sessionId)
    if (session === undefined || Date.now() - session.createdAt.getTime() > freshMs)
      throw new AppError(
        'not-allowed',
        'This asks who you are again, and you have no password here: sign out and in through your university, and come back within ten minutes. Nothing was done.',
      )
    return
  }
  if (given.password === undefined || given.password === '')
    throw new AppError('not-allowed', 'This asks for your password again. Nothing was done.')
  const now = Date.now()
  const lately = (wrong.get(userId) ?? []).filter((at) => now - at < freshMs)
  if (lately.length >= mostWrong)
    throw new AppError('too-many', 'Too many wrong passwords. Wait ten minutes. Nothing was done.')
  if (await verifyPassword({ hash, password: given.password })) {
    wrong.delete(userId)
    return
  }
  wrong.set(userId, [...lately, now])
  throw new AppError('not-allowed', 'That is not your password. Nothing was done.')
}
