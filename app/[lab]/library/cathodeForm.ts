import type { Cathode, OwnCathode } from '@/science/library/library'
import { type Fields, printed, type Reading, readFields, type SourcedField, sourcedFields } from './fieldReader'

export type CathodeField =
  | 'id'
  | 'name'
  | 'formula'
  | 'surfacePhase'
  | 'source'
  | 'dwellVoltageV'
  | SourcedField<'radius'>
  | SourcedField<'potential'>
  | SourcedField<'oxygen'>
  | SourcedField<'lost'>
  | SourcedField<'density'>
  | SourcedField<'capacity'>

export function cathodeFields(cathode: OwnCathode | null): Fields<CathodeField> {
  return {
    id: cathode?.id ?? '',
    name: cathode?.name ?? '',
    formula: cathode?.formula ?? '',
    surfacePhase: cathode?.surfacePhase?.replaceAll('->', '→') ?? '',
    source: cathode?.source ?? '',
    dwellVoltageV: printed(cathode?.dwellVoltageV),
    ...sourcedFields('radius', cathode?.radiusUm),
    ...sourcedFields('potential', cathode?.oxygenPotentialEv),
    ...sourcedFields('oxygen', cathode?.surfaceOxygenPerCm3),
    ...sourcedFields('lost', cathode?.lostFraction),
    ...sourcedFields('density', cathode?.density),
    ...sourcedFields('capacity', cathode?.capacity),
  }
}

/** The cathode that the fields describe, or what is wrong with each. What is left out makes those predictions unavailable that need it. */
export function readCathode(
  fields: Readonly<Fields<CathodeField>>,
  began: Cathode | null,
): Reading<CathodeField, OwnCathode> {
  const read = readFields(fields, began === null || began.isOwn ? null : cathodeFields(began))
  const { typed, needed, number } = read
  needed('formula', 'Expected a formula such as LiNi0.8Mn0.1Co0.1O2.')
  return read.result({
    id: read.id('id'),
    name: typed('name') || typed('id'),
    formula: read.formula('formula') ?? '',
    surfacePhase: typed('surfacePhase') || null,
    radiusUm: read.sourced('radius', { unit: 'µm' }),
    oxygenPotentialEv: read.sourced('potential', { unit: 'eV', isSigned: true, most: 50 }),
    surfaceOxygenPerCm3: read.sourced('oxygen', { unit: 'cm⁻³' }),
    lostFraction: read.sourced('lost', { unit: null, most: 1 }),
    density: read.sourced('density', { unit: 'g cm⁻³' }),
    capacity: read.sourced('capacity', { unit: 'mAh g⁻¹' }),
    dwellVoltageV: number('dwellVoltageV', { unit: 'V', most: 10 }) ?? null,
    source: needed('source', 'Say where this powder is described: a supplier’s sheet, a DOI, a notebook page.'),
  })
}
