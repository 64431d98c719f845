import { expect, it } from 'vitest'
import type { CellConditions } from '@/server/views'
import { readCorrection, typedConditions } from './readCorrection'

const cell: CellConditions = {
  kind: 'cathode-half',
  format: 'CR2032 coin',
  activeMassMg: 12.5,
  electrodeMassMg: null,
  collectorMassMg: null,
  activeFraction: 0.955,
  areaCm2: null,
  electrolyte: 'LP57',
  counterElectrode: 'Li',
  pressureMPa: null,
  temperatureC: 25,
}
const before = typedConditions(cell)

it('reads only what was changed; an emptied field takes the value away', () => {
  expect(readCorrection(before, before)).toEqual({ ok: true, changes: {} })
  const typed = { ...before, activeMassMg: '10,2', temperatureC: '', activeFraction: '94', kind: 'full' as const }
  expect(readCorrection(typed, before)).toEqual({
    ok: true,
    changes: { kind: 'full', activeMassMg: 10.2, activeFraction: 0.94, temperatureC: null },
  })
  expect(before.activeFraction).toBe('95.5')
  expect(readCorrection({ ...before, temperatureC: '−20' }, before)).toMatchObject({ changes: { temperatureC: -20 } })
})

it('says what it expected', () => {
  expect(readCorrection({ ...before, activeFraction: '120' }, before)).toMatchObject({
    ok: false,
    field: 'activeFraction',
    message: 'Expected a share of the coating above 0 and up to 100 in %, found “120”.',
  })
  expect(readCorrection({ ...before, areaCm2: '0' }, before)).toMatchObject({ field: 'areaCm2' })
  expect(readCorrection({ ...before, areaCm2: 'two' }, before)).toMatchObject({ ok: false })
})
