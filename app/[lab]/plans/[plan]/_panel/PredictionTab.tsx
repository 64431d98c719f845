import { Check, ChevronRight, CircleHelp, X } from 'lucide-react'
import { type FigureKey, type GuidelineVerdict, isFigure, type Prediction } from '@/science/prediction/figure'
import type { Recipe } from '@/science/recipe/recipe'
import { DerivedSection } from './DerivedSection'
import { FigureDetails, FigureSentence, printNumber } from './Provenance'
import { TradeOffChart } from './TradeOffChart'

const figures: readonly { key: FigureKey; label: string }[] = [
  { key: 'coatingThickness', label: 'Coating thickness' },
  { key: 'timeToRocksalt', label: 'Time to rocksalt (2 nm shell)' },
  { key: 'cyclesToRocksalt', label: 'Cycles to rocksalt' },
  { key: 'rocksaltThickness', label: 'Rocksalt shell after the planned cycles' },
  { key: 'surfaceOxygenRetention', label: 'Surface oxygen retention after the planned cycles' },
  { key: 'lithiumOverpotential', label: 'Lithium overpotential' },
  { key: 'oxygenFlux', label: 'Oxygen flux' },
]

/** All that the model says of a recipe, each figure with what it rests on. */
export function PredictionTab({ prediction, recipe }: { prediction: Prediction; recipe: Recipe }) {
  const { lithiumBalance } = prediction
  const reason = reasonForAll(prediction)
  if (reason !== null) return <p className="text-sm text-ink-muted">No prediction: {reason}.</p>
  return (
    <div className="flex flex-col gap-5 text-sm">
      <p className="text-xs text-ink-muted">
        The transport limit: it leaves out reaction kinetics at the surface and back-diffusion of metal ions, so real
        rocksalt shells grow more slowly. 2 nm took up to 10 cycles where this limit is minutes.
      </p>
      <ul className="flex flex-col">
        {figures.map(({ key, label }) => {
          const figure = prediction[key]
          const isKnown = isFigure(figure)
          return (
            <li key={key} className="border-b border-line py-2">
              <details className="group">
                <summary
                  className="flex cursor-default flex-wrap items-baseline justify-between gap-x-4"
                  data-figure={key}
                >
                  <span>
                    <ChevronRight
                      size={14}
                      aria-hidden="true"
                      className="mr-1 inline-block text-ink-muted group-open:rotate-90"
                    />
                    {label}
                  </span>
                  <span className={isKnown ? 'ml-auto font-medium' : 'ml-auto text-right text-ink-muted'}>
                    {isKnown ? <FigureSentence figure={figure} /> : `no prediction: ${figure.unavailable}`}
                  </span>
                </summary>
                <div className="pl-5 pt-1">
                  <FigureDetails figure={figure} />
                </div>
              </details>
            </li>
          )
        })}
      </ul>
      {prediction.derived && <DerivedSection derived={prediction.derived} />}
      <TradeOffChart recipe={recipe} />
      <section aria-label="Guidelines">
        <h3 className="mb-1 font-semibold">Guidelines</h3>
        <ul className="flex flex-col gap-1.5">
          {prediction.guidelines.map((verdict) => (
            <Guideline key={verdict.guideline} verdict={verdict} />
          ))}
        </ul>
      </section>
      <section aria-label="Lithium balance">
        <h3 className="mb-1 font-semibold">Lithium balance</h3>
        {'unavailable' in lithiumBalance ? (
          <p className="text-ink-muted">Not computed: {lithiumBalance.unavailable}</p>
        ) : (
          <>
            <dl className="grid grid-cols-[1fr_auto] gap-x-4 tabular-nums">
              <dt>TiO₂ takes</dt>
              <dd className="text-right">{printNumber(lithiumBalance.neededUmolPerG)}</dd>
              <dt>the borate brings</dt>
              <dd className="text-right">{printNumber(lithiumBalance.broughtUmolPerG)}</dd>
              <dt className="border-t border-line">balance</dt>
              <dd
                className={`border-t border-line text-right font-medium ${lithiumBalance.balanceUmolPerG < 0 ? 'text-danger' : ''}`}
              >
                {printNumber(lithiumBalance.balanceUmolPerG)}
              </dd>
            </dl>
            <p className="mt-1 text-xs text-ink-muted">
              {lithiumBalance.unit}
              {lithiumBalance.note ? `. ${lithiumBalance.note}` : ''}
            </p>
          </>
        )}
      </section>
      <p className="text-xs text-ink-muted">Model {prediction.modelVersion}</p>
    </div>
  )
}

/** What keeps every figure from being predicted, when it is one thing: it is said once. */
function reasonForAll(prediction: Prediction): string | null {
  const reasons = new Set(
    figures.map(({ key }) => ('unavailable' in prediction[key] ? prediction[key].unavailable : null)),
  )
  return reasons.size === 1 ? ([...reasons][0] ?? null) : null
}

const guidelineNames: Record<GuidelineVerdict['guideline'], string> = {
  lithiumTransport: 'Lithium transport',
  oxygenTransport: 'Oxygen transport',
  anionGroup: 'Anion group',
}

function Guideline({ verdict }: { verdict: GuidelineVerdict }) {
  const [Icon, word, tone] =
    verdict.verdict === 'pass'
      ? ([Check, 'pass', 'text-done'] as const)
      : verdict.verdict === 'fail'
        ? ([X, 'fail', 'text-danger'] as const)
        : ([CircleHelp, 'unknown', 'text-ink-muted'] as const)
  return (
    <li className="flex gap-2">
      <Icon size={16} className={`mt-0.5 flex-none ${tone}`} aria-hidden="true" />
      <span>
        <span className="font-medium">{guidelineNames[verdict.guideline]}: </span>
        <span className={tone}>{word}</span>
        <span className="text-ink-muted">
          . {verdict.message} ({verdict.source})
        </span>
      </span>
    </li>
  )
}
