import type { CompetingValue, PlannedRecipe, PlanProblem } from '@/collab/plan/types'
import type { Basis, FigureOrNone, Prediction } from '@/science/prediction/figure'
import { isFigure } from '@/science/prediction/figure'
import { formatFigure } from '@/science/prediction/formatFigure'
import { editTags, formatNumber, formatValue } from '@/science/recipe/formatValue'
import type { Parameter, ParameterValue } from '@/science/recipe/parameter'
import { subCycleParameters } from '@/science/recipe/parameters'
import { processLabels } from '@/science/recipe/process'
import { summariseProgramme } from '@/science/recipe/programmeText'
import { labelIn, subCycleField } from '@/science/recipe/subCyclePlaces'
import type { RecipeRecord, RunState } from '@/server/views'
import { type GridColumn, isEditable } from './planColumns'
import { type Draft, withDraft } from './planPredictions'
import { columnKeyOf, programmeText, readSubCycles, subCyclesKey } from './planSubCycles'

/** Text that was typed or pasted and could not be accepted: it stays at its cell, on this page, with the reason. */
export interface Mark {
  text: string
  /** A sentence: `Expected a temperature in °C from 20 to 1200, found “hot”.` */
  reason: string
}

/** The marks of a plan, by recipe and then by column key. Each recipe's object keeps its identity while it is the same. */
export type Marks = ReadonlyMap<string, Readonly<Record<string, Mark>>>

export function withMark(marks: Marks, recipeId: string, key: string, mark: Mark | null): Marks {
  const before = marks.get(recipeId)
  if (mark === null && !before?.[key]) return marks
  const { [key]: _replaced, ...others } = before ?? {}
  const after = mark === null ? others : { ...others, [key]: mark }
  const next = new Map(marks)
  if (Object.keys(after).length === 0) next.delete(recipeId)
  else next.set(recipeId, after)
  return next
}

/**
 * The mark at a column's cell. That of the sub-cycles also says what is wrong with one of their fields; its own text is then empty,
 * because the others stand.
 */
export function markAt(
  column: Pick<GridColumn, 'key'>,
  recipe: PlannedRecipe,
  marks: Readonly<Record<string, Mark>> | undefined,
): Mark | undefined {
  const own = marks?.[column.key]
  if (own || !marks || column.key !== subCyclesKey) return own
  const ids = new Set(readSubCycles(recipe.values).map(({ id }) => id))
  const key = Object.keys(marks).find((one) => ids.has(subCycleField(one)?.id ?? ''))
  const mark = key === undefined ? undefined : marks[key]
  return key && mark ? { text: '', reason: `${fieldLabel(recipe, key)}: ${mark.reason}` } : undefined
}

const subCycleFields = new Map(subCycleParameters.map((parameter) => [parameter.key, parameter]))

function fieldLabel(recipe: PlannedRecipe, key: string): string {
  return labelIn(recipe.values, key, subCycleFields.get(subCycleField(key)?.field ?? ''))
}

/** The values between which somebody has to pick at a column's cell; of the sub-cycles those of one field, the first. */
export function competingAt(
  column: Pick<GridColumn, 'key'>,
  recipe: PlannedRecipe,
): { key: string; label: string | null; values: readonly CompetingValue[] } {
  const isOfMany = column.key === subCyclesKey
  const key = isOfMany ? Object.keys(recipe.competing).find((one) => columnKeyOf(one) === subCyclesKey) : column.key
  if (key === undefined) return { key: column.key, label: null, values: [] }
  return { key, label: isOfMany ? fieldLabel(recipe, key) : null, values: recipe.competing[key] ?? [] }
}

export function addMarksFor(marks: Marks, recipeId: string, key: string, text: string, expected: string): Marks {
  return withMark(marks, recipeId, key, { text, reason: expectedSentence(expected, text) })
}

export function expectedSentence(expected: string, text: string): string {
  return `Expected ${expected}, found “${text}”.`
}

/** How a cell looks and what it says of itself. Flat and of primitives, so that an equal face is not drawn again. */
export interface CellFace {
  text: string
  /** The range behind a figure, `0.5–3.8`. */
  range: string
  /** Printed after the figure, where the column head does not name one unit for all. */
  unit: string
  basis: Basis | null
  bound: 'at least' | 'at most' | null
  align: 'left' | 'right'
  /**
   * own: the recipe's value; inherited: the plan's; empty: could be set; absent: this process has no such parameter;
   * refused: could not be accepted; unavailable: no figure, with the reason as its text; typing: a peer is at it.
   */
  tone: 'own' | 'inherited' | 'empty' | 'absent' | 'refused' | 'unavailable'
  /** Why the value was refused, in a sentence. */
  problem: string
  /** The values that stand beside each other until someone picks, as printed; empty when there is no choice to make. */
  competing: string
  /** What a screen reader says: `Sintering temperature: 500 °C`. */
  spoken: string
}

export interface CellSources {
  recipe: PlannedRecipe
  /** Plan-wide values that a recipe may override. */
  conditions: Readonly<Record<string, ParameterValue>>
  prediction: Prediction
  record: RecipeRecord | undefined
  problems: readonly PlanProblem[]
  mark: Mark | undefined
  draft: Draft | null
}

const blank: CellFace = {
  text: '',
  range: '',
  unit: '',
  basis: null,
  bound: null,
  align: 'left',
  tone: 'own',
  problem: '',
  competing: '',
  spoken: '',
}

export function describeCell(column: GridColumn, sources: CellSources): CellFace {
  switch (column.kind) {
    case 'name':
      return describeName(column.label, sources)
    case 'parameter':
      return describeParameter(column.parameter, column, sources)
    case 'subCycles':
      return describeSubCycles(column, sources)
    case 'figure':
      return describeFigure(column, sources.prediction[column.key])
    case 'computed':
      return describeComputed(column, sources)
    case 'record':
      return describeRecord(sources.record)
  }
}

function describeComputed(
  { label, unit, fault, evaluate }: Extract<GridColumn, { kind: 'computed' }>,
  { recipe, conditions, prediction, draft }: CellSources,
): CellFace {
  if (fault !== null) return { ...blank, text: fault, tone: 'unavailable', spoken: `${label}: ${fault}` }
  const value = evaluate(draft ? withDraft(recipe, draft) : recipe, prediction, conditions)
  const text = value === null ? '' : printComputed(value)
  const tone = value === null ? 'empty' : 'own'
  return { ...blank, text, align: 'right', tone, spoken: `${label}: ${text === '' ? 'empty' : withUnit(text, unit)}` }
}

/** Four digits: more than the values that go into it have. */
export function printComputed(value: number): string {
  return formatNumber(Number(value.toPrecision(4)))
}

function describeName(label: string, { recipe, draft, mark, problems }: CellSources): CellFace {
  const name = draft?.key === 'name' && typeof draft.value === 'string' ? draft.value : recipe.name
  const competing = competingText(recipe.competing.name, String)
  const problem = problemAt('name', mark, problems)
  return {
    ...blank,
    text: mark ? mark.text || name : name,
    tone: mark ? 'refused' : 'own',
    problem,
    competing,
    spoken: spoken(label, name, problem, competing),
  }
}

function describeParameter(parameter: Parameter, column: GridColumn, sources: CellSources): CellFace {
  const { recipe, conditions, problems, mark, draft } = sources
  const { key, label } = parameter
  const align = parameter.kind === 'number' || parameter.kind === 'integer' ? 'right' : 'left'
  if (!isEditable(column, recipe.process)) {
    return { ...blank, align, tone: 'absent', spoken: `${label}: not a parameter of ${processLabels[recipe.process]}` }
  }
  const problem = problemAt(key, mark, problems)
  const competing = competingText(recipe.competing[key], (value) => formatValue(parameter, value))
  if (mark) {
    return {
      ...blank,
      text: mark.text,
      align,
      tone: 'refused',
      problem,
      competing,
      spoken: spoken(label, mark.text, problem, ''),
    }
  }
  const value = draft?.key === key ? draft.value : (recipe.values[key] ?? null)
  if (value !== null) {
    const text = formatValue(parameter, value)
    return {
      ...blank,
      text,
      align,
      problem,
      competing,
      spoken: spoken(label, withUnit(text, parameter.unit), problem, competing),
    }
  }
  const refused = problems.find((one) => one.key === key)
  if (refused) {
    const text = foundText(refused.found)
    return {
      ...blank,
      text,
      align,
      tone: 'refused',
      problem,
      competing,
      spoken: spoken(label, text, problem, competing),
    }
  }
  const inherited = parameter.inheritedFromPlan ? conditions[key] : undefined
  if (inherited !== undefined) {
    const text = formatValue(parameter, inherited)
    return {
      ...blank,
      text,
      align,
      tone: 'inherited',
      competing,
      spoken: spoken(label, `${withUnit(text, parameter.unit)}, from the plan`, problem, competing),
    }
  }
  return { ...blank, align, tone: 'empty', competing, spoken: spoken(label, 'empty', problem, competing) }
}

function describeSubCycles(
  column: Extract<GridColumn, { kind: 'subCycles' }>,
  { recipe, problems, mark, draft }: CellSources,
): CellFace {
  const { label, key } = column
  if (!isEditable(column, recipe.process))
    return { ...blank, tone: 'absent', spoken: `${label}: not a parameter of ${processLabels[recipe.process]}` }
  const { values } = draft ? withDraft(recipe, draft) : recipe
  const standing = summariseProgramme(readSubCycles(values).map((one) => one.values))
  const problem = problemAt(key, mark, problems)
  const found = competingAt(column, recipe)
  const between = competingText(found.values, (value) => printField(found.key, value))
  const competing = between === '' ? '' : `${found.label}: ${between}`
  const text = mark?.text || standing
  return {
    ...blank,
    text,
    tone: problem !== '' ? 'refused' : text === '' ? 'empty' : 'own',
    problem,
    competing,
    spoken: spoken(label, mark?.text || programmeText(values) || 'empty', problem, competing),
  }
}

/** A value of a sub-cycle's field. */
export function printField(key: string, value: ParameterValue): string {
  const parameter = subCycleFields.get(subCycleField(key)?.field ?? '')
  return parameter ? withUnit(formatValue(parameter, value), parameter.unit) : String(value)
}

function describeFigure(
  { label, unit: headUnit, showsRange }: Extract<GridColumn, { kind: 'figure' }>,
  figure: FigureOrNone,
): CellFace {
  if (!isFigure(figure)) {
    const text = figure.unavailable
    return { ...blank, text, align: 'left', tone: 'unavailable', spoken: `${label}: no prediction, ${text}` }
  }
  const { text, range, unit, bound, basis } = formatFigure(figure)
  const said = `${bound ? `${bound} ` : ''}${text}${range ? ` (${range})` : ''}`
  return {
    ...blank,
    text,
    range: showsRange ? (range ?? '') : '',
    unit: unit === headUnit ? '' : unit,
    bound,
    basis,
    align: 'right',
    spoken: `${label}: ${withUnit(said, unit)}${basis ? `, ${basis}` : ''}`,
  }
}

function describeRecord(record: RecipeRecord | undefined): CellFace {
  const text = recordText(record)
  return { ...blank, text, tone: text ? 'own' : 'empty', spoken: `Runs, cells, best retention: ${text || 'none yet'}` }
}

/**
 * What has been made of a recipe: `3 runs (1 failed), 1 cell, retention 83 %`. Nothing while nothing was. A run that is
 * done, or goes on, needs no word; whatever else became of one is said.
 */
export function recordText(record: RecipeRecord | undefined): string {
  if (!record || (record.runCount === 0 && record.cellCount === 0)) return ''
  const ends = outcomeWords.flatMap(([state, word]) => {
    const count = record.outcomes[state] ?? 0
    return count === 0 ? [] : [`${count} ${word}`]
  })
  const runs = counted(record.runCount, 'run')
  const parts = [ends.length === 0 ? runs : `${runs} (${ends.join(', ')})`]
  if (record.cellCount > 0) parts.push(counted(record.cellCount, 'cell'))
  if (record.bestRetention) parts.push(`retention ${printPercent(record.bestRetention.percent)} %`)
  return parts.join(', ')
}

const outcomeWords: readonly [RunState, string][] = [
  ['done-differently', 'differently'],
  ['failed', 'failed'],
  ['never-run', 'never run'],
]

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function printPercent(percent: number): string {
  return String(Number(percent.toFixed(1)))
}

function problemAt(key: string, mark: Mark | undefined, problems: readonly PlanProblem[]): string {
  if (mark) return mark.reason
  const found = problems.find((problem) => columnKeyOf(problem.key) === key)
  return found ? sentence(found.message) : ''
}

export function sentence(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  // A symbol keeps its letter: the capital of µ looks like an M.
  const begun = trimmed.replace(/^[a-z](?!_)/, (letter) => letter.toUpperCase())
  return /[.!?]$/.test(begun) ? begun : `${begun}.`
}

function competingText(
  competing: readonly CompetingValue[] | undefined,
  print: (value: ParameterValue) => string,
): string {
  if (!competing || competing.length < 2) return ''
  return competing.map((one) => (one.value === null ? 'empty' : print(one.value))).join(' | ')
}

function spoken(label: string, value: string, problem: string, competing: string): string {
  const parts = [`${label}: ${value}`]
  if (competing) parts.push(`set differently by several people: ${competing}`)
  if (problem) parts.push(problem)
  return parts.join('. ')
}

function withUnit(text: string, unit: string | null): string {
  return unit ? `${text} ${unit}` : text
}

export function foundText(found: unknown): string {
  return typeof found === 'string' ? found : (JSON.stringify(found) ?? '')
}

/** The text that a cell gives to the clipboard: what parses back to the same value, units left to the column head. */
export function clipboardText(column: GridColumn, sources: Omit<CellSources, 'draft'>): string {
  const { recipe, mark } = sources
  if (mark && !(column.kind === 'subCycles' && mark.text === '')) return mark.text
  if (column.kind === 'subCycles') return programmeText(recipe.values)
  if (column.kind === 'name') return recipe.name
  if (column.kind === 'parameter') {
    const value = recipe.values[column.key]
    return value === undefined ? '' : editText(column.parameter, value)
  }
  const face = describeCell(column, { ...sources, draft: null })
  if (column.kind === 'record' || column.kind === 'computed') return face.text
  if (face.tone === 'unavailable') return ''
  const sign = face.bound === 'at least' ? '≥ ' : face.bound === 'at most' ? '≤ ' : ''
  return `${sign}${face.text}${face.range ? ` (${face.range})` : ''}${face.unit ? ` ${face.unit}` : ''}`
}

/** What stands in the editor when it opens on a value: every digit that the value has. */
export function editText(parameter: Parameter, value: ParameterValue): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return parameter.choices?.find((choice) => choice.value === value)?.label ?? value
  return editTags(value)
}
