import type { ScatterPoint } from '@/app/_components/charts/scatterOption'
import { formatConditions } from '@/science/comparison/figures'
import { type Correlation, type Pair, pearson, spearman } from '@/science/statistics/correlation'
import { fitLine, type Line } from '@/science/statistics/line'
import { type ComparedColumn, isNumeric, lineContent } from './columns'
import { cellCount } from './format'
import type { ComparedLine } from './lines'

export interface ScatterRead {
  points: readonly ScatterPoint[]
  /** The lines of the points, in their order. */
  lines: readonly ComparedLine[]
  scale: { label: string; least: number; most: number } | null
  fit: Line | null
  r: Correlation | null
  rho: Correlation | null
  /** Own points that the fit left out: bounds, and what a logarithm cannot show. */
  leftOut: { bounds: number; notPositive: number }
}

export interface ScatterAxes {
  x: ComparedColumn
  y: ComparedColumn
  colour: ComparedColumn
  xLog: boolean
  yLog: boolean
}

/** Minutes are what people say of a time to rocksalt, and its record stands in seconds. */
function scaleOf(column: ComparedColumn): number {
  return column.kind === 'figure' && column.figure === 'timeToRocksalt' ? 1 / 60 : 1
}

export function axisLabel(column: ComparedColumn): string {
  const unit = column.kind === 'figure' && column.figure === 'timeToRocksalt' ? 'min' : column.unit
  return unit === null ? column.label : `${column.label} (${unit})`
}

/** Any quantity of the lines against any other, with the line through the points that this group measured itself. */
export function readScatter(lab: string, lines: readonly ComparedLine[], axes: ScatterAxes): ScatterRead {
  const { x, y, colour, xLog, yLog } = axes
  const found = lines.flatMap((line) => {
    const [atX, atY] = [placedAt(x, line), placedAt(y, line)]
    return atX === null || atY === null ? [] : [{ line, atX, atY }]
  })
  const isDrawable = ({ atX, atY }: (typeof found)[number]) => (!xLog || atX.value > 0) && (!yLog || atY.value > 0)
  const drawn = found.filter(isDrawable)
  const byScale = isNumeric(colour)
  const numbers = byScale ? drawn.flatMap(({ line }) => lineContent(colour, line).number ?? []) : []
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  const hasScale = numbers.length > 0 && most > least
  const points = drawn.map(({ line, atX, atY }): ScatterPoint => {
    const number = byScale ? lineContent(colour, line).number : null
    return {
      name: line.revision.recipeName,
      detail: [
        `${x.label} ${plain(atX.value)}`,
        `${y.label} ${plain(atY.value)}`,
        line.cells
          .map(({ cellName }) => cellName)
          .slice(0, 4)
          .join(', '),
        cellCount(line.cells.length),
        formatConditions({ ...line.conditions, cell: line.cellType ?? undefined }),
      ].join(' · '),
      group: byScale ? 'recipes' : lineContent(colour, line).text || 'not given',
      origin: line.origin,
      x: atX.value,
      y: atY.value,
      bound: atX.bound,
      low: atX.low,
      high: atX.high,
      sd: atY.sd,
      share: hasScale && number !== null ? (number - least) / (most - least) : null,
      href: placeOf(lab, line),
    }
  })
  const own = points.filter(({ origin }) => origin === 'measured')
  const exact = own.filter(({ bound }) => bound === null)
  const pairs = exact.map(({ x: atX, y: atY }): Pair => [xLog ? Math.log10(atX) : atX, yLog ? Math.log10(atY) : atY])
  return {
    points,
    lines: drawn.map(({ line }) => line),
    scale: hasScale ? { label: colour.head, least, most } : null,
    fit: fitLine(pairs),
    r: pearson(pairs),
    rho: spearman(pairs),
    leftOut: { bounds: own.length - exact.length, notPositive: found.length - drawn.length },
  }
}

/** The cell where there is one, else the recipe. */
export function placeOf(lab: string, line: ComparedLine): string {
  const [only, another] = line.cells
  return only && !another
    ? `/${lab}/cells/${only.cellId}`
    : `/${lab}/plans/${line.revision.planId}?recipe=${line.revision.recipeId}`
}

interface Placed {
  value: number
  bound: ScatterPoint['bound']
  low: number | null
  high: number | null
  sd: number | null
}

function placedAt(column: ComparedColumn, line: ComparedLine): Placed | null {
  const plainly = { bound: null, low: null, high: null, sd: null }
  if (column.kind === 'merit') {
    const found = line.figures[column.merit]
    // mAh of a cell with unknown mass has no place on an axis of mAh g⁻¹.
    if (!found || (column.unit === 'mAh g⁻¹' && found.unit === 'mAh')) return null
    return { ...plainly, value: found.summary.mean, sd: found.summary.sd }
  }
  if (column.kind === 'figure') {
    const found = line.revision.predicted[column.figure]
    const value = found?.value ?? found?.low ?? found?.high
    if (!found || value === undefined) return null
    const scale = scaleOf(column)
    const isRange = found.value !== undefined && found.low !== undefined && found.high !== undefined && found.low > 0
    return {
      value: value * scale,
      bound: found.value !== undefined ? null : found.low !== undefined ? 'at least' : 'at most',
      low: isRange && found.low !== undefined ? found.low * scale : null,
      high: isRange && found.high !== undefined ? found.high * scale : null,
      sd: null,
    }
  }
  const { number } = lineContent(column, line)
  return number === null ? null : { ...plainly, value: number }
}

function plain(value: number): string {
  return String(Number(value.toPrecision(4)))
}

/** `0.84 (0.45 to 0.96)`: a coefficient with its interval. */
export function formatCorrelation(found: Correlation | null): string {
  if (found === null) return 'not defined'
  const print = (value: number) => value.toFixed(2).replace('-', '−')
  return found.interval === null
    ? print(found.value)
    : `${print(found.value)} (${print(found.interval.low)} to ${print(found.interval.high)})`
}
