import { expect, it } from 'vitest'
import { amountWords } from './sampleWords'

const none = { amountG: null, leftG: null, count: null, leftCount: null }

it('says what is left of what was made', () => {
  expect(amountWords({ ...none, kind: 'powder' })).toBeNull()
  expect(amountWords({ ...none, kind: 'powder', amountG: 10, leftG: 10 })).toBe('10 g')
  expect(amountWords({ ...none, kind: 'powder', amountG: 10, leftG: 7.4 })).toBe('7.4 of 10 g left')
  expect(amountWords({ ...none, kind: 'powder', amountG: 1, leftG: -0.5 })).toBe('−0.5 of 1 g left')
  expect(amountWords({ ...none, kind: 'discs', count: 12, leftCount: 11 })).toBe('11 of 12 discs left')
})
