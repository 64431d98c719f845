import type { ScatterPoint } from '@/app/_components/charts/scatterOption'
import { figureLabel, formatConditions, formatCycles, formatResult, formatUnit } from '@/science/comparison/figures'
import { isFigure } from '@/science/prediction/figure'
import { processLabels } from '@/science/recipe/process'
import type { ComparedFigure, ComparisonLine } from './comparisonTable'

/** Fewer points than this show no trend: the table says more. */
export const fewestPoints = 3

/** Predicted time to rocksalt of each line against one of its measured figures. Lines without either are left out. */
export function scatterPoints(lines: readonly ComparisonLine[], figure: ComparedFigure): ScatterPoint[] {
  return lines.flatMap((line): ScatterPoint[] => {
    const result = line.figures[figure]
    const predicted = line.prediction.timeToRocksalt
    if (!result || !predicted || !isFigure(predicted)) return []
    const { value, low, high } = predicted
    const x = value ?? low ?? high
    if (x === undefined || !(x > 0)) return []
    const isRange = value !== undefined && low !== undefined && high !== undefined && low > 0
    return [
      {
        name: line.recipeName,
        detail: [
          `${figureLabel(result.figure)} ${formatResult(result.value, result.unit)} ${formatUnit(result.unit)}`,
          formatCycles(result),
          formatConditions(result.conditions),
        ]
          .filter(Boolean)
          .join(' · '),
        group: processLabels[line.process],
        origin: line.origin,
        x: x / 60,
        bound: value !== undefined ? null : low !== undefined ? 'at least' : 'at most',
        low: isRange ? low / 60 : null,
        high: isRange ? high / 60 : null,
        y: result.value,
      },
    ]
  })
}

/** What the points have in common, and what they do not: n, and the conditions where they are all the same. */
export function sharedConditions(lines: readonly ComparisonLine[], figure: ComparedFigure): string {
  const results = lines.flatMap((line) => line.figures[figure] ?? [])
  const one = <Value>(values: readonly Value[]) => (new Set(values).size === 1 ? values[0] : undefined)
  const windows = one(lines.map((line) => line.window))
  const rates = one(lines.map((line) => line.rate))
  const cells = one(lines.map((line) => line.cell))
  const cycles = one(results.map((result) => result.atCycle))
  return [
    windows === undefined ? 'several windows' : (windows ?? 'window not known'),
    rates === undefined ? 'several rates' : (rates ?? 'rate not known'),
    cells === undefined ? 'several cell types' : (cells ?? 'cell type not known'),
    ...(figure === 'retention' || figure === 'finalCapacity'
      ? [cycles === undefined ? 'several cycle numbers' : cycles === null ? 'cycle not known' : `cycle ${cycles}`]
      : []),
    `n = ${results.length}`,
  ].join(' · ')
}
