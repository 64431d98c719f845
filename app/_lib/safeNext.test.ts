import { expect, it } from 'vitest'
import { safeNext } from './safeNext'

it('goes back to a path of this site', () => {
  expect(safeNext('/our-lab/plans/pln_12345678?recipe=rec_1#x')).toBe('/our-lab/plans/pln_12345678?recipe=rec_1#x')
})

it('goes home instead of to another site', () => {
  for (const next of [
    undefined,
    '',
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/./\\/elsewhere.example',
    '/.//elsewhere.example',
    '/\t/elsewhere.example',
    'javascript:alert(1)',
  ])
    expect(safeNext(next)).toBe('/')
})
