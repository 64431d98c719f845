import { type FigureKey, type FigureOrNone, isFigure, type Prediction } from '@/science/prediction/figure'
import { formatFigure } from '@/science/prediction/formatFigure'

const shown: readonly { key: FigureKey; label: string }[] = [
  { key: 'coatingThickness', label: 'Coating thickness' },
  { key: 'timeToRocksalt', label: 'Time to rocksalt, t_rs' },
  { key: 'cyclesToRocksalt', label: 'Cycles to rocksalt' },
  { key: 'surfaceOxygenRetention', label: 'Surface oxygen retention' },
  { key: 'lithiumOverpotential', label: 'Lithium overpotential, η' },
]

/** What the model said when the recipe was frozen. It stands beside what was measured, never in the same drawing. */
export function PredictionStrip({ prediction, modelVersion }: { prediction: Prediction; modelVersion: string }) {
  return (
    <div>
      <dl className="m-0 space-y-2.5">
        {shown.map(({ key, label }) => (
          <div key={key} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <dt className="text-sm text-ink-muted">{label}</dt>
            <dd className="m-0 text-right tabular-nums">
              <PredictedFigure figure={prediction[key]} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 mb-0 text-xs text-ink-muted">
        Model {modelVersion}. Transport limit: real shells grow more slowly.
      </p>
    </div>
  )
}

function PredictedFigure({ figure }: { figure: FigureOrNone | undefined }) {
  if (!figure) return <span className="text-sm text-ink-muted">not predicted then</span>
  if (!isFigure(figure)) return <span className="text-sm text-ink-muted">{figure.unavailable}</span>
  const { text, range, unit } = formatFigure(figure)
  return (
    <span title={`${figure.equation}; ${figure.basis}`}>
      {text}
      {range && <span className="text-ink-muted"> ({range})</span>} {unit}
    </span>
  )
}
