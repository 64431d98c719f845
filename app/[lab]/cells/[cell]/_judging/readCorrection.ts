import type { CellConditions } from '@/server/views'

const numbers = {
  activeMassMg: 'mg',
  electrodeMassMg: 'mg',
  collectorMassMg: 'mg',
  activeFraction: '%',
  areaCm2: 'cm²',
  pressureMPa: 'MPa',
  temperatureC: '°C',
} as const
const texts = ['format', 'electrolyte', 'counterElectrode'] as const

export type NumberField = keyof typeof numbers
export type TextField = (typeof texts)[number]

/** The form as typed. The active fraction is asked for in %, as recipes of slurries are written. */
export type TypedConditions = Record<NumberField | TextField, string> & { kind: CellConditions['kind'] }

export function typedConditions(cell: CellConditions): TypedConditions {
  const number = (field: NumberField) => {
    const value = cell[field]
    if (value === null) return ''
    return String(field === 'activeFraction' ? Number((value * 100).toPrecision(12)) : value)
  }
  return {
    kind: cell.kind,
    format: cell.format,
    electrolyte: cell.electrolyte,
    counterElectrode: cell.counterElectrode,
    activeMassMg: number('activeMassMg'),
    electrodeMassMg: number('electrodeMassMg'),
    collectorMassMg: number('collectorMassMg'),
    activeFraction: number('activeFraction'),
    areaCm2: number('areaCm2'),
    pressureMPa: number('pressureMPa'),
    temperatureC: number('temperatureC'),
  }
}

export type CorrectionReading =
  | { ok: true; changes: Partial<CellConditions> }
  | { ok: false; field: NumberField; message: string }

/** What was changed of it, and nothing else: a field that was not touched is not corrected. */
export function readCorrection(typed: TypedConditions, before: TypedConditions): CorrectionReading {
  const changes: Partial<CellConditions> = {}
  if (typed.kind !== before.kind) changes.kind = typed.kind
  for (const field of texts) if (typed[field].trim() !== before[field]) changes[field] = typed[field].trim()
  for (const [field, unit] of Object.entries(numbers) as [NumberField, string][]) {
    if (typed[field].trim() === before[field]) continue
    const text = typed[field].trim().replace(',', '.').replace('−', '-')
    const value = Number(text)
    const least = field === 'temperatureC' ? -273.15 : field === 'pressureMPa' ? 0 : Number.MIN_VALUE
    const most = field === 'activeFraction' ? 100 : Number.POSITIVE_INFINITY
    if (text !== '' && !(value >= least && value <= most && Number.isFinite(value)))
      return {
        ok: false,
        field,
        message: `Expected ${field === 'activeFraction' ? 'a share of the coating above 0 and up to 100' : 'a number'} in ${unit}, found “${typed[field].trim()}”.`,
      }
    changes[field] = text === '' ? null : field === 'activeFraction' ? Number((value / 100).toPrecision(12)) : value
  }
  return { ok: true, changes }
}
