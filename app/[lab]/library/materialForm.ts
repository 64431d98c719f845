import { substance } from '@/science/chemistry/formula'
import type { Material, OwnMaterial, Sourced, Transport } from '@/science/library/library'
import { parseQuantity } from '@/science/recipe/parseInput'

/** What stands in the fields of a material's form, as typed. */
export type MaterialFields = Record<FieldName, string>

const ions = ['lithium', 'oxygen'] as const
type Ion = (typeof ions)[number]
type IonField = 'value' | 'low' | 'high' | 'onsager' | 'temperatureK' | 'activationEv' | 'kind' | 'source'
type SourcedField = 'value' | 'low' | 'high' | 'kind' | 'source'
export type FieldName =
  | 'id'
  | 'name'
  | 'formula'
  | 'phase'
  | 'source'
  | `${Ion}.${IonField}`
  | `density.${SourcedField}`
  | `growth.${SourcedField}`

export type MaterialReading =
  | { ok: true; material: OwnMaterial }
  | { ok: false; problems: Partial<Record<FieldName, string>> }

type Kind = 'measured' | 'computed' | 'assumed'
const kindOf = (text: string): Kind => (text === 'measured' || text === 'computed' ? text : 'assumed')

/** The fields of a form that begins with a material: one's own to change it, a published one as the start of a copy. */
export function fieldsOf(material: Material | null): MaterialFields {
  const text = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value))
  const ofIon = (ion: Ion) => {
    const found = material?.[ion] ?? null
    return {
      [`${ion}.value`]: text(found?.diffusivity?.value),
      [`${ion}.low`]: text(found?.diffusivity?.low),
      [`${ion}.high`]: text(found?.diffusivity?.high),
      [`${ion}.onsager`]: text(found?.onsager?.value),
      [`${ion}.temperatureK`]: text(found?.temperatureK ?? 300),
      [`${ion}.activationEv`]: text(found?.activationEnergyEv),
      [`${ion}.kind`]: kindOf(found?.kind ?? 'measured'),
      [`${ion}.source`]: found?.source ?? '',
    }
  }
  const ofSourced = (name: 'density' | 'growth', found: Sourced | null | undefined) => ({
    [`${name}.value`]: text(found?.value),
    [`${name}.low`]: text(found?.low),
    [`${name}.high`]: text(found?.high),
    [`${name}.kind`]: kindOf(found?.kind ?? 'measured'),
    [`${name}.source`]: found?.source ?? '',
  })
  return {
    id: material?.id ?? '',
    name: material?.name ?? '',
    formula: material?.formula ?? '',
    phase: material?.phase ?? 'amorphous',
    source: material?.source ?? '',
    ...ofIon('lithium'),
    ...ofIon('oxygen'),
    ...ofSourced('density', material?.densityGPerCm3),
    ...ofSourced('growth', material?.growthPerSupercycleNm),
  } as MaterialFields
}

/**
 * The material that the fields describe, or what is wrong with each. Numbers may carry a unit, powers of ten and a decimal
 * comma, as everywhere. A value without a source is refused: nobody could judge the predictions that rest on it.
 *
 * @param began the material that the form began with; what has no field is taken from it
 */
export function readMaterial(fields: MaterialFields, began: Material | null): MaterialReading {
  const problems: Partial<Record<FieldName, string>> = {}
  const typed = (name: FieldName) => fields[name].trim()
  const needed = (name: FieldName, sentence: string) => {
    if (typed(name) === '') problems[name] = sentence
    return typed(name)
  }
  const number = (name: FieldName, unit: string): number | undefined => {
    if (typed(name) === '') return undefined
    const found = parseQuantity(typed(name), unit)
    if (typeof found === 'number' && found > 0) return found
    problems[name] = `Expected a positive number in ${unit}, found “${typed(name)}”.`
    return undefined
  }
  const ordered = (name: FieldName, low: number | undefined, value: number | undefined, high: number | undefined) => {
    const inOrder = [low, value, high].filter((one): one is number => one !== undefined)
    if (inOrder.some((one, at) => at > 0 && one < (inOrder[at - 1] ?? 0)))
      problems[name] = 'Expected lowest ≤ value ≤ highest.'
  }

  const transport = (ion: Ion): Transport | null => {
    const unit = 'cm² s⁻¹'
    const [value, low, high] = (['value', 'low', 'high'] as const).map((part) => number(`${ion}.${part}`, unit))
    const onsager = number(`${ion}.onsager`, 'eV⁻¹ cm⁻¹ s⁻¹')
    const hasDiffusivity = value !== undefined || low !== undefined || high !== undefined
    if (!hasDiffusivity && onsager === undefined) return null
    ordered(`${ion}.value`, low, value, high)
    const source = needed(`${ion}.source`, 'Say where the value is from.')
    const temperatureK = number(`${ion}.temperatureK`, 'K') ?? 300
    const same = began?.[ion]?.onsager
    return {
      kind: kindOf(typed(`${ion}.kind`)),
      source,
      temperatureK,
      activationEnergyEv: number(`${ion}.activationEv`, 'eV') ?? null,
      activationEnergySdEv: began?.[ion]?.activationEnergySdEv ?? null,
      diffusivity: hasDiffusivity ? { value, low, high } : null,
      // Its range has no field: it stays while the value does.
      onsager: onsager === undefined ? null : same?.value === onsager ? same : { value: onsager },
    }
  }
  const sourced = (name: 'density' | 'growth', unit: string): Sourced | null => {
    const [value, low, high] = (['value', 'low', 'high'] as const).map((part) => number(`${name}.${part}`, unit))
    if (value === undefined) return null
    ordered(`${name}.value`, low, value, high)
    const source = needed(`${name}.source`, 'Say where the value is from.')
    return { value, low, high, kind: kindOf(typed(`${name}.kind`)), source }
  }

  const formula = typed('formula') === '' ? null : typed('formula')
  if (formula !== null && substance(formula) === null)
    problems.formula = `Expected a formula such as Li3B11O18, found “${formula}”.`
  if (typed('id').includes(':')) problems.id = 'An id has no colon.'
  const material: OwnMaterial = {
    id: needed('id', 'Recipes name the material by this.'),
    name: typed('name') || typed('id'),
    formula,
    phase: needed('phase', 'Say which phase: amorphous, crystalline …'),
    source: needed('source', 'Say where this material is described: a DOI, a notebook page, a sentence.'),
    lithium: transport('lithium'),
    oxygen: transport('oxygen'),
    densityGPerCm3: sourced('density', 'g cm⁻³'),
    growthPerSupercycleNm: sourced('growth', 'nm'),
    formsFromBoron: began?.formsFromBoron ?? null,
    phases: began?.phases ?? null,
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, material }
}
