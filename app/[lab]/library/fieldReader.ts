import { substance } from '@/science/chemistry/formula'
import { isEntryId, type Sourced } from '@/science/library/library'
import type { Basis } from '@/science/prediction/figure'
import { parseQuantity } from '@/science/recipe/parseInput'

/** What stands in the fields of an entry's form, as typed. */
export type Fields<Name extends string> = Record<Name, string>
export type Problems<Name extends string> = Partial<Record<Name, string>>
export type Reading<Name extends string, Content> =
  | { ok: true; content: Content }
  | { ok: false; problems: Problems<Name> }

export type SourcedField<Prefix extends string> = `${Prefix}.${'value' | 'low' | 'high' | 'kind' | 'source'}`

/** How a person can say that a value is known. That a value is a bound shows in which of its fields are filled. */
export const kinds = ['measured', 'computed', 'assumed'] as const
export type Kind = (typeof kinds)[number]

export const kindOf = (text: string): Kind => (text === 'measured' || text === 'computed' ? text : 'assumed')
/** The kind that a form begins with: a published bound is a measured one until somebody says otherwise. */
export const formKind = (basis: Basis | undefined): Kind =>
  basis === undefined || basis === 'bound' ? 'measured' : kindOf(basis)
export const printed = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value)

/** The five fields of one value with its source. */
export function sourcedFields<Prefix extends string>(
  name: Prefix,
  found: Sourced | null | undefined,
): Fields<SourcedField<Prefix>> {
  return {
    [`${name}.value`]: printed(found?.value),
    [`${name}.low`]: printed(found?.low),
    [`${name}.high`]: printed(found?.high),
    [`${name}.kind`]: formKind(found?.kind),
    [`${name}.source`]: found?.source ?? '',
  } as Fields<SourcedField<Prefix>>
}

export interface Limits {
  unit: string | null
  /** Where a value may be negative. */
  isSigned?: boolean
  /** The largest that can be meant. */
  most?: number
}

/**
 * Reads fields one by one and notes what is wrong with each. Numbers may carry a unit, powers of ten and a decimal comma, as
 * everywhere. A value without a source is refused: nobody could judge the predictions that rest on it. So is another value
 * under a published source.
 *
 * @param copied the fields of the published entry that is copied, as they were; null otherwise
 */
export function readFields<Name extends string>(
  fields: Readonly<Fields<Name>>,
  copied: Readonly<Fields<Name>> | null = null,
) {
  const problems: Problems<Name> = {}
  const typed = (name: Name): string => fields[name].trim()
  const refuse = (name: Name, sentence: string): void => {
    problems[name] ??= sentence
  }
  const needed = (name: Name, sentence: string): string => {
    if (typed(name) === '') refuse(name, sentence)
    return typed(name)
  }
  const number = (name: Name, { unit, isSigned = false, most }: Limits): number | undefined => {
    if (typed(name) === '') return undefined
    const found = parseQuantity(typed(name), unit)
    const isFine =
      typeof found === 'number' && (isSigned || found > 0) && (most === undefined || Math.abs(found) <= most)
    if (isFine) return found
    const what = `${isSigned ? 'a number' : 'a positive number'}${unit === null ? '' : ` in ${unit}`}`
    refuse(name, `Expected ${what}${most === undefined ? '' : `, at most ${most}`}, found “${typed(name)}”.`)
    return undefined
  }
  const inOrder = (name: Name, values: readonly (number | undefined)[]): void => {
    const given = values.filter((one): one is number => one !== undefined)
    if (given.some((one, at) => at > 0 && one < (given[at - 1] ?? one)))
      refuse(name, 'Expected lowest ≤ value ≤ highest.')
  }
  /** The source of the values in `names`. */
  const sourceOf = (name: Name, names: readonly Name[]): string => {
    const source = needed(name, 'Say where the value is from.')
    const isSame = copied !== null && source === copied[name].trim()
    if (source !== '' && isSame && names.some((one) => fields[one] !== copied[one]))
      refuse(name, 'This source does not say what stands here now. Say where your value is from.')
    return source
  }
  return {
    typed,
    refuse,
    needed,
    number,
    inOrder,
    sourceOf,
    /** As recipes name it. */
    id(name: Name): string {
      const id = typed(name).normalize('NFKC')
      if (id === '') refuse(name, 'Recipes name it by this.')
      else if (!isEntryId(id)) refuse(name, 'An id has no colon.')
      return id
    },
    formula(name: Name): string | null {
      const text = typed(name)
      if (text === '') return null
      if (substance(text) === null) refuse(name, `Expected a formula such as Li3B11O18, found “${text}”.`)
      return text
    },
    /** A value with range, kind and source, from the five fields of this name. */
    sourced<Prefix extends string>(
      prefix: SourcedField<Prefix> extends Name ? Prefix : never,
      limits: Limits,
    ): Sourced | null {
      const field = (part: 'value' | 'low' | 'high' | 'kind' | 'source') => `${prefix}.${part}` as Name
      const [low, value, high] = (['low', 'value', 'high'] as const).map((part) => number(field(part), limits))
      if (value === undefined) {
        if (low !== undefined || high !== undefined) refuse(field('value'), 'Expected a value within its range.')
        return null
      }
      inOrder(field('value'), [low, value, high])
      const source = sourceOf(field('source'), (['value', 'low', 'high'] as const).map(field))
      return {
        value,
        ...(low === undefined ? {} : { low }),
        ...(high === undefined ? {} : { high }),
        kind: kindOf(typed(field('kind'))),
        source,
      }
    },
    result<Content>(content: Content): Reading<Name, Content> {
      return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, content }
    },
  }
}
