import { findParameter } from './parameters'
import { describeExpected, readValue } from './readValue'
import type { PhaseFraction, Recipe, SubCycle } from './recipe'

/** A value that no recipe can mean: outside the catalogue's limits, or of another kind. */
export interface UnsoundValue {
  /** Key of the catalogue. */
  key: string
  label: string
  /** To stand after “expected”. */
  expected: string
  found: string
}

/** What has to be above 0 is at least this, in any unit of the catalogue: dividing by less leaves the numbers. */
const smallest = 1e-12

type Fields = Record<string, unknown>

const nested = new Set(['conditions', 'boronContent', 'measuredBoronContent'])

/**
 * The recipe without the values that the catalogue would refuse, and which they are. Readers of documents and of standard input
 * refuse them before; this keeps a prediction from ever being made of a negative C-rate or of NaN, wherever a recipe comes
 * from. The same recipe comes back when nothing is wrong with it; `null` counts as not given. Never throws.
 */
export function soundRecipe(recipe: Recipe): { recipe: Recipe; unsound: readonly UnsoundValue[] } {
  const unsound: UnsoundValue[] = []
  const sound = clean(recipe as unknown as Fields, '', unsound)
  return { recipe: sound as unknown as Recipe, unsound }
}

function clean(fields: Fields, prefix: string, unsound: UnsoundValue[]): Fields {
  let copy: Fields | null = null
  for (const key in fields) {
    const value = fields[key]
    if (value === undefined) continue
    const kept = value === null ? undefined : keep(key, value, prefix, unsound)
    if (Object.is(kept, value)) continue
    copy ??= { ...fields }
    if (kept === undefined) delete copy[key]
    else copy[key] = kept
  }
  return copy ?? fields
}

/** What stays of one field; undefined when nothing does. */
function keep(key: string, value: unknown, prefix: string, unsound: UnsoundValue[]): unknown {
  if (prefix === '') {
    if (nested.has(key)) return typeof value === 'object' ? clean(value as Fields, `${key}.`, unsound) : undefined
    if (key === 'subCycles') return Array.isArray(value) ? cleanSubCycles(value as SubCycle[], unsound) : undefined
    if (key === 'coating' && Array.isArray(value)) return soundPhases(value as PhaseFraction[], unsound)
  }
  const parameter = findParameter(`${prefix}${key}`)
  if (parameter === undefined) return value
  const read = readValue(parameter, value)
  const isTiny = typeof value === 'number' && value > 0 && value < smallest && parameter.limits?.above === 0
  if (read.ok && !isTiny) return typeof value === 'object' ? value : read.value
  unsound.push({
    key: `${prefix}${key}`,
    label: parameter.label,
    expected: describeExpected(parameter),
    found: show(value),
  })
  return undefined
}

function cleanSubCycles(subCycles: readonly SubCycle[], unsound: UnsoundValue[]): readonly SubCycle[] {
  const sound = subCycles.map(
    (own, place) => clean(own as Fields, `subCycles.${own.id ?? `s${place + 1}`}.`, unsound) as SubCycle,
  )
  return sound.every((own, place) => own === subCycles[place]) ? subCycles : sound
}

/** Shares of a composite belong together: one that is none takes them all away. */
function soundPhases(phases: readonly PhaseFraction[], unsound: UnsoundValue[]): readonly PhaseFraction[] | undefined {
  const wrong = phases.find(({ volumeFraction }) => !(volumeFraction >= 0 && volumeFraction <= 1))
  if (wrong === undefined) return phases
  unsound.push({
    key: 'coatingFractions',
    label: `Volume fraction of ${wrong.id}`,
    expected: 'a number from 0 to 1',
    found: show(wrong.volumeFraction),
  })
  return undefined
}

function show(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value))
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
