import type { IncomingMessage } from 'node:http'
import { fromNodeHeaders } from 'better-auth/node'
import type { Core } from '../core'
import type { SignedIn } from '../trpc/init'

/** Who the cookie says is there; null when nobody, or no longer. */
export async function sessionOf({ auth }: Pick<Core, 'auth'>, headers: Headers): Promise<SignedIn | null> {
  const found = await auth.api.getSession({ headers })
  if (found === null) return null
  const { session, user } = found
  return { sessionId: session.id, userId: user.id, name: user.name, email: user.email }
}

export const headersOf = (request: IncomingMessage) => fromNodeHeaders(request.headers)
