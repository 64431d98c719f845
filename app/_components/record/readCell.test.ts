import { expect, it } from 'vitest'
import { emptyCell, readCell } from './readCell'

it('takes a decimal comma and leaves out what is empty', () => {
  expect(readCell({ ...emptyCell, name: ' L7K-042-1 ', activeMassMg: '8,41' })).toEqual({
    ok: true,
    cell: { name: 'L7K-042-1', kind: 'cathode-half', activeMassMg: 8.41 },
  })
})

it('names the field, what was expected and what was found', () => {
  expect(readCell(emptyCell)).toMatchObject({ ok: false, field: 'name' })
  expect(readCell({ ...emptyCell, name: 'a', areaCm2: '1.1 cm' })).toEqual({
    ok: false,
    field: 'areaCm2',
    message: 'Expected a number above 0 in cm², found “1.1 cm”.',
  })
  expect(readCell({ ...emptyCell, name: 'a', activeMassMg: '0' })).toMatchObject({ ok: false, field: 'activeMassMg' })
})

it('reads the electrode, what is active of it, and how the cell is kept', () => {
  const typed = {
    ...emptyCell,
    name: 'a',
    electrodeMassMg: '22,4',
    activeFraction: '95.5',
    temperatureC: '−20',
    pressureMPa: '0',
  }
  expect(readCell(typed)).toMatchObject({
    ok: true,
    cell: { electrodeMassMg: 22.4, activeFraction: 0.955, temperatureC: -20, pressureMPa: 0 },
  })
  expect(readCell({ ...typed, activeFraction: '120' })).toMatchObject({
    field: 'activeFraction',
    message: 'Expected a number from above 0 to 100 in %, found “120”.',
  })
})
