import type { IncomingMessage, ServerResponse } from 'node:http'
import { toNodeHandler } from 'better-auth/node'
import type { Core } from '../core'

/** `/api/auth/…`: signing in, out and back from the university, all by better-auth. */
export async function answerAuth(
  core: Pick<Core, 'auth' | 'retryAuth'>,
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
): Promise<void> {
  if (pathname === '/api/auth/sign-in/social' || pathname === '/api/auth/link-social') await core.retryAuth()
  await toNodeHandler(core.auth)(request, response)
}
