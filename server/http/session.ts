import type { IncomingMessage } from 'node:http'
import { fromNodeHeaders } from 'better-auth/node'
import type { Core } from '../core'
import { AppError } from '../errors'
import { findLabOf } from '../services/labs'
import type { SignedIn } from '../trpc/init'

/** Who the cookie says is there; null when nobody, or no longer. */
export async function sessionOf({ auth }: Pick<Core, 'auth'>, headers: Headers): Promise<SignedIn | null> {
  const found = await auth.api.getSession({ headers })
  if (found === null) return null
  const { session, user } = found
  return { sessionId: session.id, userId: user.id, name: user.name, email: user.email }
}

export const headersOf = (request: IncomingMessage) => fromNodeHeaders(request.headers)

/** The lab of that name and who asks in it. @throws AppError when nobody is signed in, or not in that lab */
export async function memberFrom(core: Core, request: IncomingMessage, slug: string) {
  const session = await sessionOf(core, headersOf(request))
  if (session === null) throw new AppError('not-signed-in', 'Sign in to go on.')
  const found = await findLabOf(core.database, slug, session)
  if (found === null) throw new AppError('not-found', 'There is no such lab, or you are not in it.')
  return found
}
