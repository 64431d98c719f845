import type { Parameter, ParameterValue } from './parameter'

export type ValueReading =
  | { ok: true; value: ParameterValue }
  | { ok: false; code: 'wrong-type' | 'out-of-range' | 'unknown-choice'; expected: string }

export const textLimit = 2000
const idLimit = 120
const tagsLimit = 50

/**
 * A value that somebody put under a parameter's key, judged by the catalogue. Total: anything may be handed in. Whether a
 * library has the id is not judged here, because that depends on the lab.
 */
export function readValue(parameter: Parameter, found: unknown): ValueReading {
  switch (parameter.kind) {
    case 'number':
    case 'integer':
      return readNumber(parameter, found)
    case 'choice':
      return readChoice(parameter, found)
    case 'text':
      if (typeof found !== 'string') return refuse(parameter, 'wrong-type')
      return found.length <= textLimit ? { ok: true, value: found } : refuse(parameter, 'out-of-range')
    case 'library':
      if (typeof found !== 'string' || found.trim() === '') return refuse(parameter, 'wrong-type')
      return found.length <= idLimit ? { ok: true, value: found } : refuse(parameter, 'out-of-range')
    case 'tags':
      return readTags(parameter, found)
  }
}

function readNumber(parameter: Parameter, found: unknown): ValueReading {
  if (typeof found !== 'number' || !Number.isFinite(found)) return refuse(parameter, 'wrong-type')
  if (parameter.kind === 'integer' && !Number.isInteger(found)) return refuse(parameter, 'wrong-type')
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, above } = parameter.limits ?? {}
  if (found < min || found > max || (above !== undefined && found <= above)) return refuse(parameter, 'out-of-range')
  return { ok: true, value: found }
}

function readChoice(parameter: Parameter, found: unknown): ValueReading {
  if (typeof found !== 'string') return refuse(parameter, 'wrong-type')
  const choice = findChoice(parameter, found)
  return choice === undefined ? refuse(parameter, 'unknown-choice') : { ok: true, value: choice }
}

/** The choice that a text means: `wt% H₃BO₃` and `WT%H3BO3` are `wt% H3BO3`. */
export function findChoice(parameter: Parameter, text: string): string | undefined {
  const choices = parameter.choices ?? []
  const exact = choices.find((choice) => choice.value === text)
  if (exact !== undefined) return exact.value
  const folded = fold(text)
  return choices.find((choice) => fold(choice.value) === folded || fold(choice.label) === folded)?.value
}

/** NFKC turns subscripts into digits. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/percent/g, '%')
    .replace(/[\s_]/g, '')
}

function readTags(parameter: Parameter, found: unknown): ValueReading {
  if (!Array.isArray(found) || !found.every((entry): entry is string => typeof entry === 'string'))
    return refuse(parameter, 'wrong-type')
  if (found.length > tagsLimit) return refuse(parameter, 'out-of-range')
  const { pattern } = parameter.entries ?? {}
  if (pattern !== undefined && !found.every((entry) => pattern.test(entry))) return refuse(parameter, 'wrong-type')
  return { ok: true, value: [...found] }
}

function refuse(parameter: Parameter, code: 'wrong-type' | 'out-of-range' | 'unknown-choice'): ValueReading {
  return { ok: false, code, expected: describeExpected(parameter) }
}

/** What a parameter takes, to stand after “expected”: `a number in °C from 20 to 1200`. */
export function describeExpected(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'number':
    case 'integer': {
      const noun = parameter.kind === 'integer' ? 'a whole number' : 'a number'
      const unit = parameter.unit === null || parameter.kind === 'integer' ? '' : ` in ${parameter.unit}`
      return `${noun}${unit}${describeLimits(parameter)}`
    }
    case 'choice':
      return `one of ${(parameter.choices ?? []).map((choice) => choice.value).join(', ')}`
    case 'text':
      return `a text of at most ${textLimit} characters`
    case 'library':
      return `the id of a ${parameter.library ?? 'library entry'}`
    case 'tags':
      return `a list of at most ${tagsLimit}, each ${parameter.entries?.expected ?? 'a text'}`
  }
}

function describeLimits({ limits }: Parameter): string {
  if (limits === undefined) return ''
  const { min, max, above } = limits
  if (above !== undefined) return max === undefined ? ` above ${above}` : ` above ${above}, up to ${max}`
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`
  if (min !== undefined) return ` from ${min}`
  return max === undefined ? '' : ` up to ${max}`
}
