import { expect, it } from 'vitest'
import { readSettings, typedSettings } from './readSettings'

it('reads empty fields as the rule, a decimal comma as a point', () => {
  const typed = { referenceCycle: ' 3 ', retentionCycle: '', oneC: '274,5', oneCUnit: 'mAh/g' as const }
  const reading = readSettings(typed)
  expect(reading).toEqual({
    ok: true,
    settings: { referenceCycle: 3, retentionCycle: null, oneC: { value: 274.5, unit: 'mAh/g' } },
  })
  expect(reading.ok && typedSettings(reading.settings)).toEqual({ ...typed, referenceCycle: '3', oneC: '274.5' })
})

it('says what it expected', () => {
  const blank = { referenceCycle: '', retentionCycle: '', oneC: '', oneCUnit: 'mAh' as const }
  expect(readSettings({ ...blank, retentionCycle: '1.5' })).toMatchObject({ field: 'retentionCycle' })
  expect(readSettings({ ...blank, oneC: '-1' })).toMatchObject({
    field: 'oneC',
    message: 'Expected a number above 0, found “-1”.',
  })
})
