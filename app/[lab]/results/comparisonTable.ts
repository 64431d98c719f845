import { formatRate, formatWindow } from '@/science/comparison/figures'
import type { Parameter } from '@/science/recipe/parameter'
import type { ComparisonRow } from '@/server/views'

/** One line of the comparison: a recipe's cell under one set of conditions, with its figures of merit. */
export interface ComparisonLine {
  key: string
  recipeName: string
  planTitle: string
  planId: string
  process: ComparisonRow['process']
  origin: ComparisonRow['origin']
  paperPlace: string | null
  cellId: string
  cellName: string
  window: string | null
  rate: string | null
  cell: string | null
  conditions: ComparisonRow['result']['conditions']
  prediction: ComparisonRow['prediction']
  values: ComparisonRow['values']
  figures: Record<ComparedFigure, ComparisonRow['result'] | null>
}

export const comparedFigures = [
  'retention',
  'dischargeCapacity',
  'finalCapacity',
  'initialCoulombicEfficiency',
] as const
export type ComparedFigure = (typeof comparedFigures)[number]

/** A test's first discharge and a paper's "discharge capacity" are the same column. */
const columnOf: Record<string, ComparedFigure> = {
  retention: 'retention',
  dischargeCapacity: 'dischargeCapacity',
  initialDischargeCapacity: 'dischargeCapacity',
  finalCapacity: 'finalCapacity',
  finalDischargeCapacity: 'finalCapacity',
  initialCoulombicEfficiency: 'initialCoulombicEfficiency',
}

export function toLines(rows: readonly ComparisonRow[]): ComparisonLine[] {
  const lines = new Map<string, ComparisonLine>()
  for (const row of rows) {
    const column = columnOf[row.result.figure]
    if (!column) continue
    const { conditions } = row.result
    const window = formatWindow(conditions)
    const rate = formatRate(conditions)
    const identity = [row.cellId, row.recipeId, row.paperPlace, window, rate, conditions.temperatureC]
    let key = identity.join('|')
    // Two tests of one cell under the same conditions are two lines: neither hides the other.
    for (let again = 2; lines.get(key)?.figures[column]; again++) key = [...identity, again].join('|')
    const line = lines.get(key) ?? {
      key,
      recipeName: row.recipeName,
      planTitle: row.planTitle,
      planId: row.planId,
      process: row.process,
      origin: row.origin,
      paperPlace: row.paperPlace,
      cellId: row.cellId,
      cellName: row.cellName,
      window,
      rate,
      cell: conditions.cell ?? null,
      conditions,
      prediction: row.prediction,
      values: row.values,
      figures: { retention: null, dischargeCapacity: null, finalCapacity: null, initialCoulombicEfficiency: null },
    }
    line.figures[column] = row.result
    lines.set(key, line)
  }
  return [...lines.values()]
}

export interface Filters {
  process: string
  window: string
  rate: string
  origin: string
  text: string
}

export const noFilters: Filters = { process: '', window: '', rate: '', origin: '', text: '' }
/** Stands in a filter for "the source does not say". */
export const notKnown = 'not known'

export function filterLines(lines: readonly ComparisonLine[], filters: Filters): ComparisonLine[] {
  const text = filters.text.trim().toLowerCase()
  return lines.filter(
    (line) =>
      (!filters.process || line.process === filters.process) &&
      (!filters.window || (line.window ?? notKnown) === filters.window) &&
      (!filters.rate || (line.rate ?? notKnown) === filters.rate) &&
      (!filters.origin || line.origin === filters.origin) &&
      (!text ||
        `${line.recipeName} ${line.planTitle} ${line.cellName} ${line.cell ?? ''}`.toLowerCase().includes(text)),
  )
}

/** What the filters offer: only what occurs, rates by size. */
export function filterChoices(
  lines: readonly ComparisonLine[],
): Record<'process' | 'window' | 'rate' | 'origin', string[]> {
  const all = (values: (string | null)[]) => [...new Set(values.map((value) => value ?? notKnown))]
  return {
    process: all(lines.map((line) => line.process)).sort(),
    window: all(lines.map((line) => line.window)).sort(),
    rate: all(lines.map((line) => line.rate)).sort(
      (a, b) => Number.parseFloat(a) - Number.parseFloat(b) || (a < b ? -1 : 1),
    ),
    origin: all(lines.map((line) => line.origin)).sort(),
  }
}

/** The parameters that the recipes of these lines have, in the order of the catalogue; test conditions stand in columns of their own. */
export function usedParameters(lines: readonly ComparisonLine[], parameters: readonly Parameter[]): Parameter[] {
  const used = new Set(lines.flatMap(({ values }) => Object.keys(values)))
  return parameters.filter(({ key, inheritedFromPlan }) => used.has(key) && !inheritedFromPlan)
}

/** A fixed column, or a parameter by its key. */
export type SortKey = 'recipe' | 'process' | 'window' | 'rate' | ComparedFigure | `parameter ${string}`
export interface Sorting {
  key: SortKey
  isDescending: boolean
}

/** Lines without the sorted value come last in either direction: no figure is neither good nor bad. */
export function sortLines(lines: readonly ComparisonLine[], { key, isDescending }: Sorting): ComparisonLine[] {
  return lines.toSorted((a, b) => {
    const left = sortValue(a, key)
    const right = sortValue(b, key)
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right), 'en', { numeric: true })
    return isDescending ? -order : order
  })
}

function sortValue(line: ComparisonLine, key: SortKey): string | number | null {
  if (key === 'recipe') return line.recipeName
  if (key === 'process') return line.process
  if (key === 'window') return line.window
  if (key === 'rate') return line.conditions.cRate ?? null
  if (isParameterKey(key)) {
    const value = line.values[key.slice('parameter '.length)]
    return typeof value === 'number' ? value : value === undefined ? null : String(value)
  }
  return line.figures[key]?.value ?? null
}

function isParameterKey(key: SortKey): key is `parameter ${string}` {
  return key.startsWith('parameter ')
}
