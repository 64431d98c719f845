import { expect, it } from 'vitest'
import { outcomeOf } from './sendEntry'
import { Refusal, SignedOut } from './useOutbox'

it('sends again what the server could not take now, and gives up only on what it will never take', () => {
  for (const status of [400, 403, 404, 409, 413]) expect(outcomeOf(status, 'no')).toBeInstanceOf(Refusal)
  expect(outcomeOf(401, 'Sign in to go on.')).toBeInstanceOf(SignedOut)
  for (const status of [429, 500, 503, undefined]) {
    const outcome = outcomeOf(status, 'later')
    expect(outcome).not.toBeInstanceOf(Refusal)
    expect(outcome).not.toBeInstanceOf(SignedOut)
    expect(outcome.message).toBe('later')
  }
})
