import { useMemo } from 'react'
import { Quantity } from '@/app/_components/Quantity'
import type { ComparedLine } from '@/app/_lib/comparison/lines'
import { predictLine } from '@/app/_lib/comparison/parity'
import { useLabScience } from '@/app/_lib/labScience'
import { FigureDetails } from '@/app/[lab]/plans/[plan]/_panel/Provenance'
import { type FigureKey, type FigureOrNone, isFigure } from '@/science/prediction/figure'
import { formatFigure } from '@/science/prediction/formatFigure'

const shown: readonly { key: FigureKey; label: string }[] = [
  { key: 'timeToRocksalt', label: 'Time to rocksalt' },
  { key: 'cyclesToRocksalt', label: 'Cycles to rocksalt' },
  { key: 'surfaceOxygenRetention', label: 'Surface oxygen retention' },
  { key: 'lithiumOverpotential', label: 'Lithium overpotential' },
]

/** What the model says of each recipe under the conditions of its cells: beside the measurements, never drawn among them. */
export function PredictedStrip({ lines, n }: { lines: readonly ComparedLine[]; n: number }) {
  const { library } = useLabScience()
  const rows = useMemo(() => {
    // One line per recipe and conditions; the rates of one test would only repeat it.
    const byRecipe = new Map(lines.map((line) => [`${line.revision.id} ${line.window} ${line.rate}`, line]))
    return [...byRecipe.values()].map((line) => ({
      line,
      prediction: predictLine(line, { merit: 'retentionAtN', n }, library),
    }))
  }, [lines, n, library])
  return (
    <>
      <p className="mt-0 mb-2 max-w-prose text-sm text-ink-muted">
        Under the window, rate and temperature that the cells were tested at, for {n} cycles. Where cells recorded their
        time at high voltage it takes the place of the assumed one.
      </p>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Predictions"
        className="overflow-x-auto"
      >
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">Predictions for the recipes compared</caption>
          <thead>
            <tr className="text-left align-bottom">
              <th scope="col" className="py-2 pr-3 font-medium">
                Recipe
              </th>
              {shown.map(({ key, label }) => (
                <th key={key} scope="col" className="px-3 py-2 text-right font-medium">
                  {label}
                </th>
              ))}
              <th scope="col" className="py-2 pl-3 text-right font-medium">
                Dwell per cycle
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, prediction }) => (
              <tr key={line.key} className="border-t border-line align-top">
                <th scope="row" className="min-w-40 py-2 pr-3 text-left font-normal">
                  {line.revision.recipeName}
                  <span className="block text-xs text-ink-muted">
                    {line.window ?? 'window not known'}, {line.rate ?? 'rate not known'}
                  </span>
                </th>
                {shown.map(({ key }) => (
                  <td key={key} className="px-3 py-2 text-right">
                    <Said figure={prediction[key]} />
                  </td>
                ))}
                <td className="py-2 pl-3 text-right">
                  <Dwell figure={prediction.cyclesToRocksalt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function Said({ figure }: { figure: FigureOrNone }) {
  if (!isFigure(figure)) return <span className="text-xs text-ink-muted">no prediction: {figure.unavailable}</span>
  const { text, range, unit, bound } = formatFigure(figure)
  return (
    <>
      <Quantity basis={figure.basis} bound={bound} provenance={<FigureDetails figure={figure} />}>
        {text}
      </Quantity>{' '}
      <span className="text-ink-muted">{unit}</span>
      {range && <span className="block text-xs text-ink-muted">{range}</span>}
    </>
  )
}

function Dwell({ figure }: { figure: FigureOrNone }) {
  const input = isFigure(figure) ? figure.inputs.find(({ symbol }) => symbol === 'τ') : undefined
  if (!input) return <span className="text-ink-muted">not used</span>
  const { text, unit } = formatFigure({ value: input.value, unit: 's', basis: input.basis, equation: '', inputs: [] })
  return (
    <>
      <Quantity basis={input.basis} provenance={<p className="m-0">{input.note ?? input.source}</p>}>
        {text}
      </Quantity>{' '}
      <span className="text-ink-muted">{unit}</span>
      <span className="block text-xs text-ink-muted">{input.basis}</span>
    </>
  )
}
