import { toCsv } from '@/app/_components/charts/csv'
import { isFigure } from '@/science/prediction/figure'
import { formatValue } from '@/science/recipe/formatValue'
import type { Parameter } from '@/science/recipe/parameter'
import { type ComparisonLine, comparedFigures, usedParameters } from './comparisonTable'

/** The table as shown, with each figure's unit, cycle and reference cycle in columns of their own, and every parameter. */
export function csvOfLines(lines: readonly ComparisonLine[], parameters: readonly Parameter[]): string {
  const used = usedParameters(lines, parameters)
  return toCsv(
    [
      'recipe',
      'plan',
      'process',
      'origin',
      'place in paper',
      'cell',
      'lower cutoff (V)',
      'upper cutoff (V)',
      'rate (1/h)',
      'temperature (°C)',
      'cell type',
      ...comparedFigures.flatMap((figure) => [
        figure,
        `${figure} unit`,
        `${figure} at cycle`,
        `${figure} reference cycle`,
      ]),
      'predicted t_rs (s)',
      'predicted t_rs low (s)',
      'predicted t_rs high (s)',
      ...used.map(({ label, unit }) => (unit === null ? label : `${label} (${unit})`)),
    ],
    lines.map((line) => {
      const predicted = line.prediction.timeToRocksalt
      const figure = predicted && isFigure(predicted) ? predicted : null
      return [
        line.recipeName,
        line.planTitle,
        line.process,
        line.origin,
        line.paperPlace,
        line.cellName,
        line.conditions.lowerCutoffV,
        line.conditions.upperCutoffV,
        line.conditions.cRate,
        line.conditions.temperatureC,
        line.cell,
        ...comparedFigures.flatMap((name) => {
          const result = line.figures[name]
          return [result?.value, result?.unit, result?.atCycle, result?.referenceCycle]
        }),
        figure?.value,
        figure?.low,
        figure?.high,
        ...used.map((parameter) => {
          const value = line.values[parameter.key]
          return typeof value === 'number' ? value : value === undefined ? null : formatValue(parameter, value)
        }),
      ]
    }),
  )
}
