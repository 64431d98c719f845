import type { Parameter, ParameterGroup, ParameterValue } from '@/science/recipe/parameter'
import { findParameter, parametersOf } from '@/science/recipe/parameters'
import type { Process } from '@/science/recipe/process'

/** One line of a run: what the frozen recipe says, to set beside what was done. */
export interface PlannedValue {
  key: string
  label: string
  unit: string | null
  parameter: Parameter | null
  planned: ParameterValue
}

export interface PlannedGroup {
  group: ParameterGroup | 'other'
  title: string
  values: PlannedValue[]
  /** What the recipe is of, and what the cells will be tested under, is not done at the bench: shown, not recorded. */
  isRecorded: boolean
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
  'other',
  'identity',
  'conditions',
]

export function plannedGroups(process: Process, values: Readonly<Record<string, ParameterValue>>): PlannedGroup[] {
  const position = new Map(parametersOf(process).map((parameter, index) => [parameter.key, index]))
  const byGroup = new Map<ParameterGroup | 'other', PlannedValue[]>()
  for (const [key, planned] of Object.entries(values)) {
    const parameter = findParameter(key) ?? null
    const group = parameter?.group ?? 'other'
    const line = { key, label: labelOf(key, parameter), unit: parameter?.unit ?? null, parameter, planned }
    const list = byGroup.get(group)
    if (list) list.push(line)
    else byGroup.set(group, [line])
  }
  const rank = (line: PlannedValue) => position.get(line.key) ?? Number.MAX_SAFE_INTEGER
  return order.flatMap((group) => {
    const found = byGroup.get(group)
    if (!found) return []
    return [
      {
        group,
        title: titles[group],
        values: found.toSorted((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1)),
        isRecorded: group !== 'identity' && group !== 'conditions',
      },
    ]
  })
}

function labelOf(key: string, parameter: Parameter | null): string {
  return parameter?.label ?? key
}
