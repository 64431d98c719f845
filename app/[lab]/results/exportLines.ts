import type { CsvCell } from '@/app/_components/charts/csv'
import type { ComparedColumn } from '@/app/_lib/comparison/columns'
import { lineContent } from '@/app/_lib/comparison/columns'
import type { ComparedLine } from '@/app/_lib/comparison/lines'
import { meritLabel, merits } from '@/app/_lib/comparison/merits'
import { formatUnit } from '@/science/comparison/figures'
import { processLabels } from '@/science/recipe/process'

export interface ExportedTable {
  header: readonly string[]
  rows: readonly (readonly CsvCell[])[]
}

/** The lines as shown, real numbers with their units in the heads, with conditions, spread, every parameter and prediction. */
export function exportLines(
  lines: readonly ComparedLine[],
  columns: readonly ComparedColumn[],
  n: number,
): ExportedTable {
  const parameters = columns.filter((column) => column.kind === 'parameter')
  const predicted = columns.filter((column) => column.kind === 'figure')
  const given = merits.filter(({ key }) => lines.some(({ figures }) => figures[key]))
  const inUnit = (label: string, unit: string | null) => (unit === null ? label : `${label} (${unit})`)
  return {
    header: [
      'Recipe',
      'Revision',
      'Plan',
      'Process',
      'Origin',
      'Place in paper',
      'Cells',
      'n',
      'Runs',
      'Runs failed',
      'Runs never run',
      'Lower cutoff (V)',
      'Upper cutoff (V)',
      'Rate (1/h)',
      'Temperature (°C)',
      'Cell type',
      ...given.flatMap(({ key, unit }) => {
        const label = meritLabel(key, n)
        return [inUnit(label, unit), `${label}: s`, `${label}: n`, `${label}: unit`, `${label}: taken at cycle`]
      }),
      ...predicted.flatMap(({ label, unit }) => [inUnit(label, unit ?? 's'), `${label}: low`, `${label}: high`]),
      ...parameters.map(({ label, unit }) => inUnit(label, unit)),
    ],
    rows: lines.map((line) => {
      const { revision, conditions } = line
      return [
        revision.recipeName,
        revision.number,
        revision.planTitle,
        processLabels[revision.process],
        line.origin === 'paper' ? 'paper' : 'this lab',
        line.paper === null ? null : `${line.paper.testId}, ${line.paper.place}`,
        line.cells.map(({ cellName }) => cellName).join('; '),
        line.cells.length,
        Object.values(revision.runs).reduce((sum, count) => sum + count, 0),
        revision.runs.failed ?? 0,
        revision.runs['never-run'] ?? 0,
        conditions.lowerCutoffV,
        conditions.upperCutoffV,
        conditions.cRate,
        conditions.temperatureC,
        line.cellType,
        ...given.flatMap(({ key }) => {
          const found = line.figures[key]
          if (!found) return [null, null, null, null, null]
          const { summary, unit, cycles } = found
          const at =
            cycles === null || cycles.least === cycles.most ? (cycles?.least ?? null) : `${cycles.least}–${cycles.most}`
          return [summary.mean, summary.sd, summary.n, formatUnit(unit), at]
        }),
        ...predicted.flatMap((column) => {
          const found = column.kind === 'figure' ? revision.predicted[column.figure] : undefined
          return [found?.value, found?.low, found?.high]
        }),
        ...parameters.map((column) => {
          const { number, text } = lineContent(column, line)
          return number ?? (text === '' ? null : text)
        }),
      ]
    }),
  }
}
