import type { Process } from './process'

/** What a value of a parameter looks like in the plan document and in a frozen recipe: plain JSON. */
export type ParameterValue = string | number | boolean | readonly string[]

export type ParameterKind = 'number' | 'integer' | 'choice' | 'text' | 'library' | 'tags'

/** Where a parameter stands in the grid and in the form. */
export type ParameterGroup =
  | 'identity'
  | 'powder'
  | 'coating'
  | 'deposition'
  | 'precursors'
  | 'solution'
  | 'mixing'
  | 'heat'
  /** Of a lab alone, see `ownParameter.ts`. */
  | 'own'
  | 'conditions'

/**
 * One entry of the catalogue: everything that grid, form, reader, export and JSON Schema need to know of a parameter.
 * `key` is the path inside a recipe (`sinterTemperatureC`, `boronContent.value`, `conditions.cRate`) and is what the
 * plan document stores; it never changes its meaning.
 */
export interface Parameter {
  key: string
  label: string
  /** Short head for a grid column, e.g. `sinter`. */
  shortLabel: string
  /** As printed, e.g. `°C`, `µm`, `wt%`; null where the value has none. */
  unit: string | null
  kind: ParameterKind
  group: ParameterGroup
  processes: readonly Process[]
  description: string
  /** Values outside are refused by the writer and listed as a problem by the reader. */
  limits?: { min?: number; max?: number; above?: number }
  /** The range that the sources know; outside it the value is kept and a check says so. */
  known?: { low: number; high: number; source: string }
  /** Decimals to show at most; honest digits otherwise. */
  digits?: number
  choices?: readonly { value: string; label: string }[]
  /** Of a `tags` parameter: what each entry must look like, and how to say so. */
  entries?: { pattern: RegExp; expected: string }
  /** What is chosen from; of `tags`, what an entry may begin with. */
  library?: 'cathode' | 'material' | 'precursor'
  /** What a lab's own library offers beside the published one. */
  ownOptions?: readonly { id: string; name: string }[]
  /** Only where the field has one. */
  defaultValue?: ParameterValue
  /** Parameters of the plan that a recipe may override: `conditions.*`. */
  inheritedFromPlan?: boolean
}
