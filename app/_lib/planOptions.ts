import { publishedLibrary } from '@/science/library/library'
import type { Parameter } from '@/science/recipe/parameter'

/** One thing that a person can choose: from the parameter's own list, or from the library. */
export interface Option {
  value: string
  label: string
  detail: string
}

const remembered = new WeakMap<Parameter, readonly Option[]>()

/** Empty for a parameter that is not chosen from a list. */
export function optionsOf(parameter: Parameter): readonly Option[] {
  const known = remembered.get(parameter)
  if (known) return known
  const options = readOptions(parameter)
  remembered.set(parameter, options)
  return options
}

function readOptions(parameter: Parameter): readonly Option[] {
  if (parameter.choices) return parameter.choices.map(({ value, label }) => ({ value, label, detail: '' }))
  if (parameter.library === undefined) return []
  const own = parameter.ownOptions ?? []
  const isOwn = new Set(own.map(({ id }) => id))
  return [...own, ...published[parameter.library].filter(({ id }) => !isOwn.has(id))].map(fromLibrary)
}

const published = {
  material: publishedLibrary.materials,
  cathode: publishedLibrary.cathodes,
  precursor: publishedLibrary.precursors,
}

/** The id stands in the grid, short as it is; the name is found by search. */
function fromLibrary({ id, name }: { id: string; name: string }): Option {
  return { value: id, label: id, detail: name === id ? '' : name }
}

/** The options that a search leaves, those that begin with it first. Every word must occur somewhere. */
export function searchOptions(options: readonly Option[], search: string): readonly Option[] {
  const words = fold(search).split(/\s+/).filter(Boolean)
  if (words.length === 0) return options
  const found = options.filter((option) => {
    const text = fold(`${option.label} ${option.value} ${option.detail}`)
    return words.every((word) => text.includes(word))
  })
  const begins = (option: Option) => (fold(option.label).startsWith(words[0] ?? '') ? 0 : 1)
  return found.toSorted((a, b) => begins(a) - begins(b))
}

/** Lower case, subscripts as digits, no accents: `Li₃BO₃` is found by `li3bo3`. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** How a value of the list is printed; null when the list does not have it. */
export function optionLabel(parameter: Parameter, value: unknown): string | null {
  return optionsOf(parameter).find((option) => option.value === value)?.label ?? null
}
