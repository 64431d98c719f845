import type { ParameterValue } from './parameter'
import { ownKeyPattern } from './parameters'
import type { Process } from './process'
import type { PhaseFraction, Recipe, SubCycle } from './recipe'

type Values = Readonly<Record<string, ParameterValue>>

export interface FlatRecipe {
  name: string
  process: Process
  values: Values
  /** The plan's conditions, `conditions.*`. */
  conditions: Values
}

const subCyclesPrefix = 'subCycles.'
const fractionsKey = 'coatingFractions'

/**
 * The nested form of a recipe from its flat values, as the plan document holds them. The recipe's own values beat the plan's
 * conditions. Never throws; `coatingFractions` becomes the array form of `coating`, sub-cycles become a list in order.
 */
export function assembleRecipe({ name, process, values, conditions }: FlatRecipe): Recipe {
  const recipe: Record<string, unknown> = { name, process }
  const subCycles = new Map<string, Record<string, unknown>>()
  for (const key of Object.keys(conditions)) if (!Object.hasOwn(values, key)) place(recipe, key, conditions[key])
  for (const key of Object.keys(values)) {
    if (key.startsWith(subCyclesPrefix)) placeSubCycle(subCycles, key, values[key])
    else if (key !== fractionsKey) place(recipe, key, values[key])
  }
  const phases = readFractions(values[fractionsKey])
  if (phases !== null) recipe.coating = phases
  if (subCycles.size > 0)
    recipe.subCycles = [...subCycles]
      .map(([id, fields]) => ({ id, ...fields }) as SubCycle)
      .sort((a, b) => compare(a.order ?? '', b.order ?? '') || compare(a.id ?? '', b.id ?? ''))
  return recipe as unknown as Recipe
}

/** A key of the catalogue has at most one dot. Names that objects are born with are no keys. */
function place(recipe: Record<string, unknown>, key: string, value: unknown): void {
  const dot = key.indexOf('.')
  if (dot < 0) {
    if (!(key in Object.prototype)) recipe[key] = value
    return
  }
  const outer = key.slice(0, dot)
  const inner = key.slice(dot + 1)
  if (outer in Object.prototype || inner in Object.prototype) return
  const standing = recipe[outer]
  if (typeof standing === 'object' && standing !== null && !Array.isArray(standing))
    (standing as Record<string, unknown>)[inner] = value
  else recipe[outer] = { [inner]: value }
}

function placeSubCycle(subCycles: Map<string, Record<string, unknown>>, key: string, value: unknown): void {
  const rest = key.slice(subCyclesPrefix.length)
  const dot = rest.indexOf('.')
  if (dot <= 0) return
  const id = rest.slice(0, dot)
  const field = rest.slice(dot + 1)
  if (field in Object.prototype) return
  const fields = subCycles.get(id)
  if (fields === undefined) subCycles.set(id, { [field]: value })
  else fields[field] = value
}

/** `["Li2TiO3:0.25", "B2O3/LixByOz:0.75"]`: the fraction stands after the last colon. */
function readFractions(found: ParameterValue | undefined): PhaseFraction[] | null {
  if (!Array.isArray(found) || found.length === 0) return null
  return (found as readonly string[]).map((entry) => {
    const colon = entry.lastIndexOf(':')
    return { id: entry.slice(0, colon).trim(), volumeFraction: Number(entry.slice(colon + 1)) }
  })
}

/** The flat values of a nested recipe; its conditions stand among them. The inverse of `assembleRecipe`. */
export function flattenRecipe(recipe: Recipe): {
  name: string
  process: Process
  values: Record<string, ParameterValue>
} {
  const values: Record<string, ParameterValue> = {}
  for (const [key, value] of Object.entries(recipe)) {
    if (key === 'name' || key === 'process' || value === undefined) continue
    if (key === 'coating' && Array.isArray(value)) values[fractionsKey] = (value as PhaseFraction[]).map(printFraction)
    else if (key === 'subCycles') flattenSubCycles(value as readonly SubCycle[], values)
    else if (Array.isArray(value) || typeof value !== 'object') values[key] = value as ParameterValue
    else if (value !== null)
      for (const [inner, own] of Object.entries(value as Record<string, ParameterValue | undefined>)) {
        const full = `${key}.${inner}`
        if (own !== undefined && (key !== 'own' || ownKeyPattern.test(full))) values[full] = own
      }
  }
  return { name: recipe.name ?? '', process: recipe.process, values }
}

function printFraction({ id, volumeFraction }: PhaseFraction): string {
  return `${id}:${volumeFraction}`
}

/** A sub-cycle without an id or an order of its own gets them from its place. */
function flattenSubCycles(subCycles: readonly SubCycle[], values: Record<string, ParameterValue>): void {
  subCycles.forEach(({ id, order, ...fields }, at) => {
    const prefix = `${subCyclesPrefix}${id ?? `s${at + 1}`}`
    values[`${prefix}.order`] = order ?? placeKey(at)
    for (const [field, value] of Object.entries(fields)) if (value !== undefined) values[`${prefix}.${field}`] = value
  })
}

/** Fractional keys of the first places: a0 … a9, aA … aZ, aa … az. */
function placeKey(at: number): string {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  return at < digits.length ? `a${digits[at]}` : `b${digits[Math.floor((at - 62) / 62)] ?? 'z'}${digits[at % 62]}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
