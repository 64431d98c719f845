import { type NumberCondition, readNumberCondition } from './numberCondition'
import type { Parameter } from './parameter'
import { foldName, namesOfParameter, stemsOfKey } from './parameterNames'
import { processLabels } from './process'

/** What somebody looks for: words that must all be there, and what parameters must be. */
export interface SearchQuery {
  words: readonly string[]
  /** All hold; of each, one of the parameters that its name can mean. */
  conditions: readonly ParameterCondition[]
}

export interface ParameterCondition {
  /** As it was written, `sinter > 480`. */
  text: string
  anyOf: readonly { key: string; condition: NumberCondition }[]
}

/**
 * Words and conditions in any order: `okada wet sinter > 480 lbo = 2`, `sinter 450–550 °C; zirconia`. A condition is the name of a
 * parameter that has numbers, as the grid's filter takes it, with a sign, a range or a number behind it; everything else is words.
 * A number without a sign has two meanings, for a recipe can be called `LBO 10`: `bareNumber` says which is read.
 */
export function readSearch(
  text: string,
  parameters: readonly Parameter[],
  { bareNumber = 'condition' }: { bareNumber?: 'condition' | 'word' } = {},
): SearchQuery {
  const named = parameters.filter(({ kind }) => kind === 'number' || kind === 'integer')
  const words: string[] = []
  const conditions: ParameterCondition[] = []
  for (const clause of text.split(/[;\n]/)) {
    const parts = clause
      .replace(/(>=|<=|!=|[<>≥≤≠=])/g, ' $1 ')
      .split(/\s+/)
      .filter((part) => part !== '')
    for (let at = 0; at < parts.length; ) {
      const found = readCondition(parts, at, named)
      if (found && (bareNumber === 'condition' || !found.isBare)) {
        conditions.push(found.condition)
        at = found.end
        continue
      }
      const part = parts[at] ?? ''
      // `process wet` is `wet`: no other word would say a process.
      const isLabel = foldName(part) === 'process' && isProcessWord(parts[at + 1])
      if (!isLabel && /[\p{L}\p{N}]/u.test(part)) words.push(part)
      at += 1
    }
  }
  return { words, conditions }
}

function isProcessWord(word: string | undefined): boolean {
  return word !== undefined && Object.values(processLabels).some((label) => foldName(label) === foldName(word))
}

const longestName = 6
/** A number, a range, with or without its unit, takes at most so many parts: `450 – 550 °C min⁻¹`. */
const longestValue = 6

function readCondition(
  parts: readonly string[],
  at: number,
  parameters: readonly Parameter[],
): { condition: ParameterCondition; end: number; isBare: boolean } | null {
  for (let length = Math.min(longestName, parts.length - at - 1); length > 0; length -= 1) {
    const name = foldName(parts.slice(at, at + length).join(' '))
    const begin = at + length
    if (!/^(?:>=|<=|!=|[<>≥≤≠=]|[-−+]?[\d.,]*\d)/.test(parts[begin] ?? '')) continue
    const exact = parameters.filter((one) => namesOfParameter(one).includes(name))
    const meant = exact.length > 0 ? exact : parameters.filter((one) => stemsOfKey(one.key).includes(name))
    if (meant.length === 0) continue
    // The longest value that any of them understands: a unit belongs to it, the next word does not.
    for (let end = Math.min(parts.length, begin + longestValue); end > begin; end -= 1) {
      const value = parts.slice(begin, end).join(' ')
      const anyOf = meant.flatMap(({ key, unit }) => {
        const condition = readNumberCondition(value, unit)
        return condition ? [{ key, condition }] : []
      })
      if (anyOf.length === 0) continue
      const isBare = /^[\d.,+−-]/.test(value) && anyOf.every(({ condition: { low, high } }) => low === high)
      return { condition: { text: parts.slice(at, end).join(' '), anyOf }, end, isBare }
    }
  }
  return null
}
