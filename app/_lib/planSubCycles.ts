import { generateKeyBetween } from 'fractional-indexing'
import { nanoid } from 'nanoid'
import type { PlannedRecipe } from '@/collab/plan/types'
import type { ParameterValue } from '@/science/recipe/parameter'
import { parseProgramme, printProgramme, type SubCycleValues } from '@/science/recipe/programmeText'

/** One sub-cycle of an ALD programme, as it stands in a recipe's flat values under `subCycles.<id>.<field>`. */
export interface SubCycle {
  id: string
  order: string
  values: Readonly<Record<string, ParameterValue>>
}

const prefix = 'subCycles.'

/** Under which the grid has them all in one cell, and what cannot be read of a whole programme stands. */
export const subCyclesKey = 'subCycles'

/** The key of the grid's column that a value stands in: one column has all of a recipe's sub-cycles. */
export function columnKeyOf(key: string): string {
  return key.startsWith(prefix) ? subCyclesKey : key
}

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

type Values = PlannedRecipe['values']

/** A recipe's programme on one line, every value of it; empty where it has none. */
export function programmeText(values: Values): string {
  return printProgramme(readSubCycles(values).map((one) => one.values))
}

export interface FieldEdit {
  key: string
  value: ParameterValue | null
}

/** What a programme that was typed or pasted changes of a recipe's, or what was expected in its place. */
export function readProgrammeEdits(
  values: Values,
  text: string,
): { ok: true; edits: FieldEdit[] } | { ok: false; expected: string } {
  const read = parseProgramme(text)
  return read.ok ? { ok: true, edits: programmeEdits(readSubCycles(values), read.subCycles) } : read
}

/**
 * The edits that make one programme of another. A sub-cycle that stays, is changed or is moved keeps its id, and of one that is
 * changed only that is written, so that what others do to the rest at the same moment stands.
 */
export function programmeEdits(before: readonly SubCycle[], after: readonly SubCycleValues[]): FieldEdit[] {
  const { kept, isMoved } = match(before, after)
  const edits: FieldEdit[] = []
  const stays = new Set(kept)
  for (const [at, { id, values }] of before.entries()) {
    if (!stays.has(at)) for (const field of ['order', ...Object.keys(values)]) write(id, field, null)
  }
  const orderOf = (at: number | null | undefined) => (at == null ? undefined : before[at]?.order)
  let last: string | undefined
  for (const [place, values] of after.entries()) {
    const was = kept[place] ?? null
    const standing = was === null ? undefined : before[was]
    const id = standing?.id ?? newSubCycle(before).id
    if (standing && !isMoved.has(place)) last = standing.order
    else {
      const next = kept.findIndex((one, later) => later > place && one !== null && !isMoved.has(later))
      last = orderBetween(last, next < 0 ? undefined : orderOf(kept[next]))
      write(id, 'order', last)
    }
    for (const field of new Set([...Object.keys(standing?.values ?? {}), ...Object.keys(values)])) {
      const value = values[field] ?? null
      if (!Object.is(standing?.values[field] ?? null, value)) write(id, field, value)
    }
  }
  return edits

  function write(id: string, field: string, value: ParameterValue | null) {
    edits.push({ key: subCycleKey(id, field), value })
  }
}

/** For each sub-cycle of the new programme which one of the old it is: unchanged in its place, moved, or changed in its place. */
function match(before: readonly SubCycle[], after: readonly SubCycleValues[]) {
  const told = before.map(({ values }) => canonical(values))
  const wanted = after.map(canonical)
  const kept: (number | null)[] = longestCommon(told, wanted)
  const isFree = (at: number) => !kept.includes(at)
  const isMoved = new Set<number>()
  for (const [place, one] of wanted.entries()) {
    if (kept[place] !== null) continue
    const at = told.findIndex((other, index) => other === one && isFree(index))
    if (at < 0) continue
    kept[place] = at
    isMoved.add(place)
  }
  const fixed = kept.map((at, place) => (isMoved.has(place) ? null : at))
  for (const place of wanted.keys()) {
    if (kept[place] !== null) continue
    const from = fixed.slice(0, place).findLast((at) => at !== null) ?? -1
    const to = fixed.slice(place + 1).find((at) => at !== null) ?? before.length
    const at = before.findIndex((_, index) => index > from && index < to && isFree(index))
    if (at < 0) continue
    kept[place] = at
    fixed[place] = at
  }
  return { kept, isMoved }
}

/** The longest run of places in order that two lists have in common: for each of the second the place in the first, or null. */
function longestCommon(first: readonly string[], second: readonly string[]): (number | null)[] {
  const lengths = Array.from({ length: first.length + 1 }, () => new Array<number>(second.length + 1).fill(0))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = first.length - 1; i >= 0; i -= 1) {
    for (let j = second.length - 1; j >= 0; j -= 1) {
      const row = lengths[i]
      if (row) row[j] = first[i] === second[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const found: (number | null)[] = second.map(() => null)
  for (let i = 0, j = 0; i < first.length && j < second.length; ) {
    if (first[i] === second[j]) {
      found[j] = i
      i += 1
      j += 1
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return found
}

function canonical(values: SubCycleValues): string {
  return JSON.stringify(Object.entries(values).sort(([a], [b]) => compare(a, b)))
}
