import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from './trpc/router'

/**
 * The API for server components, in the same process: no HTTP, the same permissions. Only types are imported here, so that
 * Next's bundle holds no database code; the process puts the real thing where both find it (see main.ts).
 */
export type ServerCaller = ReturnType<AppRouter['createCaller']>

export type Outputs = inferRouterOutputs<AppRouter>

export const callerKey = Symbol.for('interphase.caller')

export type CallerFactory = (headers: Headers) => Promise<ServerCaller>

/** Calls as the person whose cookie the headers hold. */
export async function serverCaller(headers: Headers): Promise<ServerCaller> {
  const factory = (globalThis as { [callerKey]?: CallerFactory })[callerKey]
  if (factory === undefined) throw new Error('Pages are served by server/main.ts; Next alone has no data.')
  return await factory(headers)
}
