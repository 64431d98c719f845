import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useCallback, useMemo, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Toggle } from '@/app/_components/charts/CapacityChart'
import { Chart, type HoveredPoint } from '@/app/_components/charts/Chart'
import type { ChartTheme } from '@/app/_components/charts/chartTheme'
import { type ScatterPoint, scatterOption } from '@/app/_components/charts/scatterOption'
import { BasisMark } from '@/app/_components/Quantity'
import { type ConditionSet, conditionSets, sharedConditions } from '@/app/_lib/comparison/columns'
import { cellCount, describeMerit, formatMean } from '@/app/_lib/comparison/format'
import type { ComparedLine } from '@/app/_lib/comparison/lines'
import { meritLabel } from '@/app/_lib/comparison/merits'
import { type JudgedFigure, type ParityPoint, parityOf } from '@/app/_lib/comparison/parity'
import { formatCorrelation, placeOf } from '@/app/_lib/comparison/scatter'
import { useLabScience } from '@/app/_lib/labScience'
import { formatResult, formatUnit } from '@/science/comparison/figures'
import { formatFigure } from '@/science/prediction/formatFigure'
import { processLabels } from '@/science/recipe/process'
import { ranks } from '@/science/statistics/correlation'
import { Choice, PartBar } from './ResultsBar'
import { type ResultsView, readJudged, readMerit } from './resultsView'

const figureNames: Record<JudgedFigure, string> = {
  timeToRocksalt: 'Time to rocksalt tᵣₛ',
  surfaceOxygenRetention: 'Surface oxygen retention R_O',
}
const mostDisagreeing = 8

/** Was the prediction right? Predicted against measured, under the same conditions and at the same cycle. */
export function PredictionPart({
  lab,
  lines,
  n,
  chosen,
  onChange,
  onConditions,
  onCycle,
}: {
  lab: string
  lines: readonly ComparedLine[]
  n: number
  chosen: ResultsView['prediction']
  onChange: (chosen: ResultsView['prediction']) => void
  onConditions: (set: ConditionSet) => void
  onCycle: (n: number) => void
}) {
  const router = useRouter()
  const { library } = useLabScience()
  const [isRanked, setRanked] = useState(false)
  const figure = readJudged(chosen.figure)
  const merit = readMerit(chosen.merit) === 'retentionAtN' ? 'retentionAtN' : 'retention'
  const recorded = useMemo(() => lines.filter((line) => line.figures[merit]), [lines, merit])
  const sets = useMemo(() => conditionSets(recorded), [recorded])
  const isOne = sets.length === 1
  const parity = useMemo(() => parityOf(recorded, { figure, merit, n }, library), [recorded, figure, merit, n, library])
  const points = useMemo(() => drawn(lab, parity.points, figure, isRanked), [lab, parity, figure, isRanked])
  const yLabel = `${meritLabel(merit, n)} (%)`
  const xLabel = figure === 'timeToRocksalt' ? 'Predicted tᵣₛ (min)' : 'Predicted R_O (%)'
  const buildOption = useCallback(
    (theme: ChartTheme) =>
      scatterOption(
        {
          points,
          xLabel: isRanked ? `Rank of ${xLabel.replace(/ \(.*/, '')}, lowest first` : xLabel,
          yLabel: isRanked ? 'Rank of retention, lowest first' : yLabel,
          xLog: !isRanked && figure === 'timeToRocksalt',
          yLog: false,
          fit: null,
          hasIdentity: isRanked || figure === 'surfaceOxygenRetention',
          scale: null,
        },
        theme,
      ),
    [points, isRanked, figure, xLabel, yLabel],
  )
  const table = useMemo(
    () => ({
      header: [
        'Recipe',
        'Cells',
        'Process',
        'Origin',
        xLabel,
        'Bound',
        'Dwell per cycle (s)',
        'Dwell',
        yLabel,
        's',
        'n',
      ],
      rows: parity.points.map(({ line, predicted, bound, dwell, recorded: found, recordedSd }) => [
        line.revision.recipeName,
        line.cells.map(({ cellName }) => cellName).join('; '),
        processLabels[line.revision.process],
        line.origin,
        Number((figure === 'timeToRocksalt' ? predicted / 60 : predicted).toPrecision(4)),
        bound ?? '',
        dwell === null ? null : Math.round(dwell.seconds),
        dwell === null ? '' : dwell.isMeasured ? 'measured' : 'assumed',
        Number(found.toPrecision(5)),
        recordedSd === null ? null : Number(recordedSd.toPrecision(3)),
        line.figures[merit]?.summary.n ?? null,
      ]),
      links: parity.points.map(({ line }) => placeOf(lab, line)),
    }),
    [parity, figure, merit, lab, xLabel, yLabel],
  )
  const open = useCallback((href: string) => router.push(href), [router])
  const cycles = merit === 'retention' ? 'at the last cycle of each' : `at cycle ${n}`

  return (
    <>
      <PartBar label="Prediction against record">
        <Choice
          label="Predicted"
          none={null}
          value={figure}
          choices={Object.entries(figureNames).map(([value, label]) => ({ value, label }))}
          onChange={(next) => onChange({ ...chosen, figure: next })}
        />
        <Choice
          label="Measured"
          none={null}
          value={merit}
          choices={(['retentionAtN', 'retention'] as const).map((key) => ({ value: key, label: meritLabel(key, n) }))}
          onChange={(next) => onChange({ ...chosen, merit: next })}
        />
      </PartBar>
      {!isOne && sets.length > 0 && <Conditions sets={sets} onConditions={onConditions} />}
      <CycleOffer lines={lines} n={n} isAtN={merit === 'retentionAtN'} onCycle={onCycle} />
      {points.length === 0 ? (
        <p className="text-ink-muted">No recipe shown has both a retention {cycles} and this prediction.</p>
      ) : (
        <Chart
          title={`${isRanked ? 'Ranks: retention' : 'Retention'} ${cycles} against predicted ${figure === 'timeToRocksalt' ? 'time to rocksalt' : 'surface oxygen retention'}`}
          conditions={sharedConditions(parity.points.map(({ line }) => line))}
          summary={`${parity.points.length} recipes; arrows are bounds, hollow marks are papers.`}
          buildOption={buildOption}
          describeHover={describeHover}
          table={table}
          onOpen={open}
          controls={
            <>
              <Toggle isPressed={!isRanked} onClick={() => setRanked(false)}>
                Parity
              </Toggle>
              <Toggle isPressed={isRanked} onClick={() => setRanked(true)}>
                Ranks
              </Toggle>
            </>
          }
        />
      )}
      {isOne && <Verdict lab={lab} parity={parity} figure={figure} />}
      {parity.unpredicted.size > 0 && <Unpredicted parity={parity} />}
    </>
  )
}

/** A rank over different conditions would compare what does not compare. */
function Conditions({
  sets,
  onConditions,
}: {
  sets: readonly ConditionSet[]
  onConditions: (set: ConditionSet) => void
}) {
  return (
    <div className="mb-4 border-l-2 border-warning pl-3">
      <p className="m-0 mb-1 text-sm">
        These recipes were tested under {sets.length} sets of conditions. A correlation is stated for one of them:
      </p>
      <ul className="m-0 flex list-none flex-wrap gap-2 p-0">
        {sets.slice(0, 8).map((set) => (
          <li key={set.key}>
            <Button
              size="sm"
              className="h-auto min-h-8 max-w-full py-1 text-left whitespace-normal"
              onClick={() => onConditions(set)}
            >
              {set.window ?? 'window not known'} · {set.rate ?? 'rate not known'} ·{' '}
              {set.cellType ?? 'cell type not known'} ({cellCount(set.cells)})
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A cycle that every recipe reached compares them best: where N leaves some out, or the last cycles differ, it is offered. */
function CycleOffer({
  lines,
  n,
  isAtN,
  onCycle,
}: {
  lines: readonly ComparedLine[]
  n: number
  isAtN: boolean
  onCycle: (n: number) => void
}) {
  const last = lines.flatMap(({ origin, figures }) => (origin === 'paper' ? [] : (figures.retention?.cycles ?? [])))
  const common = Math.min(...last.map(({ least }) => least))
  const short = last.filter(({ most }) => most < n).length
  const differ = last.some(({ least, most }) => least !== common || most !== common)
  if (last.length === 0 || common < 2 || (isAtN ? short === 0 || n === common : !differ)) return null
  return (
    <p className="mt-0 mb-4 border-l-2 border-warning pl-3 text-sm">
      {isAtN
        ? `${short} of ${last.length} recipes of this lab did not come to cycle ${n}. `
        : 'The last cycles differ, and a retention after more cycles is lower. '}
      <Button size="sm" onClick={() => onCycle(common)}>
        Take cycle {common}, which all reached
      </Button>
    </p>
  )
}

function Verdict({ lab, parity, figure }: { lab: string; parity: ReturnType<typeof parityOf>; figure: JudgedFigure }) {
  const { counted, points, rank, disagreeing } = parity
  const bounds = points.length - counted.length
  const measured = points.filter(({ dwell }) => dwell?.isMeasured).length
  return (
    <section aria-label="How far prediction and record agree" className="mt-4">
      <p className="m-0">
        {rank === null ? (
          <>
            Too few for a rank correlation: {counted.length} {counted.length === 1 ? 'recipe has' : 'recipes have'} a
            predicted value and a record that differ from the others’; it takes three.
          </>
        ) : (
          <>
            <strong>Spearman ρ = {formatCorrelation(rank.spearman)}</strong>, Kendall τ ={' '}
            {formatCorrelation(rank.kendall)}, n = {rank.spearman.n} recipes.{' '}
            <span className="text-ink-muted">
              95 % intervals by Fisher’s z
              {rank.spearman.interval === null && ': none here, for so few or where all ranks agree'}.
            </span>
          </>
        )}
      </p>
      <p className="mt-1 mb-0 text-sm text-ink-muted">
        {bounds > 0 &&
          `${bounds} of which only a bound is predicted ${bounds === 1 ? 'is' : 'are'} drawn as arrows and left out of it. `}
        {measured} of {points.length} predicted with the dwell time that their cells recorded, the others with the
        assumed one{figure === 'timeToRocksalt' && ' (tᵣₛ itself is a time at high voltage and needs none)'}.
      </p>
      {disagreeing.length > 0 && (
        <>
          <h3 className="mt-4 mb-1 text-sm font-semibold">Those that disagree most</h3>
          <ol className="m-0 max-w-3xl list-none p-0">
            {disagreeing.slice(0, mostDisagreeing).map(({ thing, predictedRank, recordedRank, difference }) => (
              <li
                key={thing.line.key}
                className="grid gap-x-4 border-b border-line py-1.5 text-sm sm:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,3fr)]"
              >
                <Link href={placeOf(lab, thing.line)} className="text-accent hover:underline">
                  {thing.line.revision.recipeName}
                </Link>
                <span className="tabular-nums">
                  <Said point={thing} figure={figure} />
                </span>
                <span className="text-ink-muted tabular-nums">
                  predicted {place(predictedRank)}, measured {place(recordedRank)} of {disagreeing.length} from the
                  lowest
                  {difference === 0
                    ? ': as predicted'
                    : `: ${Math.abs(difference)} ${difference > 0 ? 'better' : 'worse'} than predicted`}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

function Said({ point, figure }: { point: ParityPoint; figure: JudgedFigure }) {
  const unit = figure === 'timeToRocksalt' ? 's' : '%'
  const { text, unit: said } = formatFigure({
    value: point.predicted,
    unit,
    basis: 'computed',
    equation: '',
    inputs: [],
  })
  return (
    <>
      {text} {said}; {formatResult(point.recorded, '%')} % kept {takenAt(point)}
      {point.dwell && (
        <span className="block text-xs text-ink-muted">
          dwell{' '}
          <BasisMark basis={point.dwell.isMeasured ? 'measured' : 'assumed'}>
            {dwellWords(point.dwell.seconds)}
          </BasisMark>{' '}
          per cycle, {point.dwell.isMeasured ? 'measured' : 'assumed'}
        </span>
      )}
    </>
  )
}

/** `at cycle 100 of 3, n = 2`: from which cycles the record is taken, and over how many cells. */
function takenAt({ line, merit }: ParityPoint): string {
  const found = line.figures[merit]
  return found === undefined ? '' : `at ${describeMerit(found, formatUnit(found.unit))}`
}

function dwellWords(seconds: number): string {
  const { text, unit } = formatFigure({ value: seconds, unit: 's', basis: 'measured', equation: '', inputs: [] })
  return `${text} ${unit}`
}

function Unpredicted({ parity }: { parity: ReturnType<typeof parityOf> }) {
  const count = [...parity.unpredicted.values()].reduce((sum, own) => sum + own.length, 0)
  return (
    <details className="mt-3 text-sm">
      <summary className="cursor-pointer text-accent">{count} with a record and no prediction, by reason</summary>
      <ul className="m-0 mt-1 list-none p-0">
        {[...parity.unpredicted].map(([reason, own]) => (
          <li key={reason} className="border-b border-line py-1">
            {[...new Set(own.map((line) => line.revision.recipeName))].join(', ')}:{' '}
            <span className="text-ink-muted">{reason}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function place(rank: number): string {
  return Number.isInteger(rank) ? String(rank) : rank.toFixed(1)
}

function drawn(lab: string, found: readonly ParityPoint[], figure: JudgedFigure, isRanked: boolean): ScatterPoint[] {
  const scale = figure === 'timeToRocksalt' ? 1 / 60 : 1
  const shown = isRanked ? found.filter(({ bound }) => bound === null) : found
  const [xs, ys] = isRanked
    ? [ranks(shown.map(({ predicted }) => predicted)), ranks(shown.map(({ recorded }) => recorded))]
    : [shown.map(({ predicted }) => predicted * scale), shown.map(({ recorded }) => recorded)]
  return shown.flatMap((point, at): ScatterPoint[] => {
    const { line, bound, low, high, recordedSd, dwell } = point
    const [x = 0, y = 0] = [xs[at], ys[at]]
    if (!isRanked && figure === 'timeToRocksalt' && !(x > 0)) return []
    const hasRange = !isRanked && low !== null && high !== null && low > 0
    return [
      {
        name: line.revision.recipeName,
        detail: [
          `predicted ${bound === 'at least' ? '≥ ' : bound === 'at most' ? '≤ ' : ''}${Number((point.predicted * scale).toPrecision(3))} ${figure === 'timeToRocksalt' ? 'min' : '%'}`,
          `kept ${formatMean({ mean: point.recorded, sd: recordedSd }, '%')} % ${takenAt(point)}`.trim(),
          line.cells
            .map(({ cellName }) => cellName)
            .slice(0, 4)
            .join(', '),
          ...(dwell ? [`dwell ${dwellWords(dwell.seconds)}, ${dwell.isMeasured ? 'measured' : 'assumed'}`] : []),
        ].join(' · '),
        group: processLabels[line.revision.process],
        origin: line.origin,
        x,
        y,
        bound,
        low: hasRange ? low * scale : null,
        high: hasRange ? high * scale : null,
        sd: isRanked ? null : recordedSd,
        share: null,
        href: placeOf(lab, line),
      },
    ]
  })
}

function describeHover([point]: readonly HoveredPoint[]): { title: string; lines: string[] } {
  return { title: point?.name ?? '', lines: point?.detail ? point.detail.split(' · ') : [] }
}
