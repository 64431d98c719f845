import { formatValue } from './formatValue'
import type { Parameter, ParameterValue } from './parameter'
import { type Catalogue, findParameter as findPublished } from './parameters'
import { type Process, processLabels } from './process'
import { readValue } from './readValue'

/** The values that one parameter takes in a sweep. */
export type Levels =
  | { kind: 'list'; values: readonly ParameterValue[] }
  /** Evenly spaced, both ends included. */
  | { kind: 'range'; from: number; to: number; count: number }
  /** Evenly spaced on a logarithmic scale, both ends included: both have the same sign and neither is zero. */
  | { kind: 'geometric'; from: number; to: number; count: number }

export interface Factor {
  /** Of the catalogue, e.g. `sinterTemperatureC`. */
  key: string
  levels: Levels
}

export type Design =
  /** Every combination of levels. */
  | { kind: 'full-factorial' }
  /** The base recipe, and from it one parameter changed at a time. */
  | { kind: 'one-at-a-time' }
  /**
   * `count` recipes in which each parameter visits every stratum of its range once, in an order drawn from `seed`; of a list each
   * level comes equally often. The same seed gives the same recipes.
   */
  | { kind: 'latin-hypercube'; count: number; seed: number }

/** What the recipes of a sweep have in common. */
export interface SweepBase {
  name: string
  process: Process
  values: Readonly<Record<string, ParameterValue>>
  /** Names that the plan has already. */
  takenNames?: ReadonlySet<string>
}

export interface SweptRecipe {
  name: string
  values: Readonly<Record<string, ParameterValue>>
  /** What this one varies, in the order of the factors. */
  varied: Readonly<Record<string, ParameterValue>>
}

export interface SweepFault {
  /** Of the factor that it concerns; null for the sweep as a whole. */
  key: string | null
  message: string
}

export type Sweep = { ok: true; recipes: SweptRecipe[] } | { ok: false; faults: SweepFault[] }

/** More recipes than a lab makes in a year; a plan stays quick with as many. */
export const mostSwept = 500

/**
 * The recipes of a sweep, checked by the catalogue, none twice. Nothing is added anywhere.
 *
 * Latin hypercube: McKay, Beckman, Conover, Technometrics 21 (1979) 239, with the middle of each stratum instead of a point drawn
 * in it, so that levels are numbers that a person would dial in.
 *
 * @param findParameter of the catalogue with a lab's own parameters, where they are varied as well
 */
export function sweepRecipes(
  base: SweepBase,
  factors: readonly Factor[],
  design: Design,
  findParameter: Catalogue['findParameter'] = findPublished,
): Sweep {
  const faults: SweepFault[] = []
  const fault = (key: string | null, message: string) => void faults.push({ key, message })
  if (factors.length === 0) fault(null, 'Choose a parameter to vary.')
  const read: { parameter: Parameter; levels: Levels; values: readonly ParameterValue[] }[] = []
  for (const { key, levels } of factors) {
    const parameter = findParameter(key)
    if (!parameter) fault(key, `There is no parameter “${key}”.`)
    else if (!parameter.processes.includes(base.process))
      fault(key, `${parameter.label} is not a parameter of ${processLabels[base.process]}.`)
    else if (factors.filter((one) => one.key === key).length > 1) fault(key, `${parameter.label} is varied twice.`)
    else {
      const values = levelValues(parameter, levels)
      if (typeof values === 'string') fault(key, values)
      else read.push({ parameter, levels, values })
    }
  }
  if (design.kind === 'latin-hypercube') {
    if (!Number.isInteger(design.count) || design.count < 2) fault(null, 'A Latin hypercube has at least 2 recipes.')
    if (!Number.isInteger(design.seed)) fault(null, 'A seed is a whole number.')
  }
  const counts = read.map((one) => one.values.length)
  const total =
    design.kind === 'full-factorial'
      ? counts.reduce((product, count) => product * count, 1)
      : design.kind === 'one-at-a-time'
        ? counts.reduce((sum, count) => sum + count, 1)
        : design.count
  if (total > mostSwept) fault(null, `That would be ${total} recipes; a sweep adds at most ${mostSwept}.`)
  if (faults.length > 0) return { ok: false, faults }

  const points =
    design.kind === 'full-factorial'
      ? fullFactorial(read.map((one) => one.values))
      : design.kind === 'one-at-a-time'
        ? oneAtATime(read, base)
        : latinHypercube(read, design)
  const taken = new Set<string>()
  const names = new Set(base.takenNames)
  const recipes = points.flatMap((point): SweptRecipe[] => {
    const varied = Object.fromEntries(
      read.flatMap(({ parameter }, index) => {
        const value = point[index]
        return value === undefined || value === null ? [] : [[parameter.key, value]]
      }),
    )
    const content = JSON.stringify(read.map(({ parameter }) => varied[parameter.key] ?? null))
    if (taken.has(content)) return []
    taken.add(content)
    const name = freeName(nameOf(base.name, read, varied), names)
    names.add(name)
    return [{ name, varied, values: { ...base.values, ...varied } }]
  })
  const refused = recipes.flatMap(({ varied }) =>
    read.flatMap(({ parameter }) => {
      const value = varied[parameter.key]
      const judged = value === undefined ? null : readValue(parameter, value)
      return judged && !judged.ok ? [{ key: parameter.key, message: refusal(parameter, value, judged.expected) }] : []
    }),
  )
  return refused.length > 0 ? { ok: false, faults: refused.slice(0, 1) } : { ok: true, recipes }
}

type Read = { parameter: Parameter; levels: Levels; values: readonly ParameterValue[] }
type Point = readonly (ParameterValue | null)[]

/** The values of a parameter's levels, or why there are none. */
function levelValues(parameter: Parameter, levels: Levels): readonly ParameterValue[] | string {
  if (levels.kind === 'list') {
    if (levels.values.length === 0) return `${parameter.label}: name the values that it takes.`
    for (const value of levels.values) {
      const judged = readValue(parameter, value)
      if (!judged.ok) return refusal(parameter, value, judged.expected)
    }
    return levels.values
  }
  const { label } = parameter
  if (parameter.kind !== 'number' && parameter.kind !== 'integer') return `${label} is no number: list its values.`
  const { from, to, count } = levels
  if (![from, to].every(Number.isFinite)) return `${label}: say from where to where.`
  if (!Number.isInteger(count) || count < 2 || count > mostSwept)
    return `${label}: say in how many levels, from 2 to ${mostSwept}.`
  if (levels.kind === 'geometric' && from * to <= 0)
    return `${label}: a geometric series runs between two numbers of the same sign, neither of them 0.`
  const values = Array.from({ length: count }, (_, index) => valueAt(parameter, levels, index / (count - 1)))
  for (const value of values) {
    const judged = readValue(parameter, value)
    if (!judged.ok) return refusal(parameter, value, judged.expected)
  }
  return values
}

function refusal(parameter: Parameter, value: ParameterValue | undefined, expected: string): string {
  const found = value === undefined ? 'nothing' : formatValue(parameter, value)
  return `${parameter.label}: expected ${expected}, found “${found}”.`
}

/** The value at a fraction of the way from one end to the other; whole where the parameter is. */
function valueAt(parameter: Parameter, levels: Exclude<Levels, { kind: 'list' }>, fraction: number): number {
  const { from, to } = levels
  const value = levels.kind === 'range' ? from + (to - from) * fraction : from * (to / from) ** fraction
  // Ends exactly as they were written; between them no more digits than anybody dials in.
  const exact = fraction === 0 ? from : fraction === 1 ? to : Number(value.toPrecision(6))
  return parameter.kind === 'integer' ? Math.round(exact) : exact
}

function fullFactorial(levels: readonly (readonly ParameterValue[])[]): Point[] {
  return levels.reduce<Point[]>(
    (points, values) => points.flatMap((point) => values.map((value) => [...point, value])),
    [[]],
  )
}

/** What the base leaves empty stays empty in the recipes that vary something else. */
function oneAtATime(read: readonly Read[], base: SweepBase): Point[] {
  const centre = read.map(({ parameter }) => base.values[parameter.key] ?? null)
  return [centre, ...read.flatMap(({ values }, at) => values.map((value) => centre.with(at, value)))]
}

function latinHypercube(read: readonly Read[], { count, seed }: { count: number; seed: number }): Point[] {
  const random = mulberry32(seed)
  const columns = read.map(({ parameter, levels, values }) => {
    const strata = shuffled(
      Array.from({ length: count }, (_, index) => index),
      random,
    )
    return strata.map((stratum) =>
      levels.kind === 'list'
        ? (values[Math.floor((stratum * values.length) / count)] ?? null)
        : valueAt(parameter, levels, (stratum + 0.5) / count),
    )
  })
  return Array.from({ length: count }, (_, row) => columns.map((column) => column[row] ?? null))
}

/** Fisher and Yates. */
function shuffled(values: number[], random: () => number): number[] {
  const result = [...values]
  for (let at = result.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    const kept = result[at] ?? 0
    result[at] = result[other] ?? 0
    result[other] = kept
  }
  return result
}

/** Numbers from 0 to 1 that follow from the seed alone: mulberry32 of T. Ettinger, public domain. */
function mulberry32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** `B-LCO 500 °C, 6 h`: the base and what is varied, with units. */
function nameOf(base: string, read: readonly Read[], varied: Readonly<Record<string, ParameterValue>>): string {
  const parts = read.flatMap(({ parameter }) => {
    const value = varied[parameter.key]
    if (value === undefined) return []
    const text = formatValue(parameter, value)
    return [parameter.unit ? `${text} ${parameter.unit}` : text]
  })
  return [base.trim(), parts.join(', ')]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 190)
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name} (${number})`
    if (!taken.has(candidate)) return candidate
  }
}

/**
 * The values that a person lists for a parameter, as texts: parted by `;` or line ends, or else by a comma and a space, or else by
 * commas. So `0,5; 1,5` keeps its decimal commas, and `450, 500` and `450,500,550` are what they look like.
 */
export function splitList(text: string): string[] {
  const separator = /[;\n]/.test(text) ? /[;\n]/ : /,\s/.test(text) ? /,\s+/ : /,/
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
