import type { Parameter } from './parameter'
import { ownKeyPattern } from './parameters'
import type { Process } from './process'

/** A parameter that a lab has defined for itself. The model does not know it; grid, record and export do. */
export interface OwnParameter {
  /** `own.<name>`; never changes. */
  key: string
  label: string
  /** As printed; null where the value has none. */
  unit: string | null
  kind: 'number' | 'integer' | 'choice' | 'text'
  processes: readonly Process[]
  description: string
  /** Of numbers; a value outside is refused where it is typed. */
  min: number | null
  max: number | null
  /** Of a choice. */
  choices: readonly string[]
}

/** As the catalogue has parameters. Own ones stand together, before the conditions. */
export function toParameter(own: OwnParameter): Parameter {
  const { key, label, unit, kind, processes, description, min, max, choices } = own
  const isNumber = kind === 'number' || kind === 'integer'
  return {
    key,
    label,
    shortLabel: label,
    unit: isNumber ? unit : null,
    kind,
    group: 'own',
    processes,
    description,
    ...(isNumber && (min !== null || max !== null)
      ? { limits: { ...(min === null ? {} : { min }), ...(max === null ? {} : { max }) } }
      : {}),
    ...(kind === 'choice' ? { choices: choices.map((value) => ({ value, label: value })) } : {}),
  }
}

/**
 * A key from what people call it: `Crucible volume` becomes `own.crucible-volume`.
 *
 * @param taken keys that are there already, also of retired parameters
 * @returns a key of the form `own.<name>` that is not taken
 */
export function ownKeyFor(label: string, taken: ReadonlySet<string>): string {
  const plain = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
  for (let turn = 1; ; turn += 1) {
    const key = `own.${plain || 'parameter'}${turn === 1 ? '' : `-${turn}`}`
    if (ownKeyPattern.test(key) && !taken.has(key)) return key
  }
}
