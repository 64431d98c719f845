import { type Summary, summarise } from '@/science/statistics/summary'
import { type ComparedColumn, conditionSetOf, lineContent } from './columns'
import type { ComparedLine } from './lines'
import type { MeritKey } from './merits'

export interface PivotCell {
  summary: Summary
  unit: string
  lines: readonly ComparedLine[]
  /** Its cells were tested under more than one window, rate or cell type: the mean compares what does not compare. */
  isMixed: boolean
}

export interface Pivot {
  rows: readonly string[]
  columns: readonly string[]
  at: (row: string, column: string) => PivotCell | null
}

export const notGiven = 'not given'

/**
 * A figure of merit by the values of one thing against those of another: in each place mean and spread over all cells of the
 * recipes that have both values.
 */
export function pivotLines(
  lines: readonly ComparedLine[],
  rowBy: ComparedColumn,
  columnBy: ComparedColumn,
  merit: MeritKey,
): Pivot {
  const places = new Map<string, ComparedLine[]>()
  const rows = new Map<string, number | null>()
  const columns = new Map<string, number | null>()
  for (const line of lines) {
    if (!line.figures[merit]) continue
    const [row, column] = [lineContent(rowBy, line), lineContent(columnBy, line)]
    const [rowName, columnName] = [row.text || notGiven, column.text || notGiven]
    rows.set(rowName, row.number)
    columns.set(columnName, column.number)
    const key = JSON.stringify([rowName, columnName])
    places.set(key, [...(places.get(key) ?? []), line])
  }
  return {
    rows: ordered(rows),
    columns: ordered(columns),
    at: (row, column) => {
      const found = places.get(JSON.stringify([row, column])) ?? []
      const unit = found.find((line) => line.figures[merit]?.unit === 'mAh/g')
        ? 'mAh/g'
        : found[0]?.figures[merit]?.unit
      const own = found.filter((line) => line.figures[merit]?.unit === unit)
      const summary = summarise(
        own.flatMap((line) => (line.figures[merit]?.values ?? []).map(({ figure }) => figure.value)),
      )
      if (summary === null || unit === undefined) return null
      return { summary, unit, lines: own, isMixed: new Set(own.map(conditionSetOf)).size > 1 }
    },
  }
}

const byText = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Numbers by size, words by the alphabet, what is not given last. */
function ordered(values: ReadonlyMap<string, number | null>): string[] {
  return [...values]
    .sort(([one, a], [other, b]) => {
      if (one === notGiven || other === notGiven) return Number(one === notGiven) - Number(other === notGiven)
      return a !== null && b !== null ? a - b : byText.compare(one, other)
    })
    .map(([name]) => name)
}
