import { expect, it } from 'vitest'
import { readActual } from './readActual'

it('asks for a number in the unit of the value, also where no parameter stands behind it', () => {
  expect(readActual(null, 0, '9,84', 'g')).toEqual({ ok: true, value: 9.84 })
  expect(readActual(null, 0, 'a lot', 'g')).toEqual({ ok: false, problem: 'Expected a number in g, found “a lot”.' })
  expect(readActual(null, null, 'alumina', null)).toEqual({ ok: true, value: 'alumina' })
})
