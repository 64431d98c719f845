import pino from 'pino'
import type { Config } from './config'

export type Logger = pino.Logger

/** Structured lines on standard output. What could open a door is not written. */
export function createLogger({ logLevel }: Pick<Config, 'logLevel'>): Logger {
  return pino({
    level: logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['headers.cookie', 'headers.authorization', '*.password', '*.token'],
  })
}

/** An address without what stands for a key: tokens in the path of invitations and in queries. */
export function withoutTokens(url: string): string {
  return url.replace(/(\/invitation\/)[^/?#]+/, '$1…').replace(/([?&](?:token|input)=)[^&#]*/g, '$1…')
}
