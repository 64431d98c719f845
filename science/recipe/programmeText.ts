import { formatValue } from './formatValue'
import type { Parameter, ParameterValue } from './parameter'
import { subCycleParameters } from './parameters'
import { parseInput } from './parseInput'
import { describeExpected, findChoice, readValue } from './readValue'

/** What one sub-cycle of an ALD programme says: `repeats`, `oxide` … as in `subCycleParameters`, without its place. */
export type SubCycleValues = Readonly<Record<string, ParameterValue>>

export type ProgrammeReading = { ok: true; subCycles: SubCycleValues[] } | { ok: false; expected: string }

/** So many a programme read from text may have. */
export const mostSubCycles = 200

const fields = new Map(subCycleParameters.map((parameter) => [parameter.key, parameter]))
const textFields = ['precursor', 'coReactant'] as const
const numberFields = ['pulseS', 'exposureS', 'purgeS', 'cationsPerCycle'] as const
const labelled = [...textFields, ...numberFields]

/** `co-reactant O3`, `pulse 0.5 s`: the name of a field before its value. */
const labelPattern = /^(precursor|co-?reactant|pulse|exposure|purge|yield)(?:\s*[:=]\s*|\s+|$)(.*)$/is
const fieldOfLabel: Readonly<Record<string, (typeof labelled)[number]>> = {
  precursor: 'precursor',
  coreactant: 'coReactant',
  pulse: 'pulseS',
  exposure: 'exposureS',
  purge: 'purgeS',
  yield: 'cationsPerCycle',
}

const example = 'a programme like 3 × LiOx (LiOtBu, H2O, pulse 1 s, purge 10 s) + 1 × ZrOx (…)'

/**
 * A programme on one line, every value of it: `3 × LiOx (LiOtBu, H2O, pulse 1 s, purge 10 s) + 1 × ZrOx (TDMAZ, O3)`. In the
 * brackets the precursor, the co-reactant, then what has a name; all may be left out. What would be read otherwise stands in quotes.
 */
export function printProgramme(subCycles: readonly SubCycleValues[]): string {
  return subCycles.map(printSubCycle).join(' + ')
}

/** What a programme deposits, without the how: `3 × LiOx + 1 × ZrOx`. */
export function summariseProgramme(subCycles: readonly SubCycleValues[]): string {
  return subCycles.map(summarise).join(' + ')
}

function summarise(values: SubCycleValues): string {
  const { repeats, oxide } = values
  const reactants = textFields.flatMap((field) => printShown(field, values[field]) ?? [])
  const what = typeof oxide === 'string' && oxide !== '' ? oxide : reactants.join('/') || '?'
  return repeats === undefined ? what : `${repeats} × ${what}`
}

function printShown(field: string, value: ParameterValue | undefined): string | null {
  const parameter = fields.get(field)
  return parameter === undefined || value === undefined || value === '' ? null : formatValue(parameter, value)
}

function printSubCycle(values: SubCycleValues): string {
  const { repeats, oxide, precursor, coReactant } = values
  const entries: string[] = []
  if (typeof precursor === 'string') entries.push(isPlainEntry(precursor) ? precursor : quote(precursor))
  if (typeof coReactant === 'string') entries.push(coReactant)
  for (const field of numberFields) {
    const value = values[field]
    const { label = '', unit = '' } = fields.get(field) ?? {}
    if (typeof value === 'number') entries.push(`${label.toLowerCase()} ${value} ${unit}`)
  }
  const parts: string[] = []
  if (repeats !== undefined) parts.push(`${repeats} ×`)
  if (typeof oxide === 'string') parts.push(/^\p{L}[\p{L}\p{N}.₀-₉]*$/u.test(oxide) ? oxide : quote(oxide))
  if (entries.length > 0 || parts.length === 0) parts.push(`(${entries.join(', ')})`)
  return parts.join(' ')
}

/** Whether a precursor is read back as it stands: brackets in pairs, no comma, and nothing that could be another field. */
function isPlainEntry(text: string): boolean {
  if (!/^[\p{L}\p{N}(][\p{L}\p{N}()[\].₀-₉ –-]*$/u.test(text) || text !== text.trim()) return false
  const coReactant = fields.get('coReactant')
  if (labelPattern.test(text) || (coReactant && findChoice(coReactant, text) !== undefined)) return false
  return splitOutside(text, /(?!)/y) !== null
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/**
 * A programme as a person wrote or pasted it. Sub-cycles are parted by `+`, `;` or line ends, the entries of one by commas or
 * semicolons; numbers may carry a unit. Nothing typed is no programme. Never throws.
 */
export function parseProgramme(text: string): ProgrammeReading {
  if (text.trim() === '') return { ok: true, subCycles: [] }
  const items = splitOutside(text.trim(), /[+;\n]/y)
  if (items === null) return { ok: false, expected: `${example}, with brackets and quotes in pairs` }
  if (items.length > mostSubCycles) return { ok: false, expected: `at most ${mostSubCycles} sub-cycles` }
  const subCycles: SubCycleValues[] = []
  for (const [at, item] of items.entries()) {
    const read = readSubCycle(item.trim())
    if (!read.ok) return { ok: false, expected: `${read.expected} in sub-cycle ${at + 1}` }
    subCycles.push(read.values)
  }
  return { ok: true, subCycles }
}

type SubCycleReading = { ok: true; values: Record<string, ParameterValue> } | { ok: false; expected: string }

function readSubCycle(item: string): SubCycleReading {
  const values: Record<string, ParameterValue> = {}
  const read = (field: string, typed: string): string | null => {
    const found = readField(fields.get(field), typed)
    if (!found.ok) return found.expected
    if (found.value !== null) values[field] = found.value
    return null
  }
  // Before or behind: `3 × LiOx (…)`, `(TMA, H2O) × 3`.
  const before = /^([\d.,\s]+)[×x*]\s*/.exec(item)
  const behind = before === null ? /(?:\s*[×*]|(?<=[)"\s])x)\s*([\d.,]+)$/.exec(item) : null
  const repeats = before?.[1] ?? behind?.[1]
  const rest = before ? item.slice(before[0].length) : behind ? item.slice(0, behind.index).trimEnd() : item
  const fault = repeats === undefined ? null : read('repeats', repeats.trim())
  if (fault !== null) return { ok: false, expected: `${fault} as the repeats` }

  const opening = indexOutside(rest, '(')
  const oxide = (opening < 0 ? rest : rest.slice(0, opening)).trim()
  const isStray = opening >= 0 && !rest.endsWith(')')
  if (isStray || (!isQuoted(oxide) && /[,"()×*]/.test(oxide)) || item === '') return { ok: false, expected: example }
  if (oxide !== '') values.oxide = unquote(oxide)
  if (opening < 0) return { ok: true, values }

  const entries = splitOutside(rest.slice(opening + 1, -1), /[;,]/y, isDecimalComma)
  if (entries === null) return { ok: false, expected: example }
  const said = new Set<string>()
  const open: string[] = []
  for (const entry of entries.map((one) => one.trim())) {
    const label = isQuoted(entry) ? null : labelPattern.exec(entry)
    const field = fieldOfLabel[(label?.[1] ?? '').toLowerCase().replace('-', '')]
    if (label === null || field === undefined) {
      open.push(entry)
      continue
    }
    const wrong = said.has(field) ? `one ${label[1]}` : read(field, (label[2] ?? '').trim())
    if (wrong !== null) return { ok: false, expected: `${wrong} as the ${(label[1] ?? '').toLowerCase()}` }
    said.add(field)
  }
  return readReactants(values, open, read)
}

/** What stands without a name: precursor, then co-reactant; one alone that is a co-reactant is that. */
function readReactants(
  values: Record<string, ParameterValue>,
  open: readonly string[],
  read: (field: string, typed: string) => string | null,
): SubCycleReading {
  const given = open.length === 1 && open[0] === '' ? [] : open
  const coReactant = fields.get('coReactant')
  const [first = ''] = given
  const isAlone = given.length === 1 && !isQuoted(first) && coReactant && findChoice(coReactant, first) !== undefined
  const pairs = isAlone ? [['coReactant', first] as const] : given.map((one, at) => [textFields[at], one] as const)
  for (const [field, typed] of pairs) {
    if (field === undefined)
      return { ok: false, expected: 'a precursor and a co-reactant, and times with their names,' }
    const label = fields.get(field)?.label.toLowerCase() ?? field
    if (values[field] !== undefined && typed !== '') return { ok: false, expected: `one ${label}` }
    const fault = typed === '' ? null : read(field, typed)
    if (fault !== null) return { ok: false, expected: `${fault} as the ${label}` }
  }
  return { ok: true, values }
}

function readField(parameter: Parameter | undefined, typed: string): ReturnType<typeof parseInput> {
  if (parameter === undefined) return { ok: false, expected: example, found: typed }
  if (typed === '') return { ok: false, expected: describeExpected(parameter), found: typed }
  if (!isQuoted(typed)) return parseInput(parameter, typed)
  const read = readValue(parameter, unquote(typed))
  return read.ok ? read : { ok: false, expected: read.expected, found: typed }
}

function isQuoted(text: string): boolean {
  return /^"(?:[^"]|"")*"$/.test(text)
}

function unquote(text: string): string {
  return isQuoted(text) ? text.slice(1, -1).replaceAll('""', '"') : text
}

/** The comma of `pulse 0,5 s`. */
function isDecimalComma(text: string, at: number): boolean {
  return text[at] === ',' && /\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + 1] ?? '')
}

/** Parts a text at what matches outside of brackets and quotes; null where those do not come in pairs. */
function splitOutside(
  text: string,
  separator: RegExp,
  isKept: (text: string, at: number) => boolean = () => false,
): string[] | null {
  const parts: string[] = []
  let from = 0
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') {
      const end = endOfQuotes(text, at)
      if (end < 0) return null
      at = end
      continue
    }
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (depth < 0) return null
    separator.lastIndex = at
    if (depth > 0 || !separator.test(text) || isKept(text, at)) continue
    parts.push(text.slice(from, at))
    from = at + 1
  }
  if (depth !== 0) return null
  parts.push(text.slice(from))
  return parts
}

function endOfQuotes(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue
    if (text[at + 1] !== '"') return at
    at += 1
  }
  return -1
}

/** Where a character first stands outside of quotes; −1 where it does not. */
function indexOutside(text: string, character: string): number {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') {
      const end = endOfQuotes(text, at)
      if (end < 0) return -1
      at = end
    } else if (text[at] === character) return at
  }
  return -1
}
