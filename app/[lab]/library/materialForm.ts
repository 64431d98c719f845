import { formatPower } from '@/app/_components/powers'
import type { Material, OwnMaterial, Transport } from '@/science/library/library'
import { boltzmann } from '@/science/prediction/transport'
import {
  type Fields,
  formKind,
  kindOf,
  printed,
  type Reading,
  readFields,
  type SourcedField,
  sourcedFields,
} from './fieldReader'

export const ions = ['oxygen', 'lithium'] as const
export type Ion = (typeof ions)[number]
type IonField =
  | 'value'
  | 'low'
  | 'high'
  | 'onsager'
  | 'onsagerLow'
  | 'onsagerHigh'
  | 'temperatureK'
  | 'activationEv'
  | 'activationSdEv'
  | 'kind'
  | 'source'
export type MaterialField =
  | 'id'
  | 'name'
  | 'formula'
  | 'phase'
  | 'source'
  | 'formsFromBoron'
  | 'phases'
  | `${Ion}.${IonField}`
  | SourcedField<'density'>
  | SourcedField<'growth'>

const numbers = [
  'value',
  'low',
  'high',
  'onsager',
  'onsagerLow',
  'onsagerHigh',
  'temperatureK',
  'activationEv',
  'activationSdEv',
] as const satisfies readonly IonField[]

/**
 * How many ions a cm³ of a coating can hold. L = D c / k_B T ties the two ways of saying how an ion moves; values that would need
 * another c do not belong together. The published pairs lie between 2.9e22 and 5.7e22 for O²⁻, 8.6e21 and 6.0e22 for Li⁺.
 */
const solidIons = { oxygen: { low: 1.5e22, high: 1e23 }, lithium: { low: 3e21, high: 1e23 } } as const

/** The fields of a form that begins with a material: one's own to change it, a published one as the start of a copy. */
export function materialFields(material: OwnMaterial | null): Fields<MaterialField> {
  const ofIon = (ion: Ion) => {
    const found = material?.[ion] ?? null
    return {
      [`${ion}.value`]: printed(found?.diffusivity?.value),
      [`${ion}.low`]: printed(found?.diffusivity?.low),
      [`${ion}.high`]: printed(found?.diffusivity?.high),
      [`${ion}.onsager`]: printed(found?.onsager?.value),
      [`${ion}.onsagerLow`]: printed(found?.onsager?.low),
      [`${ion}.onsagerHigh`]: printed(found?.onsager?.high),
      [`${ion}.temperatureK`]: printed(found?.temperatureK ?? 300),
      [`${ion}.activationEv`]: printed(found?.activationEnergyEv),
      [`${ion}.activationSdEv`]: printed(found?.activationEnergySdEv),
      [`${ion}.kind`]: formKind(found?.kind),
      [`${ion}.source`]: found?.source ?? '',
    }
  }
  return {
    id: material?.id ?? '',
    name: material?.name ?? '',
    formula: material?.formula ?? '',
    phase: material?.phase ?? 'amorphous',
    source: material?.source ?? '',
    formsFromBoron: material?.formsFromBoron ?? '',
    phases: material?.phases?.join(', ') ?? '',
    ...ofIon('lithium'),
    ...ofIon('oxygen'),
    ...sourcedFields('density', material?.densityGPerCm3),
    ...sourcedFields('growth', material?.growthPerSupercycleNm),
  } as Fields<MaterialField>
}

/**
 * The material that the fields describe, or what is wrong with each.
 *
 * @param began the material that the form began with; what has no field is taken from it
 */
export function readMaterial(
  fields: Readonly<Fields<MaterialField>>,
  began: Material | null,
): Reading<MaterialField, OwnMaterial> {
  const read = readFields(fields, began === null || began.isOwn ? null : materialFields(began))
  const { number, inOrder, typed, needed, refuse } = read

  const transport = (ion: Ion): Transport | null => {
    const square = { unit: 'cm² s⁻¹' }
    const mobile = { unit: 'eV⁻¹ cm⁻¹ s⁻¹' }
    const energy = { unit: 'eV', most: 10 }
    const [value, low, high] = (['value', 'low', 'high'] as const).map((part) => number(`${ion}.${part}`, square))
    const [onsager, onsagerLow, onsagerHigh] = (['onsager', 'onsagerLow', 'onsagerHigh'] as const).map((part) =>
      number(`${ion}.${part}`, mobile),
    )
    const temperatureK = number(`${ion}.temperatureK`, { unit: 'K', most: 3000 })
    const activationEnergyEv = number(`${ion}.activationEv`, energy) ?? null
    const activationEnergySdEv = number(`${ion}.activationSdEv`, energy) ?? null
    inOrder(`${ion}.value`, [low, value, high])
    inOrder(`${ion}.onsager`, [onsagerLow, onsager, onsagerHigh])
    if (onsager === undefined && (onsagerLow !== undefined || onsagerHigh !== undefined))
      refuse(`${ion}.onsager`, 'Expected a value within its range.')
    const hasDiffusivity = value !== undefined || low !== undefined || high !== undefined
    if (!hasDiffusivity && onsager === undefined) {
      if (activationEnergyEv !== null)
        refuse(`${ion}.value`, 'An activation energy needs the value that it belongs to.')
      return null
    }
    if (value !== undefined && onsager !== undefined) {
      const { low: fewest, high: most } = solidIons[ion]
      const ionsPerCm3 = (onsager * boltzmann * (temperatureK ?? 300)) / value
      if (ionsPerCm3 < fewest || ionsPerCm3 > most)
        refuse(
          `${ion}.onsager`,
          `At this diffusivity it means ${formatPower(ionsPerCm3)} ions per cm³; oxides have ${formatPower(fewest)} to ${formatPower(most)}. Correct one of them, or leave this empty.`,
        )
    }
    const kind = kindOf(typed(`${ion}.kind`))
    const isBound = onsager === undefined && value === undefined
    if (isBound && low !== undefined && high !== undefined)
      refuse(`${ion}.value`, 'Expected a value within its range, or one bound alone.')
    return {
      // A bound that somebody measured is a bound; one that somebody assumed is an assumption.
      kind: isBound && kind !== 'assumed' ? 'bound' : kind,
      source: read.sourceOf(
        `${ion}.source`,
        numbers.map((part) => `${ion}.${part}` as const),
      ),
      temperatureK: temperatureK ?? 300,
      activationEnergyEv,
      activationEnergySdEv,
      diffusivity: hasDiffusivity ? { value, low, high } : null,
      onsager: onsager === undefined ? null : { value: onsager, low: onsagerLow, high: onsagerHigh },
    }
  }

  const formula = read.formula('formula')
  const phases = typed('phases')
    .split(/[,;]/)
    .map((one) => one.trim().normalize('NFKC'))
    .filter(Boolean)
  const material: OwnMaterial = {
    id: read.id('id'),
    name: typed('name') || typed('id'),
    formula,
    phase: needed('phase', 'Say which phase: amorphous, crystalline …'),
    source: needed('source', 'Say where this material is described: a DOI, a notebook page, a sentence.'),
    oxygen: transport('oxygen'),
    lithium: transport('lithium'),
    densityGPerCm3: read.sourced('density', { unit: 'g cm⁻³' }),
    growthPerSupercycleNm: read.sourced('growth', { unit: 'nm' }),
    formsFromBoron: read.formula('formsFromBoron'),
    anionGroups: formula === null ? (began?.anionGroups ?? null) : null,
    phases: phases.length === 0 ? null : phases,
  }
  if (material.phases !== null && (material.oxygen !== null || material.lithium !== null))
    refuse('phases', 'A mosaic conducts as its phases do. Leave this empty, or the transport values.')
  return read.result(material)
}
