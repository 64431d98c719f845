import { inSentence } from '../recipe/inSentence'
import type { Parameter, ParameterGroup, ParameterValue } from '../recipe/parameter'
import { type Catalogue, subCycleParameters } from '../recipe/parameters'
import type { Process } from '../recipe/process'

/** One value of a frozen recipe, as people read it. */
export interface FrozenValue {
  key: string
  label: string
  unit: string | null
  parameter: Parameter | null
  planned: ParameterValue
}

export interface FrozenGroup {
  group: ParameterGroup | 'other'
  title: string
  values: FrozenValue[]
}

const titles: Record<ParameterGroup | 'other', string> = {
  identity: 'Recipe',
  powder: 'Powder',
  coating: 'Coating',
  deposition: 'Deposition',
  precursors: 'Precursors',
  solution: 'Solution',
  mixing: 'Mixing',
  heat: 'Heat treatment',
  own: 'Our own',
  conditions: 'Planned test conditions',
  other: 'Other values of the recipe',
}

/** In the order of work, the catalogue's order within a group; nothing of the frozen recipe is left out. */
const order: readonly (ParameterGroup | 'other')[] = [
  'powder',
  'precursors',
  'solution',
  'mixing',
  'deposition',
  'coating',
  'heat',
  'own',
  'other',
  'identity',
  'conditions',
]

/** A rank behind every parameter of the catalogue, small enough that what is added to it still counts. */
const afterAll = 1e6

/** All values of a frozen recipe, the batch mass apart: that is the first line of the weigh-out. */
export function frozenGroups(
  process: Process,
  values: Readonly<Record<string, ParameterValue>>,
  { parametersOf, findParameter }: Pick<Catalogue, 'parametersOf' | 'findParameter'>,
): FrozenGroup[] {
  const position = new Map(parametersOf(process).map((parameter, index) => [parameter.key, index]))
  const places = subCyclePlaces(values)
  const byGroup = new Map<ParameterGroup | 'other', FrozenValue[]>()
  for (const [key, planned] of Object.entries(values)) {
    const place = places.get(key)
    // The powder of the batch is the first line of the weigh-out; the order of the sub-cycles shows in their numbers.
    if (key === 'batchMassG' || place?.field === 'order') continue
    const parameter = findParameter(key) ?? null
    const group = parameter?.group ?? 'other'
    const said = parameter?.label ?? key
    const label = place ? `${place.title}: ${inSentence(said)}` : said
    const line = { key, label, unit: parameter?.unit ?? null, parameter, planned }
    const list = byGroup.get(group)
    if (list) list.push(line)
    else byGroup.set(group, [line])
  }
  const rank = (line: FrozenValue) => position.get(line.key) ?? afterAll + (places.get(line.key)?.rank ?? 0)
  return order.flatMap((group) => {
    const found = byGroup.get(group)
    if (!found) return []
    return [
      {
        group,
        title: titles[group],
        values: found.toSorted((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1)),
      },
    ]
  })
}

interface SubCyclePlace {
  field: string
  /** `Sub-cycle 2, ZrOx` */
  title: string
  /** Among all fields of all sub-cycles, in the order in which the reactor does them. */
  rank: number
}

/** The sub-cycles' fields, numbered as they run. */
function subCyclePlaces(values: Readonly<Record<string, ParameterValue>>): ReadonlyMap<string, SubCyclePlace> {
  const fields = subCycleParameters.map(({ key }) => key)
  const ids = new Set(Object.keys(values).flatMap((key) => /^subCycles\.([^.]+)\./.exec(key)?.[1] ?? []))
  const text = (id: string, field: string) => String(values[`subCycles.${id}.${field}`] ?? '')
  const inOrder = [...ids].sort((a, b) => compare(text(a, 'order'), text(b, 'order')) || compare(a, b))
  return new Map(
    inOrder.flatMap((id, index) =>
      fields.map((field, at): [string, SubCyclePlace] => [
        `subCycles.${id}.${field}`,
        {
          field,
          title: [`Sub-cycle ${index + 1}`, text(id, 'oxide')].filter(Boolean).join(', '),
          rank: index * fields.length + at,
        },
      ]),
    ),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
