import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { mayRead } from './metrics'

const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage

it('shows the metrics to this machine alone, unless a token is asked for', () => {
  expect(mayRead(from('127.0.0.1'), null)).toBe(true)
  expect(mayRead(from('::ffff:127.0.0.1'), null)).toBe(true)
  expect(mayRead(from('10.0.0.7'), null)).toBe(false)
  expect(mayRead(from('127.0.0.1', { 'x-forwarded-for': '10.0.0.7' }), null)).toBe(false)
})

it('asks for the token from everyone once there is one', () => {
  expect(mayRead(from('127.0.0.1'), 'sesame')).toBe(false)
  expect(mayRead(from('10.0.0.7', { authorization: 'Bearer sesame' }), 'sesame')).toBe(true)
  expect(mayRead(from('10.0.0.7', { authorization: 'Bearer sesamE' }), 'sesame')).toBe(false)
})
