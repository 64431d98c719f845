import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import type { Database } from '@/db/connection'
import * as schema from '@/db/schema'
import type { Config } from '../config'
import { sessionSecret } from './secret'

/**
 * Signing in and sessions, by better-auth. Nobody signs up over HTTP: people come by the set-up link or an invitation
 * (see services/people*), which write the person and the membership in one batch.
 */
export function createAuth(database: Database, config: Config) {
  return betterAuth({
    baseURL: config.url,
    secret: sessionSecret(config),
    trustedOrigins: [config.url],
    database: drizzleAdapter(database.db, { provider: 'sqlite', schema }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
    disabledPaths: ['/sign-up/email'],
    session: { expiresIn: 30 * 86_400, updateAge: 86_400 },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 300,
      customRules: { '/sign-in/email': { window: 60, max: config.isDevelopment ? 100 : 10 } },
    },
    advanced: {
      cookiePrefix: 'interphase',
      useSecureCookies: config.url.startsWith('https:'),
    },
    telemetry: { enabled: false },
  })
}

export type Auth = ReturnType<typeof createAuth>
