import { convert } from '../units/units'
import type { Parameter, ParameterValue } from './parameter'
import { describeExpected, findChoice, readValue } from './readValue'

export type InputReading = { ok: true; value: ParameterValue | null } | { ok: false; expected: string; found: string }

/**
 * What a person typed or pasted into a parameter's field, as a value; nothing typed clears it (null). Numbers may carry a unit
 * (`30 min` in a column of hours is 0.5, `773 K` in one of °C is 499.85), a decimal comma, a real minus or powers of ten.
 * What could be meant in two ways, as `1,250`, is refused rather than guessed.
 */
export function parseInput(parameter: Parameter, text: string): InputReading {
  const typed = text.trim()
  if (typed === '') return { ok: true, value: null }
  const refused = (expected = describeExpected(parameter)): InputReading => ({ ok: false, expected, found: typed })
  const accept = (value: unknown): InputReading => {
    const read = readValue(parameter, value)
    return read.ok ? read : refused(read.expected)
  }
  switch (parameter.kind) {
    case 'number':
    case 'integer': {
      const parsed = parseQuantity(typed, parameter.unit)
      if (parsed === 'ambiguous')
        return refused(`${describeExpected(parameter)}, without a comma that could be either thousands or decimals`)
      return parsed === null ? refused() : accept(parsed)
    }
    case 'choice': {
      const choice = findChoice(parameter, typed)
      return choice === undefined ? refused() : { ok: true, value: choice }
    }
    case 'library':
      return accept(typed.normalize('NFKC'))
    case 'tags':
      return accept(splitTags(parameter, typed))
    case 'text':
      return accept(typed)
  }
}

const superscripts: Record<string, string> = {
  '⁻': '-',
  '⁺': '+',
  '⁰': '0',
  '¹': '1',
  '²': '2',
  '³': '3',
  '⁴': '4',
  '⁵': '5',
  '⁶': '6',
  '⁷': '7',
  '⁸': '8',
  '⁹': '9',
}
const numberPattern = /^([+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+))(?:e([+-]?\d+))?\s*(.*)$/i

/**
 * A number in `unit`, whatever unit of its dimension it was written in; null when it is none, `ambiguous` where a comma could
 * part thousands or decimals. No limits are looked at: that is for what the number is meant for.
 */
export function parseQuantity(text: string, unit: string | null): number | 'ambiguous' | null {
  const plain = text
    .replace(/[−–]/g, '-')
    .replace(/[\u00a0\u2009\u202f]/g, ' ')
    .replace(
      /\s*[×·x*]\s*10\s*(?:\^\s*)?([-+]?\d+|[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]+)/u,
      (_, power: string) => `e${[...power].map((sign) => superscripts[sign] ?? sign).join('')}`,
    )
  const rate = unit === 'C' ? /^(\d+(?:[.,]\d+)?)?\s*C\s*\/\s*(\d+(?:[.,]\d+)?)$/i.exec(plain) : null
  if (rate !== null) return Number((rate[1] ?? '1').replace(',', '.')) / Number((rate[2] ?? '').replace(',', '.'))
  const joined = plain.replace(
    /^([+-]?\d{1,3})((?: \d{3})+)(?!\d)/,
    (_, head: string, rest: string) => head + rest.replaceAll(' ', ''),
  )
  const match = numberPattern.exec(joined)
  if (match === null) return null
  const [, digits = '', power, rest = ''] = match
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(digits)) return 'ambiguous'
  const value = Number(`${digits.replace(',', '.')}${power === undefined ? '' : `e${power}`}`)
  if (!Number.isFinite(value)) return null
  const written = rest.trim()
  if (written === '') return value
  if (unit === null) return null
  const converted = convert(value, written, unit)
  // Twelve digits are more than anybody measures, and leave the dust of the conversion behind.
  return converted === null ? null : written === unit ? value : Number(converted.toPrecision(12))
}

function splitTags(parameter: Parameter, typed: string): string[] {
  // The comma of `Li3BO3 0,75` parts no entries.
  const comma = parameter.key === 'coatingFractions' ? /,(?!\d)/ : ','
  // A word to find something by has no comma of its own, a precursor may.
  const separator = parameter.key === 'tags' ? /[;,]/ : typed.includes(';') ? ';' : comma
  const entries = typed
    .split(separator)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  // Phase fractions are also typed as `Li2TiO3 0.25`.
  if (parameter.key !== 'coatingFractions') return entries
  return entries.map((entry) =>
    entry.normalize('NFKC').replace(/\s*[:\s]\s*([\d.,]+)$/, (_, part: string) => `:${part.replace(',', '.')}`),
  )
}
