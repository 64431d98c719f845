import { type Library, publishedLibrary } from '@/science/library/library'
import type { Check } from '@/science/prediction/figure'
import { processLabels } from '@/science/recipe/process'
import type { Recipe } from '@/science/recipe/recipe'
import { type RecipeFault, readRecipe } from '@/science/recipe/recipeSchema'

export interface CommandResult {
  stdout: string
  stderr: string
  exitCode: 0 | 2
}

export interface ReadInput {
  recipe: Recipe
  /** Remarks on fields that were not used. */
  remarks: readonly Check[]
}

export type InputReading =
  | { ok: true; isList: boolean; recipes: readonly ReadInput[] }
  | { ok: false; result: CommandResult }

/** Bad input ends a command with 2: one line per fault, each beginning with its path; nothing on standard output. */
export function refuse(lines: readonly string[]): CommandResult {
  return { stdout: '', stderr: `${lines.join('\n')}\n`, exitCode: 2 }
}

/** One recipe or a list of them, as JSON text, with every id looked up. */
export function readRecipes(text: string, library: Library = publishedLibrary): InputReading {
  const failed = (lines: readonly string[]): InputReading => ({ ok: false, result: refuse(lines) })
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch (error) {
    return failed([`(input): expected JSON, ${error instanceof Error ? error.message : 'found something else'}`])
  }
  const isList = Array.isArray(found)
  const lines: string[] = []
  const recipes: ReadInput[] = []
  for (const [place, one] of (Array.isArray(found) ? (found as unknown[]) : [found]).entries()) {
    const prefix = isList ? [place] : []
    const reading = readRecipe(one)
    const faults = reading.ok ? unknownIds(reading.recipe as unknown as Recipe, library) : reading.faults
    lines.push(...faults.map(({ path, message }) => `${printPath([...prefix, ...path])}: ${message}`))
    if (reading.ok)
      recipes.push({
        recipe: reading.recipe as unknown as Recipe,
        remarks: reading.ignored.map(({ key, reason }) => remark(key, reason, reading.recipe.process)),
      })
  }
  return lines.length > 0 ? failed(lines) : { ok: true, isList, recipes }
}

function unknownIds(recipe: Recipe, library: Library): RecipeFault[] {
  const faults: RecipeFault[] = []
  const look = (path: (string | number)[], id: string, kind: string, known: ReadonlyMap<string, unknown>) => {
    if (!known.has(id))
      faults.push({
        path,
        message: `expected the id of a ${kind} (${[...known.keys()].join(', ')}), found ${JSON.stringify(id)}`,
      })
  }
  if (recipe.cathode !== undefined) look(['cathode'], recipe.cathode, 'cathode', library.cathodeById)
  const coating = recipe.process === 'none' ? undefined : recipe.coating
  if (typeof coating === 'string') look(['coating'], coating, 'coating', library.materialById)
  else
    for (const [place, { id }] of (coating ?? []).entries())
      look(['coating', place, 'id'], id, 'coating', library.materialById)
  return faults
}

function remark(key: string, reason: 'unknown' | 'other process', process: Recipe['process']): Check {
  return reason === 'unknown'
    ? {
        code: 'unknown-field',
        severity: 'warning',
        message: `No parameter is called “${key}”: it was not used.`,
        reason: 'A name that is misspelt would otherwise be missing without a word.',
        source: 'catalogue',
        parameter: key,
      }
    : {
        code: 'not-of-this-process',
        severity: 'warning',
        message: `A recipe of the process “${processLabels[process]}” has no “${key}”: it was not used.`,
        reason: 'Each process has fields of its own; what another one needs says nothing here.',
        source: 'catalogue',
        parameter: key,
      }
}

/** `[1].coating[0].id`; the input itself is `(input)`. */
export function printPath(path: readonly (string | number)[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('')
  return text === '' ? '(input)' : text.replace(/^\./, '')
}
