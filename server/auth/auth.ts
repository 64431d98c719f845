import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { genericOAuth } from 'better-auth/plugins'
import type { Database } from '@/db/connection'
import * as schema from '@/db/schema'
import type { Config, OpenIdSettings } from '../config'
import { sessionSecret } from './secret'

/** The name of the university's provider in accounts and addresses: `/api/auth/callback/university`. */
export const openIdProviderId = 'university'

/**
 * Signing in and sessions, by better-auth. Nobody signs up with a password over HTTP: people come by the set-up link or an
 * invitation (see services/people*), which write the person and the membership in one batch. Who comes from the university's
 * provider becomes a person who is in no lab yet; an invitation is still needed. An account with the same address is
 * not taken over by it: its owner connects the two herself, signed in.
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
    account: { accountLinking: { enabled: true, disableImplicitLinking: true, allowDifferentEmails: true } },
    plugins: config.openId === null ? [] : [universityOf(config.openId)],
  })
}

function universityOf({ issuer, clientId, clientSecret }: OpenIdSettings) {
  return genericOAuth({
    config: [
      {
        providerId: openIdProviderId,
        discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        clientId,
        clientSecret,
        scopes: ['openid', 'email', 'profile'],
      },
    ],
  })
}

export type Auth = ReturnType<typeof createAuth>
