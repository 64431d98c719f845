import type { CellKind } from '@/server/views'

/** The form as typed. */
export interface TypedCell {
  name: string
  kind: CellKind
  format: string
  activeMassMg: string
  areaCm2: string
  electrolyte: string
  counterElectrode: string
}

export const emptyCell: TypedCell = {
  name: '',
  kind: 'cathode-half',
  format: '',
  activeMassMg: '',
  areaCm2: '',
  electrolyte: '',
  counterElectrode: '',
}

export interface ReadCell {
  name: string
  kind: CellKind
  format?: string
  activeMassMg?: number
  areaCm2?: number
  electrolyte?: string
  counterElectrode?: string
}

export type CellReading = { ok: true; cell: ReadCell } | { ok: false; field: keyof TypedCell; message: string }

export function readCell(typed: TypedCell): CellReading {
  const name = typed.name.trim()
  if (name === '') return { ok: false, field: 'name', message: 'Give the cell a name.' }
  const mass = positive(typed.activeMassMg)
  if (mass === 'bad') return notPositive('activeMassMg', 'mg', typed.activeMassMg)
  const area = positive(typed.areaCm2)
  if (area === 'bad') return notPositive('areaCm2', 'cm²', typed.areaCm2)
  const text = (value: string) => value.trim() || undefined
  return {
    ok: true,
    cell: {
      name,
      kind: typed.kind,
      format: text(typed.format),
      activeMassMg: mass,
      areaCm2: area,
      electrolyte: text(typed.electrolyte),
      counterElectrode: text(typed.counterElectrode),
    },
  }
}

function positive(typed: string): number | undefined | 'bad' {
  const text = typed.trim().replace(',', '.')
  if (text === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) && value > 0 ? value : 'bad'
}

function notPositive(field: keyof TypedCell, unit: string, typed: string): CellReading {
  return { ok: false, field, message: `Expected a number above 0 in ${unit}, found “${typed.trim()}”.` }
}
