import { meets, readNumberCondition } from '@/science/recipe/numberCondition'
import { foldName as fold, namesOfParameter, stemsOfKey } from '@/science/recipe/parameterNames'
import { type Process, processLabels } from '@/science/recipe/process'
import { convert } from '@/science/units/units'
import { type CellContent, type ContentSources, cellContent, recipeText } from './gridContent'
import type { GridColumn } from './planColumns'

/**
 * What a person writes to see fewer recipes: clauses parted by `;`, all of which hold.
 *
 * - `B-LCO` a word: in the name, the coating, the atmosphere or any other text
 * - `sinter 450–550` a column by its head, and a range; `sinter > 500`, `sinter 0.5 h`, `thickness ≤ 4 nm`
 * - `atmosphere air, O2` one of several; `coating not Li3BO3`; `coating empty`, `thickness filled`
 * - `process wet`
 */
export interface GridFilter<Row = ContentSources> {
  clauses: readonly Clause<Row>[]
  /** A sentence for each clause that could not be understood; such a clause hides nothing. */
  faults: readonly string[]
}

export interface Clause<Row = ContentSources> {
  text: string
  holds: (row: Row) => boolean
}

/** A column as a clause can name it. `kind` says how its numbers are written: a `figure` without unit is a time. */
export interface FilterColumn {
  key: string
  kind: string
  head: string
  label: string
  unit: string | null
  /** Further words that people call it by; several columns may share one. */
  aliases?: readonly string[]
}

/** How the rows of a table are read, so that every table is filtered by the same words. */
export interface FilterReading<Column extends FilterColumn, Row> {
  content: (column: Column, row: Row) => CellContent
  /** All that a word without a column is looked for in. */
  text: (row: Row) => string
  process: (row: Row) => Process
  isNumeric: (column: Column) => boolean
}

type Test = (content: CellContent) => boolean

const ofPlan: FilterReading<GridColumn, ContentSources> = {
  content: cellContent,
  text: recipeText,
  process: ({ recipe }) => recipe.process,
  isNumeric,
}

export function parseFilter(text: string, columns: readonly GridColumn[]): GridFilter {
  return parseFilterOf(text, columns, ofPlan)
}

export function parseFilterOf<Column extends FilterColumn, Row>(
  text: string,
  columns: readonly Column[],
  reading: FilterReading<Column, Row>,
): GridFilter<Row> {
  const clauses: Clause<Row>[] = []
  const faults: string[] = []
  for (const part of text.split(/[;\n]/).map((one) => one.trim())) {
    if (part === '') continue
    const clause = readClause(part, columns, reading)
    if ('fault' in clause) faults.push(clause.fault)
    else clauses.push({ text: part, holds: clause.holds })
  }
  return { clauses, faults }
}

export function passes<Row>(filter: GridFilter<Row>, row: Row): boolean {
  return filter.clauses.every((clause) => clause.holds(row))
}

function readClause<Column extends FilterColumn, Row>(
  text: string,
  columns: readonly Column[],
  reading: FilterReading<Column, Row>,
): { holds: Clause<Row>['holds'] } | { fault: string } {
  const process = /^process\b\s*[:=]?\s*/i.exec(text)
  if (process) {
    const test = readTexts(text.slice(process[0].length))
    return { holds: (row) => test({ number: null, unit: null, text: processLabels[reading.process(row)] }) }
  }
  const { named, rest } = namedColumns(text, columns)
  if (named.length === 0) {
    // `> 500` on its own says of no column.
    if (/^[<>≤≥=]/.test(text)) return { fault: `“${text}” names no column.` }
    const test = readTexts(text)
    return { holds: (row) => test({ number: null, unit: null, text: reading.text(row) }) }
  }
  const tests: { column: Column; test: Test }[] = []
  let fault = ''
  for (const column of named) {
    const test = readCondition(rest, column, reading.isNumeric(column))
    if (typeof test === 'string') fault = `“${text}”: ${test}`
    else tests.push({ column, test })
  }
  if (tests.length === 0) return { fault }
  return { holds: (row) => tests.some(({ column, test }) => test(reading.content(column, row))) }
}

/** The columns that a clause begins with: by the longest head, label or key that fits. Two may share a head. */
function namedColumns<Column extends FilterColumn>(
  text: string,
  columns: readonly Column[],
): { named: Column[]; rest: string } {
  const folded = fold(text)
  let longest = 0
  let named: Column[] = []
  for (const column of columns) {
    for (const name of namesOf(column)) {
      const after = folded.charAt(name.length)
      if (!folded.startsWith(name) || (after !== '' && !/[\s:<>≤≥=≠!]/.test(after))) continue
      if (name.length > longest) {
        longest = name.length
        named = []
      }
      if (name.length === longest && !named.includes(column)) named.push(column)
    }
  }
  if (named.length === 0) {
    // `lbo = 2`: the beginning of a key, where a condition and nothing else can follow.
    const [, stem = ''] = /^(\S+)\s*[<>≤≥=≠!\d]/.exec(folded) ?? []
    named = columns.filter((column) => column.kind === 'parameter' && stemsOfKey(column.key).includes(stem))
    longest = named.length > 0 ? stem.length : 0
  }
  return {
    named,
    rest: text.slice(longest).replace(/^\s*:?\s*/, ''),
  }
}

const remembered = new WeakMap<FilterColumn, readonly string[]>()

function namesOf(column: FilterColumn): readonly string[] {
  const known = remembered.get(column)
  if (known) return known
  const names = [
    ...namesOfParameter({ shortLabel: column.head, label: column.label, key: column.key }),
    ...(column.aliases ?? []).map(fold),
  ]
  if (column.kind === 'record') names.push('runs', 'retention')
  remembered.set(column, names)
  return names
}

/** A test of a cell, or a sentence that says what was expected. */
function readCondition(text: string, column: FilterColumn, isNumber: boolean): Test | string {
  const word = fold(text)
  if (word === '' || word === 'filled' || word === 'any') return (content) => content.text !== ''
  if (word === 'empty' || word === 'none') return (content) => content.text === ''
  if (!isNumber) return readTexts(text)
  const alternatives = text.split(/,\s+|\s+or\s+/).map((one) => readNumbers(one.trim(), column))
  const fault = alternatives.find((one) => typeof one === 'string')
  if (fault !== undefined) return fault
  return (content) => alternatives.some((one) => typeof one !== 'string' && one(content))
}

function isNumeric(column: GridColumn): boolean {
  if (column.kind === 'parameter') return column.parameter.kind === 'number' || column.parameter.kind === 'integer'
  return column.kind === 'figure' || column.kind === 'computed' || column.kind === 'record'
}

/** Any of several texts, parted by commas; `not` or `!` before them turns it round; `=` asks for the whole. */
function readTexts(text: string): Test {
  const not = /^(?:not\s+|!=?\s*|≠\s*)/i.exec(text)
  const isWhole = /^=/.test(text)
  const wanted = text
    .slice(not?.[0].length ?? 0)
    .replace(/^=\s*/, '')
    .split(',')
    .map((one) => fold(one.trim()))
    .filter((one) => one !== '')
  const finds: Test = (content) => {
    const found = fold(content.text)
    return wanted.some((one) => (isWhole ? found === one : found.includes(one)))
  }
  return not ? (content) => !finds(content) : finds
}

/** A test of the number in a cell, in whatever unit the cell has; a cell of another dimension does not pass. */
function readNumbers(text: string, column: FilterColumn): Test | string {
  const isTime = column.kind === 'figure' && column.unit === null
  // A time that each cell shows in its own unit: the number must say which it means.
  if (isTime && !/\d\s*[^\d\s.,eE+\-−–—…]/.test(text.replace(/\bto\b/g, '')))
    return `say the time with its unit, as “${column.head} > 2 h”.`
  const unit = isTime ? 's' : column.kind === 'record' ? '%' : column.unit
  const condition = readNumberCondition(column.kind === 'record' ? text.replace(/\s*%/g, '') : text, unit)
  if (condition === null) return expected(column)
  return ({ number, unit: own }) => {
    if (number === null) return false
    const value = unit === null || own === null || own === unit ? number : convert(number, own, unit)
    return value !== null && meets(condition, value)
  }
}

function expected(column: FilterColumn): string {
  return `expected a number${column.unit ? ` in ${column.unit}` : ''}, or a range as 450–550.`
}
