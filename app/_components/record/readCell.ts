import type { CellKind } from '@/server/views'

/** The form as typed. */
export interface TypedCell {
  name: string
  kind: CellKind
  format: string
  activeMassMg: string
  electrodeMassMg: string
  collectorMassMg: string
  /** %, as recipes of slurries are written */
  activeFraction: string
  areaCm2: string
  pressureMPa: string
  temperatureC: string
  electrolyte: string
  counterElectrode: string
}

export const emptyCell: TypedCell = {
  name: '',
  kind: 'cathode-half',
  format: '',
  activeMassMg: '',
  electrodeMassMg: '',
  collectorMassMg: '',
  activeFraction: '',
  areaCm2: '',
  pressureMPa: '',
  temperatureC: '',
  electrolyte: '',
  counterElectrode: '',
}

export interface ReadCell {
  name: string
  kind: CellKind
  format?: string
  activeMassMg?: number
  electrodeMassMg?: number
  collectorMassMg?: number
  /** 0 to 1 */
  activeFraction?: number
  areaCm2?: number
  pressureMPa?: number
  temperatureC?: number
  electrolyte?: string
  counterElectrode?: string
}

export type CellReading = { ok: true; cell: ReadCell } | { ok: false; field: keyof TypedCell; message: string }

export function readCell(typed: TypedCell): CellReading {
  const name = typed.name.trim()
  if (name === '') return { ok: false, field: 'name', message: 'Give the cell a name.' }
  const numbers: Partial<Record<NumberField, number>> = {}
  for (const [field, { unit, least, most }] of Object.entries(ranges) as [NumberField, Range][]) {
    const value = readNumber(typed[field])
    if (value === undefined) continue
    if (value === null || value < least || value > most)
      return {
        ok: false,
        field,
        message: `Expected ${rangeWords({ unit, least, most })}, found “${typed[field].trim()}”.`,
      }
    numbers[field] = value
  }
  const { activeFraction, ...others } = numbers
  const text = (value: string) => value.trim() || undefined
  return {
    ok: true,
    cell: {
      name,
      kind: typed.kind,
      format: text(typed.format),
      ...others,
      ...(activeFraction === undefined ? {} : { activeFraction: Number((activeFraction / 100).toPrecision(12)) }),
      electrolyte: text(typed.electrolyte),
      counterElectrode: text(typed.counterElectrode),
    },
  }
}

interface Range {
  unit: string
  least: number
  most: number
}

const above0 = Number.MIN_VALUE
const ranges = {
  activeMassMg: { unit: 'mg', least: above0, most: 1e6 },
  electrodeMassMg: { unit: 'mg', least: above0, most: 1e6 },
  collectorMassMg: { unit: 'mg', least: above0, most: 1e6 },
  activeFraction: { unit: '%', least: above0, most: 100 },
  areaCm2: { unit: 'cm²', least: above0, most: 1e6 },
  pressureMPa: { unit: 'MPa', least: 0, most: 1e4 },
  temperatureC: { unit: '°C', least: -273.15, most: 1000 },
} satisfies Record<string, Range>
type NumberField = keyof typeof ranges

function rangeWords({ unit, least, most }: Range): string {
  if (least === above0 && most >= 1e6) return `a number above 0 in ${unit}`
  return `a number from ${least === above0 ? 'above 0' : String(least).replace('-', '−')} to ${most} in ${unit}`
}

/** Undefined where nothing was typed, null where it is no number. */
function readNumber(typed: string): number | null | undefined {
  const text = typed.trim().replace(',', '.').replace('−', '-')
  if (text === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}
