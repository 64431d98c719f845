import { join, resolve } from 'node:path'
import { z } from 'zod'

/** The environment names a setting wrongly. One sentence for each. */
export class WrongConfiguration extends Error {
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'))
  }
}

/** A university's sign-in by OpenID Connect. */
export interface OpenIdSettings {
  /** The issuer; `/.well-known/openid-configuration` is found below it. */
  issuer: string
  clientId: string
  clientSecret: string
  /** As the button names it: `Sign in with …`. */
  name: string
}

/** The mail server that letters go out by. */
export interface MailSettings {
  /** `smtps://user:password@host:465`, or `smtp://…`, which is encrypted when the server offers it. */
  smtpUrl: string
  /** The sender: `Interphase <interphase@uni.example>`. */
  from: string
}

export interface Config {
  port: number
  /** Address to listen on; all when not set. */
  host: string | undefined
  dataFolder: string
  databaseFile: string
  filesFolder: string
  /** Rows of tests for the charts: made of the files, and made again where they are missing. */
  columnsFolder: string
  /** The address that people use; links are made from it. */
  url: string
  /** For signing sessions; made and kept in the data folder when the environment gives none. */
  secret: string | null
  openId: OpenIdSettings | null
  mail: MailSettings | null
  /** Asked for by `/metrics`; without one only this machine may see them. */
  metricsToken: string | null
  isDevelopment: boolean
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

const environmentSchema = z.object({
  PORT: z.coerce
    .number('expected a number from 1 to 65535')
    .int('expected a whole number')
    .min(1, 'expected a number from 1 to 65535')
    .max(65535, 'expected a number from 1 to 65535')
    .default(3000),
  HOST: z.string().min(1).optional(),
  INTERPHASE_DATA: z.string().min(1, 'expected the path of a folder').default('data'),
  INTERPHASE_URL: z
    .url({ protocol: /^https?$/, error: 'expected an address such as https://interphase.example.org' })
    .optional(),
  INTERPHASE_SECRET: z.string().min(32, 'expected at least 32 characters').optional(),
  INTERPHASE_METRICS_TOKEN: z.string().min(16, 'expected at least 16 characters').optional(),
  INTERPHASE_OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'expected an address such as https://login.university.example' })
    .optional(),
  INTERPHASE_OIDC_CLIENT_ID: z.string().optional(),
  INTERPHASE_OIDC_CLIENT_SECRET: z.string().optional(),
  INTERPHASE_OIDC_NAME: z.string().max(60, 'expected at most 60 characters').optional(),
  INTERPHASE_SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      hostname: /./,
      error: 'expected an address such as smtp://user:password@mail.uni.example:587 or smtps://mail.uni.example',
    })
    .optional(),
  INTERPHASE_MAIL_FROM: z
    .string()
    .max(200, 'expected at most 200 characters')
    .regex(
      /^([^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'expected a sender such as interphase@uni.example or Interphase <interphase@uni.example>',
    )
    .optional(),
  INTERPHASE_LOG: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'expected debug, info, warn, error or silent')
    .default('info'),
})

/** What is wrong with those that are not to be printed. */
const secrets: Readonly<Record<string, string>> = {
  INTERPHASE_SECRET: 'too short',
  INTERPHASE_METRICS_TOKEN: 'too short',
  INTERPHASE_SMTP_URL: 'not the address of a mail server',
}

/** Reads the settings from the environment. @throws {WrongConfiguration} naming every variable that is wrong */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) {
    throw new WrongConfiguration(
      parsed.error.issues.map((issue) => {
        const name = String(issue.path[0])
        return `${name} is ${secrets[name] ?? JSON.stringify(given[name])}: ${issue.message}.`
      }),
    )
  }
  const { PORT, HOST, INTERPHASE_DATA, INTERPHASE_URL, INTERPHASE_SECRET, INTERPHASE_LOG } = parsed.data
  const dataFolder = resolve(INTERPHASE_DATA)
  return {
    port: PORT,
    host: HOST,
    dataFolder,
    databaseFile: join(dataFolder, 'interphase.sqlite'),
    filesFolder: join(dataFolder, 'files'),
    columnsFolder: join(dataFolder, 'columns'),
    url: new URL(INTERPHASE_URL ?? `http://localhost:${PORT}`).origin,
    secret: INTERPHASE_SECRET ?? null,
    openId: readOpenId(parsed.data),
    mail: readMail(parsed.data),
    metricsToken: parsed.data.INTERPHASE_METRICS_TOKEN ?? null,
    isDevelopment: environment.NODE_ENV !== 'production',
    logLevel: INTERPHASE_LOG,
  }
}

/** Both or none. */
function readMail(found: z.output<typeof environmentSchema>): MailSettings | null {
  const { INTERPHASE_SMTP_URL: smtpUrl, INTERPHASE_MAIL_FROM: from } = found
  if (smtpUrl === undefined && from === undefined) return null
  if (smtpUrl === undefined)
    throw new WrongConfiguration(['INTERPHASE_SMTP_URL is not set: expected it beside INTERPHASE_MAIL_FROM.'])
  if (from === undefined)
    throw new WrongConfiguration(['INTERPHASE_MAIL_FROM is not set: expected the sender beside INTERPHASE_SMTP_URL.'])
  return { smtpUrl, from }
}

/** All three or none: half a configuration is a mistake that should be seen. */
function readOpenId(found: z.output<typeof environmentSchema>): OpenIdSettings | null {
  const needed = ['INTERPHASE_OIDC_ISSUER', 'INTERPHASE_OIDC_CLIENT_ID', 'INTERPHASE_OIDC_CLIENT_SECRET'] as const
  const [issuer, clientId, clientSecret] = needed.map((name) => found[name])
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null
  if (issuer === undefined || clientId === undefined || clientSecret === undefined)
    throw new WrongConfiguration(
      needed
        .filter((name) => found[name] === undefined)
        .map((name) => `${name} is not set: expected it beside the other INTERPHASE_OIDC settings.`),
    )
  return { issuer, clientId, clientSecret, name: found.INTERPHASE_OIDC_NAME ?? new URL(issuer).host }
}
