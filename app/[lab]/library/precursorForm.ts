import type { OwnPrecursor, Precursor } from '@/science/library/library'
import { type Fields, type Reading, readFields, type SourcedField, sourcedFields } from './fieldReader'

export type PrecursorField = 'id' | 'name' | 'formula' | 'aliases' | 'state' | SourcedField<'density'>

export function precursorFields(precursor: OwnPrecursor | null): Fields<PrecursorField> {
  return {
    id: precursor?.id ?? '',
    name: precursor?.name ?? '',
    formula: precursor?.formula ?? '',
    aliases: precursor?.aliases.join('; ') ?? '',
    state: precursor?.state ?? 'solid',
    ...sourcedFields('density', precursor?.densityGPerMl),
  }
}

/** The precursor that the fields describe, or what is wrong with each. */
export function readPrecursor(
  fields: Readonly<Fields<PrecursorField>>,
  began: Precursor | null,
): Reading<PrecursorField, OwnPrecursor> {
  const read = readFields(fields, began === null || began.isOwn ? null : precursorFields(began))
  const { typed, needed } = read
  needed('formula', 'Expected a formula such as LiOH·H2O: what is weighed follows from it.')
  return read.result({
    id: read.id('id'),
    name: typed('name') || typed('id'),
    formula: read.formula('formula') ?? '',
    aliases: typed('aliases')
      .split(';')
      .map((one) => one.trim())
      .filter(Boolean),
    state: typed('state') === 'liquid' ? 'liquid' : 'solid',
    densityGPerMl: read.sourced('density', { unit: 'g mL⁻¹' }),
  })
}
