import { useMemo } from 'react'
import { Section } from '@/app/_components/record/Facts'
import { PredictionStrip } from '@/app/_components/record/PredictionStrip'
import { useLabScience } from '@/app/_lib/labScience'
import { predictUnder } from '@/science/comparison/predictUnder'
import { modelVersion } from '@/science/prediction/predict'
import type { CellView } from '@/server/views'
import { conditionsOf } from './publishedBeside'

/**
 * What the model says under the conditions that the newest test ran at, with the time at high voltage that it recorded in place of
 * the assumed one. Nothing where no test has recorded it.
 */
export function PredictedAsTested({ cell }: { cell: CellView }) {
  const { library } = useLabScience()
  const { revision, tests } = cell
  const test = tests.find((one) => one.state === 'read' && one.results.some(({ figure }) => figure === 'dwell'))
  const dwell = test?.results.find(({ figure }) => figure === 'dwell')
  const last = test?.results.findLast(({ figure }) => figure === 'retention')?.atCycle ?? null
  const prediction = useMemo(
    () =>
      test && dwell && dwell.value > 0
        ? predictUnder(
            revision,
            {
              conditions: conditionsOf(test),
              cycles: last,
              dwell: { seconds: dwell.value, source: `recorded: ${dwell.how ?? 'by this cell'}` },
            },
            library,
          )
        : null,
    [revision, test, dwell, last, library],
  )
  if (prediction === null) return null
  return (
    <Section title="Predicted, as it was tested">
      <p className="mt-0 mb-3 text-sm text-ink-muted">
        At the window and rate of its test{last !== null && `, for ${last} cycles`}, with the time at high voltage that
        the cell recorded.
      </p>
      <PredictionStrip prediction={prediction} modelVersion={modelVersion} />
    </Section>
  )
}
