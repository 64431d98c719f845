import { generateKeyBetween } from 'fractional-indexing'
import { nanoid } from 'nanoid'
import type { ParameterValue } from '@/science/recipe/parameter'

/** One sub-cycle of an ALD programme, as it stands in a recipe's flat values under `subCycles.<id>.<field>`. */
export interface SubCycle {
  id: string
  order: string
  values: Readonly<Record<string, ParameterValue>>
}

const prefix = 'subCycles.'

export function subCycleKey(id: string, field: string): string {
  return `${prefix}${id}.${field}`
}

/** In programme order; ties broken by id, so that all copies agree. */
export function readSubCycles(values: Readonly<Record<string, ParameterValue>>): SubCycle[] {
  const found = new Map<string, Record<string, ParameterValue>>()
  for (const [key, value] of Object.entries(values)) {
    if (!key.startsWith(prefix)) continue
    const rest = key.slice(prefix.length)
    const dot = rest.indexOf('.')
    if (dot <= 0) continue
    const id = rest.slice(0, dot)
    const fields = found.get(id) ?? {}
    fields[rest.slice(dot + 1)] = value
    found.set(id, fields)
  }
  return [...found]
    .map(([id, { order, ...fields }]) => ({ id, order: typeof order === 'string' ? order : '', values: fields }))
    .sort((a, b) => compare(a.order, b.order) || compare(a.id, b.id))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The keys to write for a new sub-cycle at the end. */
export function newSubCycle(subCycles: readonly SubCycle[]): { id: string; order: string } {
  return { id: nanoid(8).replace(/[^A-Za-z0-9]/g, 'x'), order: orderBetween(subCycles.at(-1)?.order, undefined) }
}

/** The order that puts a sub-cycle one place up or down; null when it is at the edge. */
export function orderAfterMove(subCycles: readonly SubCycle[], id: string, direction: 'up' | 'down'): string | null {
  const at = subCycles.findIndex((one) => one.id === id)
  if (at < 0) return null
  if (direction === 'up') {
    return at === 0 ? null : orderBetween(subCycles[at - 2]?.order, subCycles[at - 1]?.order)
  }
  return at === subCycles.length - 1 ? null : orderBetween(subCycles[at + 1]?.order, subCycles[at + 2]?.order)
}

/** Two sub-cycles that were added at the same moment may have one order between them: then the later place is taken. */
function orderBetween(before: string | undefined, after: string | undefined): string {
  try {
    return generateKeyBetween(before || null, after || null)
  } catch {
    return generateKeyBetween(before || null, null)
  }
}
