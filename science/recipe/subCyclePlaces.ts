import type { Parameter, ParameterValue } from './parameter'

type Values = Readonly<Record<string, ParameterValue>>

const pattern = /^subCycles\.([^.]+)\.(.+)$/

/** The sub-cycle and the field that a key of a recipe's values means; null for any other key. */
export function subCycleField(key: string): { id: string; field: string } | null {
  const match = pattern.exec(key)
  return match?.[1] === undefined || match[2] === undefined ? null : { id: match[1], field: match[2] }
}

/** In which place of the programme each sub-cycle of an ALD recipe stands, 1 for the first, by its id; ties broken by id. */
export function subCyclePlaces(values: Values): ReadonlyMap<string, number> {
  const orders = new Map<string, string>()
  for (const [key, value] of Object.entries(values)) {
    const found = subCycleField(key)
    if (found === null) continue
    if (found.field === 'order' && typeof value === 'string') orders.set(found.id, value)
    else if (!orders.has(found.id)) orders.set(found.id, '')
  }
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  const sorted = [...orders].sort(([idA, a], [idB, b]) => compare(a, b) || compare(idA, idB))
  return new Map(sorted.map(([id], at) => [id, at + 1]))
}

/** What a key is called where all of a recipe is told: `Sub-cycle 2 repeats`; the key itself where no catalogue has it. */
export function labelIn(values: Values, key: string, parameter: Pick<Parameter, 'label'> | undefined): string {
  if (parameter === undefined) return key
  const found = subCycleField(key)
  if (found === null) return parameter.label
  const place = subCyclePlaces(values).get(found.id)
  return `Sub-cycle ${place === undefined ? '' : `${place} `}${parameter.label.toLowerCase()}`
}
