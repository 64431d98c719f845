import type { MeritKey } from '@/app/_lib/comparison/merits'
import { merits } from '@/app/_lib/comparison/merits'
import { type JudgedFigure, judged } from '@/app/_lib/comparison/parity'
import type { ResultsViewSettings } from '@/server/views'

/** How results are looked at: what a saved view holds. */
export type ResultsView = ResultsViewSettings

export const parts = ['table', 'pivot', 'scatter', 'prediction', 'published'] as const
export type ResultsPart = (typeof parts)[number]

export const plainResults: ResultsView = {
  part: 'table',
  filter: '',
  window: '',
  rate: '',
  cellType: '',
  origin: '',
  n: 100,
  columns: [],
  sort: { key: 'retention', direction: 'descending' },
  pivot: { rows: 'process', columns: 'window', merit: 'retention' },
  scatter: { x: 'predicted.timeToRocksalt', y: 'retention', colour: 'process', xLog: true, yLog: false, hasFit: true },
  prediction: { figure: 'timeToRocksalt', merit: 'retentionAtN' },
}

/** A view as it was saved, by whichever version: what is not understood is as in the plain view. */
export function readResultsView(found: unknown): ResultsView {
  if (typeof found !== 'object' || found === null) return plainResults
  const given = found as Partial<Record<keyof ResultsView, unknown>>
  const text = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise)
  const record = (value: unknown) =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const sort = record(given.sort)
  const pivot = record(given.pivot)
  const scatter = record(given.scatter)
  const prediction = record(given.prediction)
  return {
    part: parts.find((part) => part === given.part) ?? plainResults.part,
    filter: text(given.filter, ''),
    window: text(given.window, ''),
    rate: text(given.rate, ''),
    cellType: text(given.cellType, ''),
    origin: text(given.origin, ''),
    n: typeof given.n === 'number' && Number.isInteger(given.n) && given.n >= 2 ? given.n : plainResults.n,
    columns: Array.isArray(given.columns) ? given.columns.filter((key) => typeof key === 'string') : [],
    sort: {
      key: text(sort.key, plainResults.sort.key),
      direction: sort.direction === 'ascending' ? 'ascending' : 'descending',
    },
    pivot: {
      rows: text(pivot.rows, plainResults.pivot.rows),
      columns: text(pivot.columns, plainResults.pivot.columns),
      merit: readMerit(pivot.merit),
    },
    scatter: {
      x: text(scatter.x, plainResults.scatter.x),
      y: text(scatter.y, plainResults.scatter.y),
      colour: text(scatter.colour, plainResults.scatter.colour),
      xLog: typeof scatter.xLog === 'boolean' ? scatter.xLog : plainResults.scatter.xLog,
      yLog: scatter.yLog === true,
      hasFit: scatter.hasFit !== false,
    },
    prediction: {
      figure: readJudged(prediction.figure),
      merit: prediction.merit === 'retention' ? 'retention' : 'retentionAtN',
    },
  }
}

export function readMerit(value: unknown): MeritKey {
  return merits.find(({ key }) => key === value)?.key ?? 'retention'
}

export function readJudged(value: unknown): JudgedFigure {
  return judged.find((key) => key === value) ?? 'timeToRocksalt'
}

export function sameResultsView(one: ResultsView, other: ResultsView): boolean {
  return JSON.stringify(readResultsView(one)) === JSON.stringify(readResultsView(other))
}
