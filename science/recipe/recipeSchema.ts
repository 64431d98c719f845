import { z } from 'zod'
import { fractionTolerance } from '../prediction/phases'
import type { Parameter } from './parameter'
import { parametersOf, subCycleParameters } from './parameters'
import { type Process, processes } from './process'
import { describeExpected, findChoice } from './readValue'

/**
 * The machine interface's recipe as a zod schema, made from the catalogue: for the command line and the server. The browser
 * judges single values by `readValue`, and never loads zod.
 */

function fieldSchema(parameter: Parameter): z.ZodType {
  const { limits = {}, unit, label, description } = parameter
  const about = { title: label, description: unit === null ? description : `${description} Unit: ${unit}.` }
  switch (parameter.kind) {
    case 'number':
    case 'integer': {
      let schema = parameter.kind === 'integer' ? z.int() : z.number()
      if (limits.min !== undefined) schema = schema.min(limits.min)
      if (limits.max !== undefined) schema = schema.max(limits.max)
      if (limits.above !== undefined) schema = schema.gt(limits.above)
      return schema.meta(about)
    }
    case 'choice':
      return z.enum((parameter.choices ?? []).map((choice) => choice.value)).meta(about)
    case 'text':
      return z.string().max(2000).meta(about)
    case 'library':
      return z.string().min(1).max(120).meta(about)
    case 'tags': {
      const entry = z.string().max(200)
      return z
        .array(parameter.entries === undefined ? entry : entry.regex(parameter.entries.pattern))
        .max(50)
        .meta(about)
    }
  }
}

const phaseSchema = z.looseObject({
  id: z.string().min(1).max(120).meta({ description: 'Library id of a material.' }),
  volumeFraction: z.number().min(0).max(1),
})

const coatingSchema = z
  .union([z.string().min(1).max(120), z.array(phaseSchema).min(1).max(20)])
  .refine(
    (coating) =>
      typeof coating === 'string' ||
      Math.abs(coating.reduce((sum, phase) => sum + phase.volumeFraction, 0) - 1) <= fractionTolerance,
    { error: 'expected volume fractions that add up to 1' },
  )
  .meta({
    title: 'Coating',
    description: 'Library id, or the phases of a composite with their volume fractions, which add up to 1.',
  })

const subCyclesSchema = z
  .array(
    z.looseObject({
      id: z.string().max(32).optional(),
      ...Object.fromEntries(subCycleParameters.map((field) => [field.key, fieldSchema(field).optional()])),
    }),
  )
  .max(100)
  .meta({
    title: 'Sub-cycles',
    description: 'Of one supercycle, in programme order. Times are of one whole sub-cycle.',
  })

/** Schema of the recipes of one process: every field optional but the process, unknown fields let through. */
function processSchema(process: Process) {
  const shape: Record<string, z.ZodType> = { name: z.string().max(200).optional() }
  const nested = new Map<string, Record<string, z.ZodType>>()
  for (const parameter of parametersOf(process)) {
    if (parameter.key === 'coatingFractions') continue
    const [outer = '', inner] = parameter.key.split('.')
    const schema = parameter.key === 'coating' ? coatingSchema : fieldSchema(parameter)
    if (inner === undefined) shape[outer] = schema.optional()
    else nested.set(outer, { ...nested.get(outer), [inner]: schema.optional() })
  }
  for (const [outer, fields] of nested) shape[outer] = z.looseObject(fields).optional()
  if (process === 'ald') shape.subCycles = subCyclesSchema.optional()
  return z.looseObject({ process: z.literal(process), ...shape })
}

const bySchema = processes.map(processSchema)
const [first, ...others] = bySchema
if (first === undefined) throw new Error('there is no process')

/** A recipe of any process; it may be incomplete. */
export const recipeSchema = z.discriminatedUnion('process', [first, ...others]).meta({
  title: 'Recipe',
  description:
    'One coating on one cathode powder. It may be incomplete: what is missing makes only those predictions unavailable that need it.',
})

/** JSON Schema (draft 2020-12) of a recipe. */
export function recipeJsonSchema(): unknown {
  return z.toJSONSchema(recipeSchema)
}

/** One thing wrong with a recipe, at its place: `conditions.cRate`, `coating[1].volumeFraction`. */
export interface RecipeFault {
  path: readonly (string | number)[]
  message: string
}

type Found = Readonly<Record<string, unknown>>

export type RecipeReading =
  | {
      ok: true
      recipe: Found & { process: Process }
      ignored: readonly { key: string; reason: 'unknown' | 'other process' }[]
    }
  | { ok: false; faults: readonly RecipeFault[] }

/**
 * Reads a recipe as a script hands it over. Before it is judged, `null` counts as not given, choices are understood as people
 * write them (`wt% H₃BO₃`), and precursors may be objects. Fields that no catalogue knows, or that belong to another process,
 * are let through and listed; those of another process must still be values that it would take.
 */
export function readRecipe(found: unknown): RecipeReading {
  if (!isRecord(found)) return { ok: false, faults: [{ path: [], message: `expected a recipe, found ${show(found)}` }] }
  const plain = normalise(found)
  const parsed = recipeSchema.safeParse(plain)
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.map((issue) => faultOf(issue, plain)) }
  const recipe = parsed.data as Found & { process: Process }
  const { ignored, faults } = findStrangers(recipe)
  return faults.length > 0 ? { ok: false, faults } : { ok: true, recipe, ignored }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const allParameters = new Map(
  processes.flatMap((process) => parametersOf(process)).map((parameter) => [parameter.key, parameter]),
)
const subCycleFields = new Map(subCycleParameters.map((field) => [field.key, field]))

function normalise(found: Record<string, unknown>): Record<string, unknown> {
  const clean = (value: Record<string, unknown>, prefix: string): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(value).flatMap(([key, own]): [string, unknown][] => {
        if (own === null) return []
        const parameter = allParameters.get(`${prefix}${key}`)
        if (parameter?.kind === 'choice' && typeof own === 'string') return [[key, findChoice(parameter, own) ?? own]]
        return [[key, prefix === '' && isRecord(own) ? clean(own, `${key}.`) : own]]
      }),
    )
  const plain = clean(found, '')
  if (Array.isArray(plain.precursors)) plain.precursors = plain.precursors.map(precursorText)
  if (Array.isArray(plain.subCycles)) plain.subCycles = plain.subCycles.map(subCycleFieldsOf)
  return plain
}

function subCycleFieldsOf(found: unknown): unknown {
  if (!isRecord(found)) return found
  return Object.fromEntries(
    Object.entries(found)
      .filter(([, own]) => own !== null)
      .map(([key, own]) => {
        const field = subCycleFields.get(key)
        return [key, field?.kind === 'choice' && typeof own === 'string' ? (findChoice(field, own) ?? own) : own]
      }),
  )
}

/** `{formula: "LiCH3COO", waters: 2, purityPercent: 99}` is `LiCH3COO·2H2O 99 %`. */
function precursorText(found: unknown): unknown {
  if (!isRecord(found)) return found
  const { id, formula, name, waters, purityPercent } = found
  const what = [id, formula, name].find((own) => typeof own === 'string')
  if (what === undefined) return found
  const water = typeof waters === 'number' && waters > 0 ? `·${waters === 1 ? '' : waters}H2O` : ''
  return `${what}${water}${typeof purityPercent === 'number' ? ` ${purityPercent} %` : ''}`
}

type Issue = z.core.$ZodIssue

function faultOf(issue: Issue, root: unknown): RecipeFault {
  // Of the ways to read a field, the one that got furthest says what is wrong.
  if (issue.code === 'invalid_union' && issue.path.at(-1) !== 'process') {
    const deepest = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length)[0]
    if (deepest !== undefined && deepest.path.length > 0)
      return faultOf({ ...deepest, path: [...issue.path, ...deepest.path] }, root)
  }
  const path = issue.path.filter((part): part is string | number => typeof part !== 'symbol')
  const value = at(root, path)
  const expected = expectedAt(path, issue)
  return { path, message: `${expected}, found ${show(value)}` }
}

function expectedAt(path: readonly (string | number)[], issue: Issue): string {
  if (path.length === 1 && path[0] === 'process') return `expected one of ${processes.join(', ')}`
  const last = path.at(-1)
  const key = path.filter((part) => typeof part === 'string').join('.')
  const parameter =
    path[0] === 'subCycles' && typeof last === 'string' ? subCycleFields.get(last) : allParameters.get(key)
  if (parameter !== undefined && parameter.key !== 'coating') return `expected ${describeExpected(parameter)}`
  if (key === 'coating' && issue.code === 'invalid_union')
    return 'expected a library id, or a list of phases with id and volumeFraction'
  if (key === 'coating.volumeFraction') return 'expected a volume fraction from 0 to 1'
  if (key === 'coating.id') return 'expected the id of a material'
  return issue.message.replace(/^Invalid input: |^Invalid /, '')
}

function at(root: unknown, path: readonly (string | number)[]): unknown {
  let value: unknown = root
  for (const part of path)
    value = typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[part] : undefined
  return value
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'number') return String(value)
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

/** Fields beside those of the process. */
function findStrangers(recipe: Found & { process: Process }) {
  const own = new Set(parametersOf(recipe.process).map((parameter) => parameter.key))
  const ignored: { key: string; reason: 'unknown' | 'other process' }[] = []
  const faults: RecipeFault[] = []
  const judge = (key: string, path: readonly string[], value: unknown) => {
    if (own.has(key) || (key === 'subCycles' && recipe.process === 'ald')) return
    const parameter = allParameters.get(key)
    if (parameter === undefined) {
      ignored.push({ key, reason: key === 'subCycles' ? 'other process' : 'unknown' })
      return
    }
    const schema = key === 'coating' ? coatingSchema : fieldSchema(parameter)
    const parsed = schema.safeParse(value)
    if (parsed.success) ignored.push({ key, reason: 'other process' })
    else faults.push({ path, message: `expected ${describeExpected(parameter)}, found ${show(value)}` })
  }
  for (const [key, value] of Object.entries(recipe)) {
    if (key === 'process' || key === 'name' || key === 'own') continue
    if (isRecord(value) && [...allParameters.keys()].some((known) => known.startsWith(`${key}.`)))
      for (const [inner, deeper] of Object.entries(value)) judge(`${key}.${inner}`, [key, inner], deeper)
    else judge(key, [key], value)
  }
  return { ignored, faults }
}
