import { Quantity } from '@/app/_components/Quantity'
import { FigureDetails } from '@/app/[lab]/plans/[plan]/_panel/Provenance'
import { type FigureKey, type FigureOrNone, isFigure, type Prediction } from '@/science/prediction/figure'
import { formatFigure } from '@/science/prediction/formatFigure'

const shown: readonly { key: FigureKey; label: string }[] = [
  { key: 'coatingThickness', label: 'Coating thickness' },
  { key: 'timeToRocksalt', label: 'Time to rocksalt' },
  { key: 'cyclesToRocksalt', label: 'Cycles to rocksalt' },
  { key: 'surfaceOxygenRetention', label: 'Surface oxygen retention' },
  { key: 'lithiumOverpotential', label: 'Lithium overpotential' },
]

/** What the model said when the recipe was frozen. It stands beside what was measured, never in the same drawing. */
export function PredictionStrip({ prediction, modelVersion }: { prediction: Prediction; modelVersion: string }) {
  return (
    <div>
      <dl className="m-0">
        {shown.map(({ key, label }) => (
          <PredictedFigure key={key} label={label} figure={prediction[key]} />
        ))}
      </dl>
      <p className="mt-3 mb-0 text-xs text-ink-muted">
        Model {modelVersion}. The transport limit: real rocksalt shells grow more slowly.
      </p>
    </div>
  )
}

function PredictedFigure({ label, figure }: { label: string; figure: FigureOrNone | undefined }) {
  if (!figure || !isFigure(figure))
    return (
      <div className="border-b border-line py-1.5 text-sm">
        <dt>{label}</dt>
        <dd className="m-0 text-ink-muted">
          no prediction: {figure ? figure.unavailable : 'not part of the model then'}
        </dd>
      </div>
    )
  const { text, range, unit, bound } = formatFigure(figure)
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-1.5 text-sm">
      <dt>{label}</dt>
      <dd className="m-0 ml-auto text-right">
        <Quantity basis={figure.basis} bound={bound} range={range} provenance={<FigureDetails figure={figure} />}>
          {text}
        </Quantity>{' '}
        <span className="text-ink-muted">{unit}</span>
      </dd>
    </div>
  )
}
