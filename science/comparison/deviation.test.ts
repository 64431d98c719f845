import { expect, it } from 'vitest'
import { deviation, formatDeviation } from './deviation'

it.each([
  [10, 10.012, '+0.1 %', false],
  [0.1, 0.1063, '+6.3 %', true],
  [10, 10.2, '+2.0 %', false],
  [500, 480, '−4.0 %', true],
  [500, 500, 'as planned', false],
  [6, 6.0012, '+0.02 %', false],
  [0, 1, 'other than planned', true],
  ['air', 'Air', 'as planned', false],
  ['air', 'O2', 'other than planned', true],
])('%s planned and %s done is %s', (planned, actual, words, isBeyondTolerance) => {
  const found = deviation(planned, actual)
  expect(found).toMatchObject({ isBeyondTolerance })
  expect(found && formatDeviation(found)).toBe(words)
})

it('says nothing where either value is missing', () => {
  expect(deviation(null, 3)).toBeNull()
  expect(deviation(3, undefined)).toBeNull()
})
