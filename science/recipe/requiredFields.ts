import type { Parameter, ParameterValue } from './parameter'
import type { Process } from './process'

/** Keys of parameters by process: what a recipe must say before somebody is asked to look at it. */
export type RequiredFields = Partial<Record<Process, readonly string[]>>

/** The keys of the required fields that a recipe has no value for. `values` with the plan's conditions merged in. */
export function missingFields(
  required: RequiredFields,
  { process, values }: { process: Process; values: Readonly<Record<string, ParameterValue>> },
): string[] {
  return (required[process] ?? []).filter((key) => values[key] === undefined)
}

/**
 * The labels of the required fields that a recipe has no value for, in the order of `required`. `values` with the plan's
 * conditions merged in. A key that the catalogue does not know is said as it stands.
 */
export function lackingFields(
  required: RequiredFields,
  recipe: { process: Process; values: Readonly<Record<string, ParameterValue>> },
  findParameter: (key: string) => Pick<Parameter, 'label'> | undefined,
): string[] {
  return missingFields(required, recipe).map((key) => findParameter(key)?.label ?? key)
}

/** What differs from one set of required fields to another, in words: `wet: sintering time now required`. */
export function diffRequired(
  before: RequiredFields,
  after: RequiredFields,
  words: { process: (process: Process) => string; label: (key: string) => string },
): string[] {
  const processes = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<Process>
  return [...processes].flatMap((process) => {
    const from = before[process] ?? []
    const to = after[process] ?? []
    const said = (keys: readonly string[], what: string) =>
      keys.map((key) => `${words.process(process)}: ${words.label(key)} ${what}`)
    return [
      ...said(
        to.filter((key) => !from.includes(key)),
        'is required',
      ),
      ...said(
        from.filter((key) => !to.includes(key)),
        'is no longer required',
      ),
    ]
  })
}
