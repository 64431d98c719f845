import { canonicalJson } from './contentHash'
import { formatValue } from './formatValue'
import { inSentence } from './inSentence'
import type { Parameter, ParameterValue } from './parameter'
import { findParameter as findPublished } from './parameters'
import { type Process, processLabels } from './process'
import { labelIn, subCycleField, subCyclePlaces } from './subCyclePlaces'

export interface RecipeDifference {
  key: string
  label: string
  before: ParameterValue | null
  after: ParameterValue | null
  /** `sintering temperature 450 → 500 °C` */
  sentence: string
}

export interface ComparedRecipe {
  name: string
  process: Process
  values: Readonly<Record<string, ParameterValue>>
}

/** What changed from one state of a recipe to another, in the order of the later one's keys. Nothing when they say the same. */
export function diffRecipes(
  before: ComparedRecipe,
  after: ComparedRecipe,
  findParameter: (key: string) => Parameter | undefined = findPublished,
): RecipeDifference[] {
  const differences: RecipeDifference[] = []
  const note = (key: string, label: string, from: ParameterValue | null, to: ParameterValue | null, sentence: string) =>
    differences.push({ key, label, before: from, after: to, sentence })
  if (before.name !== after.name)
    note('name', 'Name', before.name, after.name, `name “${before.name}” → “${after.name}”`)
  if (before.process !== after.process)
    note(
      'process',
      'Process',
      before.process,
      after.process,
      `process ${processLabels[before.process]} → ${processLabels[after.process]}`,
    )
  for (const key of new Set([...Object.keys(after.values), ...Object.keys(before.values)])) {
    const from = before.values[key] ?? null
    const to = after.values[key] ?? null
    if (canonicalJson(from) === canonicalJson(to)) continue
    const subCycle = subCycleField(key)
    if (subCycle?.field === 'order') {
      const sentence = describePlace(subCycle.id, before.values, after.values)
      if (sentence !== null) note(key, 'Sub-cycles', from, to, sentence)
      continue
    }
    const parameter = findParameter(key)
    const label = labelIn(to === null ? before.values : after.values, key, parameter)
    note(key, label, from, to, describe(label, parameter, from, to))
  }
  return differences
}

/** What became of a sub-cycle as a whole: its place is a key that nobody reads. Null where its fields say it. */
function describePlace(id: string, before: ComparedRecipe['values'], after: ComparedRecipe['values']): string | null {
  const [was, is] = [before, after].map((values) => subCyclePlaces(values).get(id))
  const isBare = (values: ComparedRecipe['values']) =>
    Object.keys(values).filter((key) => subCycleField(key)?.id === id).length === 1
  if (was === undefined) return isBare(after) ? `sub-cycle ${is} added` : null
  if (is === undefined) return isBare(before) ? `sub-cycle ${was} removed` : null
  return was === is ? `sub-cycle ${is} placed anew` : `sub-cycle ${was} moved to place ${is}`
}

function describe(
  label: string,
  parameter: Parameter | undefined,
  from: ParameterValue | null,
  to: ParameterValue | null,
): string {
  const print = (value: ParameterValue) => (parameter === undefined ? String(value) : formatValue(parameter, value))
  const unit = parameter?.unit ? ` ${parameter.unit}` : ''
  const noun = inSentence(label)
  if (from === null && to !== null) return `${noun} set to ${print(to)}${unit}`
  if (from !== null && to === null) return `${noun} ${print(from)}${unit} removed`
  return `${noun} ${from === null ? '' : print(from)} → ${to === null ? '' : print(to)}${unit}`
}
