import { expect, it } from 'vitest'
import { readLook, writeLook } from './runsAddress'

const look = (address: string) => readLook(new URLSearchParams(address))

it.each([
  '',
  'view=board&by=person',
  'state=running,failed&process=wet',
  'view=calendar&plan=pln_12345678&span=week&day=2026-11-20',
])('says the same in the address again: %s', (address) => {
  expect(writeLook(look(address))).toBe(address)
})

it('takes what is no word of ours as not there', () => {
  expect(look('view=pie&state=lost,done&person=jon&process=tea&day=2026-99-01&span=year')).toEqual({
    ...look(''),
    states: ['done'],
  })
})
