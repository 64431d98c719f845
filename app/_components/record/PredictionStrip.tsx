import { Quantity } from '@/app/_components/Quantity'
import { FigureDetails } from '@/app/[lab]/plans/[plan]/_panel/Provenance'
import { type FigureKey, type FigureOrNone, isFigure, type Prediction } from '@/science/prediction/figure'
import { formatFigure } from '@/science/prediction/formatFigure'
import { inSentence } from '@/science/recipe/inSentence'

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
        {[...withoutFigure(prediction)].map(([reason, labels]) => (
          <div key={reason} className="border-b border-line py-1.5 text-sm">
            <dt>{labels.join(', ')}</dt>
            <dd className="m-0 text-ink-muted">no prediction: {reason}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 mb-0 text-xs text-ink-muted">
        Model {modelVersion}. The transport limit: real rocksalt shells grow more slowly.
      </p>
    </div>
  )
}

/** Each reason once, with all that it keeps from being predicted. */
function withoutFigure(prediction: Prediction): ReadonlyMap<string, string[]> {
  const byReason = new Map<string, string[]>()
  for (const { key, label } of shown) {
    const figure: FigureOrNone | undefined = prediction[key]
    if (figure && isFigure(figure)) continue
    const reason = figure ? figure.unavailable : 'not part of the model then'
    const said = byReason.get(reason)
    if (said) said.push(inSentence(label))
    else byReason.set(reason, [label])
  }
  return byReason
}

function PredictedFigure({ label, figure }: { label: string; figure: FigureOrNone | undefined }) {
  if (!figure || !isFigure(figure)) return null
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
