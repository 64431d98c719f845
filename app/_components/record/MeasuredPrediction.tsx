'use client'

import Link from 'next/link'
import { useMemo } from 'react'
import { useLabScience } from '@/app/_lib/labScience'
import { recipeAsMeasured } from '@/science/comparison/asMeasured'
import { modelVersion, predict } from '@/science/prediction/predict'
import type { Recipe } from '@/science/recipe/recipe'
import type { MeasuredValue, MeasuredView } from '@/server/views'
import { Section } from './Facts'
import { PredictionStrip } from './PredictionStrip'

/**
 * The prediction with what was measured in place of what the recipe says or the model estimates. Nothing where that changes
 * nothing: it stands beside the frozen one, never in its place.
 */
export function MeasuredPrediction({ lab, recipe, measured }: { lab: string; recipe: Recipe; measured: MeasuredView }) {
  const { library } = useLabScience()
  const { coatingThickness, betArea } = measured
  const prediction = useMemo(() => {
    const found = recipeAsMeasured(recipe, { coatingThicknessNm: coatingThickness, betAreaM2PerG: betArea })
    return found === null ? null : predict(found, library)
  }, [recipe, coatingThickness, betArea, library])
  if (prediction === null) return null
  return (
    <Section title="Prediction, with what was measured">
      <ul className="mt-0 mb-3 list-none p-0 text-sm text-ink-muted">
        {coatingThickness && <Measured lab={lab} label="Coating thickness" unit="nm" value={coatingThickness} />}
        {betArea && <Measured lab={lab} label="BET area" unit="m² g⁻¹" value={betArea} />}
      </ul>
      <PredictionStrip prediction={prediction} modelVersion={modelVersion} />
    </Section>
  )
}

function Measured({ lab, label, unit, value }: { lab: string; label: string; unit: string; value: MeasuredValue }) {
  return (
    <li>
      {label} {value.value}
      {value.uncertainty ? ` ± ${value.uncertainty}` : ''} {unit}
      {value.method && `, ${value.method}`}, on{' '}
      <Link href={`/${lab}/samples/${value.sampleId}`} className="tabular-nums text-accent underline">
        {value.sampleCode}
      </Link>
    </li>
  )
}
