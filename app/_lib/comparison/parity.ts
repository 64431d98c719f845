import { predictUnder } from '@/science/comparison/predictUnder'
import type { Library } from '@/science/library/library'
import { type FigureOrNone, isFigure, type Prediction } from '@/science/prediction/figure'
import { type Correlation, kendall, type Pair, spearman } from '@/science/statistics/correlation'
import { type Disagreement, disagreements } from '@/science/statistics/disagreement'
import type { ComparedLine } from './lines'
import type { MeritKey } from './merits'

/** What retention is judged against. */
export const judged = ['timeToRocksalt', 'surfaceOxygenRetention'] as const
export type JudgedFigure = (typeof judged)[number]

/** One recipe: what the model says of it under the conditions that its cells were tested under, and what they gave. */
export interface ParityPoint {
  line: ComparedLine
  /** The figure that was recorded. */
  merit: MeritKey
  /** s or %; the bound where only a side is known */
  predicted: number
  bound: 'at least' | 'at most' | null
  low: number | null
  high: number | null
  /** The time at high voltage that the prediction took. */
  dwell: { seconds: number; isMeasured: boolean } | null
  recorded: number
  recordedSd: number | null
}

export interface Parity {
  points: readonly ParityPoint[]
  /** Recipes with a record and no prediction, by the reason why there is none. */
  unpredicted: ReadonlyMap<string, readonly ComparedLine[]>
  /** Of central values only: a bound has no rank. */
  counted: readonly ParityPoint[]
  rank: { spearman: Correlation; kendall: Correlation } | null
  disagreeing: readonly Disagreement<ParityPoint>[]
}

/**
 * @param lines of one set of conditions; the caller sees to it
 * @param n the cycle that retention was taken at, which R_O is predicted for
 */
export function parityOf(
  lines: readonly ComparedLine[],
  { figure, merit, n }: { figure: JudgedFigure; merit: MeritKey; n: number },
  library: Library,
): Parity {
  const points: ParityPoint[] = []
  const unpredicted = new Map<string, ComparedLine[]>()
  for (const line of lines) {
    const record = line.figures[merit]
    if (!record) continue
    const prediction = predictLine(line, { merit, n }, library)
    const found = prediction[figure]
    const value = isFigure(found) ? (found.value ?? found.low ?? found.high) : undefined
    if (!isFigure(found) || value === undefined) {
      const reason = isFigure(found) ? 'neither side is known' : found.unavailable
      unpredicted.set(reason, [...(unpredicted.get(reason) ?? []), line])
      continue
    }
    points.push({
      line,
      merit,
      predicted: value,
      bound: found.value !== undefined ? null : found.low !== undefined ? 'at least' : 'at most',
      low: found.value === undefined ? null : (found.low ?? null),
      high: found.value === undefined ? null : (found.high ?? null),
      dwell: dwellOf(prediction.cyclesToRocksalt),
      recorded: record.summary.mean,
      recordedSd: record.summary.sd,
    })
  }
  const counted = points.filter(({ bound }) => bound === null)
  const pairs = counted.map(pairOf)
  const [rho, tau] = [spearman(pairs), kendall(pairs)]
  return {
    points,
    unpredicted,
    counted,
    rank: rho && tau ? { spearman: rho, kendall: tau } : null,
    disagreeing: counted.length < 3 ? [] : disagreements(counted, pairOf),
  }
}

/** What the model says of the recipe under the conditions of the line, for the cycle of the figure, by the recorded dwell time. */
export function predictLine(
  line: ComparedLine,
  { merit, n }: { merit: MeritKey; n: number },
  library: Library,
): Prediction {
  const { recipeName: name, process, values } = line.revision
  const cells = line.figures.dwell?.values.length ?? 0
  return predictUnder(
    { name, process, values },
    {
      conditions: line.conditions,
      cycles: merit === 'retentionAtN' ? n : (line.figures[merit]?.cycles?.most ?? null),
      dwell:
        line.dwellS === null || line.dwellS <= 0
          ? null
          : { seconds: line.dwellS, source: `recorded: median of ${cells} ${cells === 1 ? 'cell' : 'cells'}` },
    },
    library,
  )
}

function pairOf({ predicted, recorded }: ParityPoint): Pair {
  return [predicted, recorded]
}

function dwellOf(figure: FigureOrNone): ParityPoint['dwell'] {
  const input = isFigure(figure) ? figure.inputs.find(({ symbol }) => symbol === 'τ') : undefined
  return input ? { seconds: input.value, isMeasured: input.basis === 'measured' } : null
}
