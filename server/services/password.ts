import { verifyPassword } from 'better-auth/crypto'
import { findPasswordHash } from '@/db/queries/people'
import { AppError } from '../errors'
import type { Actor, ServiceCore } from './context'

/** An act that binds asks for the password again: it is the person, not somebody at her unlocked screen. */
export async function confirmPassword(core: ServiceCore, actor: Actor, password: string): Promise<void> {
  const hash = await findPasswordHash(core.database.db, actor.userId)
  if (hash === null || !(await verifyPassword({ hash, password })))
    throw new AppError('not-allowed', 'That is not your password. Nothing was done.')
}
