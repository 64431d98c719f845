import type { Database } from '@/db/connection'
import type { Config } from '../config'
import type { Logger } from '../log'
import { type Auth, createAuth, openIdProviderId } from './auth'

export interface AuthHolder {
  readonly current: Auth
  /** Looks again for a sign-in provider that could not be reached before; does nothing when all is well. */
  retry(): Promise<void>
}

/** Between two looks for a provider that is not there, ms. */
const patienceMs = 5_000

/**
 * better-auth asks the university's provider for its addresses once, when it is made, and goes on without it when it is
 * down. This makes it anew when somebody wants to sign in that way, so that nobody has to restart the server.
 */
export function holdAuth(database: Database, config: Config, log: Logger): AuthHolder {
  let current = createAuth(database, config)
  let lookedAt = Date.now()
  return {
    get current() {
      return current
    },
    async retry() {
      if (config.openId === null || (await hasProvider(current))) return
      if (Date.now() - lookedAt < patienceMs) return
      lookedAt = Date.now()
      const next = createAuth(database, config)
      if (await hasProvider(next)) current = next
      else log.warn({ issuer: config.openId.issuer }, 'the sign-in provider cannot be reached')
    },
  }
}

async function hasProvider(auth: Auth): Promise<boolean> {
  const { socialProviders } = await auth.$context
  return socialProviders.some(({ id }) => id === openIdProviderId)
}
