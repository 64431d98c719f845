import type { TestSettings } from '@/server/views'

/** The form as typed; empty goes by the rule. */
export interface TypedSettings {
  referenceCycle: string
  retentionCycle: string
  oneC: string
  oneCUnit: 'mAh/g' | 'mAh'
}

export function typedSettings({ referenceCycle, retentionCycle, oneC }: TestSettings): TypedSettings {
  return {
    referenceCycle: referenceCycle === null ? '' : String(referenceCycle),
    retentionCycle: retentionCycle === null ? '' : String(retentionCycle),
    oneC: oneC === null ? '' : String(oneC.value),
    oneCUnit: oneC?.unit ?? 'mAh/g',
  }
}

export type SettingsReading =
  | { ok: true; settings: TestSettings }
  | { ok: false; field: keyof TypedSettings; message: string }

export function readSettings(typed: TypedSettings): SettingsReading {
  const cycles: Pick<TestSettings, 'referenceCycle' | 'retentionCycle'> = { referenceCycle: null, retentionCycle: null }
  for (const field of ['referenceCycle', 'retentionCycle'] as const) {
    const text = typed[field].trim()
    if (text === '') continue
    const value = Number(text)
    if (!Number.isInteger(value) || value < 0)
      return { ok: false, field, message: `Expected the number of a cycle, found “${text}”.` }
    cycles[field] = value
  }
  const text = typed.oneC.trim().replace(',', '.')
  const value = Number(text)
  if (text !== '' && !(Number.isFinite(value) && value > 0))
    return { ok: false, field: 'oneC', message: `Expected a number above 0, found “${typed.oneC.trim()}”.` }
  return { ok: true, settings: { ...cycles, oneC: text === '' ? null : { value, unit: typed.oneCUnit } } }
}
